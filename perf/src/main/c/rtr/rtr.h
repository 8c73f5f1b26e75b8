/* SPDX-License-Identifier: Apache-2.0 */
/* The whole interface of libeightfold-perf-rtr.so: RTRlib's table of validated prefixes. */
#ifndef EIGHTFOLD_PERF_RTR_H
#define EIGHTFOLD_PERF_RTR_H

#include <stdint.h>

/*
 * Conventions
 *  - Functions return 0 or a handle (an address, always positive) on success and a negative errno on failure; none ends the process.
 *  - A prefix is an IPv8 one in the machine's byte order: ASN in the upper 32 bits, host part in the lower 32; lengths count host bits, 0 to 32.
 *  - Two forms. PR_HOST: the host part as an IPv4 prefix, the ASN as its origin; ASNs with one host prefix share an entry of the tree.
 *    PR_WHOLE: all 64 bits as the first ones of an IPv6 prefix.
 *  - pr_run is bounded by its caller: he gives so many prefixes that a call takes some tens of milliseconds at most.
 */

/* Counts with every change of this header; Java refuses a library with another number. */
#define PR_ABI 1

#define PR_HOST 4
#define PR_WHOLE 6

#define PR_VALID 0
#define PR_NOT_FOUND 1
#define PR_INVALID 2

uint32_t pr_abi(void);
int64_t pr_create(uint32_t form);
/* origins[i] may be 0: nobody may announce the prefix (AS0). */
int32_t pr_add(int64_t peer, const uint64_t *prefixes, const uint8_t *lengths, const uint8_t *max_lengths, const uint32_t *origins, uint32_t count);
/* states[i] of each prefix, announced by its own ASN. */
int32_t pr_validate(int64_t peer, const uint64_t *prefixes, const uint8_t *lengths, uint8_t *states, uint32_t count);
/* The same repeats times over without keeping the answers; returns how many were valid. */
uint64_t pr_run(int64_t peer, const uint64_t *prefixes, const uint8_t *lengths, uint32_t count, uint32_t repeats);
void pr_free(int64_t peer);

#endif
