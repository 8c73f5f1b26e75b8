/* SPDX-License-Identifier: Apache-2.0 */
/* Sends frames at a rate into one net_ring port, takes them from another, and records how long they were away. */
#ifndef EIGHTFOLD_PERF_METER_H
#define EIGHTFOLD_PERF_METER_H

#include <stdint.h>

/* Most frames sent at one instant. */
#define PF_METER_BURST_MAX 4
/* Most frames under way: fewer than a net_ring port holds (1023), so neither ring ever refuses one, whoever is absent. */
#define PF_METER_WINDOW 960

/* How the scheduler treats the meter's thread for the time of a run. */
#define PF_PRIORITY_NORMAL 0
#define PF_PRIORITY_REAL_TIME 1

/*
 * One run. Frame i of frame_count lies at frames + i * frame_stride, and comes back as expected + i * frame_stride if it was forwarded
 * right; both but for the sequence number, 4 bytes in network order at sequence_offset, which the meter writes. Frame sequence % frame_count
 * is sent; frame_count is a power of 2. A received frame is compared when (sequence & verify_mask) == 0.
 */
struct pf_meter_config {
    uint32_t size; /* sizeof this structure: Java's and ours must be one */
    uint32_t burst;
    uint64_t pool;
    uint64_t frames;
    uint64_t expected;
    uint32_t frame_count;
    uint32_t frame_stride;
    uint32_t frame_bytes;
    uint32_t sequence_offset;
    uint32_t verify_mask;
    uint32_t priority;
    uint32_t first_sequence; /* above all of earlier runs, of which frames may still be in the rings; as a 32-bit serial number */
    uint32_t result_size;    /* sizeof(struct pf_meter_result), likewise */
    uint16_t to_port;
    uint16_t from_port;
    uint32_t gap_ns;       /* an absence of the meter from this length on is a gap */
    uint64_t rate_pps;     /* 0: as fast as the meter can */
    uint64_t duration_ns;
    uint64_t drain_ns;     /* how long to wait for the last frames */
};

struct pf_meter_result {
    uint64_t sent;
    uint64_t received;
    uint64_t stale;          /* frames of an earlier run; not received in this one */
    uint64_t out_of_order;
    uint64_t wrong;          /* not what was expected */
    uint64_t waited;         /* frames that found PF_METER_WINDOW frames under way and were sent late; their wait counts as residence */
    uint64_t elapsed_ns;     /* from the first to the last instant of the schedule, gaps left out */
    uint64_t behind_ns;      /* how far behind its schedule the meter was at the end */
    uint64_t gaps;
    uint64_t gap_total_ns;
    uint64_t gap_longest_ns;
    uint64_t beyond;         /* frames beyond the histogram's range, recorded at its end */
    int64_t wrong_sequence;  /* the first wrong frame, -1 for none */
    uint8_t wrong_frame[64]; /* its first bytes */
    uint32_t is_real_time;   /* whether the scheduler granted it */
    uint32_t reserved;
};

/*
 * Blocks for duration_ns + at most drain_ns. Adds every received frame to all, in nanoseconds from its scheduled instant to the moment it was
 * taken from the ring, and to present those that were not under way during a gap. Both have pf_histogram_length() counts.
 * Returns 0 or a negative errno: -EINVAL for a configuration of another size or out of range, -ENOBUFS when the pool has no buffers.
 * Thread: one registered with DPDK and pinned to its core by the caller.
 */
int32_t pf_meter_run(const struct pf_meter_config *config, struct pf_meter_result *result, uint64_t *all, uint64_t *present);

/* Log-linear, three significant digits up to 1 s: the buckets of an HdrHistogram of that precision. */
uint32_t pf_histogram_length(void);
/* Where a value in nanoseconds is counted; the last place for all beyond the range. */
uint32_t pf_histogram_index(uint64_t ns);
/* The lowest value that is counted at a place. */
uint64_t pf_histogram_value(uint32_t index);

/* Moves every thread of this process to one CPU, so that the others are free; threads started later inherit it. Returns 0 or a negative errno. */
int32_t pf_threads_pin(int32_t cpu);
/* SCHED_FIFO (or the normal policy again) for the calling thread. Returns 0 or a negative errno. */
int32_t pf_thread_priority(int32_t priority);

/*
 * The time a cache line takes from the calling thread's core to another core and back, median of some thousand, in nanoseconds; or a negative
 * errno, -ETIMEDOUT when the other core was not free. Both threads run under SCHED_FIFO meanwhile where that is allowed; afterwards the caller
 * has the normal policy. The caller is pinned to a core that is not cpu.
 */
int32_t pf_line_round_trip_ns(int32_t cpu);

#endif
