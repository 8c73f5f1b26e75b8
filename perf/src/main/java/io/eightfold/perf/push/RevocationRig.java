// SPDX-License-Identifier: Apache-2.0
// A router with traffic that a registry can stop.
package io.eightfold.perf.push;

import io.eightfold.fibprotocol.Vrf;
import io.eightfold.host.link.PacketSocketLink;
import io.eightfold.perf.push.TrafficProbe.Settings;
import io.eightfold.wire.address.Ipv8Address;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Control plane here, dataplane in a namespace, and hosts beside it, as in {@link FibPushBenchmark}; the control plane validates. Routes are offered to it as BGP8 learns
 * them. Thread: startup.
 */
public final class RevocationRig implements AutoCloseable {
    private static final String IN_MAC = "02:e8:00:00:00:01";
    private static final long IN_MAC_BITS = 0x02E8_0000_0001L;
    private static final int BUFFER_BYTES = 4 << 20;
    private static final int PIECE = 1_000;
    private static final long INSTALL_LIMIT_NS = TimeUnit.SECONDS.toNanos(300);
    private static final long FORWARD_LIMIT_NS = TimeUnit.SECONDS.toNanos(60);
    private static final long REVOKE_LIMIT_NS = TimeUnit.SECONDS.toNanos(60);
    /** No packet for so long, with as many offered meanwhile: the route is gone. */
    private static final long SILENCE_NS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final long LEAST_OFFERED = 500;
    private static final long POLL_NS = 200_000;
    private static final long INSTALL_POLL_NS = TimeUnit.MILLISECONDS.toNanos(50);

    private final PushNamespaces namespaces;
    private final PushRouter router;
    private final PacketSocketLink from;
    private final PacketSocketLink to;
    private final LastArrivals arrivals = new LastArrivals();
    private final ProbeTraffic traffic;
    private final List<Ipv8Address> destinations;

    /**
     * What one revocation took.
     *
     * @param answeredNs    from the request to the registry's answer: it is committed and signed.
     * @param lastPacketNs  from the request to the last packet that came out.
     */
    public record Sample(long answeredNs, long lastPacketNs) {
    }

    /**
     * Starts the router and the traffic.
     *
     * @param whois8       lines of the router's configuration, the block {@code whois8} with them
     * @param destinations that are going to be measured, addresses of hosts
     * @throws PushException when the machine lacks something
     */
    public static RevocationRig start(final String whois8, final List<Ipv8Address> destinations) {
        if (!"root".equals(System.getProperty("user.name"))) {
            throw new PushException("perf whois8 revocation makes network namespaces and starts a dataplane in one; run it as root");
        }
        final PushNamespaces namespaces = new PushNamespaces();
        try {
            return new RevocationRig(namespaces, whois8, destinations);
        } catch (final RuntimeException e) {
            namespaces.close();
            throw e;
        }
    }

    private RevocationRig(final PushNamespaces namespaces, final String whois8, final List<Ipv8Address> destinations) {
        this.namespaces = namespaces;
        this.destinations = List.copyOf(destinations);
        final String hosts = namespaces.add("hosts");
        final String own = namespaces.add("router");
        PushNamespaces.connect(hosts, RouteLatency.SOURCE_PORT, own, PushRouter.IN);
        PushNamespaces.connect(hosts, RouteLatency.SINK_PORT, own, PushRouter.OUT);
        PushNamespaces.run("ip", "-n", own, "link", "set", PushRouter.IN, "address", IN_MAC);
        router = PushRouter.start(own, whois8);
        from = PacketSocketLink.open(PushNamespaces.file(hosts), RouteLatency.SOURCE_PORT, BUFFER_BYTES);
        to = PacketSocketLink.open(PushNamespaces.file(hosts), RouteLatency.SINK_PORT, BUFFER_BYTES);
        traffic = new ProbeTraffic(from, to, new Settings(IN_MAC_BITS, Ipv8Address.parse("64496.10.1.0.10"), Ipv8Address.parse("10.1.0.10"), PushRouter.hops(),
            Settings.MIN_RATE_PPS, 1), this.destinations, arrivals);
    }

    /** Whether packet buffers lie in hugepages. */
    public boolean hasHugepages() {
        return router.hasHugepages();
    }

    /**
     * Offers routes, all of them valid, and waits until the dataplane has them: before the control plane has the registry's data it installs none.
     *
     * @param prefixes ASN and lowest host address
     * @param lengths  host lengths
     * @throws PushException when they are not there in 300 s
     */
    public void load(final long[] prefixes, final byte[] lengths) {
        for (int first = 0; first < prefixes.length; first += PIECE) {
            final int begin = first;
            final int end = Math.min(first + PIECE, prefixes.length);
            router.change(rib -> {
                for (int i = begin; i < end; i++) {
                    // One next hop for all: 64 that are looked for while a busy machine loads routes may find no answer in time, and are then looked for seldom.
                    rib.update(Vrf.DEFAULT.id(), prefixes[i], lengths[i], PushRouter.SOURCE, PushRouter.SOURCE.distance(), 0, router.hopSet(prefixes[i], 0));
                }
            });
        }
        final long deadlineNs = System.nanoTime() + INSTALL_LIMIT_NS;
        while (router.dataplaneSession().get("routes").getAsLong() != prefixes.length) {
            if (deadlineNs - System.nanoTime() <= 0) {
                throw new PushException(prefixes.length + " valid routes were offered, and the dataplane has " + router.dataplaneSession().get("routes") + " after "
                    + INSTALL_LIMIT_NS / 1_000_000_000 + " s; nothing is reported");
            }
            LockSupport.parkNanos(INSTALL_POLL_NS);
        }
        router.awaitQuiet();
    }

    /**
     * Has a route revoked while its packets flow.
     *
     * @param index      of the destination
     * @param revocation returns when the registry has answered
     * @throws PushException when packets do not come out before, or do not cease
     */
    public Sample measure(final int index, final Runnable revocation) {
        arrivals.watch(index);
        traffic.offer(index, index + 1);
        await(FORWARD_LIMIT_NS, "no packet for " + destinations.get(index) + " came out", () -> arrivals.lastNs() != 0);
        final long startNs = System.nanoTime();
        revocation.run();
        final long answeredNs = System.nanoTime() - startNs;
        awaitSilence(index);
        traffic.offer(0, 0);
        return new Sample(answeredNs, Math.max(0, arrivals.lastNs() - startNs));
    }

    private void awaitSilence(final int index) {
        final long[] since = {arrivals.lastNs(), traffic.offered()};
        await(REVOKE_LIMIT_NS, "packets for " + destinations.get(index) + " still come out after the revocation of its route", () -> {
            final long lastNs = arrivals.lastNs();
            if (lastNs != since[0]) {
                since[0] = lastNs;
                since[1] = traffic.offered();
            }
            return System.nanoTime() - lastNs > SILENCE_NS && traffic.offered() - since[1] >= LEAST_OFFERED;
        });
    }

    /** What is waited for. */
    private interface Condition {
        boolean isMet();
    }

    private void await(final long limitNs, final String otherwise, final Condition condition) {
        final long deadlineNs = System.nanoTime() + limitNs;
        while (!condition.isMet()) {
            traffic.requireLinks();
            if (deadlineNs - System.nanoTime() <= 0) {
                throw new PushException(otherwise + ", waited " + limitNs / 1_000_000_000 + " s; nothing is reported");
            }
            LockSupport.parkNanos(POLL_NS);
        }
    }

    @Override
    public void close() {
        traffic.close();
        from.close();
        to.close();
        router.close();
        namespaces.close();
    }
}
