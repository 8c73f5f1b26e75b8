/* SPDX-License-Identifier: Apache-2.0 */
/* Packet buffers: pools, allocation, release, clones and copies. */
#include <errno.h>

#include <rte_errno.h>
#include <rte_mbuf.h>
#include <rte_mempool.h>

#include "eightfold.h"

static struct rte_mempool *
pool_of(uint64_t handle)
{
    return (struct rte_mempool *)(uintptr_t)handle;
}

/* rte_pktmbuf_pool_create. data_room excludes the headroom, which is added here. */
int32_t
ef_pool_create(const char *name, uint32_t mbufs, uint32_t cache, uint32_t data_room, int32_t socket, uint64_t *pool)
{
    struct rte_mempool *created;

    if (data_room > UINT16_MAX - RTE_PKTMBUF_HEADROOM)
        return -EINVAL;
    rte_errno = 0;
    created = rte_pktmbuf_pool_create(name, mbufs, cache, 0, (uint16_t)(data_room + RTE_PKTMBUF_HEADROOM), socket);
    if (created == NULL)
        return rte_errno != 0 ? -rte_errno : -ENOMEM;
    *pool = (uint64_t)(uintptr_t)created;
    return 0;
}

void
ef_pool_free(uint64_t pool)
{
    rte_mempool_free(pool_of(pool));
}

uint32_t
ef_pool_size(uint64_t pool)
{
    return pool_of(pool)->size;
}

/* Buffers that are neither in the pool nor in a thread's cache: with every device closed this must be 0. */
uint32_t
ef_pool_in_use(uint64_t pool)
{
    return rte_mempool_in_use_count(pool_of(pool));
}

/* rte_pktmbuf_alloc_bulk: all or nothing. The caller owns the mbufs; data[] gets the addresses of their data. */
int32_t
ef_mbuf_alloc(uint64_t pool, uint64_t *mbufs, uint64_t *data, uint32_t count)
{
    struct rte_mbuf **list = (struct rte_mbuf **)mbufs;
    uint32_t i;

    if (rte_pktmbuf_alloc_bulk(pool_of(pool), list, count) != 0)
        return -ENOMEM;
    for (i = 0; i < count; i++)
        data[i] = (uint64_t)rte_pktmbuf_mtod(list[i], uintptr_t);
    return 0;
}

/* rte_pktmbuf_free_bulk. The mbufs belong to the pool again. */
void
ef_mbuf_free(uint64_t *mbufs, uint32_t count)
{
    rte_pktmbuf_free_bulk((struct rte_mbuf **)mbufs, count);
}

/* rte_pktmbuf_clone: a second reference to the same data. The caller owns both. */
int32_t
ef_mbuf_clone(uint64_t pool, uint64_t mbuf, uint64_t *clone)
{
    struct rte_mbuf *made = rte_pktmbuf_clone((struct rte_mbuf *)(uintptr_t)mbuf, pool_of(pool));

    if (made == NULL)
        return -ENOMEM;
    *clone = (uint64_t)(uintptr_t)made;
    return 0;
}

/* rte_pktmbuf_copy: an independent copy of all of the data. The caller owns both. */
int32_t
ef_mbuf_copy(uint64_t pool, uint64_t mbuf, uint64_t *copy)
{
    struct rte_mbuf *made = rte_pktmbuf_copy((struct rte_mbuf *)(uintptr_t)mbuf, pool_of(pool), 0, UINT32_MAX);

    if (made == NULL)
        return -ENOMEM;
    *copy = (uint64_t)(uintptr_t)made;
    return 0;
}
