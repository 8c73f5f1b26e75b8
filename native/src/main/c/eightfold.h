/* SPDX-License-Identifier: Apache-2.0 */
/* The shim's whole interface: everything Java may call in DPDK, in stdint-level types only. */
#ifndef EIGHTFOLD_H
#define EIGHTFOLD_H

#include <stdint.h>

/*
 * Conventions
 *  - Functions return a count or 0 on success and a negative errno on failure. None of them ends the process.
 *  - mbufs and pools travel as 64-bit handles (their addresses). Who owns an mbuf after a call is said at each function.
 *  - ef_log_tail() gives the last lines that DPDK logged: the reason behind a code.
 */

#define EF_ABI 2
#define EF_BURST_MAX 64
#define EF_TX_GROUPS_MAX 32

/* Set in ef_turn.rx_length when the frame spans several segments and could not be made one. */
#define EF_LENGTH_SEGMENTED 0x80000000u

/* Where Java finds what it reads and writes in an mbuf itself; all in bytes. */
struct ef_layout {
    uint32_t abi;
    uint32_t turn_size;
    uint32_t turn_rx_data;
    uint32_t turn_rx_length;
    uint32_t turn_tx_groups;
    uint32_t tx_group_size;
    uint32_t mbuf_size;
    uint32_t mbuf_buf_addr;
    uint32_t mbuf_data_off;
    uint32_t mbuf_port;
    uint32_t mbuf_data_len;
    uint32_t mbuf_pkt_len;
    uint32_t mbuf_headroom;
    uint32_t dpdk_year;
    uint32_t dpdk_month;
    uint32_t dpdk_minor;
};

/* Packets of one turn that leave by one port; mbufs points at count handles. sent is written by the shim; queue: see ef_tx. */
struct ef_tx_group {
    uint64_t mbufs;
    uint16_t port;
    uint16_t queue;
    uint16_t count;
    uint16_t sent;
};

/* One worker turn: send what the last burst became, give back what it dropped, receive the next burst. */
struct ef_turn {
    uint64_t rx_mbuf[EF_BURST_MAX];
    uint64_t rx_data[EF_BURST_MAX];
    uint32_t rx_length[EF_BURST_MAX];
    struct ef_tx_group tx_group[EF_TX_GROUPS_MAX];
    uint64_t free_mbufs;
    uint32_t free_count;
    uint16_t tx_group_count;
    uint16_t rx_port;
    uint16_t rx_queue;
    uint16_t rx_capacity;
    uint32_t reserved;
};

struct ef_port_config {
    uint16_t rx_queues;
    uint16_t tx_queues;
    uint16_t rx_descriptors;
    uint16_t tx_descriptors;
    uint16_t mtu;
    uint16_t promiscuous;
    /* Threads that send by this port, each under its own number as ef_tx_group.queue; see ef_tx. */
    uint16_t tx_threads;
    uint16_t reserved;
    uint64_t pool;
};

struct ef_port_info {
    uint16_t max_rx_queues;
    uint16_t max_tx_queues;
    uint16_t min_mtu;
    uint16_t max_mtu;
    int32_t socket;
    uint32_t max_rx_packet_length;
    uint8_t mac[8];
    char driver[32];
    char device[64];
    /* 1 when the device can spread IPv4 over its queues by a hash of the flow. */
    uint32_t hashes_ipv4;
};

struct ef_port_stats {
    uint64_t rx_packets;
    uint64_t tx_packets;
    uint64_t rx_bytes;
    uint64_t tx_bytes;
    uint64_t rx_missed;
    uint64_t rx_errors;
    uint64_t tx_errors;
    uint64_t rx_no_mbuf;
};

struct ef_link {
    uint32_t speed_mbps;
    uint16_t up;
    uint16_t full_duplex;
};

/* --- environment (eal.c). Thread: startup --- */
void ef_layout_of(struct ef_layout *out);
int32_t ef_eal_init(int32_t argc, char **argv);
int32_t ef_eal_cleanup(void);
int32_t ef_log_tail(char *out, int32_t capacity);
int32_t ef_error_text(int32_t code, char *out, int32_t capacity);
int32_t ef_thread_register(void);
void ef_thread_unregister(void);
int32_t ef_thread_pin(int32_t cpu);
int32_t ef_thread_cpu(void);
uint64_t ef_tsc(void);
uint64_t ef_tsc_hz(void);

/* --- buffers (mbuf.c). Thread: any registered one --- */
int32_t ef_pool_create(const char *name, uint32_t mbufs, uint32_t cache, uint32_t data_room, int32_t socket, uint64_t *pool);
void ef_pool_free(uint64_t pool);
uint32_t ef_pool_size(uint64_t pool);
uint32_t ef_pool_in_use(uint64_t pool);
int32_t ef_mbuf_alloc(uint64_t pool, uint64_t *mbufs, uint64_t *data, uint32_t count);
void ef_mbuf_free(uint64_t *mbufs, uint32_t count);
int32_t ef_mbuf_clone(uint64_t pool, uint64_t mbuf, uint64_t *clone);
int32_t ef_mbuf_copy(uint64_t pool, uint64_t mbuf, uint64_t *copy);

/* --- devices (port.c). Thread: startup, control --- */
int32_t ef_device_attach(const char *devargs, uint16_t *port);
int32_t ef_device_detach(uint16_t port);
int32_t ef_port_info(uint16_t port, struct ef_port_info *out);
int32_t ef_port_start(uint16_t port, const struct ef_port_config *config);
int32_t ef_port_stop(uint16_t port);
int32_t ef_port_stats(uint16_t port, struct ef_port_stats *out);
int32_t ef_port_link(uint16_t port, struct ef_link *out);

/* --- bursts (burst.c). Thread: worker --- */
int32_t ef_turn(struct ef_turn *turn);
int32_t ef_tx(struct ef_tx_group *group);

/* --- Linux interfaces (tap.c). Thread: startup --- */
int32_t ef_interface_set_mtu(const char *name, uint16_t mtu);
int32_t ef_interface_claim(const char *name);
void ef_interface_release(int32_t claim);

/* --- TAP devices for the kernel (tap.c). Thread: startup to open, control to read and write --- */
int32_t ef_tap_open(const char *name, const uint8_t *mac, uint16_t mtu);
int32_t ef_tap_read(int32_t fd, uint64_t data, uint32_t capacity);
int32_t ef_tap_write(int32_t fd, uint64_t data, uint32_t length);
void ef_tap_close(int32_t fd);

#endif
