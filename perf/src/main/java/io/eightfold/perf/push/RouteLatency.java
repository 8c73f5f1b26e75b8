// SPDX-License-Identifier: Apache-2.0
// From single routes to their first packets.
package io.eightfold.perf.push;

import io.eightfold.controlplane.rib.Rib;
import io.eightfold.fibprotocol.Vrf;
import io.eightfold.host.link.PacketSocketLink;
import io.eightfold.perf.push.TrafficProbe.Result;
import io.eightfold.perf.push.TrafficProbe.Settings;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.memory.Memory;
import java.util.ArrayList;
import java.util.List;

/** Two hosts by packet sockets, each beside a port of the router. Thread: startup. */
final class RouteLatency implements AutoCloseable {
    static final String SOURCE_PORT = "src";
    static final String SINK_PORT = "dst";
    private static final int RATE_PPS = Settings.MIN_RATE_PPS;
    /** Few, so that each is offered every 100 us. */
    private static final int AT_ONCE = 2;
    private static final int BUFFER_BYTES = 4 << 20;
    private static final int FRAME_BYTES = 2048;
    private static final long SILENCE_MS = 50;
    private static final int HOST_LENGTH = 24;
    private static final int WARM_UP = 200;
    /** ASN of the measured IPv8 routes; tables have none that high. */
    private static final long ASN = 4_200_000_000L;
    /** First /24 of the measured routes: 100.64.0.0. */
    private static final int FIRST_HOST = 100 << 24 | 64 << 16;

    private final PushRouter router;
    private final PacketSocketLink from;
    private final PacketSocketLink to;
    private final TrafficProbe probe;

    /** @param routerMac of the port at the sender. */
    RouteLatency(final PushRouter router, final String namespace, final long routerMac) {
        this.router = router;
        from = PacketSocketLink.open(PushNamespaces.file(namespace), SOURCE_PORT, BUFFER_BYTES);
        to = PacketSocketLink.open(PushNamespaces.file(namespace), SINK_PORT, BUFFER_BYTES);
        probe = new TrafficProbe(from, to, new Settings(routerMac, Ipv8Address.parse("64496.10.1.0.10"), Ipv8Address.parse("10.1.0.10"), PushRouter.hops(),
            RATE_PPS, AT_ONCE));
    }

    /** Makes both sides know the next hops, and the compilers the way. */
    void warmUp() {
        measure(WARM_UP);
    }

    /** Publishes routes one at a time, IPv8 and IPv4 in turns, and takes them out again. */
    Result measure(final int samples) {
        final List<Ipv8Address> destinations = new ArrayList<>();
        for (int i = 0; i < samples; i++) {
            destinations.add(Ipv8Address.ofBits((i % 2 == 0 ? ASN << 32 : 0) | FIRST_HOST + (i << 8) + 1 & 0xFFFF_FFFFL));
        }
        try {
            return probe.run(destinations, this::publish);
        } finally {
            destinations.forEach(d -> router.change(rib -> withdraw(rib, d.bits())));
            router.awaitQuiet();
            drain();
        }
    }

    private long publish(final long destination) {
        final int hop = (int) (destination >>> 8 & Integer.MAX_VALUE) % PushRouter.NEXT_HOPS;
        final int set = router.hopSet(destination, hop);
        final long publishedNs = System.nanoTime();
        router.change(rib -> rib.update(Vrf.DEFAULT.id(), prefix(destination), HOST_LENGTH, PushRouter.SOURCE, PushRouter.SOURCE.distance(), 0, set));
        return publishedNs;
    }

    /** Packets that came after the last answer: the next run would take them for its own. */
    private void drain() {
        final long frame = Memory.allocate(FRAME_BYTES);
        while (to.receive(frame, FRAME_BYTES, SILENCE_MS) > 0) {
            // nothing of it is needed
        }
        Memory.free(frame);
    }

    private static void withdraw(final Rib rib, final long destination) {
        rib.withdraw(Vrf.DEFAULT.id(), prefix(destination), HOST_LENGTH, PushRouter.SOURCE, PushRouter.SOURCE.distance());
    }

    private static long prefix(final long destination) {
        return destination & ~0xFFL;
    }

    @Override
    public void close() {
        from.close();
        to.close();
    }
}
