// SPDX-License-Identifier: Apache-2.0
// All child processes of a lab, and their end.
package io.eightfold.lab.process;

import java.io.File;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Starts processes until it is closed. Thread: any. */
public final class ProcessTable implements AutoCloseable {
    /** Environment variable of every child: the process id of the lab that started it. */
    public static final String MARK = "EIGHTFOLD_LAB";
    private static final long TERM_WAIT_NS = TimeUnit.SECONDS.toNanos(4);
    private static final int KILL_WAIT_S = 5;

    private final Map<String, String> environment;
    private final Set<Process> running = ConcurrentHashMap.newKeySet();
    private boolean isClosed;

    /** @param environment what every child gets besides the environment of this process and the {@link #MARK}. */
    public ProcessTable(Map<String, String> environment) {
        this.environment = new LinkedHashMap<>(environment);
        this.environment.put(MARK, Long.toString(ProcessHandle.current().pid()));
        // Network tools live in sbin, which is not on the path of a user who became root with a plain `su`.
        this.environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin") + File.pathSeparator + "/usr/sbin:/sbin");
    }

    /**
     * Starts a process without standard input, unless the builder says otherwise.
     *
     * @throws LabException if there is no such program, or the lab is ending
     */
    public synchronized Process start(ProcessBuilder builder) {
        if (isClosed) {
            throw new LabException("the lab is ending; `" + String.join(" ", builder.command()) + "` was not started");
        }
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            running.add(process);
            process.onExit().thenAccept(running::remove);
            return process;
        } catch (IOException e) {
            throw new LabException("cannot start `" + String.join(" ", builder.command()) + "` (" + e.getMessage() + "); run ci/install lab", e);
        }
    }

    /** Whether the lab is ending. */
    public synchronized boolean isClosed() {
        return isClosed;
    }

    /** SIGTERM for all, SIGKILL for those that are still there after 4 s. No process is started from now on. */
    @Override
    public void close() {
        synchronized (this) {
            isClosed = true;
        }
        List<Process> ending = List.copyOf(running);
        ending.forEach(Process::destroy);
        long deadlineNs = System.nanoTime() + TERM_WAIT_NS;
        for (Process process : ending) {
            try {
                if (!process.waitFor(Math.max(1, deadlineNs - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                    process.destroyForcibly().waitFor(KILL_WAIT_S, TimeUnit.SECONDS);
                }
            } catch (InterruptedException e) {
                // Ending the children comes first; the flag is put back for whoever waits next.
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
