// SPDX-License-Identifier: Apache-2.0
// A process with one worker between two memif ports.
package io.eightfold.perf.ndr;

import io.eightfold.dataplane.counter.CounterFile;
import io.eightfold.dataplane.fib.Fib;
import io.eightfold.dataplane.fib.NextHopTable;
import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.dataplane.worker.ForwardingWorker;
import io.eightfold.dataplane.worker.PacketRing;
import io.eightfold.dpdk.DeviceArguments;
import io.eightfold.dpdk.Eal;
import io.eightfold.dpdk.EthPort;
import io.eightfold.dpdk.Hugepages;
import io.eightfold.dpdk.Mempool;
import io.eightfold.dpdk.NativeThread;
import io.eightfold.perf.environment.CpuWait;
import io.eightfold.wire.address.InterfaceAddress;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Forwards until its standard input ends, which also happens when the process that started it is killed. Says {@value #READY} on standard
 * output once it forwards. Arguments: socket of the port in, socket of the port out, CPU (negative for any), burst, log2 of the ring.
 * <p>Thread: startup, which becomes the worker; another one waits for the end of the input.
 */
public final class RouterUnderTest {
    /** Begins the line that says that frames may come; the worker's thread follows, see {@link CpuWait#current}. */
    static final String READY = "ready ";
    private static final int MEMORY_MIB = 128;
    private static final int MBUFS = 32_768;
    private static final int SMALL_FRAMES_BYTES = 2048;
    private static final int MTU_BYTES = 1500;
    private static final int DESCRIPTORS = 1024;
    private static final int RING_ENTRIES = 4096;
    private static final int TURNS_A_LOOK = 4096;
    private static volatile boolean isEnding;

    private RouterUnderTest() {
    }

    /** Runs the router. */
    public static void main(final String[] arguments) throws IOException {
        final Thread input = new Thread(RouterUnderTest::awaitEnd, "input");
        input.setDaemon(true);
        input.start();
        final Path counters = Files.createTempFile("ipv8-ndr", ".counters");
        try (Eal _ = Eal.start(new Eal.Options(Hugepages.Policy.AUTO, MEMORY_MIB, false, List.of()));
             Mempool pool = Mempool.create("router", MBUFS, SMALL_FRAMES_BYTES);
             EthPort in = open("in", arguments[0], Integer.parseInt(arguments[4]), pool);
             EthPort out = open("out", arguments[1], Integer.parseInt(arguments[4]), pool);
             NextHopTable nextHops = new NextHopTable(1024);
             Fib fib = table(nextHops);
             CounterFile counterFile = CounterFile.create(counters, List.of("in", "out"), 2)) {
            NativeThread.register();
            if (Integer.parseInt(arguments[2]) >= 0) {
                NativeThread.pin(Integer.parseInt(arguments[2]));
            }
            final List<RouterPort> ports = List.of(port(0, in, RouterLink.ROUTER_IN_MAC, "64496.10.1.0.1/24"),
                port(1, out, RouterLink.ROUTER_OUT_MAC, "64496.10.2.0.1/24"));
            final ForwardingWorker worker = new ForwardingWorker(0, ports, new int[] {0}, fib, nextHops, counterFile,
                new PacketRing(RING_ENTRIES), new PacketRing(RING_ENTRIES), pool.handle(), Integer.parseInt(arguments[3]));
            System.out.println(READY + CpuWait.current());
            forward(worker);
            worker.flush();
            worker.close();
        } finally {
            Files.deleteIfExists(counters);
        }
    }

    private static void forward(final ForwardingWorker worker) {
        while (!isEnding) {
            for (int i = 0; i < TURNS_A_LOOK; i++) {
                worker.turn();
            }
        }
    }

    private static void awaitEnd() {
        try {
            while (System.in.read() >= 0) {
                // nothing is said to this process
            }
        } catch (final IOException e) {
            // an end too
        }
        isEnding = true;
    }

    private static EthPort open(final String name, final String socket, final int ringBits, final Mempool pool) {
        final EthPort port = EthPort.attach(DeviceArguments.virtual("net_memif", name, RouterLink.memif("server", socket, ringBits)));
        port.start(new EthPort.Settings(1, 1, DESCRIPTORS, DESCRIPTORS, MTU_BYTES), pool);
        return port;
    }

    private static RouterPort port(final int index, final EthPort device, final long mac, final String address) {
        return new RouterPort(index, index == 0 ? "in" : "out", device.id(), device, mac, MTU_BYTES, RouterLink.ETHER_TYPE,
            List.of(InterfaceAddress.parse(address)), List.of(), null, false);
    }

    private static Fib table(final NextHopTable nextHops) {
        final Fib fib = new Fib();
        fib.beginBatch();
        final int hop = nextHops.addNeighbor(1, MTU_BYTES, RouterLink.ROUTER_OUT_MAC, RouterLink.ETHER_TYPE);
        nextHops.resolve(hop, RouterLink.NEIGHBOR_MAC, false);
        for (int i = 0; i < RouterLink.ASNS; i++) {
            fib.put(new Ipv8Prefix(new Ipv8Address(RouterLink.FIRST_ASN + i, RouterLink.HOST_PREFIX), 48), hop);
        }
        fib.endBatch();
        return fib;
    }
}
