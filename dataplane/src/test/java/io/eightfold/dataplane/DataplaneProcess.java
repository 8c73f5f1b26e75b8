// SPDX-License-Identifier: Apache-2.0
// A dataplane in a process of its own, for tests of starts, failed starts and sudden ends.
package io.eightfold.dataplane;

import io.eightfold.dataplane.fib.Fib;
import io.eightfold.dataplane.neighbor.NeighborSettings;
import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.dataplane.port.WorkerSpread;
import io.eightfold.dataplane.slowpath.SlowPath;
import io.eightfold.dataplane.testing.DpdkFixture;
import io.eightfold.dpdk.DeviceArguments;
import io.eightfold.dpdk.Eal;
import io.eightfold.dpdk.Hugepages;
import io.eightfold.wire.address.InterfaceAddress;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * {@code main} starts the dataplane of a named case. It prints {@code started} and waits for the end of its input, or prints
 * {@code refused} and the message. Before it ends it prints which interfaces of its own are left.
 */
final class DataplaneProcess {
    private static final int TIMEOUT_S = 20;

    /** The cases. {@code own} is a prefix for names of interfaces that this test alone uses. */
    enum Case {
        SOUND, UNKNOWN_INTERFACE, UNKNOWN_PCI_DEVICE, NO_HUGEPAGES, MORE_WORKERS_THAN_QUEUES, UNREADABLE_CAPTURE, SAME_DEVICE_TWICE, BAD_DEVICE_ARGUMENT,
        UNKNOWN_PORT_IN_ROUTE, GATEWAY_OFF_LINK, TOO_FEW_MBUFS, TOO_MANY_MBUFS, NO_COUNTER_DIRECTORY, CORE_THAT_DOES_NOT_EXIST;

        DataplaneConfig config(final String own, final Path directory) {
            final List<RouterPort.Config> ports = new ArrayList<>();
            // The first port is sound and visible to the kernel, so that something is there to be undone.
            ports.add(port("a", virtual("net_tap", own + "a", Map.of("iface", own + "a")), own + "p", "64496.10.1.0.1/24", "192.0.2.1/24"));
            Eal.Options eal = DpdkFixture.options();
            int workers = 1;
            WorkerSpread spread = WorkerSpread.AUTO;
            int mbufs = 8191;
            List<StaticRoute> routes = List.of();
            List<Integer> cores = List.of();
            Path counters = directory.resolve("counters");
            switch (this) {
                case SOUND -> { }
                case UNKNOWN_INTERFACE -> ports.add(port("b", virtual("net_af_packet", own + "b", Map.of("iface", "nosuch0")), null));
                case UNKNOWN_PCI_DEVICE -> ports.add(port("b", DeviceArguments.pci("0000:99:00.0", Map.of()), null));
                case NO_HUGEPAGES -> eal = new Eal.Options(Hugepages.Policy.REQUIRE, Eal.Options.MAX_MEMORY_MIB, false, List.of());
                case MORE_WORKERS_THAN_QUEUES -> {
                    ports.add(port("b", virtual("net_pcap", own + "b", Map.of("tx_pcap", directory.resolve("b.pcap").toString())), null));
                    workers = 2;
                    spread = WorkerSpread.RSS;
                    mbufs = 16_383;
                }
                case UNREADABLE_CAPTURE ->
                    ports.add(port("b", virtual("net_pcap", own + "b", Map.of("rx_pcap", directory.resolve("nosuch.pcap").toString())), null));
                case SAME_DEVICE_TWICE -> ports.add(port("b", virtual("net_tap", own + "a", Map.of("iface", own + "b")), null));
                case BAD_DEVICE_ARGUMENT -> ports.add(port("b", virtual("net_null", own + "b", Map.of("nosuch", "1")), null));
                case UNKNOWN_PORT_IN_ROUTE -> routes = List.of(new StaticRoute(Ipv8Prefix.parse("64497.0.0.0.0/0"), List.of(new StaticRoute.OnLink("nosuch"))));
                case GATEWAY_OFF_LINK -> routes = List.of(new StaticRoute(Ipv8Prefix.parse("64497.0.0.0.0/0"),
                    List.of(new StaticRoute.Gateway(Ipv8Address.parse("64496.10.77.0.1"), null))));
                case TOO_FEW_MBUFS -> mbufs = 1023;
                case TOO_MANY_MBUFS -> mbufs = 1_000_000;
                case NO_COUNTER_DIRECTORY -> counters = directory.resolve("nosuch").resolve("counters");
                case CORE_THAT_DOES_NOT_EXIST -> cores = List.of(999);
            }
            return new DataplaneConfig(eal, mbufs, workers, spread, cores, false, 32, Fib.DEFAULT_LIMIT_BYTES, new SlowPath.IcmpLimit(1_000, 100), NeighborSettings.DEFAULT,
                ports, routes, counters);
        }

        private static DeviceArguments virtual(final String driver, final String suffix, final Map<String, String> arguments) {
            return DeviceArguments.virtual(driver, suffix, arguments);
        }

        private static RouterPort.Config port(final String name, final DeviceArguments device, final String tap, final String... addresses) {
            final List<InterfaceAddress> own = Stream.of(addresses).map(InterfaceAddress::parse).toList();
            return new RouterPort.Config(name, device, own.stream().filter(a -> !a.address().isIpv4()).toList(),
                own.stream().filter(a -> a.address().isIpv4()).toList(), 1500, 0x8080, tap, false, 512, 512);
        }
    }

    private DataplaneProcess() {
    }

    /** Arguments: case, prefix of interface names, directory. */
    public static void main(final String[] arguments) throws IOException {
        final String own = arguments[1];
        try {
            final Dataplane dataplane = Dataplane.start(Case.valueOf(arguments[0]).config(own, Path.of(arguments[2])),
                e -> System.out.println("failed " + e.getMessage()));
            System.out.println("started");
            while (System.in.read() >= 0) {
                // until the parent closes it
            }
            dataplane.close();
            System.out.println("leaked " + dataplane.leakedMbufs());
        } catch (final RuntimeException e) {
            System.out.println("refused " + e.getMessage().replace("\n", "\\n"));
        }
        try (Stream<Path> interfaces = Files.list(Path.of("/sys/class/net"))) {
            System.out.println("left " + interfaces.map(p -> p.getFileName().toString()).filter(n -> n.startsWith(own)).sorted().toList());
        }
        System.out.flush();
    }

    /** Starts a child; its standard output and input are the parent's to use. */
    static Process start(final Case which, final String own, final Path directory) throws IOException {
        final List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(a -> !a.startsWith("-javaagent") && !a.startsWith("-agentlib")).toList());
        command.addAll(List.of("-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            DataplaneProcess.class.getName(), which.name(), own, directory.toString()));
        return new ProcessBuilder(command).redirectError(directory.resolve("stderr").toFile()).start();
    }

    /** The lines a child prints when its input ends at once. */
    static List<String> run(final Case which, final String own, final Path directory) throws IOException, InterruptedException {
        final Process child = start(which, own, directory);
        try {
            child.getOutputStream().close();
            final List<String> lines = child.inputReader().lines().toList();
            if (!child.waitFor(TIMEOUT_S, TimeUnit.SECONDS) || child.exitValue() != 0) {
                throw new AssertionError(which + " ended badly: " + lines + "\n" + Files.readString(directory.resolve("stderr")));
            }
            return lines;
        } finally {
            child.destroyForcibly();
        }
    }
}
