// SPDX-License-Identifier: Apache-2.0
// Clients that ask as fast as they are answered.
package io.eightfold.perf.whois8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** A thread for each client; each has one query under way. Thread: startup. */
final class ServerLoad implements AutoCloseable {
    private static final int DIGITS = 3;
    private final List<ServerClient> clients = new ArrayList<>();
    private final ExecutorService threads;
    private final int queries;

    /** How a client begins. */
    interface Opening {
        ServerClient open() throws IOException;
    }

    /** Queries a second of all clients, and the time of each query in ns. */
    record Reading(double perS, Histogram latencyNs) {
    }

    ServerLoad(final int clientCount, final int queries, final Opening opening) throws IOException {
        this.queries = queries;
        threads = Executors.newFixedThreadPool(clientCount, work -> Thread.ofPlatform().name("whois8-client").daemon().unstarted(work));
        for (int i = 0; i < clientCount; i++) {
            clients.add(opening.open());
        }
    }

    /**
     * Asks for a time.
     *
     * @throws IllegalStateException when an answer is wrong or missing
     */
    Reading run(final int ms) {
        final long startNs = System.nanoTime();
        final long endNs = startNs + TimeUnit.MILLISECONDS.toNanos(ms);
        final List<Future<Histogram>> running = new ArrayList<>();
        for (int i = 0; i < clients.size(); i++) {
            final int first = (int) ((long) queries * i / clients.size());
            final ServerClient client = clients.get(i);
            running.add(threads.submit(() -> ask(client, first, endNs)));
        }
        final Histogram all = new Histogram(DIGITS);
        running.forEach(one -> all.add(result(one)));
        return new Reading(all.getTotalCount() * 1e9 / (System.nanoTime() - startNs), all);
    }

    private Histogram ask(final ServerClient client, final int first, final long endNs) throws IOException {
        final Histogram latencyNs = new Histogram(DIGITS);
        int query = first;
        for (long nowNs = System.nanoTime(); nowNs - endNs < 0;) {
            client.ask(query);
            query = query + 1 == queries ? 0 : query + 1;
            final long afterNs = System.nanoTime();
            latencyNs.recordValue(afterNs - nowNs);
            nowNs = afterNs;
        }
        return latencyNs;
    }

    private static Histogram result(final Future<Histogram> of) {
        try {
            return of.get();
        } catch (final ExecutionException e) {
            throw e.getCause() instanceof IllegalStateException wrong ? wrong
                : new IllegalStateException("a client got no answer: " + e.getCause() + "; no rate is reported", e.getCause());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        for (final ServerClient client : clients) {
            client.close();
        }
    }
}
