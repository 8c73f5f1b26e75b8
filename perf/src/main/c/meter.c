/* SPDX-License-Identifier: Apache-2.0 */
/* The generator and meter of latency: one loop that paces, sends, receives and records. */
#include <errno.h>
#include <string.h>
#include <x86intrin.h>

#include <rte_byteorder.h>
#include <rte_cycles.h>
#include <rte_ethdev.h>
#include <rte_mbuf.h>
#include <rte_prefetch.h>

#include "meter.h"

/* Instants of the frames under way, by sequence: a power of 2 above PF_METER_WINDOW. */
#define STAMPS 2048
/* Few, so that a turn of the loop is short beside what counts as a gap. */
#define RX_BURST 8

#define SUB_BUCKET_BITS 11
#define SUB_BUCKETS (1u << SUB_BUCKET_BITS)
#define RANGE_BITS 30
#define RANGE_NS ((1ull << RANGE_BITS) - 1)
#define HISTOGRAM_LENGTH ((RANGE_BITS - SUB_BUCKET_BITS) * (SUB_BUCKETS / 2) + SUB_BUCKETS)

struct meter {
    const struct pf_meter_config *config;
    struct pf_meter_result *result;
    uint64_t *all;
    uint64_t *present;
    struct rte_mempool *pool;
    uint64_t hz;
    uint64_t ns_per_tick_shifted; /* nanoseconds a tick, times 2^32 */
    uint64_t gap_limit;
    uint64_t last_look;
    uint64_t gap_end;
    /* The schedule: the next instant, with a 32-bit fraction of a tick, and the ticks between two bursts. */
    uint64_t next;
    uint32_t next_fraction;
    uint32_t period_fraction;
    uint64_t period;
    uint32_t next_sequence;
    uint32_t awaited;
    int is_waiting;
    uint64_t stamp[STAMPS];
};

uint32_t
pf_histogram_length(void)
{
    return HISTOGRAM_LENGTH;
}

static inline uint32_t
index_of(uint64_t ns)
{
    uint32_t bucket = (uint32_t)(64 - SUB_BUCKET_BITS - __builtin_clzll(ns | (SUB_BUCKETS - 1)));

    return bucket * (SUB_BUCKETS / 2) + (uint32_t)(ns >> bucket);
}

uint32_t
pf_histogram_index(uint64_t ns)
{
    return index_of(RTE_MIN(ns, (uint64_t)RANGE_NS));
}

uint64_t
pf_histogram_value(uint32_t index)
{
    uint32_t bucket;

    if (index < SUB_BUCKETS)
        return index;
    bucket = index / (SUB_BUCKETS / 2) - 1;
    return (uint64_t)(index - bucket * (SUB_BUCKETS / 2)) << bucket;
}

static inline uint64_t
ns_of(const struct meter *m, uint64_t ticks)
{
    return (uint64_t)(((unsigned __int128)ticks * m->ns_per_tick_shifted) >> 32);
}

/*
 * Reads the clock, and finds out that the meter was absent: an interrupt, another thread, the hypervisor. The schedule moves by the gap: what
 * was not sent in it is the meter's omission, not the subject's, and making it up in one go would be a load that nobody asked for.
 */
static inline uint64_t
look(struct meter *m)
{
    uint64_t now = rte_rdtsc();
    uint64_t away = now - m->last_look;

    if (unlikely(away > m->gap_limit)) {
        uint64_t ns = ns_of(m, away);
        m->result->gaps++;
        m->result->gap_total_ns += ns;
        m->result->gap_longest_ns = RTE_MAX(m->result->gap_longest_ns, ns);
        m->next += away;
        m->gap_end = now;
    }
    m->last_look = now;
    return now;
}

static inline void
advance(struct meter *m)
{
    uint32_t before = m->next_fraction;

    m->next_fraction += m->period_fraction;
    m->next += m->period + (m->next_fraction < before);
}

static inline void
fill(struct meter *m, struct rte_mbuf *mbuf, uint64_t instant)
{
    const struct pf_meter_config *c = m->config;
    uint8_t *data = rte_pktmbuf_mtod(mbuf, uint8_t *);
    uint32_t sequence = m->next_sequence++;
    rte_be32_t wire = rte_cpu_to_be_32(sequence);

    memcpy(data, (const uint8_t *)(uintptr_t)c->frames + (uint64_t)(sequence & (c->frame_count - 1)) * c->frame_stride, c->frame_bytes);
    memcpy(data + c->sequence_offset, &wire, sizeof(wire));
    mbuf->data_len = (uint16_t)c->frame_bytes;
    mbuf->pkt_len = c->frame_bytes;
    m->stamp[sequence & (STAMPS - 1)] = instant;
}

/* The burst waits, with its instant as it was. */
static void
wait_for_room(struct meter *m, uint32_t burst)
{
    m->result->waited += m->is_waiting ? 0 : burst;
    m->is_waiting = 1;
}

/* Sends the burst that is due. The buffers are the ring's afterwards. */
static int32_t
send_burst(struct meter *m, uint64_t now)
{
    struct rte_mbuf *mbufs[PF_METER_BURST_MAX];
    uint32_t burst = m->config->burst;
    uint32_t i, sent;

    if (unlikely(m->next_sequence - m->awaited + burst > PF_METER_WINDOW)) {
        wait_for_room(m, burst);
        return 0;
    }
    if (unlikely(rte_pktmbuf_alloc_bulk(m->pool, mbufs, burst) != 0))
        return -ENOBUFS;
    for (i = 0; i < burst; i++)
        fill(m, mbufs[i], m->config->rate_pps == 0 ? now : m->next);
    sent = rte_eth_tx_burst(m->config->to_port, 0, mbufs, (uint16_t)burst);
    m->result->sent += sent;
    if (unlikely(sent != burst)) {
        /* Only frames of an earlier run can fill the ring: its forwarder ended before it had taken them. */
        rte_pktmbuf_free_bulk(mbufs + sent, burst - sent);
        m->next_sequence -= burst - sent;
        wait_for_room(m, burst - sent);
        if (sent == 0)
            return 0;
    } else {
        m->is_waiting = 0;
    }
    advance(m);
    return 0;
}

static void
note_wrong(struct meter *m, uint32_t sequence, const uint8_t *frame, uint32_t length)
{
    if (m->result->wrong++ == 0) {
        m->result->wrong_sequence = sequence;
        memcpy(m->result->wrong_frame, frame, RTE_MIN(length, (uint32_t)sizeof(m->result->wrong_frame)));
    }
}

static int
is_expected(const struct meter *m, uint32_t sequence, const uint8_t *frame)
{
    const struct pf_meter_config *c = m->config;
    const uint8_t *expected = (const uint8_t *)(uintptr_t)c->expected + (uint64_t)(sequence & (c->frame_count - 1)) * c->frame_stride;
    uint32_t after = c->sequence_offset + sizeof(uint32_t);

    return memcmp(frame, expected, c->sequence_offset) == 0 && memcmp(frame + after, expected + after, c->frame_bytes - after) == 0;
}

static inline void
record(struct meter *m, uint64_t stamp, uint64_t now)
{
    uint64_t ns = now > stamp ? ns_of(m, now - stamp) : 0;
    uint32_t index;

    if (unlikely(ns > RANGE_NS)) {
        ns = RANGE_NS;
        m->result->beyond++;
    }
    index = index_of(ns);
    m->all[index]++;
    if (likely((int64_t)(stamp - m->gap_end) >= 0))
        m->present[index]++;
}

static inline void
take(struct meter *m, const struct rte_mbuf *mbuf, uint64_t now)
{
    const uint8_t *frame = rte_pktmbuf_mtod(mbuf, const uint8_t *);
    rte_be32_t wire;
    uint32_t sequence;

    memcpy(&wire, frame + m->config->sequence_offset, sizeof(wire));
    sequence = rte_be_to_cpu_32(wire);
    if (unlikely((int32_t)(sequence - m->config->first_sequence) < 0)) {
        m->result->stale++;
        return;
    }
    m->result->received++;
    /* Too long, or no number of a frame under way: it was damaged. */
    if (unlikely(mbuf->data_len != m->config->frame_bytes || m->next_sequence - sequence - 1 >= STAMPS)) {
        note_wrong(m, sequence, frame, mbuf->data_len);
        return;
    }
    if ((sequence & m->config->verify_mask) == 0 && unlikely(!is_expected(m, sequence, frame)))
        note_wrong(m, sequence, frame, mbuf->data_len);
    if (unlikely((int32_t)(sequence - m->awaited) < 0))
        m->result->out_of_order++;
    else
        m->awaited = sequence + 1;
    record(m, m->stamp[sequence & (STAMPS - 1)], now);
}

/* Takes what came back, and gives the buffers back to their pool. */
static inline void
receive_burst(struct meter *m)
{
    struct rte_mbuf *mbufs[RX_BURST];
    uint32_t count = rte_eth_rx_burst(m->config->from_port, 0, mbufs, RX_BURST);
    uint64_t now;
    uint32_t i;

    if (count == 0)
        return;
    /* The clock must not be read before the ring was: reading it early would shorten every residence by a cache miss. */
    _mm_lfence();
    now = look(m);
    for (i = 0; i < count; i++)
        rte_prefetch0(mbufs[i]);
    for (i = 0; i < count; i++)
        rte_prefetch0(rte_pktmbuf_mtod(mbufs[i], void *));
    for (i = 0; i < count; i++)
        take(m, mbufs[i], now);
    rte_pktmbuf_free_bulk(mbufs, count);
}

static int32_t
run(struct meter *m)
{
    uint64_t end, now, gap_total, start = rte_rdtsc();
    int32_t code = 0;

    m->last_look = m->next = m->gap_end = start;
    end = start + (uint64_t)((double)m->config->duration_ns * 1e-9 * (double)m->hz);
    do {
        now = look(m);
        if ((int64_t)(now - m->next) >= 0)
            code = send_burst(m, now);
        receive_burst(m);
    } while (code == 0 && now < end);
    gap_total = m->result->gap_total_ns;
    m->result->elapsed_ns = ns_of(m, now - start) - RTE_MIN(gap_total, ns_of(m, now - start));
    if (m->config->rate_pps != 0 && now > m->next)
        m->result->behind_ns = ns_of(m, now - m->next);
    end = rte_rdtsc() + (uint64_t)((double)m->config->drain_ns * 1e-9 * (double)m->hz);
    while (m->result->received < m->result->sent && rte_rdtsc() < end)
        receive_burst(m);
    return code;
}

static int
is_valid(const struct pf_meter_config *c)
{
    return c->size == sizeof(*c) && c->result_size == sizeof(struct pf_meter_result) && c->burst >= 1 && c->burst <= PF_METER_BURST_MAX
        && c->frame_count != 0 && (c->frame_count & (c->frame_count - 1)) == 0 && c->sequence_offset + sizeof(uint32_t) <= c->frame_bytes
        && c->frame_bytes <= c->frame_stride && c->frame_bytes <= RTE_MBUF_DEFAULT_DATAROOM;
}

int32_t
pf_meter_run(const struct pf_meter_config *config, struct pf_meter_result *result, uint64_t *all, uint64_t *present)
{
    struct meter m = {.config = config, .result = result, .all = all, .present = present};
    double period;
    int32_t code;

    if (!is_valid(config))
        return -EINVAL;
    memset(result, 0, sizeof(*result));
    result->wrong_sequence = -1;
    m.next_sequence = m.awaited = config->first_sequence;
    m.pool = (struct rte_mempool *)(uintptr_t)config->pool;
    m.hz = rte_get_tsc_hz();
    m.ns_per_tick_shifted = (uint64_t)(1e9 * 4294967296.0 / (double)m.hz);
    m.gap_limit = (uint64_t)(config->gap_ns * 1e-9 * (double)m.hz);
    period = config->rate_pps == 0 ? 0 : (double)m.hz * config->burst / (double)config->rate_pps;
    m.period = (uint64_t)period;
    m.period_fraction = (uint32_t)((period - (double)m.period) * 4294967296.0);
    result->is_real_time = config->priority == PF_PRIORITY_REAL_TIME && pf_thread_priority(PF_PRIORITY_REAL_TIME) == 0;
    code = run(&m);
    if (result->is_real_time)
        pf_thread_priority(PF_PRIORITY_NORMAL);
    return code;
}
