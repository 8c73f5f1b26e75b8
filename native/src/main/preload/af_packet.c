/* SPDX-License-Identifier: Apache-2.0 */
/* Preloaded into a router: packet sockets without the kernel's reassembly. */
#define _GNU_SOURCE
#include <linux/if_packet.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

int setsockopt(int fd, int level, int name, const void *value, socklen_t length);

/*
 * DPDK's net_af_packet joins every socket to a fanout group with PACKET_FANOUT_FLAG_DEFRAG: the kernel then reassembles IPv4 fragments
 * before a router sees them, and the ring's frame truncates the result. There is no device argument against it in the releases we
 * support, and the driver is a library of its own, so the flag is taken away here. Every other call passes through unchanged.
 */
int
setsockopt(int fd, int level, int name, const void *value, socklen_t length)
{
    unsigned int fanout;

    if (level == SOL_PACKET && name == PACKET_FANOUT && length == sizeof(fanout)) {
        fanout = *(const unsigned int *)value & ~((unsigned int)PACKET_FANOUT_FLAG_DEFRAG << 16);
        value = &fanout;
    }
    return (int)syscall(SYS_setsockopt, fd, level, name, value, length);
}
