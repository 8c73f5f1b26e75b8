/* SPDX-License-Identifier: Apache-2.0 */
/* Packet buffers: pools, allocation, release, clones and copies. */
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

#include <rte_eal.h>
#include <rte_errno.h>
#include <rte_log.h>
#include <rte_mbuf.h>
#include <rte_mbuf_pool_ops.h>
#include <rte_mempool.h>

#include "eightfold.h"

/* The smallest on the machines we know. */
#define HUGEPAGE_BYTES_MIN (2 << 20)

static struct rte_mempool *
pool_of(uint64_t handle)
{
    return (struct rte_mempool *)(uintptr_t)handle;
}

/* What a pool keeps beside its buffers. */
struct pool_private {
    /* First: DPDK looks for it there. */
    struct rte_pktmbuf_pool_private mbuf;
    /* Buffers that are in use forever; see withdraw_unreachable. */
    uint32_t withdrawn;
};

static struct pool_private *
private_of(struct rte_mempool *pool)
{
    return rte_mempool_get_priv(pool);
}

/*
 * Without hugepages DPDK keeps each object inside a page and leaves the rest of the page empty. An object takes the whole of what it
 * occupies instead, so that there is no gap between two. Objects larger than a page are packed anyway. Returns the flags of the pool.
 */
static unsigned int
fill_page(uint32_t *element)
{
    struct rte_mempool_objsz size;
    uint32_t total;

    if (rte_eal_has_hugepages())
        return 0;
    total = rte_mempool_calc_obj_size(*element, RTE_MEMPOOL_F_NO_SPREAD, &size);
    if (total > (uint32_t)sysconf(_SC_PAGESIZE))
        return 0;
    *element += rte_align32pow2(total) - total;
    return RTE_MEMPOOL_F_NO_SPREAD;
}

/*
 * net_af_xdp shows the kernel as many bytes as the objects have together, from the first one on (DPDK 22.11). Where pages end, DPDK leaves
 * gaps, and the last objects lie behind those bytes. The kernel drops the address of such a buffer without a word, and a ring that is given
 * enough of them stands still for good.
 */
static bool
is_reachable(const struct rte_mempool *pool, const void *object)
{
    const struct rte_mempool_memhdr *first = STAILQ_FIRST(&pool->mem_list);
    const size_t size = rte_mempool_calc_obj_size(pool->elt_size, pool->flags, NULL);
    const uintptr_t begin = (uintptr_t)first->addr, at = (uintptr_t)object - pool->header_size;

    return at >= begin && at + size <= begin + pool->populated_size * size;
}

/* Brings objects that are reachable, or those that are not, to the front behind `kept` others, up to `wanted` in all; returns how many there are. */
static uint32_t
gather(const struct rte_mempool *pool, void **objects, uint32_t kept, uint32_t wanted, bool reachable)
{
    uint32_t i;

    for (i = kept; i < pool->size && kept < wanted; i++) {
        if (is_reachable(pool, objects[i]) == reachable) {
            void *object = objects[i];

            objects[i] = objects[kept];
            objects[kept++] = object;
        }
    }
    return kept;
}

/* Takes out what is more than was asked for, first of all what is not reachable. */
static int
withdraw_unreachable(struct rte_mempool *pool, uint32_t mbufs)
{
    const uint32_t all = pool->size;
    void **objects = malloc(all * sizeof(*objects));
    uint32_t reachable, kept;

    if (objects == NULL || rte_mempool_generic_get(pool, objects, all, NULL) != 0) {
        free(objects);
        return -ENOMEM;
    }
    reachable = gather(pool, objects, 0, mbufs, true);
    /* Memory in pieces that do not follow each other, which a process that has just started does not have: other drivers can use it all. */
    kept = gather(pool, objects, reachable, mbufs, false);
    if (reachable < kept)
        rte_log(RTE_LOG_WARNING, RTE_LOGTYPE_USER1, "pool %s: %u of %u buffers are out of reach of net_af_xdp, since its memory is in pieces; raise memory\n", pool->name,
                kept - reachable, kept);
    rte_mempool_generic_put(pool, objects, kept, NULL);
    free(objects);
    private_of(pool)->withdrawn = all - kept;
    return kept == mbufs ? 0 : -ENOMEM;
}

static int
fill_pool(struct rte_mempool *pool, uint32_t mbufs)
{
    struct rte_pktmbuf_pool_private settings = { .mbuf_data_room_size = (uint16_t)(pool->elt_size - sizeof(struct rte_mbuf)) };
    int rc = rte_mempool_set_ops_byname(pool, rte_mbuf_best_mempool_ops(), NULL);

    if (rc != 0)
        return rc;
    rte_pktmbuf_pool_init(pool, &settings);
    rc = rte_mempool_populate_default(pool);
    if (rc < 0)
        return rc;
    rte_mempool_obj_iter(pool, rte_pktmbuf_init, NULL);
    return withdraw_unreachable(pool, mbufs);
}

/*
 * A pool of mbufs as rte_pktmbuf_pool_create makes it, but for where the buffers lie: net_af_xdp can use each of them. data_room excludes
 * the headroom, which is added here; a buffer may hold more.
 */
int32_t
ef_pool_create(const char *name, uint32_t mbufs, uint32_t cache, uint32_t data_room, int32_t socket, uint64_t *pool)
{
    struct rte_mempool *created;
    uint32_t element = (uint32_t)sizeof(struct rte_mbuf) + RTE_PKTMBUF_HEADROOM + data_room, spare;
    unsigned int flags;
    int rc;

    if (data_room > UINT16_MAX - RTE_PKTMBUF_HEADROOM)
        return -EINVAL;
    flags = fill_page(&element);
    /* A gap is shorter than an object, and there is at most one for each page. */
    spare = (uint32_t)((uint64_t)mbufs * element / HUGEPAGE_BYTES_MIN) + 2;
    rte_errno = 0;
    created = rte_mempool_create_empty(name, mbufs + spare, element, cache, sizeof(struct pool_private), socket, flags);
    if (created == NULL)
        return rte_errno != 0 ? -rte_errno : -ENOMEM;
    rc = fill_pool(created, mbufs);
    if (rc != 0) {
        rte_mempool_free(created);
        return rc;
    }
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
    return pool_of(pool)->size - private_of(pool_of(pool))->withdrawn;
}

/* Buffers that are neither in the pool nor in a thread's cache: with every device closed this must be 0. */
uint32_t
ef_pool_in_use(uint64_t pool)
{
    return rte_mempool_in_use_count(pool_of(pool)) - private_of(pool_of(pool))->withdrawn;
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
