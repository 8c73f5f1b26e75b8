/* SPDX-License-Identifier: Apache-2.0 */
/* Linux interfaces: whose they are, their MTU, and TAPs, the kernel's side of a port that DPDK owns. */
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <net/if_arp.h>
#include <linux/if_tun.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "eightfold.h"

static int
interface_ioctl(unsigned long request, struct ifreq *ifr)
{
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    int rc;

    if (fd < 0)
        return -errno;
    rc = ioctl(fd, request, ifr) < 0 ? -errno : 0;
    close(fd);
    return rc;
}

/* SIOCSIFMTU: for devices on a Linux interface, whose drivers do not reach beyond 1500 everywhere. */
int32_t
ef_interface_set_mtu(const char *name, uint16_t mtu)
{
    struct ifreq ifr;

    if (strlen(name) >= IFNAMSIZ)
        return -ENAMETOOLONG;
    memset(&ifr, 0, sizeof(ifr));
    snprintf(ifr.ifr_name, IFNAMSIZ, "%s", name);
    ifr.ifr_mtu = mtu;
    return interface_ioctl(SIOCSIFMTU, &ifr);
}

/*
 * Claims a Linux interface of this network namespace for this process: two routers on one interface would each forward a copy. The claim is
 * a socket in the abstract namespace, which belongs to the network namespace and ends with the process. Returns a descriptor; -EADDRINUSE
 * when another process has the claim.
 */
int32_t
ef_interface_claim(const char *name)
{
    struct sockaddr_un address;
    int fd, length, rc;

    memset(&address, 0, sizeof(address));
    address.sun_family = AF_UNIX;
    length = snprintf(address.sun_path + 1, sizeof(address.sun_path) - 1, "eightfold/interface/%s", name);
    if (length < 0 || length >= (int)sizeof(address.sun_path) - 1)
        return -ENAMETOOLONG;
    fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -errno;
    rc = bind(fd, (const struct sockaddr *)&address, (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + (size_t)length));
    if (rc < 0) {
        rc = -errno;
        close(fd);
        return rc;
    }
    return fd;
}

void
ef_interface_release(int32_t claim)
{
    close(claim);
}

static int
set_up(const char *name, const uint8_t *mac, uint16_t mtu)
{
    struct ifreq ifr;
    int rc;

    memset(&ifr, 0, sizeof(ifr));
    snprintf(ifr.ifr_name, IFNAMSIZ, "%s", name);
    ifr.ifr_hwaddr.sa_family = ARPHRD_ETHER;
    memcpy(ifr.ifr_hwaddr.sa_data, mac, 6);
    rc = interface_ioctl(SIOCSIFHWADDR, &ifr);
    if (rc != 0)
        return rc;
    ifr.ifr_mtu = mtu;
    rc = interface_ioctl(SIOCSIFMTU, &ifr);
    if (rc != 0)
        return rc;
    rc = interface_ioctl(SIOCGIFFLAGS, &ifr);
    if (rc != 0)
        return rc;
    ifr.ifr_flags |= IFF_UP;
    return interface_ioctl(SIOCSIFFLAGS, &ifr);
}

/* Creates the TAP, gives it the port's MAC and MTU and brings it up. Returns a non-blocking descriptor; the TAP ends with it. */
int32_t
ef_tap_open(const char *name, const uint8_t *mac, uint16_t mtu)
{
    struct ifreq ifr;
    int fd, rc;

    if (strlen(name) >= IFNAMSIZ)
        return -ENAMETOOLONG;
    fd = open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return -errno;
    memset(&ifr, 0, sizeof(ifr));
    /* A persistent TAP of that name is somebody else's: EXCL refuses it. */
    ifr.ifr_flags = (short)(IFF_TAP | IFF_NO_PI | IFF_TUN_EXCL);
    snprintf(ifr.ifr_name, IFNAMSIZ, "%s", name);
    rc = ioctl(fd, TUNSETIFF, &ifr) < 0 ? -errno : set_up(name, mac, mtu);
    if (rc != 0) {
        close(fd);
        return rc;
    }
    return fd;
}

/* One frame from the kernel: its length, or 0 when none waits. */
int32_t
ef_tap_read(int32_t fd, uint64_t data, uint32_t capacity)
{
    ssize_t got = read(fd, (void *)(uintptr_t)data, capacity);

    if (got >= 0)
        return (int32_t)got;
    return errno == EAGAIN || errno == EINTR ? 0 : -errno;
}

/* One frame to the kernel: 0, or a negative errno (-EAGAIN: its queue is full). */
int32_t
ef_tap_write(int32_t fd, uint64_t data, uint32_t length)
{
    return write(fd, (const void *)(uintptr_t)data, length) < 0 ? -errno : 0;
}

void
ef_tap_close(int32_t fd)
{
    close(fd);
}
