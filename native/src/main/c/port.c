/* SPDX-License-Identifier: Apache-2.0 */
/* Devices: attach, configure, start, statistics, link. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <rte_dev.h>
#include <rte_errno.h>
#include <rte_ethdev.h>

#include "eightfold.h"

/* rte_dev_probe by devargs ("net_af_packet0,iface=eth1" or "0000:03:00.0"), then the port it became. */
int32_t
ef_device_attach(const char *devargs, uint16_t *port)
{
    struct rte_dev_iterator iterator;
    uint16_t id;
    int rc;

    rte_errno = 0;
    rc = rte_dev_probe(devargs);
    if (rc < 0)
        return rc == -1 && rte_errno != 0 ? -rte_errno : rc;
    RTE_ETH_FOREACH_MATCHING_DEV(id, devargs, &iterator) {
        rte_eth_iterator_cleanup(&iterator);
        *port = id;
        return 0;
    }
    return -ENODEV;
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
    return 0;
}

/* Multi-segment receive is asked for only where one buffer cannot hold the MTU; several devices refuse to change it. */
static int
set_mtu(uint16_t port, uint16_t mtu)
{
    uint16_t current = 0;
    int rc;

    if (rte_eth_dev_get_mtu(port, &current) == 0 && current == mtu)
        return 0;
    rc = rte_eth_dev_set_mtu(port, mtu);
    /* Drivers without the operation take any frame that fits their buffers. */
    return rc == -ENOTSUP ? 0 : rc;
}

int32_t
ef_port_start(uint16_t port, const struct ef_port_config *config)
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
        conf.rx_adv_conf.rss_conf.rss_hf = RTE_ETH_RSS_IP & info.flow_type_rss_offloads;
        if (conf.rx_adv_conf.rss_conf.rss_hf == 0)
            conf.rxmode.mq_mode = RTE_ETH_MQ_RX_NONE;
    }
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

int32_t
ef_port_stop(uint16_t port)
{
    return rte_eth_dev_stop(port);
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

int32_t
ef_port_link(uint16_t port, struct ef_link *out)
{
    struct rte_eth_link link;
    int rc = rte_eth_link_get_nowait(port, &link);

    if (rc != 0)
        return rc;
    out->speed_mbps = link.link_speed;
    out->up = link.link_status == RTE_ETH_LINK_UP;
    out->full_duplex = link.link_duplex == RTE_ETH_LINK_FULL_DUPLEX;
    return 0;
}
