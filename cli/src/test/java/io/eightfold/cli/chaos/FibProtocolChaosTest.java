// SPDX-License-Identifier: Apache-2.0
// The control plane's publisher and the dataplane's session over a way that loses, repeats, reorders, delays, damages and refuses, with either side restarted.
package io.eightfold.cli.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.controlplane.fib.BatchJournal;
import io.eightfold.controlplane.fib.DataplaneListener;
import io.eightfold.controlplane.fib.FibPublisher;
import io.eightfold.controlplane.log.LogSettings;
import io.eightfold.controlplane.log.Logging;
import io.eightfold.controlplane.rib.Rib;
import io.eightfold.controlplane.rib.RibHop;
import io.eightfold.controlplane.rib.RouteSource;
import io.eightfold.dataplane.route.SessionCounter;
import io.eightfold.fibprotocol.FibWire;
import io.eightfold.fibprotocol.NextHop;
import io.eightfold.fibprotocol.StatusHandler;
import io.eightfold.wire.address.Ipv8Address;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

/** Time is virtual and everything is drawn from the seed: the same seed is the same run. {@code -Deightfold.chaos.seed=N} runs one. */
class FibProtocolChaosTest {
    private static final long MS = 1_000_000L;
    private static final RouteSource[] SOURCES = {RouteSource.STATIC, RouteSource.BGP8_EXTERNAL, RouteSource.API};
    private static final long LIMIT_NS = 60_000 * MS;

    private static final LogSettings LOG = Logging.settings();
    private final ChaosChannel.Faults faults = new ChaosChannel.Faults();
    private final Map<SessionCounter, Long> noticed = new EnumMap<>(SessionCounter.class);

    /** Every fault is a line. */
    @BeforeEach
    void hush() throws IOException {
        Logging.configure(new LogSettings(LOG.hostname(), LOG.format(), Level.ERROR, LOG.syslog()));
    }

    @AfterEach
    void speak() throws IOException {
        Logging.configure(LOG);
    }

    @Test
    void shouldConvergeWhateverTheWayDoes() {
        final Long one = Long.getLong("eightfold.chaos.seed");
        if (one != null) {
            new Run(one).run();
            return;
        }
        final long first = System.nanoTime();
        final long untilNs = System.nanoTime() + 10_000 * MS;
        int runs = 0;
        for (; runs < 300 && (runs < 100 || System.nanoTime() < untilNs); runs++) {
            new Run(first + runs).run();
        }
        System.out.println("chaos: " + runs + " seeds from " + first + "; " + faults + "; noticed " + noticed);
        assertTrue(faults.lost > 0 && faults.repeated > 0 && faults.reordered > 0 && faults.damaged > 0 && faults.refused > 0, faults.toString());
        for (final SessionCounter counter : List.of(SessionCounter.GAPS, SessionCounter.DUPLICATES, SessionCounter.MALFORMED, SessionCounter.OLD_EPOCH,
            SessionCounter.SWEPT)) {
            assertTrue(noticed.getOrDefault(counter, 0L) > 0, () -> "no " + counter.label() + " in " + noticed);
        }
        assertEquals(0, noticed.getOrDefault(SessionCounter.DIGEST_MISMATCHES, 0L), "sequence and checksum notice before a table differs");
    }

    @Test
    @Tag("slow")
    void shouldConvergeForLong() {
        final long first = System.nanoTime();
        for (int runs = 0; runs < 5000; runs++) {
            new Run(first + runs).run();
        }
    }

    /** One seed. */
    private final class Run {
        private final long seed;
        private final Random random;
        private final ChaosChannel control;
        private final ChaosChannel data;
        private final List<Long> prefixes = new ArrayList<>();
        private final Rib[] rib = new Rib[1];
        private FibPublisher publisher;
        private ChaosDataplane dataplane = new ChaosDataplane();
        private long nowNs = 1000 * MS;
        private long firstEpoch = 1000;

        private Run(final long seed) {
            this.seed = seed;
            // Mixed, as the first numbers of neighbouring seeds are alike.
            random = new Random(seed * 0x9E37_79B9_7F4A_7C15L);
            control = new ChaosChannel(random, faults);
            data = new ChaosChannel(random, faults);
            control.connect(data);
        }

        private void run() {
            try {
                control.permille = random.nextInt(4) == 0 ? 0 : random.nextInt(60);
                data.permille = random.nextInt(4) == 0 ? 0 : random.nextInt(60);
                startControlPlane();
                dataplane.link(data, random.nextLong(1, Long.MAX_VALUE), nowNs);
                for (int step = 0; step < 400; step++) {
                    act();
                    turn();
                }
                control.permille = 0;
                data.permille = 0;
                settle();
                // The last that is said may be what is lost: nothing after it tells.
                control.loseNext = random.nextInt(4);
                churn();
                settle();
                compare();
            } catch (final AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + "; run it alone by -Deightfold.chaos.seed=" + seed, e);
            } finally {
                collect();
                dataplane.close();
            }
        }

        private void collect() {
            for (final SessionCounter counter : SessionCounter.values()) {
                noticed.merge(counter, dataplane.link().session().counter(counter), Long::sum);
            }
        }

        private void turn() {
            nowNs += (1 + random.nextInt(10)) * MS;
            control.nowNs = nowNs;
            data.nowNs = nowNs;
            // Either side may be slow: it misses turns.
            if (control.permille == 0 || random.nextInt(4) > 0) {
                publisher.round(nowNs);
            }
            if (data.permille == 0 || random.nextInt(3) > 0) {
                dataplane.round(nowNs);
            }
        }

        private void act() {
            for (int i = random.nextInt(4); i > 0; i--) {
                churn();
            }
            switch (random.nextInt(150)) {
                case 0 -> control.rebuild();
                case 1 -> startControlPlane();
                case 2 -> {
                    collect();
                    dataplane.link(data, random.nextLong(1, Long.MAX_VALUE), nowNs);
                }
                case 3 -> {
                    collect();
                    dataplane.close();
                    dataplane = new ChaosDataplane();
                    dataplane.link(data, random.nextLong(1, Long.MAX_VALUE), nowNs);
                }
                case 4 -> publisher.resync();
                case 5 -> nowNs += random.nextInt(10_000) * MS;
                default -> {
                    if (random.nextInt(4) == 0) {
                        dataplane.heard(random.nextInt(2), gateway(random.nextInt(2)), nowNs);
                    }
                }
            }
        }

        /** A process anew: it has half of what the one before knew, and the rest comes from its sources later or never. Its clock may be behind. */
        private void startControlPlane() {
            rib[0] = new Rib();
            connected();
            for (int i = random.nextInt(60); i > 0; i--) {
                churn();
            }
            firstEpoch += random.nextInt(600) - 100;
            publisher = new FibPublisher(rib[0], control, () -> 5, BatchJournal.NONE, new Links(rib[0]), random.nextLong(1, Long.MAX_VALUE), firstEpoch, nowNs,
                1 + random.nextInt(20));
        }

        private void connected() {
            for (int port = 0; port < 3; port++) {
                rib[0].update(port == 2 ? 1 : 0, Ipv8Address.parse("64496.10." + (port + 1) + ".0.0").bits(), 24, RouteSource.CONNECTED, 0, 0,
                    List.of(new RibHop.OnLink("p" + port)));
            }
        }

        private long gateway(final int port) {
            return Ipv8Address.parse("64496.10." + (port + 1) + ".0." + (2 + random.nextInt(6))).bits();
        }

        private void churn() {
            final int vrf = random.nextInt(5) == 0 ? 1 : 0;
            final int length = random.nextInt(10) == 0 ? FibWire.DEFAULT_ROUTE_LENGTH : random.nextInt(33);
            // ASNs beside that of the gateways, so that a gateway's record is found by its address.
            final long asn = random.nextInt(5) == 0 ? 0 : 64500 + random.nextInt(3);
            final long host = (long) random.nextInt(8) << 29 | random.nextInt(4) << 14 | random.nextInt(4);
            final long address = length == FibWire.DEFAULT_ROUTE_LENGTH ? 0 : asn << 32 | (length == 0 ? 0 : host & -1L << 32 - length);
            final RouteSource source = SOURCES[random.nextInt(SOURCES.length)];
            if (random.nextInt(3) == 0) {
                rib[0].withdraw(vrf, address, length, source, source.distance());
            } else {
                rib[0].update(vrf, address, length, source, source.distance(), 0, hops(vrf));
            }
        }

        private List<RibHop> hops(final int vrf) {
            final List<RibHop> hops = new ArrayList<>();
            for (int i = random.nextInt(3); i >= 0; i--) {
                final int port = vrf == 1 ? 2 : random.nextInt(2);
                hops.add(switch (random.nextInt(7)) {
                    case 0 -> new RibHop.Blackhole();
                    case 1 -> new RibHop.Unreachable();
                    case 6 -> new RibHop.Prohibit();
                    case 2, 3 -> new RibHop.Gateway(gateway(port), null);
                    default -> new RibHop.Gateway(gateway(port), "p" + port);
                });
            }
            return hops;
        }

        /** Every gateway answers from now on; then nothing changes any more. */
        private void settle() {
            final long limitNs = nowNs + LIMIT_NS;
            int quiet = 0;
            while (quiet < 100) {
                if (nowNs % (50 * MS) < 10 * MS) {
                    for (int host = 2; host < 8; host++) {
                        for (int port = 0; port < 3; port++) {
                            dataplane.heard(port, Ipv8Address.parse("64496.10." + (port + 1) + ".0." + host).bits(), nowNs);
                        }
                    }
                }
                turn();
                quiet = publisher.isQuiet() && dataplane.link().session().isSynchronized() ? quiet + 1 : 0;
                assertTrue(nowNs < limitNs, () -> "not converged: " + publisher.view() + " broken by " + dataplane.link().session().brokenBy() + " epoch "
                    + dataplane.link().session().epoch() + " batch " + dataplane.link().session().appliedBatch());
            }
        }

        private void compare() {
            final ChaosRib expected = new ChaosRib(rib[0]);
            assertEquals(expected.text(), dataplane.applied(), "routes");
            assertEquals(publisher.view().routes(), dataplane.link().session().routeCount());
            assertEquals(publisher.view().digest(), dataplane.link().session().digestValue(), "digest");
            for (final long[] boundary : expected.boundaries()) {
                look(expected, (int) boundary[0], boundary[1]);
            }
            for (int i = 0; i < 100; i++) {
                look(expected, random.nextInt(2), (long) (64500 + random.nextInt(4)) << 32 | random.nextInt() & 0xFFFF_FFFFL);
            }
        }

        private void look(final ChaosRib expected, final int vrf, final long address) {
            final List<NextHop> hops = expected.lookup(vrf, address);
            assertEquals(hops == null ? null : dataplane.expected(hops), dataplane.lookup(vrf, address),
                () -> "packet to " + Ipv8Address.ofBits(address) + " in VRF " + vrf);
        }
    }

    /** Does what a control plane does with a dataplane's news. */
    private record Links(Rib rib) implements DataplaneListener {
        @Override
        public void dataplane(final boolean isFresh, final long configuration) {
        }

        @Override
        public void ports(final List<StatusHandler.Port> ports, final boolean isNew) {
            ports.forEach(p -> rib.portState(p.name(), p.isUp()));
        }

        @Override
        public void gateways(final List<StatusHandler.Gateway> gateways) {
            gateways.forEach(g -> rib.gatewayState(g.address(), g.port(), g.state() == StatusHandler.Gateway.State.FAILED));
        }
    }
}
