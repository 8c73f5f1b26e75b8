/* SPDX-License-Identifier: Apache-2.0 */
/* DPDK's rte_fib, DIR24_8, on the host part alone. */
#include <errno.h>
#include <stdlib.h>

#include <rte_errno.h>
#include <rte_fib.h>
#include <rte_memory.h>
#include <rte_vect.h>

#include "perf.h"

#define SHORT_NEXT_HOP_BYTES 2

struct fib_peer {
    struct rte_fib *fib;
    /* What a lookup without a route answers: the highest next hop that fits. */
    uint64_t none;
    int32_t is_avx512;
    /* One bulk: what the lookup is given and what it answers. */
    uint32_t host[PF_FIB_BULK_MAX];
    uint64_t hop[PF_FIB_BULK_MAX];
};

static struct fib_peer *
peer_of(int64_t handle)
{
    return (struct fib_peer *)(uintptr_t)handle;
}

/* DPDK keeps to 256 bits unless it is told otherwise, and its AVX-512 lookup needs 512. */
static int32_t
select_widest(struct rte_fib *fib)
{
    rte_vect_set_max_simd_bitwidth(RTE_VECT_SIMD_512);
    return rte_fib_select_lookup(fib, RTE_FIB_LOOKUP_DIR24_8_VECTOR_AVX512) == 0;
}

/*
 * Room for so many routes; tbl8s is the number of /24s that hold longer prefixes. next_hop_bytes is 2 (next hops below 32767, half the
 * table) or 4. The table's own default answer stands for "no route".
 */
int64_t
pf_fib_create(uint32_t routes, uint32_t tbl8s, uint32_t next_hop_bytes)
{
    struct fib_peer *peer = aligned_alloc(64, (sizeof(*peer) + 63) / 64 * 64);
    struct rte_fib_conf conf = {.type = RTE_FIB_DIR24_8, .max_routes = (int)routes};

    if (peer == NULL)
        return -ENOMEM;
    peer->none = next_hop_bytes == SHORT_NEXT_HOP_BYTES ? INT16_MAX : INT32_MAX;
    conf.default_nh = peer->none;
    conf.dir24_8.nh_sz = next_hop_bytes == SHORT_NEXT_HOP_BYTES ? RTE_FIB_DIR24_8_2B : RTE_FIB_DIR24_8_4B;
    conf.dir24_8.num_tbl8 = tbl8s;
    rte_errno = 0;
    peer->fib = rte_fib_create("perf_fib", SOCKET_ID_ANY, &conf);
    if (peer->fib == NULL) {
        free(peer);
        return rte_errno != 0 ? -rte_errno : -ENOMEM;
    }
    peer->is_avx512 = select_widest(peer->fib);
    return (int64_t)(uintptr_t)peer;
}

/* 1: the AVX-512 lookup is in use; 0: the scalar one, because CPU, build or EAL's --force-max-simd-bitwidth does not allow it. */
int32_t
pf_fib_is_avx512(int64_t handle)
{
    return peer_of(handle)->is_avx512;
}

void
pf_fib_free(int64_t handle)
{
    rte_fib_free(peer_of(handle)->fib);
    free(peer_of(handle));
}

/* rte_fib_add; lengths are 0 to 32. */
int32_t
pf_fib_add(int64_t handle, const uint32_t *hosts, const uint8_t *lengths, const uint32_t *next_hops, uint32_t count)
{
    uint32_t i;
    int code;

    for (i = 0; i < count; i++) {
        code = rte_fib_add(peer_of(handle)->fib, hosts[i], lengths[i], next_hops[i]);
        if (code != 0)
            return code;
    }
    return 0;
}

static inline int
bulk_lookup(struct fib_peer *peer, const uint64_t *destinations, uint32_t count)
{
    uint32_t i;

    for (i = 0; i < count; i++)
        peer->host[i] = (uint32_t)destinations[i];
    return rte_fib_lookup_bulk(peer->fib, peer->host, peer->hop, (int)count);
}

/* For the check: the next hop of each destination's host part, PF_NONE where there is none. */
int32_t
pf_fib_lookup(int64_t handle, const uint64_t *destinations, uint32_t *next_hops, uint32_t count)
{
    struct fib_peer *peer = peer_of(handle);
    uint32_t at, i, bulk;

    for (at = 0; at < count; at += bulk) {
        bulk = RTE_MIN(count - at, (uint32_t)PF_FIB_BULK_MAX);
        if (bulk_lookup(peer, destinations + at, bulk) != 0)
            return -EINVAL;
        for (i = 0; i < bulk; i++)
            next_hops[at + i] = peer->hop[i] == peer->none ? PF_NONE : (uint32_t)peer->hop[i];
    }
    return 0;
}

/*
 * For the rate: whole bulks of bulk destinations, 1 to PF_FIB_BULK_MAX, repeats times over. The answers stay as the library gives them;
 * nobody reads them, and the barrier has the compiler make them all the same.
 */
void
pf_fib_run(int64_t handle, const uint64_t *destinations, uint32_t count, uint32_t bulk, uint32_t repeats)
{
    struct fib_peer *peer = peer_of(handle);
    uint32_t at, i;

    for (i = 0; i < repeats; i++) {
        for (at = 0; at + bulk <= count; at += bulk) {
            bulk_lookup(peer, destinations + at, bulk);
            rte_compiler_barrier();
        }
    }
}
