/* SPDX-License-Identifier: Apache-2.0 */
/* How the threads that send by one port share its queues. Inside the shim only. */
#ifndef EIGHTFOLD_TX_SHARE_H
#define EIGHTFOLD_TX_SHARE_H

#include <stdint.h>

#include <rte_common.h>
#include <rte_config.h>
#include <rte_spinlock.h>

/* A line of its own for each: the neighbour's lock is another core's. */
struct tx_lock {
    rte_spinlock_t lock;
} __rte_cache_aligned;

/*
 * locks is NULL while every thread has a queue of its own. Else thread t sends by queue t % queues and takes that queue's lock: DPDK
 * allows one thread at a time in a queue. Written by ef_port_start and ef_device_detach, when no thread is in a burst call on the port.
 */
struct tx_share {
    struct tx_lock *locks;
    uint16_t queues;
};

extern struct tx_share tx_shares[RTE_MAX_ETHPORTS];

#endif
