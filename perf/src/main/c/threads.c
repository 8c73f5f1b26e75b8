/* SPDX-License-Identifier: Apache-2.0 */
/* Which CPU the threads of this process run on, and with what priority. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>

#include "meter.h"

/* A thread that ended meanwhile is no failure. */
static int32_t
pin(pid_t thread, const cpu_set_t *set)
{
    if (sched_setaffinity(thread, sizeof(*set), set) == 0 || errno == ESRCH)
        return 0;
    return -errno;
}

int32_t
pf_threads_pin(int32_t cpu)
{
    struct dirent *entry;
    int32_t code = 0;
    cpu_set_t set;
    DIR *tasks;

    if (cpu < 0 || cpu >= CPU_SETSIZE)
        return -EINVAL;
    CPU_ZERO(&set);
    CPU_SET(cpu, &set);
    tasks = opendir("/proc/self/task");
    if (tasks == NULL)
        return -errno;
    while (code == 0 && (entry = readdir(tasks)) != NULL) {
        pid_t thread = (pid_t)atoi(entry->d_name);
        if (thread > 0)
            code = pin(thread, &set);
    }
    closedir(tasks);
    return code;
}

int32_t
pf_thread_priority(int32_t priority)
{
    struct sched_param real_time = {.sched_priority = 1};
    struct sched_param normal = {.sched_priority = 0};

    if (priority == PF_PRIORITY_REAL_TIME)
        return -pthread_setschedparam(pthread_self(), SCHED_FIFO, &real_time);
    return -pthread_setschedparam(pthread_self(), SCHED_OTHER, &normal);
}
