/* SPDX-License-Identifier: Apache-2.0 */
/* How far two cores are from each other: the time a cache line takes to the other core and back. */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

#include <rte_cycles.h>

#include "meter.h"

#define ROUNDS 2001
/* The other core may be busy with something that does not give way. */
#define TIMEOUT_MS 200

struct court {
    _Alignas(128) atomic_uint ball;
    _Alignas(128) atomic_int is_over;
};

/* Answers every odd ball with the next even one. */
static void *
play(void *argument)
{
    struct court *court = argument;

    pf_thread_priority(PF_PRIORITY_REAL_TIME);
    while (!atomic_load_explicit(&court->is_over, memory_order_relaxed)) {
        uint32_t ball = atomic_load_explicit(&court->ball, memory_order_acquire);
        if ((ball & 1) != 0)
            atomic_store_explicit(&court->ball, ball + 1, memory_order_release);
    }
    return NULL;
}

static int
compare(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;

    return (a > b) - (a < b);
}

/* The median of the rounds in ticks, or -ETIMEDOUT. */
static int64_t
serve(struct court *court)
{
    uint64_t ticks[ROUNDS];
    uint64_t end = rte_rdtsc() + rte_get_tsc_hz() / 1000 * TIMEOUT_MS;
    uint32_t i;

    for (i = 0; i < ROUNDS; i++) {
        uint64_t start = rte_rdtsc(), now;
        atomic_store_explicit(&court->ball, 2 * i + 1, memory_order_release);
        do {
            now = rte_rdtsc();
            if (now > end)
                return -ETIMEDOUT;
        } while (atomic_load_explicit(&court->ball, memory_order_acquire) != 2 * i + 2);
        ticks[i] = now - start;
    }
    qsort(ticks, ROUNDS, sizeof(ticks[0]), compare);
    return (int64_t)ticks[ROUNDS / 2];
}

int32_t
pf_line_round_trip_ns(int32_t cpu)
{
    struct court court = {0};
    pthread_attr_t attributes;
    pthread_t partner;
    cpu_set_t set;
    int64_t ticks;
    int code;

    if (cpu < 0 || cpu >= CPU_SETSIZE)
        return -EINVAL;
    CPU_ZERO(&set);
    CPU_SET(cpu, &set);
    pthread_attr_init(&attributes);
    /* From its first instruction: on our core it would never get to run, once we are a real-time thread. */
    pthread_attr_setaffinity_np(&attributes, sizeof(set), &set);
    code = pthread_create(&partner, &attributes, play, &court);
    pthread_attr_destroy(&attributes);
    if (code != 0)
        return -code;
    pf_thread_priority(PF_PRIORITY_REAL_TIME);
    ticks = serve(&court);
    pf_thread_priority(PF_PRIORITY_NORMAL);
    atomic_store(&court.is_over, 1);
    pthread_join(partner, NULL);
    return ticks < 0 ? (int32_t)ticks : (int32_t)(ticks * 1000000000 / (int64_t)rte_get_tsc_hz());
}
