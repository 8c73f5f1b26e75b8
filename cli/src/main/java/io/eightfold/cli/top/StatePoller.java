// SPDX-License-Identifier: Apache-2.0
// Asks one process of the router about itself, again and again.
package io.eightfold.cli.top;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.eightfold.cli.top.ProcessState.Status;
import io.eightfold.controlplane.management.ManagementClient;
import io.eightfold.controlplane.management.ManagementException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.List;

/**
 * Asks one process of the router about itself, again and again. A thread of its own: a stopped process takes the question and lets the
 * asker wait for seconds. Thread: {@link #state} any; the rest its own.
 */
final class StatePoller implements AutoCloseable {
    /** A process that has not answered for so long is shown as silent, though its answer may still come. */
    private static final long SILENT_NS = 2_000_000_000L;
    private static final String FORBIDDEN = "no permission";

    private final Path socket;
    private final long intervalMs;
    private final Thread thread;
    private volatile ProcessState state = ProcessState.without(Status.UNKNOWN);
    private volatile long askedNs;
    private volatile boolean isAsking;

    StatePoller(final Path socket, final long intervalMs) {
        this.socket = socket;
        this.intervalMs = intervalMs;
        thread = new Thread(this::run, "e8-top-" + socket.getFileName());
        thread.setDaemon(true);
    }

    StatePoller start() {
        thread.start();
        return this;
    }

    /** What is known now. */
    ProcessState state() {
        final ProcessState known = state;
        final boolean isSilent = isAsking && System.nanoTime() - askedNs > SILENT_NS;
        return isSilent ? known.silent() : known;
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                askedNs = System.nanoTime();
                isAsking = true;
                final ProcessState answer = ask(socket);
                state = answer.status() == Status.SILENT ? state.silent() : answer;
                isAsking = false;
                Thread.sleep(intervalMs);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks once. */
    static ProcessState ask(final Path socket) {
        try {
            final JsonElement version = ManagementClient.ask(socket, List.of("show", "version"));
            return new ProcessState(Status.UP, version instanceof JsonObject object ? object : null,
                optional(socket, "show", "interfaces") instanceof JsonArray array ? array : null,
                optional(socket, "show", "fib-session") instanceof JsonObject object ? object : null, optional(socket, "show", "route", "summary"));
        } catch (final ManagementException e) {
            return ProcessState.without(status(e));
        }
    }

    /** A question that a process may not know; null then. */
    private static JsonElement optional(final Path socket, final String... words) throws ManagementException {
        try {
            return ManagementClient.ask(socket, List.of(words));
        } catch (final ManagementException e) {
            if (e.getCause() instanceof IOException) {
                throw e;
            }
            return null;
        }
    }

    private static Status status(final ManagementException e) {
        if (e.getCause() instanceof SocketTimeoutException) {
            return Status.SILENT;
        }
        return e.getMessage().startsWith(FORBIDDEN) ? Status.FORBIDDEN : Status.DOWN;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
