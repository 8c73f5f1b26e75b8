// SPDX-License-Identifier: Apache-2.0
// The router of the fuzz, described twice: once for the product, once for the oracle.
package io.eightfold.dataplane.worker;

import static io.eightfold.dataplane.worker.TestRouter.Port.nowhere;
import static io.eightfold.dataplane.worker.TestRouter.to;
import static io.eightfold.dataplane.worker.TestRouter.via;

import io.eightfold.dataplane.StaticRoute;
import io.eightfold.dataplane.neighbor.NeighborSettings;
import io.eightfold.dataplane.testing.TestPacket;
import io.eightfold.dataplane.testing.TestPorts;
import io.eightfold.dataplane.worker.FuzzOracle.Kind;
import io.eightfold.dataplane.worker.FuzzOracle.Route;
import io.eightfold.dataplane.worker.FuzzOracle.Station;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Four ports: two of both versions, one without IPv8, one with a small MTU. Nothing in it depends on the clock: neighbours never age, the
 * one that does not answer is never given up, errors are not limited, and the table of neighbours takes no more.
 */
final class FuzzNetwork {
    static final int PORTS = 4;
    static final int SMALL_MTU = 576;
    static final int QUEUE_PACKETS = 8;
    /** Asked for and never heard of. Behind it lies {@link #SILENT_ASN}. */
    static final long SILENT = TestPacket.bits("64496.10.2.0.99");
    static final int SILENT_ASN = 64_499;

    private static final String[] OWN8 = {"64496.10.1.0.1", "64496.10.2.0.1", null, "64496.10.4.0.1"};
    private static final String[] OWN4 = {"10.1.0.1", "10.2.0.1", "10.3.0.1", "10.4.0.1"};

    private final Station a = station(1, "64496.10.2.0.2", false);
    private final Station b = station(3, "64496.10.4.0.2", false);
    private final Station c = station(1, "10.2.0.2", true);
    private final Station d = station(0, "64496.10.1.0.9", false);
    private final Station e = station(0, "10.1.0.9", true);
    private final Station f = station(2, "10.3.0.9", true);
    private final Station g = station(1, "64496.10.2.0.3", false);
    private final Station h = station(3, "10.4.0.2", true);
    private final Station i = station(1, "10.2.0.3", false);

    TestRouter router() {
        final long dayNs = TimeUnit.DAYS.toNanos(1);
        final var neighbors = new NeighborSettings(dayNs, dayNs, dayNs, 1_000, dayNs, QUEUE_PACKETS, 1);
        final TestRouter router = new TestRouter(new TestRouter.Settings(neighbors, TestRouter.Settings.DEFAULT.icmpLimit(), 4096),
            List.of(
                via("64497.0.0.0.0/0", "64496.10.2.0.2"), via("64498.0.0.0.0/0", "64496.10.2.0.2", "64496.10.2.0.3"),
                via("64499.0.0.0.0/0", "64496.10.2.0.99"), via("64500.10.0.0.0/8", "64496.10.4.0.2"),
                to("64501.0.0.0.0/0", new StaticRoute.Blackhole()), to("64502.0.0.0.0/0", new StaticRoute.Unreachable()),
                to("64505.0.0.0.0/0", new StaticRoute.Prohibit()), to("172.31.0.0/16", new StaticRoute.Prohibit()),
                via("64503.10.0.0.0/8", "64496.10.1.0.9"), to("64503.10.1.0.0/16", new StaticRoute.Blackhole()),
                via("64504.0.0.0.0/0", "10.2.0.3"), via("10.9.0.0/16", "10.2.0.2"), via("10.8.0.0/16", "10.4.0.2"),
                via("10.7.0.0/16", "10.1.0.9"), via("20.0.0.0/8", "10.3.0.9"), via("30.0.0.0/8", "10.2.0.3"),
                to("172.16.0.0/12", new StaticRoute.Unreachable())),
            nowhere(OWN8[0] + "/24", OWN4[0] + "/24"), nowhere(OWN8[1] + "/24", OWN4[1] + "/24"), nowhere(OWN4[2] + "/24"),
            nowhere(OWN8[3] + "/24", OWN4[3] + "/24").mtu(SMALL_MTU));
        for (final Station s : List.of(a, b, c, d, e, f, g, h, i)) {
            router.slowPath().neighbors().onHeard(s.port, s.address, s.mac, !s.isIpv4Only, true, System.nanoTime());
        }
        return router.quiet();
    }

    FuzzOracle oracle() {
        final List<FuzzOracle.Port> ports = new ArrayList<>();
        for (int port = 0; port < PORTS; port++) {
            ports.add(new FuzzOracle.Port(TestPorts.mac(port), OWN8[port] != null, OWN8[port] == null ? 0 : TestPacket.bits(OWN8[port]),
                (int) TestPacket.bits(OWN4[port]), port == 3 ? SMALL_MTU : TestPorts.MTU));
        }
        final FuzzOracle oracle = new FuzzOracle(ports, QUEUE_PACKETS);
        Stream.concat(Stream.of(OWN8), Stream.of(OWN4)).filter(own -> own != null).forEach(own -> {
            final long bits = TestPacket.bits(own);
            oracle.add(route(bits & -256L, 24, Kind.CONNECTED));
            oracle.add(route(bits & -256L, 32, Kind.BROADCAST));
            oracle.add(route(bits | 255, 32, Kind.BROADCAST));
            oracle.add(route(bits, 32, Kind.OWN));
        });
        for (final Station s : List.of(a, b, c, d, e, f, g, h, i)) {
            oracle.add(route(s.address, 32, Kind.NEIGHBOR, s));
        }
        oracle.add(route(SILENT, 32, Kind.SILENT_NEIGHBOR));
        oracle.add(route("64497.0.0.0.0", 0, Kind.NEIGHBOR, a));
        oracle.add(route("64498.0.0.0.0", 0, Kind.NEIGHBOR, a, g));
        oracle.add(route("64499.0.0.0.0", 0, Kind.SILENT_NEIGHBOR));
        oracle.add(route("64500.10.0.0.0", 8, Kind.NEIGHBOR, b));
        oracle.add(route("64501.0.0.0.0", 0, Kind.BLACKHOLE));
        oracle.add(route("64502.0.0.0.0", 0, Kind.UNREACHABLE));
        oracle.add(route("64505.0.0.0.0", 0, Kind.PROHIBIT));
        oracle.add(route("172.31.0.0", 16, Kind.PROHIBIT));
        oracle.add(route("64503.10.0.0.0", 8, Kind.NEIGHBOR, d));
        oracle.add(route("64503.10.1.0.0", 16, Kind.BLACKHOLE));
        oracle.add(route("64504.0.0.0.0", 0, Kind.NEIGHBOR, i));
        oracle.add(route("10.9.0.0", 16, Kind.NEIGHBOR, c));
        oracle.add(route("10.8.0.0", 16, Kind.NEIGHBOR, h));
        oracle.add(route("10.7.0.0", 16, Kind.NEIGHBOR, e));
        oracle.add(route("20.0.0.0", 8, Kind.NEIGHBOR, f));
        oracle.add(route("30.0.0.0", 8, Kind.NEIGHBOR, i));
        oracle.add(route("172.16.0.0", 12, Kind.UNREACHABLE));
        return oracle;
    }

    FrameGenerator generator(final long seed) {
        final long[] macs = new long[PORTS];
        for (int port = 0; port < PORTS; port++) {
            macs[port] = TestPorts.mac(port);
        }
        return new FrameGenerator(seed, macs, addresses("64497.10.5.6.7", "64497.192.0.2.9", "64498.10.5.6.7", "64498.20.5.6.7", "64499.10.0.0.1",
            "64500.10.7.0.1", "64500.10.8.0.1", "64500.11.0.0.1", "64501.10.0.0.1", "64502.10.0.0.1", "64503.10.1.2.3", "64503.10.2.0.1",
            "64504.10.0.0.1", "64505.10.0.0.1", "64999.10.0.0.1", "64496.10.1.0.1", "64496.10.2.0.1", "64496.10.4.0.1", "64496.10.1.0.9", "64496.10.2.0.2",
            "64496.10.2.0.255", "64496.10.2.0.77", "64496.10.2.0.99", "64497.224.0.0.5", "64497.255.255.255.255", "255.255.0.1.10.0.0.1",
            "255.255.255.255.255.255.255.255", "64497.127.0.0.1", "10.9.0.1", "10.8.0.1", "10.8.77.1", "10.7.0.1", "20.1.2.3", "30.1.2.3", "10.1.0.1",
            "10.2.0.1", "10.3.0.1", "10.4.0.1", "10.1.0.9", "10.3.0.77", "10.3.0.0", "10.4.0.255", "172.16.5.5", "172.31.5.5", "99.1.2.3", "224.0.0.1",
            "255.255.255.255", "0.0.0.0", "127.0.0.1", "240.1.1.1"),
            addresses("64496.10.1.0.9", "64496.10.2.0.2", "64496.10.2.0.3", "64496.10.4.0.2", "64497.10.1.1.1", "64500.10.2.2.2", "64504.10.0.0.5",
                "64999.1.2.3.4", "64496.10.1.0.1", "64496.10.1.0.50", "10.1.0.9", "10.2.0.2", "10.2.0.3", "10.3.0.9", "10.4.0.2", "10.9.1.1", "10.3.0.1",
                "20.1.1.1", "99.9.9.9", "0.0.0.0", "127.0.0.1", "64497.0.0.0.0"));
    }

    private static Station station(final int port, final String address, final boolean isIpv4Only) {
        return new Station(port, TestPacket.bits(address), 0x02_00_00_00_EE_01L, isIpv4Only);
    }

    private static Route route(final String address, final int hostLength, final Kind kind, final Station... stations) {
        return route(TestPacket.bits(address), hostLength, kind, stations);
    }

    private static Route route(final long address, final int hostLength, final Kind kind, final Station... stations) {
        return new Route((int) (address >>> 32), (int) address, hostLength, kind, List.of(stations));
    }

    private static long[] addresses(final String... texts) {
        return Stream.of(texts).mapToLong(TestPacket::bits).toArray();
    }
}
