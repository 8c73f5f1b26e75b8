/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DPDK's own parts put together as a two-tier table: rte_hash finds the ASN, rte_lpm the host part.
 *
 * An rte_lpm is 64 MiB however few routes it holds, so one for each ASN is impossible. This peer has one, which holds the distinct host
 * prefixes of all routes, and every destination pays one lookup in the hash and one in it. That is less than a real table of this make
 * would have to do: it gives a wrong next hop where two ASNs use one host prefix, and all ASNs share the caches of one table.
 */
#include <errno.h>
#include <stdlib.h>

#include <rte_errno.h>
#include <rte_hash.h>
#include <rte_hash_crc.h>
#include <rte_lpm.h>

#include "perf.h"

struct two_tier {
    struct rte_hash *hash;
    struct rte_lpm *lpm;
    /* One bulk: what the two lookups are given and what they answer. */
    uint32_t asn[PF_TWO_TIER_BULK_MAX];
    uint32_t host[PF_TWO_TIER_BULK_MAX];
    const void *key[PF_TWO_TIER_BULK_MAX];
    void *data[PF_TWO_TIER_BULK_MAX];
    uint32_t hop[PF_TWO_TIER_BULK_MAX];
    uint64_t hits;
};

static struct two_tier *
peer_of(int64_t handle)
{
    return (struct two_tier *)(uintptr_t)handle;
}

static int
failure(void)
{
    return rte_errno != 0 ? -rte_errno : -ENOMEM;
}

static int
create_tables(struct two_tier *peer, uint32_t asns, uint32_t prefixes, uint32_t tbl8s)
{
    /* A quarter of the slots stays free: a cuckoo hash that is nearly full refuses keys and moves many. */
    const struct rte_hash_parameters hash = {
        .name = "perf_asns", .entries = asns + asns / 4 + 64, .key_len = sizeof(uint32_t), .hash_func = rte_hash_crc, .socket_id = SOCKET_ID_ANY,
    };
    const struct rte_lpm_config lpm = {.max_rules = prefixes, .number_tbl8s = tbl8s};

    rte_errno = 0;
    peer->hash = rte_hash_create(&hash);
    if (peer->hash == NULL)
        return failure();
    peer->lpm = rte_lpm_create("perf_hosts", SOCKET_ID_ANY, &lpm);
    return peer->lpm == NULL ? failure() : 0;
}

/* Room for so many ASNs and distinct host prefixes; tbl8s is the number of /24s that hold longer prefixes. */
int64_t
pf_two_tier_create(uint32_t asns, uint32_t prefixes, uint32_t tbl8s)
{
    struct two_tier *peer = aligned_alloc(64, (sizeof(*peer) + 63) / 64 * 64);
    uint32_t i;
    int code;

    if (peer == NULL)
        return -ENOMEM;
    peer->hash = NULL;
    peer->lpm = NULL;
    for (i = 0; i < PF_TWO_TIER_BULK_MAX; i++)
        peer->key[i] = &peer->asn[i];
    code = create_tables(peer, asns, prefixes, tbl8s);
    if (code != 0) {
        pf_two_tier_free((int64_t)(uintptr_t)peer);
        return code;
    }
    return (int64_t)(uintptr_t)peer;
}

void
pf_two_tier_free(int64_t handle)
{
    struct two_tier *peer = peer_of(handle);

    rte_lpm_free(peer->lpm);
    rte_hash_free(peer->hash);
    free(peer);
}

/* rte_hash_add_key_data: the data of the ASN at asns[i] is i. Each ASN once. */
int32_t
pf_two_tier_add_asns(int64_t handle, const uint32_t *asns, uint32_t count)
{
    uint32_t i;
    int code;

    for (i = 0; i < count; i++) {
        code = rte_hash_add_key_data(peer_of(handle)->hash, &asns[i], (void *)(uintptr_t)i);
        if (code != 0)
            return code;
    }
    return 0;
}

/* rte_lpm_add; lengths are 1 to 32, since rte_lpm has no default route. Each prefix once. */
int32_t
pf_two_tier_add_prefixes(int64_t handle, const uint32_t *hosts, const uint8_t *lengths, const uint32_t *next_hops, uint32_t count)
{
    uint32_t i;
    int code;

    for (i = 0; i < count; i++) {
        code = rte_lpm_add(peer_of(handle)->lpm, hosts[i], lengths[i], next_hops[i]);
        if (code != 0)
            return code;
    }
    return 0;
}

static inline int
bulk_lookup(struct two_tier *peer, const uint64_t *destinations, uint32_t count)
{
    uint32_t i;

    for (i = 0; i < count; i++) {
        peer->asn[i] = (uint32_t)(destinations[i] >> 32);
        peer->host[i] = (uint32_t)destinations[i];
    }
    peer->hits = 0;
    if (rte_hash_lookup_bulk_data(peer->hash, peer->key, count, &peer->hits, peer->data) < 0)
        return -EINVAL;
    return rte_lpm_lookup_bulk(peer->lpm, peer->host, peer->hop, count);
}

/* For the check: asn_data[i] and next_hops[i] of each destination, PF_NONE where there is none. */
int32_t
pf_two_tier_lookup(int64_t handle, const uint64_t *destinations, uint32_t *asn_data, uint32_t *next_hops, uint32_t count)
{
    struct two_tier *peer = peer_of(handle);
    uint32_t at, i, bulk;

    for (at = 0; at < count; at += bulk) {
        bulk = RTE_MIN(count - at, (uint32_t)PF_TWO_TIER_BULK_MAX);
        if (bulk_lookup(peer, destinations + at, bulk) != 0)
            return -EINVAL;
        for (i = 0; i < bulk; i++) {
            asn_data[at + i] = (peer->hits >> i & 1) != 0 ? (uint32_t)(uintptr_t)peer->data[i] : PF_NONE;
            next_hops[at + i] = (peer->hop[i] & RTE_LPM_LOOKUP_SUCCESS) != 0 ? peer->hop[i] & 0xFFFFFF : PF_NONE;
        }
    }
    return 0;
}

/*
 * For the rate: whole bulks of bulk destinations, 1 to PF_TWO_TIER_BULK_MAX, repeats times over. The answers stay as the libraries give them;
 * nobody reads them, and the barrier has the compiler make them all the same.
 */
void
pf_two_tier_run(int64_t handle, const uint64_t *destinations, uint32_t count, uint32_t bulk, uint32_t repeats)
{
    struct two_tier *peer = peer_of(handle);
    uint32_t at, i;

    for (i = 0; i < repeats; i++) {
        for (at = 0; at + bulk <= count; at += bulk) {
            bulk_lookup(peer, destinations + at, bulk);
            rte_compiler_barrier();
        }
    }
}
