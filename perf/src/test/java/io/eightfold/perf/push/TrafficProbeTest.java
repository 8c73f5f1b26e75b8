// SPDX-License-Identifier: Apache-2.0
// Measures a forwarder in this process whose routes take effect a known time after they are published.
package io.eightfold.perf.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.host.link.LinkPair;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.header.EthernetLayout;
import io.eightfold.wire.header.Ipv4Layout;
import io.eightfold.wire.header.Ipv8Layout;
import io.eightfold.wire.memory.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrafficProbeTest {
    private static final long DELAY_NS = 4_000_000;
    private final LinkPair near = new LinkPair(0x020000000001L, 0x020000000002L, 1500);
    private final LinkPair far = new LinkPair(0x020000000003L, 0x020000000004L, 1500);
    /** Destination to the time from which it is forwarded. */
    private final Map<Long, Long> routes = new ConcurrentHashMap<>();
    private final TrafficProbe.Settings settings = new TrafficProbe.Settings(0x020000000002L, Ipv8Address.parse("64496.10.1.0.10"),
        Ipv8Address.parse("10.1.0.10"), List.of(), TrafficProbe.Settings.MIN_RATE_PPS, 2);
    private volatile boolean isRunning = true;
    private Thread forwarder;

    @BeforeEach
    void startForwarder() {
        forwarder = Thread.ofPlatform().start(this::forward);
    }

    @AfterEach
    void endForwarder() throws InterruptedException {
        isRunning = false;
        forwarder.join();
    }

    @Test
    void shouldMeasureTheDelayOfEachRoute() {
        final TrafficProbe.Result result = new TrafficProbe(near.left(), far.right(), settings).run(destinations(20), destination -> {
            final long nowNs = System.nanoTime();
            routes.put(destination, nowNs + DELAY_NS);
            return nowNs;
        });

        assertEquals(20, result.routes());
        assertEquals(20, result.latencyNs().getTotalCount());
        // Three digits are kept: a recorded value may read a little lower.
        assertTrue(result.latencyNs().getMinValue() >= DELAY_NS * 0.998, () -> "too early: " + result.latencyNs().getMinValue());
        assertTrue(result.percentileMs(50) < 100, () -> "p50 " + result.percentileMs(50) + " ms");
        assertTrue(result.resolutionNs() > 0, "the resolution is reported");
    }

    @Test
    void shouldRefuseADestinationThatIsForwardedAlready() {
        final List<Ipv8Address> destinations = destinations(2);
        routes.put(destinations.getFirst().bits(), System.nanoTime());

        final IllegalStateException refused = assertThrows(IllegalStateException.class,
            () -> new TrafficProbe(near.left(), far.right(), settings).run(destinations, _ -> System.nanoTime()));
        assertTrue(refused.getMessage().contains("before its route was published"), refused.getMessage());
    }

    @Test
    void shouldRefuseARateThatMeasuresTheProbe() {
        assertThrows(IllegalArgumentException.class, () -> new TrafficProbe.Settings(1, settings.source8(), settings.source4(), List.of(), 1_000, 1));
    }

    private static List<Ipv8Address> destinations(final int count) {
        final List<Ipv8Address> destinations = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            destinations.add(Ipv8Address.parse((i % 2 == 0 ? "64497." : "") + "20.0." + i + ".1"));
        }
        return destinations;
    }

    private void forward() {
        final long frame = Memory.allocate(2048);
        while (isRunning) {
            final int length = near.right().receive(frame, 2048, 5);
            if (length > 0) {
                final boolean isIpv4 = Memory.u16(frame + EthernetLayout.TYPE) == EthernetLayout.IPV4;
                final long destination = isIpv4 ? Memory.u32(frame + EthernetLayout.LENGTH + Ipv4Layout.DESTINATION) & 0xFFFF_FFFFL
                    : Memory.u64(frame + EthernetLayout.LENGTH + Ipv8Layout.DESTINATION);
                final Long fromNs = routes.get(destination);
                if (fromNs != null && System.nanoTime() - fromNs >= 0) {
                    far.left().send(frame, length);
                }
            }
        }
        Memory.free(frame);
    }
}
