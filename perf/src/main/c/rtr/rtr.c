/* SPDX-License-Identifier: Apache-2.0 */
/* RTRlib's pfx_table: what FRR's bgpd asks for the validity of a route. One call of the library for each route, as a daemon makes it. */
#include <errno.h>
#include <stdlib.h>

#include <rtrlib/rtrlib.h>

#include "rtr.h"

struct peer {
    struct pfx_table table;
    uint32_t form;
};

static struct peer *
peer_of(int64_t handle)
{
    return (struct peer *)(uintptr_t)handle;
}

uint32_t
pr_abi(void)
{
    return PR_ABI;
}

int64_t
pr_create(uint32_t form)
{
    struct peer *peer;

    if (form != PR_HOST && form != PR_WHOLE)
        return -EINVAL;
    peer = calloc(1, sizeof(*peer));
    if (peer == NULL)
        return -ENOMEM;
    peer->form = form;
    pfx_table_init(&peer->table, NULL);
    return (int64_t)(uintptr_t)peer;
}

void
pr_free(int64_t handle)
{
    pfx_table_free(&peer_of(handle)->table);
    free(peer_of(handle));
}

/* RTRlib has addresses in the machine's byte order too. Returns what the form adds to a length. */
static inline uint8_t
address(uint32_t form, uint64_t prefix, struct lrtr_ip_addr *to)
{
    if (form == PR_HOST) {
        to->ver = LRTR_IPV4;
        to->u.addr4.addr = (uint32_t)prefix;
        return 0;
    }
    to->ver = LRTR_IPV6;
    to->u.addr6.addr[0] = (uint32_t)(prefix >> 32);
    to->u.addr6.addr[1] = (uint32_t)prefix;
    to->u.addr6.addr[2] = 0;
    to->u.addr6.addr[3] = 0;
    return 32;
}

int32_t
pr_add(int64_t handle, const uint64_t *prefixes, const uint8_t *lengths, const uint8_t *max_lengths, const uint32_t *origins, uint32_t count)
{
    struct peer *peer = peer_of(handle);
    struct pfx_record record = {.socket = NULL};
    uint32_t i;
    uint8_t more;
    int code;

    for (i = 0; i < count; i++) {
        more = address(peer->form, prefixes[i], &record.prefix);
        record.asn = origins[i];
        record.min_len = (uint8_t)(lengths[i] + more);
        record.max_len = (uint8_t)(max_lengths[i] + more);
        code = pfx_table_add(&peer->table, &record);
        if (code != PFX_SUCCESS)
            return code == PFX_DUPLICATE_RECORD ? -EEXIST : -ENOMEM;
    }
    return 0;
}

static inline int
validate(struct peer *peer, uint64_t prefix, uint8_t length, enum pfxv_state *state)
{
    struct lrtr_ip_addr ip;
    uint8_t more = address(peer->form, prefix, &ip);

    return pfx_table_validate(&peer->table, (uint32_t)(prefix >> 32), &ip, (uint8_t)(length + more), state);
}

int32_t
pr_validate(int64_t handle, const uint64_t *prefixes, const uint8_t *lengths, uint8_t *states, uint32_t count)
{
    enum pfxv_state state = BGP_PFXV_STATE_NOT_FOUND;
    uint32_t i;

    for (i = 0; i < count; i++) {
        if (validate(peer_of(handle), prefixes[i], lengths[i], &state) != PFX_SUCCESS)
            return -EINVAL;
        states[i] = state == BGP_PFXV_STATE_VALID ? PR_VALID : state == BGP_PFXV_STATE_NOT_FOUND ? PR_NOT_FOUND : PR_INVALID;
    }
    return 0;
}

uint64_t
pr_run(int64_t handle, const uint64_t *prefixes, const uint8_t *lengths, uint32_t count, uint32_t repeats)
{
    struct peer *peer = peer_of(handle);
    enum pfxv_state state = BGP_PFXV_STATE_NOT_FOUND;
    uint64_t valid = 0;
    uint32_t i, repeat;

    for (repeat = 0; repeat < repeats; repeat++) {
        for (i = 0; i < count; i++) {
            validate(peer, prefixes[i], lengths[i], &state);
            valid += state == BGP_PFXV_STATE_VALID;
        }
    }
    return valid;
}
