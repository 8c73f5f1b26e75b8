/* SPDX-License-Identifier: Apache-2.0 */
/* Preloaded into a router: packet sockets without the kernel's reassembly, and with a queue for each flow. */
#define _GNU_SOURCE
#include <linux/if_packet.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

int setsockopt(int fd, int level, int name, const void *value, socklen_t length);

/*
 * DPDK's net_af_packet joins every socket to a fanout group with PACKET_FANOUT_FLAG_DEFRAG: the kernel then reassembles IPv4 fragments
 * before a router sees them, and the ring's frame truncates the result. And with PACKET_FANOUT_FLAG_ROLLOVER, by which a flow changes to
 * another socket when its own is busy, and its packets overtake each other: a full queue is to lose packets, as on a NIC. There is no
 * device argument against either in the releases we support, and the driver is a library of its own, so both flags are taken away here.
 * Every other call passes through unchanged.
 */
int
setsockopt(int fd, int level, int name, const void *value, socklen_t length)
{
    unsigned int fanout;

    if (level == SOL_PACKET && name == PACKET_FANOUT && length == sizeof(fanout)) {
        fanout = *(const unsigned int *)value & ~((unsigned int)(PACKET_FANOUT_FLAG_DEFRAG | PACKET_FANOUT_FLAG_ROLLOVER) << 16);
        value = &fanout;
    }
    return (int)syscall(SYS_setsockopt, fd, level, name, value, length);
}
