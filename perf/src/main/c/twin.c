/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The worker's twin: what ForwardingWorker does with a packet that can simply go on, written in C by the same steps over the same table,
 * records and devices. It is the measure of what Java costs. A packet that the worker would hand to its slow path is freed and counted.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <rte_byteorder.h>
#include <rte_ethdev.h>
#include <rte_mbuf.h>
#include <rte_prefetch.h>

#include "perf.h"

#define BURST_MAX 64
#define ETHERNET 14
#define MIN_CHECKED (ETHERNET + 20)
#define MIN_FRAME 60
#define MAC_MASK 0xFFFFFFFFFFFFull
#define FLAGS_SHIFT 48
#define RECORD_BYTES 64

/* Verdicts of the check. */
#define IPV8 0
#define IPV4 1
#define NOT_PLAIN 2

/* Results and references; NodeRef.java draws them. */
#define NO_ROUTE (-1)
#define NO_ASN (-2)
#define GROUP_BIT (1u << 30)
#define KIND_SHIFT 27
#define KIND(type) (0x18u | (type))
#define LINE32 1u
#define TRIE 2u
#define BITS64N 3u
#define BITS64W 4u
#define BITS256 5u
#define TOP_SHIFT 29
#define ONE16_TOP 4u
#define HASH16_TOP 5u
#define UNIT_MASK ((1u << 27) - 1)
#define BUCKET_MASK ((1u << 24) - 1)
#define HASH16_FACTOR 0x9E37u
#define OVERFLOW (-2)
#define LANES 0x0001000100010001ull
#define LANE_SIGNS (LANES << 15)

/* FibRoot.java */
struct root {
    uint64_t tier1;
    uint64_t version;
    uint64_t base;
    uint64_t groups;
    uint32_t multiplier;
    uint32_t shift;
    uint32_t mask;
    int32_t ipv4;
    int32_t default_hop;
};

/* NextHopTable.java */
struct record {
    uint64_t mac_and_flags;
    uint64_t source[2];
    uint32_t port;
    uint32_t mtu;
    uint32_t type;
};

struct counters {
    uint64_t received;
    uint64_t received_bytes;
    uint64_t forwarded;
    uint64_t transmitted;
    uint64_t transmitted_bytes;
    uint64_t not_sent;
    uint64_t not_plain;
    uint64_t turns;
    uint64_t seen;
};

struct twin {
    struct pf_twin_config config;
    struct counters counters;
    uint16_t staged[PF_TWIN_PORTS_MAX];
    uint64_t staged_bytes[PF_TWIN_PORTS_MAX];
    struct rte_mbuf *list[PF_TWIN_PORTS_MAX][BURST_MAX];
    struct rte_mbuf *mbuf[BURST_MAX];
    uint8_t *data[BURST_MAX];
    uint32_t length[BURST_MAX];
    uint32_t verdict[BURST_MAX];
    int32_t next_hop[BURST_MAX];
    uint64_t destination[BURST_MAX];
    uint64_t words[BURST_MAX];
    const uint8_t *buckets[BURST_MAX];
    uint32_t hashes[BURST_MAX];
    uint32_t others[BURST_MAX];
    uint32_t is_single;
    uint32_t hash_count;
    uint32_t other_count;
};

static inline uint64_t
load64(const uint8_t *at)
{
    uint64_t value;

    memcpy(&value, at, sizeof(value));
    return value;
}

static inline uint32_t
load32(const uint8_t *at)
{
    uint32_t value;

    memcpy(&value, at, sizeof(value));
    return value;
}

static inline uint16_t
load16(const uint8_t *at)
{
    uint16_t value;

    memcpy(&value, at, sizeof(value));
    return value;
}

static inline const uint8_t *
at(uint64_t address)
{
    return (const uint8_t *)(uintptr_t)address;
}

/* --- check --- */

/* HeaderCheck.java says why: the sum is a multiple of 65535 when nothing is left above the quotient. */
#define SUM_INVERSE 0xFFFEFFFEFFFEFFFFull
#define SUM_QUOTIENT_BITS 20

/* First octets that no unicast host has: 0, 127, and 224 and above. */
static const uint8_t bad_host[256] = { [0] = 1, [127] = 1, [224 ... 255] = 1 };

static inline int
is_plain_ipv8(const uint8_t *packet, uint32_t available)
{
    uint64_t a = load64(packet), b = load64(packet + 8), c = load64(packet + 16);
    uint32_t d = load32(packet + 24);
    uint32_t total = rte_bswap16((uint16_t)(a >> 16));
    uint64_t source_asn = b >> 32, destination_asn = c >> 32;
    uint64_t sum = (uint32_t)a + (a >> 32) + (uint32_t)b + source_asn + (uint32_t)c + destination_asn + d;

    return (sum * SUM_INVERSE >> SUM_QUOTIENT_BITS | ((a & 0xFF) ^ 0x87)
        | ((source_asn & 0xFFFF) + 1) >> 16 | ((destination_asn & 0xFFFF) + 1) >> 16
        | (((total - 28) | (available - total)) & 0x80000000u) | bad_host[c & 0xFF] | bad_host[d & 0xFF]) == 0;
}

static inline int
is_plain_ipv4(const uint8_t *packet, uint32_t available)
{
    uint64_t a = load64(packet), b = load64(packet + 8);
    uint32_t c = load32(packet + 16);
    uint32_t total = rte_bswap16((uint16_t)(a >> 16));
    uint64_t sum = (uint32_t)a + (a >> 32) + (uint32_t)b + (b >> 32) + c;

    return (sum * SUM_INVERSE >> SUM_QUOTIENT_BITS | ((a & 0xFF) ^ 0x45)
        | (((total - 20) | (available - total)) & 0x80000000u) | bad_host[b >> 32 & 0xFF] | bad_host[c & 0xFF]) == 0;
}

static void
check(struct twin *twin, uint32_t count)
{
    const uint64_t mac = twin->config.mac;
    const uint32_t ipv8_type = twin->config.ipv8_type;
    uint64_t bytes = 0;
    uint32_t i;

    for (i = 0; i < count; i++) {
        const uint8_t *frame = twin->data[i];
        const uint8_t *packet = frame + ETHERNET;
        uint32_t length = twin->length[i];
        uint32_t result = NOT_PLAIN;
        uint64_t to = 0;

        bytes += length;
        if (length >= MIN_CHECKED && (load64(frame) & MAC_MASK) == mac) {
            uint32_t type = load16(frame + 12);

            if (type == ipv8_type) {
                if (is_plain_ipv8(packet, length - ETHERNET)) {
                    result = IPV8;
                    to = rte_bswap64(load64(packet + 20));
                }
            } else if (type == 0x0008 && is_plain_ipv4(packet, length - ETHERNET)) {
                result = IPV4;
                to = rte_bswap32(load32(packet + 16));
            }
        }
        twin->verdict[i] = result;
        twin->destination[i] = to;
    }
    twin->counters.received += count;
    twin->counters.received_bytes += bytes;
}

/* --- look up --- */

static inline int32_t
widened(int16_t hop16)
{
    return hop16 >= NO_ROUTE ? hop16 : (int32_t)((uint32_t)(hop16 & 0x7FFF) | GROUP_BIT);
}

static inline const uint8_t *
node_of(uint64_t base, uint32_t ref)
{
    return at(base + ((uint64_t)(ref & UNIT_MASK) << 4));
}

/* NodeRef.buckets */
static const uint32_t bucket_counts[32] = { 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 56, 64, 96, 128, 192, 256, 384,
    512, 768, 1024, 1536, 2048, 4096, 8192 };

static inline const uint8_t *
hash_node(uint64_t base, uint32_t ref)
{
    return at(base + ((uint64_t)(ref >> 5 & BUCKET_MASK) << 5));
}

static inline uint32_t
bucket_of(uint32_t prefix16, uint32_t buckets)
{
    return (prefix16 * HASH16_FACTOR & 0xFFFF) * buckets >> 16;
}

static inline int16_t
in_bucket(const uint8_t *bucket, uint64_t low, uint32_t prefix16)
{
    uint64_t wanted = prefix16 * LANES, a = low ^ wanted, b = load64(bucket + 8) ^ wanted;
    uint64_t found_a = (a - LANES) & ~a & LANE_SIGNS, found_b = ((b - LANES) & ~b & LANE_SIGNS) | 1ull << 63;
    uint32_t bit = found_a != 0 ? (uint32_t)__builtin_ctzll(found_a) : 64 + (uint32_t)__builtin_ctzll(found_b);

    return (int16_t)load16(bucket + 16 + (bit >> 4 << 1));
}

static inline int32_t
one16(uint32_t ref, uint32_t host)
{
    return host >> 16 == (ref >> 13 & 0xFFFF) ? (int32_t)(ref & 0x1FFF) : NO_ROUTE;
}

static int32_t
hash16(uint64_t base, uint32_t ref, uint32_t host)
{
    const uint8_t *node = hash_node(base, ref);
    uint32_t buckets = bucket_counts[ref & 31], bucket = bucket_of(host >> 16, buckets);
    int16_t hop;

    for (;;) {
        hop = in_bucket(node + 32 * bucket, load64(node + 32 * bucket), host >> 16);
        if (hop != OVERFLOW)
            return widened(hop);
        bucket = bucket + 1 == buckets ? 0 : bucket + 1;
    }
}

static int32_t
line32(const uint8_t *node, uint32_t host)
{
    uint32_t count = load32(node), size = count;
    int32_t key = (int32_t)(host ^ 0x80000000u);
    const uint8_t *start = node + 4;

    while (size > 1) {
        uint32_t half = size >> 1;
        const uint8_t *middle = start + 4 * half;

        start = (int32_t)load32(middle) <= key ? middle : start;
        size -= half;
    }
    return (int32_t)load32(start + 4 * count);
}

/* Runs that started up to the bit, that one included. */
static inline uint32_t
run_of(uint64_t starts, uint32_t bit)
{
    return (uint32_t)__builtin_popcountll(starts << (~bit & 63));
}

static inline int32_t
bits64n(const uint8_t *node, uint32_t host)
{
    return widened((int16_t)load16(node + 6 + 2 * run_of(load64(node), host >> 8)));
}

static inline int32_t
trie_slot(const uint8_t *node, uint32_t host)
{
    return (int32_t)load32(node + 4 * (host >> 14));
}

static int32_t
bits256(const uint8_t *node, uint32_t host)
{
    uint32_t word = host >> 6 & 3;
    uint32_t run = load16(node + 32 + 2 * word) + run_of(load64(node + 8 * word), host);

    return (int32_t)load32(node + 36 + 4 * run);
}

static int32_t
find(uint64_t base, int32_t start, uint32_t host, uint64_t version)
{
    int32_t ref = start;

    while (ref < NO_ASN) {
        uint32_t bits = (uint32_t)ref;
        const uint8_t *node = node_of(base, bits);

        if (bits >> TOP_SHIFT == ONE16_TOP)
            return one16(bits, host);
        if (bits >> TOP_SHIFT == HASH16_TOP)
            return hash16(base, bits, host);
        switch (bits >> KIND_SHIFT & 7) {
        case LINE32:
            ref = line32(node, host);
            break;
        case TRIE:
            ref = trie_slot(node, host);
            break;
        case BITS64N:
            ref = bits64n(node, host);
            break;
        case BITS64W:
            ref = (int32_t)load32(node + 4 + 4 * run_of(load64(node), host >> 8));
            break;
        case BITS256:
            ref = bits256(node, host);
            break;
        default:
            ref = (int32_t)load32(node + ((int64_t)(version - load64(node)) >= 0 ? 8 : 12));
            break;
        }
    }
    return ref;
}

static int32_t
find_asn(const struct root *root, uint32_t asn)
{
    uint32_t slot = asn * root->multiplier >> root->shift;
    uint64_t entry = load64(at(root->tier1 + 8ull * slot));

    while ((uint32_t)(entry >> 32) != asn) {
        if (entry == 0)
            return NO_ASN;
        slot = (slot + 1) & root->mask;
        entry = load64(at(root->tier1 + 8ull * slot));
    }
    return (int32_t)entry;
}

static int
are_singles(struct twin *twin, uint32_t count)
{
    uint32_t i, others = 0;

    for (i = 0; i < count; i++) {
        uint32_t ref = (uint32_t)twin->words[i];

        others |= ((uint32_t)(twin->words[i] >> 32) ^ (uint32_t)(twin->destination[i] >> 32)) | (ref >> TOP_SHIFT ^ ONE16_TOP);
        twin->next_hop[i] = one16(ref, (uint32_t)twin->destination[i]);
    }
    return others == 0;
}

static void
tier1(struct twin *twin, const struct root *root, uint32_t count)
{
    const uint8_t *table = at(root->tier1);
    const uint32_t multiplier = root->multiplier, shift = root->shift;
    uint32_t i, hash_count = 0, other_count = 0, probed = 0;

    for (i = 0; i < count; i++)
        twin->words[i] = load64(table + 8ull * ((uint32_t)(twin->destination[i] >> 32) * multiplier >> shift));
    if (twin->is_single && are_singles(twin, count)) {
        twin->hash_count = 0;
        twin->other_count = 0;
        return;
    }
    for (i = 0; i < count; i++) {
        uint32_t asn = (uint32_t)(twin->destination[i] >> 32), top;
        int32_t ref = (int32_t)twin->words[i];

        if ((uint32_t)(twin->words[i] >> 32) != asn || asn == 0) {
            ref = asn == 0 ? root->ipv4 : find_asn(root, asn);
            probed++;
        }
        top = (uint32_t)ref >> TOP_SHIFT;
        twin->next_hop[i] = top == ONE16_TOP ? one16((uint32_t)ref, (uint32_t)twin->destination[i]) : ref;
        twin->hashes[hash_count] = i;
        hash_count += top == HASH16_TOP;
        twin->others[other_count] = i;
        other_count += top > HASH16_TOP;
    }
    twin->hash_count = hash_count;
    twin->other_count = other_count;
    twin->is_single = (hash_count | other_count | probed) == 0;
}

static void
hashes(struct twin *twin, uint64_t base)
{
    uint32_t k, i, ref, count = twin->hash_count;
    int16_t hop;

    for (k = 0; k < count; k++) {
        i = twin->hashes[k];
        ref = (uint32_t)twin->next_hop[i];
        twin->buckets[k] = hash_node(base, ref) + 32 * bucket_of((uint32_t)twin->destination[i] >> 16, bucket_counts[ref & 31]);
        twin->words[k] = load64(twin->buckets[k]);
    }
    for (k = 0; k < count; k++) {
        i = twin->hashes[k];
        hop = in_bucket(twin->buckets[k], twin->words[k], (uint32_t)twin->destination[i] >> 16);
        twin->next_hop[i] = hop == OVERFLOW ? hash16(base, (uint32_t)twin->next_hop[i], (uint32_t)twin->destination[i]) : widened(hop);
    }
}

static void
others(struct twin *twin, uint64_t base, uint64_t version)
{
    uint32_t k, i, count = twin->other_count;

    for (k = 0; k < count; k++) {
        i = twin->others[k];
        if ((uint32_t)twin->next_hop[i] >> KIND_SHIFT == KIND(TRIE))
            twin->next_hop[i] = trie_slot(node_of(base, (uint32_t)twin->next_hop[i]), (uint32_t)twin->destination[i]);
    }
    for (k = 0; k < count; k++) {
        i = twin->others[k];
        twin->next_hop[i] = find(base, twin->next_hop[i], (uint32_t)twin->destination[i], version);
    }
}

static void
trie(struct twin *twin, const struct root *root, uint32_t count)
{
    const uint8_t *node = node_of(root->base, (uint32_t)root->ipv4);
    uint32_t i, ref;

    for (i = 0; i < count; i++)
        twin->next_hop[i] = trie_slot(node, (uint32_t)twin->destination[i]);
    for (i = 0; i < count; i++) {
        ref = (uint32_t)twin->next_hop[i];
        if (ref >> KIND_SHIFT == KIND(BITS64N))
            twin->next_hop[i] = bits64n(node_of(root->base, ref), (uint32_t)twin->destination[i]);
        else if ((int32_t)ref < NO_ASN)
            twin->next_hop[i] = find(root->base, (int32_t)ref, (uint32_t)twin->destination[i], root->version);
    }
}

static void
lookup(struct twin *twin, const struct root *root, uint32_t count)
{
    uint64_t asns = 0;
    uint32_t i;

    if (twin->destination[0] >> 32 == 0 && (uint32_t)root->ipv4 >> KIND_SHIFT == KIND(TRIE)) {
        for (i = 0; i < count; i++)
            asns |= twin->destination[i];
        if (asns >> 32 == 0) {
            trie(twin, root, count);
            return;
        }
    }
    tier1(twin, root, count);
    if (twin->hash_count != 0)
        hashes(twin, root->base);
    if (twin->other_count != 0)
        others(twin, root->base, root->version);
    if (root->default_hop >= 0) {
        for (i = 0; i < count; i++) {
            if (twin->next_hop[i] < 0 && twin->destination[i] >> 32 != 0)
                twin->next_hop[i] = root->default_hop;
        }
    }
}

/* --- rewrite --- */

static inline uint32_t
decremented(uint32_t ttl_word)
{
    uint32_t sum = (~ttl_word >> 16) + 0xFFFE;
    uint32_t folded = (sum & 0xFFFF) + (sum >> 16);

    return ((ttl_word & 0xFFFF) - 1) | ~folded << 16;
}

static inline void
leave(struct twin *twin, uint32_t out, uint32_t staged, uint64_t bytes)
{
    if (out != UINT32_MAX) {
        twin->staged[out] = (uint16_t)staged;
        twin->staged_bytes[out] += bytes;
    }
}

static void
rewrite(struct twin *twin, uint32_t count)
{
    const uint8_t *records = at(twin->config.records);
    uint32_t i, out = UINT32_MAX, staged = 0;
    struct rte_mbuf **list = NULL;
    uint64_t bytes = 0;

    for (i = 0; i < count; i++) {
        uint8_t *frame = twin->data[i];
        uint8_t *packet = frame + ETHERNET;
        uint32_t length = twin->length[i], version = twin->verdict[i];
        int32_t hop = twin->next_hop[i];

        if (version <= IPV4 && hop >= 0 && hop < (int32_t)GROUP_BIT) {
            const struct record *record = (const struct record *)(records + (uint64_t)hop * RECORD_BYTES);
            uint64_t mac_and_flags = record->mac_and_flags;
            uint32_t ttl_word = load32(packet + 8);
            uint32_t total = rte_bswap16(load16(packet + 2));

            if ((mac_and_flags >> FLAGS_SHIFT & 3 >> version) == 0 && (ttl_word & 0xFF) > 1 && total <= record->mtu
                && (total == length - ETHERNET || length == MIN_FRAME)) {
                uint32_t to = record->port, word = decremented(ttl_word);

                memcpy(frame, &mac_and_flags, 8);
                memcpy(frame + 6, &record->source[version], 8);
                memcpy(packet + 8, &word, 4);
                if (to != out) {
                    leave(twin, out, staged, bytes);
                    out = to;
                    staged = twin->staged[to];
                    list = twin->list[to];
                    bytes = 0;
                }
                list[staged++] = twin->mbuf[i];
                bytes += length;
                continue;
            }
        }
        twin->counters.not_plain++;
        rte_pktmbuf_free(twin->mbuf[i]);
    }
    leave(twin, out, staged, bytes);
}

/* --- turn --- */

static void
send_staged(struct twin *twin)
{
    uint32_t port;
    uint16_t sent, i;

    for (port = 0; port < twin->config.ports; port++) {
        uint16_t count = twin->staged[port];

        if (count == 0)
            continue;
        sent = rte_eth_tx_burst(twin->config.dpdk_id[port], twin->config.queue, twin->list[port], count);
        for (i = sent; i < count; i++) {
            twin->staged_bytes[port] -= rte_pktmbuf_pkt_len(twin->list[port][i]);
            rte_pktmbuf_free(twin->list[port][i]);
        }
        twin->counters.forwarded += sent;
        twin->counters.transmitted += sent;
        twin->counters.transmitted_bytes += twin->staged_bytes[port];
        twin->counters.not_sent += count - sent;
        twin->staged[port] = 0;
        twin->staged_bytes[port] = 0;
    }
}

static void
turn(struct twin *twin)
{
    const struct root *root = (const struct root *)(uintptr_t)__atomic_load_n(
        (const uint64_t *)(uintptr_t)twin->config.root_pointer, __ATOMIC_ACQUIRE);
    uint16_t count, i;

    __atomic_store_n(&twin->counters.seen, root->version, __ATOMIC_RELEASE);
    send_staged(twin);
    count = rte_eth_rx_burst(twin->config.rx_port, twin->config.queue, twin->mbuf, (uint16_t)twin->config.burst);
    for (i = 0; i < count; i++)
        rte_prefetch0(twin->mbuf[i]);
    for (i = 0; i < count; i++) {
        twin->length[i] = twin->mbuf[i]->nb_segs == 1 ? twin->mbuf[i]->data_len : 0;
        twin->data[i] = rte_pktmbuf_mtod(twin->mbuf[i], uint8_t *);
        rte_prefetch0(twin->data[i]);
    }
    if (count != 0) {
        check(twin, count);
        lookup(twin, root, count);
        rewrite(twin, count);
    }
    twin->counters.turns++;
}

int64_t
pf_twin_create(const struct pf_twin_config *config)
{
    struct twin *twin;

    if (config->ports > PF_TWIN_PORTS_MAX || config->burst == 0 || config->burst > BURST_MAX)
        return -EINVAL;
    twin = aligned_alloc(64, (sizeof(*twin) + 63) & ~(size_t)63);
    if (twin == NULL)
        return -ENOMEM;
    memset(twin, 0, sizeof(*twin));
    twin->config = *config;
    return (int64_t)(uintptr_t)twin;
}

void
pf_twin_turns(int64_t handle, uint32_t turns)
{
    struct twin *twin = (struct twin *)(uintptr_t)handle;
    uint32_t i;

    for (i = 0; i < turns; i++)
        turn(twin);
}

void
pf_twin_flush(int64_t handle)
{
    send_staged((struct twin *)(uintptr_t)handle);
}

uint64_t
pf_twin_received(int64_t handle)
{
    return ((struct twin *)(uintptr_t)handle)->counters.received;
}

uint64_t
pf_twin_forwarded(int64_t handle)
{
    return ((struct twin *)(uintptr_t)handle)->counters.forwarded;
}

void
pf_twin_free(int64_t handle)
{
    free((void *)(uintptr_t)handle);
}
