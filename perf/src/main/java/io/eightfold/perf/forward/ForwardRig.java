// SPDX-License-Identifier: Apache-2.0
// A table, its frames, and the devices between which forwarders are measured.
package io.eightfold.perf.forward;

import io.eightfold.dataplane.fib.Fib;
import io.eightfold.dataplane.fib.NextHopTable;
import io.eightfold.dpdk.EthPort;
import io.eightfold.dpdk.Mempool;
import io.eightfold.dpdk.NativeThread;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Owns FIB, next hops, buffers and two devices: {@code net_pcap}, which loops the frames from memory, and {@code net_null}, which takes all. Forwarders
 * made here share them; one turns at a time. Thread: startup for the constructor and {@link #close}, the measuring thread for the rest.
 */
public final class ForwardRig implements AutoCloseable {
    /** Buffers beside those in which net_pcap keeps its frames: checking needs a copy of them all, and rings and caches hold some. */
    private static final int SPARE_MBUFS = 16_384;
    /** Beside buffers of full size, this many frames fit into the memory a process has here. */
    private static final int MANY_FRAMES = 16_384;
    private static final int FULL_ROOM_BYTES = 2048;
    /** Holds the frames of {@link TestTraffic}; a quarter of a million full-sized buffers would take 600 MiB. */
    private static final int SMALL_ROOM_BYTES = 256;
    private static final int MBUF_BYTES = 448;
    private static final int RECORDS = 1024;
    private static final int OUT_PORT = 1;
    private static final int TURNS_A_LOOK = 1024;

    private final Testbed testbed;
    private final String name;
    private final TestTraffic traffic;
    private final int burst;
    private final Fib fib = new Fib();
    private final NextHopTable nextHops = new NextHopTable(RECORDS);
    private final Mempool pool;
    private final int[] hops;
    private final Path input;
    private final EthPort in;
    private final EthPort out;
    private final List<Forwarder> forwarders = new ArrayList<>();

    /**
     * Opens devices and installs the routes.
     * @param name unique in the process, a few letters.
     */
    public ForwardRig(final Testbed testbed, final String name, final TestTraffic traffic, final int burst) {
        this.testbed = testbed;
        this.name = name;
        this.traffic = traffic;
        this.burst = burst;
        final int frames = traffic.frames().size();
        pool = Mempool.create("perf" + name, mbufs(frames), roomBytes(frames));
        hops = traffic.install(fib, nextHops, OUT_PORT);
        input = testbed.directory().resolve(name + "-in.pcap");
        final Map<String, String> endless = new LinkedHashMap<>();
        endless.put("rx_pcap", input.toString());
        endless.put("infinite_rx", "1");
        try {
            PcapFile.write(input, traffic.frames());
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot write " + input + ": " + e.getMessage(), e);
        }
        in = testbed.openPort("net_pcap", name + "_in", endless, pool);
        out = testbed.openPort("net_null", name + "_out", Map.of("no-rx", "1"), pool);
    }

    /** Memory that a rig with so many frames asks of DPDK, rings included. */
    public static int memoryMib(final int frames) {
        return (int) ((long) mbufs(frames) * (MBUF_BYTES - SMALL_ROOM_BYTES + roomBytes(frames)) >> 20) + 48;
    }

    /** Buffers that it takes to cycle so many frames. */
    public static int mbufs(final int frames) {
        return frames + SPARE_MBUFS;
    }

    /** Bytes of a buffer when so many frames are cycled. */
    public static int roomBytes(final int frames) {
        return frames <= MANY_FRAMES ? FULL_ROOM_BYTES : SMALL_ROOM_BYTES;
    }

    /** The frames in a file. */
    public Path capture() {
        return input;
    }

    /** What is forwarded. */
    public TestTraffic traffic() {
        return traffic;
    }

    /** The table; workers read it. */
    public Fib fib() {
        return fib;
    }

    /** Records of the neighbours, all of which lead out. */
    public int[] hops() {
        return hops.clone();
    }

    /** A forwarder between this rig's devices; the rig closes it. */
    public Forwarder forwarder(final ForwarderFactory factory) {
        final Forwarder forwarder = factory.create(new ForwardPath(in, out, fib, nextHops, pool, burst, testbed.directory()));
        forwarders.add(forwarder);
        return forwarder;
    }

    /**
     * Sends every frame once through a forwarder of its own, from the file to a file, and compares what came out.
     * @throws IllegalStateException when a frame is missing or wrong.
     */
    public void check(final ForwarderFactory factory, final String what) {
        final Path output = testbed.directory().resolve(name + "-out.pcap");
        final int frames = traffic.frames().size();
        try (EthPort fileIn = testbed.openPort("net_pcap", name + "_check_in", Map.of("rx_pcap", input.toString()), pool);
             EthPort fileOut = testbed.openPort("net_pcap", name + "_check_out", Map.of("tx_pcap", output.toString()), pool);
             Forwarder forwarder = factory.create(new ForwardPath(fileIn, fileOut, fib, nextHops, pool, burst, testbed.directory()))) {
            // The file may end in a burst that is not full, but no turn on the way finds nothing.
            for (int i = 0; i <= frames && forwarder.received() < frames; i++) {
                forwarder.turns(1);
            }
            forwarder.flush();
        }
        try {
            compare(output, traffic.expected(), what);
            Files.delete(output);
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot read " + output + ": " + e.getMessage(), e);
        }
    }

    /** @throws IllegalStateException naming the first frame that is missing or wrong. */
    static void compare(final Path output, final List<byte[]> expected, final String what) throws IOException {
        final List<byte[]> sent = PcapFile.read(output);
        for (int i = 0; i < expected.size(); i++) {
            if (i >= sent.size() || !Arrays.equals(sent.get(i), expected.get(i))) {
                throw new IllegalStateException(what + ": frame " + i + " (seed " + TestTraffic.SEED + ") did not come out as expected; " + sent.size()
                    + " of " + expected.size() + " came out; no rate is reported");
            }
        }
    }

    /**
     * One trial; afterwards the forwarder holds nothing.
     * @return million packets a second.
     * @throws IllegalStateException when a packet that came in did not go out.
     */
    public double measure(final Forwarder forwarder, final int ms) {
        final double mpps = rate(forwarder, ms);
        if (forwarder.received() != forwarder.forwarded()) {
            throw new IllegalStateException("perf forward: " + forwarder.received() + " received, " + forwarder.forwarded() + " forwarded; no rate is reported");
        }
        return mpps;
    }

    /** The same, for whoever counts lost packets himself. */
    public double rate(final Forwarder forwarder, final int ms) {
        final long before = forwarder.forwarded();
        final long ticks = runFor(forwarder, ms);
        final long packets = forwarder.forwarded() - before;
        forwarder.flush();
        return packets / ((double) ticks / NativeThread.tscHz()) / 1e6;
    }

    /** Turns for at least this long; returns the time stamp counter ticks it took. */
    private static long runFor(final Forwarder forwarder, final int ms) {
        final long ns = TimeUnit.MILLISECONDS.toNanos(ms);
        final long startTicks = NativeThread.tsc();
        final long startNs = System.nanoTime();
        do {
            forwarder.turns(TURNS_A_LOOK);
        } while (System.nanoTime() - startNs < ns);
        return NativeThread.tsc() - startTicks;
    }

    @Override
    public void close() {
        forwarders.forEach(Forwarder::close);
        in.close();
        out.close();
        pool.close();
        nextHops.close();
        fib.close();
    }
}
