/* SPDX-License-Identifier: Apache-2.0 */
/* Devices: attach, configure, start, statistics, link. */
#include <errno.h>
#include <net/if.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <rte_dev.h>
#include <rte_errno.h>
#include <rte_ethdev.h>
#include <rte_mbuf.h>

#include "capture.h"
#include "eightfold.h"
#include "tx_share.h"

/* More than the largest ring of net_ring holds, in bursts. */
#define DRAIN_BURSTS_MAX 4096

/* Ports given to the caller. DPDK attaches a device that it has already without a word. */
static bool is_attached[RTE_MAX_ETHPORTS];

struct tx_share tx_shares[RTE_MAX_ETHPORTS];

/* What a device may call the hash of an IPv4 flow: by addresses alone, or by the protocol above. */
#define RSS_IPV4_BY_PROTOCOL (RTE_ETH_RSS_NONFRAG_IPV4_TCP | RTE_ETH_RSS_NONFRAG_IPV4_UDP | RTE_ETH_RSS_NONFRAG_IPV4_OTHER)

static bool
has_driver(const struct rte_eth_dev_info *info, const char *name)
{
    return info->driver_name != NULL && strcmp(info->driver_name, name) == 0;
}

/*
 * rte_dev_probe by devargs ("net_af_packet0,iface=eth1" or "0000:03:00.0"), then the port it became. -EEXIST when the
 * caller has that port; a PCI device that EAL probed at its start is nobody's yet.
 */
int32_t
ef_device_attach(const char *devargs, uint16_t *port)
{
    struct rte_dev_iterator iterator;
    struct output_capture capture;
    uint16_t id;
    int rc;

    rte_errno = 0;
    capture_begin(&capture);
    rc = rte_dev_probe(devargs);
    capture_end(&capture, rc < 0);
    if (rc < 0)
        return rc == -1 && rte_errno != 0 ? -rte_errno : rc;
    RTE_ETH_FOREACH_MATCHING_DEV(id, devargs, &iterator) {
        rte_eth_iterator_cleanup(&iterator);
        if (is_attached[id])
            return -EEXIST;
        is_attached[id] = true;
        *port = id;
        return 0;
    }
    return -ENODEV;
}

/* With fewer queues than threads that send, a lock for each queue. */
static int
share_tx(uint16_t port, uint16_t queues, uint16_t threads)
{
    struct tx_share *share = &tx_shares[port];
    uint16_t queue;

    free(share->locks);
    share->locks = NULL;
    if (queues == 0 || queues >= threads)
        return 0;
    share->locks = aligned_alloc(RTE_CACHE_LINE_SIZE, queues * sizeof(*share->locks));
    if (share->locks == NULL)
        return -ENOMEM;
    for (queue = 0; queue < queues; queue++)
        rte_spinlock_init(&share->locks[queue].lock);
    share->queues = queues;
    return 0;
}

/* Closes the port, which gives back every mbuf its rings hold, and removes its device. */
int32_t
ef_device_detach(uint16_t port)
{
    struct rte_eth_dev_info info;
    int rc = rte_eth_dev_info_get(port, &info);

    if (rc != 0)
        return rc;
    rc = rte_eth_dev_close(port);
    if (rc != 0)
        return rc;
    is_attached[port] = false;
    share_tx(port, 0, 0);
    return rte_dev_remove(info.device);
}

int32_t
ef_port_info(uint16_t port, struct ef_port_info *out)
{
    struct rte_eth_dev_info info;
    struct rte_ether_addr mac;
    int rc = rte_eth_dev_info_get(port, &info);

    if (rc != 0)
        return rc;
    rc = rte_eth_macaddr_get(port, &mac);
    if (rc != 0)
        return rc;
    memset(out, 0, sizeof(*out));
    out->max_rx_queues = info.max_rx_queues;
    out->max_tx_queues = info.max_tx_queues;
    out->min_mtu = info.min_mtu;
    out->max_mtu = info.max_mtu;
    out->socket = rte_eth_dev_socket_id(port);
    out->max_rx_packet_length = info.max_rx_pktlen;
    memcpy(out->mac, mac.addr_bytes, sizeof(mac.addr_bytes));
    snprintf(out->driver, sizeof(out->driver), "%s", info.driver_name != NULL ? info.driver_name : "");
    rte_eth_dev_get_name_by_port(port, out->device);
    out->hashes_ipv4 = (info.flow_type_rss_offloads & (RTE_ETH_RSS_IPV4 | RSS_IPV4_BY_PROTOCOL)) != 0;
    return 0;
}

/* Only when it differs: several devices refuse any change, also one to what they have. */
static int
set_mtu(uint16_t port, uint16_t mtu)
{
    uint16_t current = 0;
    int rc;

    if (mtu == 0 || (rte_eth_dev_get_mtu(port, &current) == 0 && current == mtu))
        return 0;
    rc = rte_eth_dev_set_mtu(port, mtu);
    /* Drivers without the operation take any frame that fits their buffers. */
    return rc == -ENOTSUP ? 0 : rc;
}

static int32_t
start(uint16_t port, const struct ef_port_config *config)
{
    struct rte_eth_conf conf;
    struct rte_eth_dev_info info;
    uint16_t rx_descriptors = config->rx_descriptors, tx_descriptors = config->tx_descriptors;
    uint16_t queue;
    int rc = rte_eth_dev_info_get(port, &info);

    if (rc != 0)
        return rc;
    memset(&conf, 0, sizeof(conf));
    if (config->rx_queues > 1) {
        conf.rxmode.mq_mode = RTE_ETH_MQ_RX_RSS;
        conf.rx_adv_conf.rss_conf.rss_hf = RTE_ETH_RSS_IP;
        /* Some devices hash TCP and UDP with their ports or not at all; their fragments go by addresses. */
        if ((info.flow_type_rss_offloads & RTE_ETH_RSS_IPV4) == 0)
            conf.rx_adv_conf.rss_conf.rss_hf |= RSS_IPV4_BY_PROTOCOL;
        conf.rx_adv_conf.rss_conf.rss_hf &= info.flow_type_rss_offloads;
        if (conf.rx_adv_conf.rss_conf.rss_hf == 0)
            conf.rxmode.mq_mode = RTE_ETH_MQ_RX_NONE;
    }
    rc = share_tx(port, config->tx_queues, config->tx_threads);
    if (rc != 0)
        return rc;
    rc = rte_eth_dev_configure(port, config->rx_queues, config->tx_queues, &conf);
    if (rc != 0)
        return rc;
    rc = set_mtu(port, config->mtu);
    if (rc != 0)
        return rc;
    rc = rte_eth_dev_adjust_nb_rx_tx_desc(port, &rx_descriptors, &tx_descriptors);
    if (rc != 0)
        return rc;
    for (queue = 0; queue < config->rx_queues; queue++) {
        rc = rte_eth_rx_queue_setup(port, queue, rx_descriptors, (unsigned int)rte_eth_dev_socket_id(port),
                                    NULL, (struct rte_mempool *)(uintptr_t)config->pool);
        if (rc != 0)
            return rc;
    }
    for (queue = 0; queue < config->tx_queues; queue++) {
        rc = rte_eth_tx_queue_setup(port, queue, tx_descriptors, (unsigned int)rte_eth_dev_socket_id(port), NULL);
        if (rc != 0)
            return rc;
    }
    rc = rte_eth_dev_start(port);
    if (rc != 0)
        return rc;
    if (config->promiscuous) {
        rc = rte_eth_promiscuous_enable(port);
        if (rc != 0 && rc != -ENOTSUP) {
            rte_eth_dev_stop(port);
            return rc;
        }
    }
    return 0;
}

/*
 * net_ring frees its rings when it is closed and forgets the mbufs in them: they are taken out while that is still possible.
 * The bound is for a ring that someone else goes on filling.
 */
static void
drain_rings(uint16_t port)
{
    struct rte_mbuf *mbufs[EF_BURST_MAX];
    struct rte_eth_dev_info info;
    uint32_t bursts;
    uint16_t queue, count;

    if (rte_eth_dev_info_get(port, &info) != 0 || !has_driver(&info, "net_ring"))
        return;
    for (queue = 0; queue < info.nb_rx_queues; queue++) {
        for (bursts = 0; bursts < DRAIN_BURSTS_MAX; bursts++) {
            count = rte_eth_rx_burst(port, queue, mbufs, EF_BURST_MAX);
            if (count == 0)
                break;
            rte_pktmbuf_free_bulk(mbufs, count);
        }
    }
}

int32_t
ef_port_start(uint16_t port, const struct ef_port_config *config)
{
    struct output_capture capture;
    int32_t rc;

    capture_begin(&capture);
    rc = start(port, config);
    capture_end(&capture, rc != 0);
    return rc;
}

/*
 * rte_eth_dev_stop. No thread may be in a burst call on the port. mbufs still queued are freed here or by ef_device_detach.
 * Promiscuous mode is ended first: on a Linux interface it would outlive us.
 */
int32_t
ef_port_stop(uint16_t port)
{
    int rc = rte_eth_promiscuous_disable(port), stopped;

    drain_rings(port);
    stopped = rte_eth_dev_stop(port);
    return stopped == 0 && rc != -ENOTSUP ? rc : stopped;
}

int32_t
ef_port_stats(uint16_t port, struct ef_port_stats *out)
{
    struct rte_eth_stats stats;
    int rc = rte_eth_stats_get(port, &stats);

    if (rc != 0)
        return rc;
    out->rx_packets = stats.ipackets;
    out->tx_packets = stats.opackets;
    out->rx_bytes = stats.ibytes;
    out->tx_bytes = stats.obytes;
    out->rx_missed = stats.imissed;
    out->rx_errors = stats.ierrors;
    out->tx_errors = stats.oerrors;
    out->rx_no_mbuf = stats.rx_nombuf;
    return 0;
}

/* Whether the kernel sees a carrier; an interface that is gone has none. A question that cannot be asked leaves the driver's word. */
static bool
is_running(unsigned int interface)
{
    struct ifreq ifr;
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    bool is_known, is_gone;

    if (fd < 0)
        return true;
    memset(&ifr, 0, sizeof(ifr));
    is_gone = if_indextoname(interface, ifr.ifr_name) == NULL && errno == ENXIO;
    is_known = !is_gone && ioctl(fd, SIOCGIFFLAGS, &ifr) == 0;
    close(fd);
    return !is_gone && (!is_known || (ifr.ifr_flags & IFF_RUNNING) != 0);
}

/* rte_eth_link_get_nowait; net_af_packet says "up" from start to stop, so there the interface itself is asked. */
int32_t
ef_port_link(uint16_t port, struct ef_link *out)
{
    struct rte_eth_dev_info info;
    struct rte_eth_link link;
    int rc = rte_eth_link_get_nowait(port, &link);

    if (rc != 0)
        return rc;
    out->speed_mbps = link.link_speed;
    out->up = link.link_status == RTE_ETH_LINK_UP;
    if (out->up && rte_eth_dev_info_get(port, &info) == 0 && has_driver(&info, "net_af_packet"))
        out->up = is_running(info.if_index);
    out->full_duplex = link.link_duplex == RTE_ETH_LINK_FULL_DUPLEX;
    return 0;
}
