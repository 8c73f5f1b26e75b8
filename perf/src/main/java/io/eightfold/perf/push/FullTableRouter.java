// SPDX-License-Identifier: Apache-2.0
// A router whose routes come by BGP8.
package io.eightfold.perf.push;

import com.google.gson.JsonElement;
import io.eightfold.wire.address.Ipv8Address;
import java.util.concurrent.locks.LockSupport;

/** A router whose routes come by BGP8: control plane in this process, dataplane in a namespace, a host there that answers for the next hops. Thread: startup. */
public final class FullTableRouter implements AutoCloseable {
    /** Next hop of all routes: a host beside port {@code out}. */
    public static final Ipv8Address NEXT_HOP = PushRouter.hop4(0);
    private static final long POLL_NS = 2_000_000;

    private final PushNamespaces namespaces = new PushNamespaces();
    private final PushRouter router;
    private final HopAnswers answers;

    /** @param bgp8 lines of the configuration that start sessions @throws PushException when the machine lacks something */
    public FullTableRouter(final String bgp8) {
        if (!"root".equals(System.getProperty("user.name"))) {
            throw new PushException("perf bgp8 full-table makes network namespaces and starts a dataplane in one; run it as root");
        }
        PushRouter started = null;
        try {
            final String hosts = namespaces.add("hosts");
            final String own = namespaces.add("router");
            PushNamespaces.connect(hosts, RouteLatency.SOURCE_PORT, own, PushRouter.IN);
            PushNamespaces.connect(hosts, RouteLatency.SINK_PORT, own, PushRouter.OUT);
            started = PushRouter.start(own, bgp8);
            router = started;
            answers = new HopAnswers(hosts, RouteLatency.SINK_PORT);
        } catch (final RuntimeException e) {
            if (started != null) {
                started.close();
            }
            namespaces.close();
            throw e;
        }
    }

    /** Routes that the dataplane has. */
    public long dataplaneRoutes() {
        return router.dataplaneSession().get("routes").getAsLong();
    }

    /**
     * Waits until the dataplane has acknowledged so many routes: all workers forward by them.
     *
     * @param limitNs from now
     * @throws PushException when they are not there in time
     */
    public void await(final int routes, final long limitNs) {
        final long deadlineNs = System.nanoTime() + limitNs;
        while (dataplaneRoutes() != routes) {
            if (deadlineNs - System.nanoTime() <= 0) {
                throw new PushException("the dataplane has " + dataplaneRoutes() + " routes instead of " + routes + " after " + limitNs / 1_000_000_000 + " s; nothing is reported");
            }
            LockSupport.parkNanos(POLL_NS);
        }
        router.awaitQuiet();
    }

    /** Compares digests of all routes on both sides. @throws PushException when they differ */
    public long verify(final int routes) {
        return router.verify(routes);
    }

    /** What the control plane's management says; may be called while routes come. */
    public JsonElement ask(final String... words) {
        return router.ask(words);
    }

    /** Whether packet buffers of the dataplane lie in hugepages. */
    public boolean hasHugepages() {
        return router.hasHugepages();
    }

    /** Process of the dataplane. */
    public long dataplanePid() {
        return router.dataplanePid();
    }

    @Override
    public void close() {
        answers.close();
        router.close();
        namespaces.close();
    }
}
