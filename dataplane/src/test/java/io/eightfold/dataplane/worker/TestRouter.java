// SPDX-License-Identifier: Apache-2.0
// A whole router in one thread: the test hands it frames and reads what it sends.
package io.eightfold.dataplane.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eightfold.dataplane.StaticRoute;
import io.eightfold.dataplane.counter.CounterFile;
import io.eightfold.dataplane.counter.CounterReader;
import io.eightfold.dataplane.counter.DropReason;
import io.eightfold.dataplane.counter.PortCounter;
import io.eightfold.dataplane.fib.Fib;
import io.eightfold.dataplane.fib.FibTables;
import io.eightfold.dataplane.fib.NextHopTable;
import io.eightfold.dataplane.neighbor.NeighborSettings;
import io.eightfold.dataplane.port.Border;
import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.dataplane.route.RouteInstaller;
import io.eightfold.dataplane.slowpath.SlowPath;
import io.eightfold.dataplane.testing.Bytes;
import io.eightfold.dataplane.testing.DpdkFixture;
import io.eightfold.dataplane.testing.TestArp;
import io.eightfold.dataplane.testing.TestPacket;
import io.eightfold.dataplane.testing.TestPorts;
import io.eightfold.dataplane.trace.PacketTracer;
import io.eightfold.dpdk.DeviceArguments;
import io.eightfold.dpdk.EthPort;
import io.eightfold.dpdk.MbufLayout;
import io.eightfold.dpdk.Mempool;
import io.eightfold.dpdk.TapDevice;
import io.eightfold.dpdk.Turn;
import io.eightfold.fibprotocol.Vrf;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import io.eightfold.wire.memory.Memory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One worker and the slow path over real devices and real buffers. Frames are put into the worker's turn as a burst would be; what it
 * sends is read back from {@code net_ring} ports, whose send queue is their receive queue. Nothing happens between two calls.
 */
public final class TestRouter implements AutoCloseable {
    /** Frames a net_ring port holds before it refuses. */
    public static final int RING_CAPACITY = 1023;
    private static final int MBUFS = 8191;
    private static final String ENDLESS = "net_pcap";
    private static int instances;

    private final int instance = instances++;
    private final Path counterFile;
    private final Mempool pool;
    private final List<RouterPort> ports = new ArrayList<>();
    private final CounterFile counters;
    private final FibTables tables;
    private final NextHopTable nextHops = new NextHopTable(4096);
    private final PacketRing toSlowPath;
    private final PacketRing fromSlowPath = new PacketRing(4096);
    private final PacketTracer tracer;
    private final SlowPath slowPath;
    private final ForwardingWorker worker;
    private final TestBuffers buffers;
    private boolean isQuiet;

    /** A port: its driver with arguments, MTU, TAP name or null, VRF, border or null, and addresses. */
    public record Port(String driver, Map<String, String> arguments, int mtuBytes, String tapName, Vrf vrf, Border border, String... addresses) {
        private Port(final String driver, final Map<String, String> arguments, final String... addresses) {
            this(driver, arguments, TestPorts.MTU, null, Vrf.DEFAULT, null, addresses);
        }

        /** Sends where the test can read. */
        public static Port ring(final String... addresses) {
            return new Port("net_ring", Map.of(), addresses);
        }

        /** Sends to nowhere. */
        public static Port nowhere(final String... addresses) {
            return new Port("net_null", Map.of(), addresses);
        }

        /** Receives the frames of a capture over and over, in the worker's own turns; sends to nowhere. */
        public static Port endless(final Path capture, final String... addresses) {
            return new Port(ENDLESS, Map.of("rx_pcap", capture.toString(), "infinite_rx", "1"), addresses);
        }

        public Port mtu(final int bytes) {
            return new Port(driver, arguments, bytes, tapName, vrf, border, addresses);
        }

        public Port tap(final String name) {
            return new Port(driver, arguments, mtuBytes, name, vrf, border, addresses);
        }

        /** Bound to another table, which the test fills. */
        public Port vrf(final Vrf other) {
            return new Port(driver, arguments, mtuBytes, tapName, other, border, addresses);
        }

        /** An external port. */
        public Port border(final Border other) {
            return new Port(driver, arguments, mtuBytes, tapName, vrf, other, addresses);
        }
    }

    /** What can be set beside ports and routes. */
    public record Settings(NeighborSettings neighbors, SlowPath.IcmpLimit icmpLimit, int slowRingEntries) {
        public static final Settings DEFAULT = new Settings(NeighborSettings.DEFAULT, new SlowPath.IcmpLimit(1_000_000_000, 1_000_000), 4096);
    }

    public TestRouter(final Settings settings, final List<StaticRoute> routes, final Port... specs) {
        this(settings, Boundary.NONE, routes, specs);
    }

    /** With tunnels and zones. */
    public TestRouter(final Settings settings, final Boundary boundary, final List<StaticRoute> routes, final Port... specs) {
        DpdkFixture.start();
        pool = Mempool.create("pool" + instance, MBUFS, 2048);
        buffers = new TestBuffers(pool);
        for (final Port spec : specs) {
            ports.add(open(spec));
        }
        try {
            counterFile = Files.createTempFile("eightfold-test", ".counters");
            counterFile.toFile().deleteOnExit();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        counters = CounterFile.create(counterFile, ports.stream().map(RouterPort::name).toList(), 2);
        toSlowPath = new PacketRing(settings.slowRingEntries());
        tables = FibTables.of(ports, Fib.DEFAULT_LIMIT_BYTES);
        tracer = new PacketTracer(ports, 1, nextHops);
        slowPath = new SlowPath(ports, tables, nextHops, counters, 1, pool, List.of(toSlowPath), List.of(fromSlowPath), settings.neighbors(),
            settings.icmpLimit(), tracer.slowPath());
        final List<PolledQueue> polled = ports.stream().filter(p -> ENDLESS.equals(p.device().device().driver()))
            .map(p -> new PolledQueue(p.index(), 0, false)).toList();
        worker = new ForwardingWorker(0, ports, polled, null, tables, nextHops, counters, toSlowPath, fromSlowPath, pool.handle(), Turn.BURST_MAX,
            tracer.worker(0), boundary);
        final RouteInstaller installer = new RouteInstaller(ports, tables, nextHops, slowPath.neighbors());
        installer.installOwn(boundary.tunnels().local());
        if (boundary.tunnels().isOn()) {
            slowPath.serveTunnels(boundary.tunnels().local(), installer.tunnels());
        }
        installer.installFixed(routes, System.nanoTime());
    }

    /** With default settings. */
    public static TestRouter of(final List<StaticRoute> routes, final Port... specs) {
        return new TestRouter(Settings.DEFAULT, routes, specs);
    }

    /** A route through gateways. */
    public static StaticRoute via(final String prefix, final String... gateways) {
        return new StaticRoute(Ipv8Prefix.parse(prefix), Stream.of(gateways)
            .map(g -> (StaticRoute.Hop) new StaticRoute.Gateway(Ipv8Address.parse(g), null)).toList());
    }

    /** A route to something else. */
    public static StaticRoute to(final String prefix, final StaticRoute.Hop hop) {
        return new StaticRoute(Ipv8Prefix.parse(prefix), List.of(hop));
    }

    // --- steps ---

    /** Gives frames that came in by {@code port} to the worker, in bursts, and lets it send what became of them. */
    public void inject(final int port, final byte[]... frames) {
        for (int from = 0; from < frames.length; from += Turn.BURST_MAX) {
            final int count = Math.min(Turn.BURST_MAX, frames.length - from);
            final long turn = worker.turnAddress();
            for (int i = 0; i < count; i++) {
                TestBuffers.put(turn, i, buffer(port, frames[from + i]), frames[from + i].length);
            }
            worker.forward(port, count);
            worker.flush();
        }
    }

    /** Gives one frame that the shim marked as longer than a buffer. */
    public void injectSegmented(final int port, final byte[] frame) {
        final long turn = worker.turnAddress();
        TestBuffers.put(turn, 0, buffer(port, frame), frame.length | Turn.LENGTH_SEGMENTED);
        worker.forward(port, 1);
        worker.flush();
    }

    /** Rounds of the slow path until nothing waits for it; then the worker sends what it made. */
    public void run() {
        while (slowPath.round() > 0) {
            // until the ring and the TAPs are empty
        }
        while (worker.turn() > 0) {
            // until the ring is empty
        }
    }

    /** {@link #inject}, then {@link #run}. */
    public void handle(final int port, final byte[]... frames) {
        inject(port, frames);
        run();
    }

    /** Lets the start's announcements and searches go out, and forgets and uncounts them. */
    public TestRouter quiet() {
        isQuiet = true;
        run();
        for (int i = 0; i < ports.size(); i++) {
            if (isReadable(i)) {
                sent(i);
            }
            Memory.fill(counters.block(i, 0), 2L * CounterFile.BLOCK_BYTES, 0);
        }
        return this;
    }

    /** Counts packets as received that a test put behind the worker's back. */
    public void countReceived(final int port, final int packets) {
        CounterFile.add(counters.block(port, 0), PortCounter.RECEIVED, packets);
    }

    /** A station announces itself, as if it had asked for our address. */
    public void hear(final int port, final String address, final long mac, final boolean isArp8) {
        slowPath.neighbors().onHeard(port, TestPacket.bits(address), mac, isArp8, true, System.nanoTime());
    }

    /** Everything that left by a net_ring port since last asked; once {@link #quiet} was called, without announcements of the clock's making. */
    public List<byte[]> sent(final int port) {
        return buffers.receive(ports.get(port).dpdkId()).stream().filter(f -> !isQuiet || !isAnnouncement(f)).toList();
    }

    /** {@link #sent}, only frames of one EtherType. */
    public List<byte[]> sent(final int port, final int etherType) {
        return sent(port).stream().filter(f -> Bytes.u16(f, 12) == etherType).toList();
    }

    /** The only IPv8 frame that left by the port. */
    public byte[] sentIpv8(final int port) {
        return only(sent(port, 0x8080));
    }

    /** The only IPv4 frame that left by the port. */
    public byte[] sentIpv4(final int port) {
        return only(sent(port, 0x0800));
    }

    // --- views ---

    public long mac(final int port) {
        return ports.get(port).mac();
    }

    public RouterPort port(final int port) {
        return ports.get(port);
    }

    /** The default table. */
    public Fib fib() {
        return tables.of(Vrf.DEFAULT);
    }

    public FibTables tables() {
        return tables;
    }

    public NextHopTable nextHops() {
        return nextHops;
    }

    public Mempool pool() {
        return pool;
    }

    public PacketTracer tracer() {
        return tracer;
    }

    public SlowPath slowPath() {
        return slowPath;
    }

    /** The ring towards the slow path, for tests that read it in its place. */
    public PacketRing toSlowPath() {
        return toSlowPath;
    }

    /** The ring from the slow path. */
    public PacketRing fromSlowPath() {
        return fromSlowPath;
    }

    ForwardingWorker worker() {
        return worker;
    }

    /** Address of a counter block: writer 0 is the worker, 1 the slow path. */
    public long counterBlock(final int port, final int writer) {
        return counters.block(port, writer);
    }

    /** Counters as another process reads them. */
    public List<CounterReader.PortValues> counters() {
        try (CounterReader reader = new CounterReader(counterFile)) {
            return reader.ports();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public CounterReader.PortValues counters(final int port) {
        return counters().get(port);
    }

    /** Asserts that what came in by the port was dropped for these reasons only. */
    public void assertDrops(final int port, final Map<DropReason, Long> expected) {
        final CounterReader.PortValues values = counters(port);
        final Map<DropReason, Long> actual = new EnumMap<>(DropReason.class);
        values.drops().forEach((reason, count) -> {
            if (count != 0) {
                actual.put(reason, count);
            }
        });
        assertEquals(expected, actual, values.toString());
    }

    /** Asserts that every received packet has come to exactly one end. */
    public void assertBalanced() {
        for (final CounterReader.PortValues values : counters()) {
            assertEquals(0, values.inTransit(), values.toString());
        }
    }

    /** A buffer with a frame, as if it came in by {@code port}; -1 for one of the router's own. */
    public long buffer(final int port, final byte[] frame) {
        return buffers.fill(frame, port < 0 ? MbufLayout.NO_PORT : ports.get(port).dpdkId());
    }

    /** Address of a buffer's frame. */
    public static long data(final long mbuf) {
        return TestBuffers.data(mbuf);
    }

    public void free(final long mbuf) {
        buffers.free(mbuf);
    }

    /** Ends as the product does; then every packet must be counted and every buffer home. */
    @Override
    public void close() {
        worker.flush();
        slowPath.drain();
        assertBalanced();
        worker.close();
        slowPath.close();
        tracer.close();
        nextHops.close();
        tables.close();
        counters.close();
        ports.forEach(p -> {
            p.device().close();
            if (p.hasTap()) {
                p.tap().close();
            }
        });
        buffers.close();
        final int leaked = pool.inUse();
        pool.close();
        assertEquals(0, leaked, "buffers that did not come home");
    }

    private static boolean isAnnouncement(final byte[] frame) {
        return Bytes.u16(frame, 12) == TestArp.ETHER_TYPE && TestArp.of(frame).sender() == TestArp.of(frame).target();
    }

    private boolean isReadable(final int port) {
        return "net_ring".equals(ports.get(port).device().device().driver());
    }

    private RouterPort open(final Port spec) {
        final int index = ports.size();
        final EthPort device = EthPort.attach(DeviceArguments.virtual(spec.driver(), instance + "_" + index, spec.arguments()));
        device.start(new EthPort.Settings(1, 1, 512, 512, spec.mtuBytes()), pool);
        final TapDevice tap = spec.tapName() == null ? null : TapDevice.open(spec.tapName(), TestPorts.mac(index), spec.mtuBytes());
        return TestPorts.port(index, device.id(), device, spec.mtuBytes(), tap, spec.vrf(), spec.border(), spec.addresses());
    }

    private static byte[] only(final List<byte[]> frames) {
        assertEquals(1, frames.size(), () -> "frames sent: " + frames.stream().map(Bytes::hex).toList());
        return frames.getFirst();
    }

    /** The same frame many times. */
    public static byte[][] repeat(final byte[] frame, final int times) {
        final byte[][] frames = new byte[times][];
        Arrays.fill(frames, frame);
        return frames;
    }
}
