// SPDX-License-Identifier: Apache-2.0
// The process whose start is measured.
package io.eightfold.perf.startup;

import com.google.gson.JsonObject;
import com.google.gson.JsonArray;
import io.eightfold.dataplane.fib.Fib;
import io.eightfold.dataplane.fib.NextHopTable;
import io.eightfold.dpdk.EthPort;
import io.eightfold.dpdk.Mempool;
import io.eightfold.perf.forward.ForwardPath;
import io.eightfold.perf.forward.ForwardRig;
import io.eightfold.perf.forward.Forwarder;
import io.eightfold.perf.forward.JavaForwarder;
import io.eightfold.perf.forward.TestTraffic;
import io.eightfold.perf.forward.Testbed;
import io.eightfold.perf.table.RouteTable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Starts DPDK, installs routes, forwards, and prints when it did what and how many packets. Thread: one, which becomes the worker. */
public final class StartupProgram {
    private static final int OUT_PORT = 1;
    private static final int RECORDS = 1024;
    /** Between looks at the clock: a few microseconds once compiled, and a millisecond before. */
    private static final int TURNS_A_LOOK = 64;

    private final Arguments arguments;
    private final JsonObject stages = new JsonObject();

    /**
     * What the parent tells the child.
     * @param startNs    the parent's {@link System#nanoTime} just before it started the child.
     * @param capture    frames to loop.
     * @param frames     how many these are.
     * @param asns       ASNs in the table, one /16 each.
     * @param burst      frames a turn.
     * @param core       CPU of the worker.
     * @param sliceMs    time of a slice.
     * @param durationMs time in which slices are measured.
     */
    record Arguments(long startNs, String capture, int frames, int asns, int burst, int core, int sliceMs, int durationMs) {
        String[] words() {
            return new String[] {Long.toString(startNs), capture, Integer.toString(frames), Integer.toString(asns), Integer.toString(burst),
                Integer.toString(core), Integer.toString(sliceMs), Integer.toString(durationMs)};
        }

        static Arguments parse(final String[] words) {
            final int[] numbers = Arrays.stream(words, 2, words.length).mapToInt(Integer::parseInt).toArray();
            return new Arguments(Long.parseLong(words[0]), words[1], numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
        }
    }

    private StartupProgram(final Arguments arguments) {
        this.arguments = arguments;
    }

    /** Arguments as {@link Arguments#words} has them; prints one JSON object. */
    public static void main(final String[] words) {
        final StartupProgram program = new StartupProgram(Arguments.parse(words));
        program.stages.addProperty("jvm", program.sinceStartS());
        System.out.println(program.run());
    }

    private JsonObject run() {
        try (Testbed testbed = Testbed.openQuickly(ForwardRig.memoryMib(arguments.frames()), arguments.core())) {
            stages.addProperty("dpdk", sinceStartS());
            final Map<String, String> endless = new LinkedHashMap<>();
            endless.put("rx_pcap", arguments.capture());
            endless.put("infinite_rx", "1");
            try (Mempool pool = Mempool.create("startup", ForwardRig.mbufs(arguments.frames()), ForwardRig.roomBytes(arguments.frames()));
                 EthPort in = testbed.openPort("net_pcap", "in", endless, pool);
                 EthPort out = testbed.openPort("net_null", "out", Map.of("no-rx", "1"), pool);
                 NextHopTable nextHops = new NextHopTable(RECORDS);
                 Fib fib = new Fib()) {
                stages.addProperty("ports", sinceStartS());
                final RouteTable table = TestTraffic.oneSixteenAnAsn(arguments.asns());
                TestTraffic.install(table, fib, nextHops, OUT_PORT);
                stages.addProperty("routes", sinceStartS());
                try (Forwarder worker = new JavaForwarder(new ForwardPath(in, out, fib, nextHops, pool, arguments.burst(), testbed.directory()))) {
                    return forward(worker);
                }
            }
        }
    }

    private JsonObject forward(final Forwarder worker) {
        while (worker.forwarded() == 0) {
            worker.turns(1);
        }
        stages.addProperty("firstPacket", sinceStartS());
        final long[] packets = new long[arguments.durationMs() / arguments.sliceMs()];
        final double offsetS = sinceStartS();
        final long beginNs = System.nanoTime();
        long before = worker.forwarded();
        for (int slice = 0; slice < packets.length; slice++) {
            final long endNs = beginNs + (slice + 1L) * arguments.sliceMs() * 1_000_000;
            while (System.nanoTime() - endNs < 0) {
                worker.turns(TURNS_A_LOOK);
            }
            final long now = worker.forwarded();
            packets[slice] = now - before;
            before = now;
        }
        worker.flush();
        final JsonObject json = new JsonObject();
        json.add("stages", stages);
        json.addProperty("offsetS", offsetS);
        json.addProperty("lost", worker.received() - worker.forwarded());
        final JsonArray slices = new JsonArray();
        Arrays.stream(packets).forEach(slices::add);
        json.add("slices", slices);
        return json;
    }

    private double sinceStartS() {
        return (System.nanoTime() - arguments.startNs()) / 1e9;
    }
}
