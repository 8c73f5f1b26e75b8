/* SPDX-License-Identifier: Apache-2.0 */
/* Start and stop of DPDK's environment, its log, threads and the clock. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <rte_cycles.h>
#include <rte_eal.h>
#include <rte_errno.h>
#include <rte_lcore.h>
#include <rte_log.h>
#include <rte_mbuf.h>
#include <rte_version.h>

#include "capture.h"
#include "eightfold.h"

#define LOG_BYTES 4096

static pthread_mutex_t log_lock = PTHREAD_MUTEX_INITIALIZER;
static char log_text[LOG_BYTES];
static size_t log_length;
static FILE *log_stream;

/* Keeps the newest LOG_BYTES of DPDK's log; older text is shifted out. */
static ssize_t
log_write(void *cookie, const char *text, size_t length)
{
    const char *from = length > LOG_BYTES ? text + (length - LOG_BYTES) : text;
    size_t take = length > LOG_BYTES ? LOG_BYTES : length;

    (void)cookie;
    pthread_mutex_lock(&log_lock);
    if (log_length + take > LOG_BYTES) {
        size_t drop = log_length + take - LOG_BYTES;
        memmove(log_text, log_text + drop, log_length - drop);
        log_length -= drop;
    }
    memcpy(log_text + log_length, from, take);
    log_length += take;
    pthread_mutex_unlock(&log_lock);
    return (ssize_t)length;
}

/* Copies the log kept so far, zero-terminated; returns its length. The text stays kept. */
int32_t
ef_log_tail(char *out, int32_t capacity)
{
    size_t take;

    if (out == NULL || capacity <= 0)
        return -EINVAL;
    if (log_stream != NULL)
        fflush(log_stream);
    pthread_mutex_lock(&log_lock);
    take = log_length < (size_t)capacity - 1 ? log_length : (size_t)capacity - 1;
    memcpy(out, log_text + (log_length - take), take);
    out[take] = '\0';
    pthread_mutex_unlock(&log_lock);
    return (int32_t)take;
}

/* rte_strerror: knows the errno values and DPDK's own codes. Accepts the code with either sign. */
int32_t
ef_error_text(int32_t code, char *out, int32_t capacity)
{
    if (out == NULL || capacity <= 0)
        return -EINVAL;
    return snprintf(out, (size_t)capacity, "%s", rte_strerror(code < 0 ? -code : code));
}

void
ef_layout_of(struct ef_layout *out)
{
    out->abi = EF_ABI;
    out->turn_size = sizeof(struct ef_turn);
    out->turn_rx_data = offsetof(struct ef_turn, rx_data);
    out->turn_rx_length = offsetof(struct ef_turn, rx_length);
    out->turn_tx_groups = offsetof(struct ef_turn, tx_group);
    out->tx_group_size = sizeof(struct ef_tx_group);
    out->mbuf_size = sizeof(struct rte_mbuf);
    out->mbuf_buf_addr = offsetof(struct rte_mbuf, buf_addr);
    out->mbuf_data_off = offsetof(struct rte_mbuf, data_off);
    out->mbuf_port = offsetof(struct rte_mbuf, port);
    out->mbuf_data_len = offsetof(struct rte_mbuf, data_len);
    out->mbuf_pkt_len = offsetof(struct rte_mbuf, pkt_len);
    out->mbuf_headroom = RTE_PKTMBUF_HEADROOM;
    out->dpdk_year = RTE_VER_YEAR;
    out->dpdk_month = RTE_VER_MONTH;
    out->dpdk_minor = RTE_VER_MINOR;
}

/*
 * Libraries below us print where they like: EAL its whole manual on a bad argument, libbpf and libxdp their musings. While a capture is
 * open, stdout and stderr go to memory; if the call fails, its last words are added to the log. Thread: startup.
 */
void
capture_begin(struct output_capture *capture)
{
    fflush(stdout);
    fflush(stderr);
    capture->memory = memfd_create("eightfold-output", MFD_CLOEXEC);
    if (capture->memory < 0)
        return;
    capture->out = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0);
    capture->err = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0);
    if (capture->out >= 0)
        dup2(capture->memory, STDOUT_FILENO);
    if (capture->err >= 0)
        dup2(capture->memory, STDERR_FILENO);
}

void
capture_end(struct output_capture *capture, int failed)
{
    char text[1024];
    off_t length;
    ssize_t got;

    if (capture->memory < 0)
        return;
    fflush(stdout);
    fflush(stderr);
    if (capture->out >= 0) {
        dup2(capture->out, STDOUT_FILENO);
        close(capture->out);
    }
    if (capture->err >= 0) {
        dup2(capture->err, STDERR_FILENO);
        close(capture->err);
    }
    length = lseek(capture->memory, 0, SEEK_END);
    if (failed && length > 0) {
        off_t from = length > (off_t)sizeof(text) ? length - (off_t)sizeof(text) : 0;
        got = pread(capture->memory, text, sizeof(text), from);
        if (got > 0)
            log_write(NULL, text, (size_t)got);
    }
    close(capture->memory);
}

/*
 * rte_eal_init. It pins the calling thread to the main lcore; a JVM's thread must not stay pinned (every thread it
 * starts would inherit the mask), so the mask is put back. The calling thread keeps its lcore id.
 */
int32_t
ef_eal_init(int32_t argc, char **argv)
{
    static const cookie_io_functions_t log_functions = { .write = log_write };
    cpu_set_t before;
    struct output_capture capture;
    int rc;

    if (log_stream == NULL) {
        log_stream = fopencookie(NULL, "w", log_functions);
        if (log_stream == NULL)
            return -ENOMEM;
        setvbuf(log_stream, NULL, _IOLBF, 512);
        rte_openlog_stream(log_stream);
    }
    if (pthread_getaffinity_np(pthread_self(), sizeof(before), &before) != 0)
        CPU_ZERO(&before);
    rte_errno = 0;
    capture_begin(&capture);
    rc = rte_eal_init(argc, argv);
    /* EAL's own manual says nothing that its log does not. */
    capture_end(&capture, 0);
    if (CPU_COUNT(&before) > 0)
        pthread_setaffinity_np(pthread_self(), sizeof(before), &before);
    if (rc < 0)
        return rte_errno != 0 ? -rte_errno : -EINVAL;
    return 0;
}

int32_t
ef_eal_cleanup(void)
{
    return rte_eal_cleanup();
}

/* Gives this thread an lcore id; without one the mempools' per-thread caches stay unused. */
int32_t
ef_thread_register(void)
{
    if (rte_lcore_id() != LCORE_ID_ANY)
        return 0;
    if (rte_thread_register() != 0)
        return rte_errno != 0 ? -rte_errno : -EINVAL;
    return 0;
}

void
ef_thread_unregister(void)
{
    rte_thread_unregister();
}

int32_t
ef_thread_pin(int32_t cpu)
{
    cpu_set_t set;

    if (cpu < 0 || cpu >= CPU_SETSIZE)
        return -EINVAL;
    CPU_ZERO(&set);
    CPU_SET(cpu, &set);
    return -pthread_setaffinity_np(pthread_self(), sizeof(set), &set);
}

int32_t
ef_thread_cpu(void)
{
    int cpu = sched_getcpu();

    return cpu < 0 ? -errno : cpu;
}

uint64_t
ef_tsc(void)
{
    return rte_rdtsc();
}

uint64_t
ef_tsc_hz(void)
{
    return rte_get_tsc_hz();
}
