/* SPDX-License-Identifier: Apache-2.0 */
/* The whole interface of libeightfold-perf.so: what the measurements compare Eightfold with, in stdint-level types only. */
#ifndef EIGHTFOLD_PERF_H
#define EIGHTFOLD_PERF_H

#include <stdint.h>

/*
 * Conventions
 *  - Functions return 0 or a handle (an address, always positive) on success and a negative errno on failure; none ends the process.
 *  - EAL must have been started in this process, by libeightfold.so: both libraries use the same librte_*.
 *  - A destination is an IPv8 address in the machine's byte order: ASN in the upper 32 bits, host part in the lower 32.
 *  - The *_run functions are bounded by their caller: he gives so many destinations that a call takes some milliseconds.
 */

/* Counts with every change of this header; Java refuses a library with another number. */
#define PF_ABI 2

/* Destinations that one bulk may have. rte_hash takes 64 keys a bulk. */
#define PF_TWO_TIER_BULK_MAX 64
#define PF_FIB_BULK_MAX 256

/* In results: no entry for the ASN (or no route), and no route of the host part. */
#define PF_NONE 0xFFFFFFFFu

uint32_t pf_abi(void);

/* rte_hash on the ASN and rte_lpm on the host part. */
int64_t pf_two_tier_create(uint32_t asns, uint32_t prefixes, uint32_t tbl8s);
int32_t pf_two_tier_add_asns(int64_t peer, const uint32_t *asns, uint32_t count);
int32_t pf_two_tier_add_prefixes(int64_t peer, const uint32_t *hosts, const uint8_t *lengths, const uint32_t *next_hops, uint32_t count);
int32_t pf_two_tier_lookup(int64_t peer, const uint64_t *destinations, uint32_t *asn_data, uint32_t *next_hops, uint32_t count);
void pf_two_tier_run(int64_t peer, const uint64_t *destinations, uint32_t count, uint32_t bulk, uint32_t repeats);
void pf_two_tier_free(int64_t peer);

/* rte_fib DIR24_8 on the host part alone. */
int64_t pf_fib_create(uint32_t routes, uint32_t tbl8s, uint32_t next_hop_bytes);
int32_t pf_fib_is_avx512(int64_t peer);
int32_t pf_fib_add(int64_t peer, const uint32_t *hosts, const uint8_t *lengths, const uint32_t *next_hops, uint32_t count);
int32_t pf_fib_lookup(int64_t peer, const uint64_t *destinations, uint32_t *next_hops, uint32_t count);
void pf_fib_run(int64_t peer, const uint64_t *destinations, uint32_t count, uint32_t bulk, uint32_t repeats);
void pf_fib_free(int64_t peer);

/* The forwarding worker in C, over the worker's own ports, forwarding table and next-hop records. Thread: one, registered with DPDK. */
#define PF_TWIN_PORTS_MAX 32

struct pf_twin_config {
    uint64_t root_pointer; /* Fib.rootPointer() */
    uint64_t records;      /* NextHopTable.base() */
    uint64_t mac;          /* of the receiving port, as the first 6 bytes of a frame read as an integer */
    uint32_t ipv8_type;    /* EtherType of version 8 as the 2 bytes of a frame read as an integer */
    uint32_t burst;        /* 1 to 64 */
    uint32_t ports;
    uint16_t rx_port;
    uint16_t queue;
    uint16_t dpdk_id[PF_TWIN_PORTS_MAX];
};

int64_t pf_twin_create(const struct pf_twin_config *config);
void pf_twin_turns(int64_t twin, uint32_t turns);
void pf_twin_flush(int64_t twin);
uint64_t pf_twin_received(int64_t twin);
uint64_t pf_twin_forwarded(int64_t twin);
void pf_twin_free(int64_t twin);

#endif
