/* SPDX-License-Identifier: Apache-2.0 */
/* The per-burst calls: the only functions a worker enters while it forwards. */
#include <sched.h>

#include <rte_ethdev.h>
#include <rte_mbuf.h>
#include <rte_pause.h>
#include <rte_prefetch.h>

#include "eightfold.h"
#include "tx_share.h"

/* Tries for a lock before its holder is given the CPU: it may have lost its own in the middle of a burst. */
#define LOCK_TRIES 256

static uint16_t
send_shared(struct ef_tx_group *group, const struct tx_share *share)
{
    uint16_t queue = group->queue % share->queues, sent;
    rte_spinlock_t *lock = &share->locks[queue].lock;
    uint32_t tries;

    for (tries = 1; !rte_spinlock_trylock(lock); tries++) {
        if (tries % LOCK_TRIES == 0)
            sched_yield();
        else
            rte_pause();
    }
    sent = rte_eth_tx_burst(group->port, queue, (struct rte_mbuf **)(uintptr_t)group->mbufs, group->count);
    rte_spinlock_unlock(lock);
    return sent;
}

/*
 * Sends the group's mbufs. group->sent says how many left; those belong to the driver now. The rest,
 * mbufs[sent..count), still belongs to the caller, who counts and frees it. group->queue is the number of the sending
 * thread, which is its queue unless the port was started with fewer queues than threads.
 */
int32_t
ef_tx(struct ef_tx_group *group)
{
    const struct tx_share *share = &tx_shares[group->port];

    if (likely(share->locks == NULL))
        group->sent = rte_eth_tx_burst(group->port, group->queue, (struct rte_mbuf **)(uintptr_t)group->mbufs, group->count);
    else
        group->sent = send_shared(group, share);
    return group->sent;
}

/* Java sees a frame as one piece of memory: a chain is made one, or marked when its buffer has no room for that. */
static inline uint32_t
frame_length(struct rte_mbuf *mbuf)
{
    if (likely(mbuf->nb_segs == 1))
        return mbuf->data_len;
    if (rte_pktmbuf_linearize(mbuf) == 0)
        return mbuf->data_len;
    return mbuf->pkt_len | EF_LENGTH_SEGMENTED;
}

/* One turn; see struct ef_turn. Returns the number of frames received; their mbufs belong to the caller. */
int32_t
ef_turn(struct ef_turn *turn)
{
    struct rte_mbuf **received = (struct rte_mbuf **)turn->rx_mbuf;
    uint16_t i, count;

    for (i = 0; i < turn->tx_group_count; i++)
        ef_tx(&turn->tx_group[i]);
    if (turn->free_count != 0)
        rte_pktmbuf_free_bulk((struct rte_mbuf **)(uintptr_t)turn->free_mbufs, turn->free_count);

    count = rte_eth_rx_burst(turn->rx_port, turn->rx_queue, received, turn->rx_capacity);
    for (i = 0; i < count; i++)
        rte_prefetch0(received[i]);
    for (i = 0; i < count; i++) {
        struct rte_mbuf *mbuf = received[i];
        turn->rx_length[i] = frame_length(mbuf);
        turn->rx_data[i] = (uint64_t)rte_pktmbuf_mtod(mbuf, uintptr_t);
        rte_prefetch0((void *)(uintptr_t)turn->rx_data[i]);
    }
    return count;
}
