// SPDX-License-Identifier: Apache-2.0
// ipv8 pktgen.
package io.eightfold.cli.command;

import io.eightfold.perf.pktgen.Destinations;
import io.eightfold.perf.pktgen.FrameSizes;
import io.eightfold.perf.pktgen.LiveLine;
import io.eightfold.perf.pktgen.PktgenResult;
import io.eightfold.perf.pktgen.Rate;
import io.eightfold.perf.pktgen.Run;
import io.eightfold.perf.pktgen.Session;
import io.eightfold.perf.pktgen.Traffic;
import io.eightfold.perf.pktgen.TrafficCapture;
import io.eightfold.wire.address.InterfaceAddress;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.MacAddress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options as users of packet generators expect them. */
@Command(name = "pktgen", description = "Send IPv8 or IPv4 traffic through a router and count what comes back.", footer = {
    "", "A DEVICE is a Linux interface, a PCI address bound to vfio-pci, or a DPDK device with arguments:",
    "eth1   0000:03:00.0   net_memif,role=client,socket=/run/m.sock   net_af_xdp,iface=eth1"})
public final class PktgenCommand implements Callable<Integer> {
    private static final long DEFAULT_SOURCE_MAC = 0x02E8_0000_0001L;
    private static final long DEFAULT_DESTINATION_MAC = 0x02E8_0000_0002L;
    private static final int LOWEST_ETHER_TYPE = 0x0600;
    private static final int PROBE_FRAMES = 64;
    private static final int PROBE_PPS = 10_000;
    private static final long END_TIMEOUT_S = 5;

    @Spec
    private CommandSpec spec;
    @Option(names = "--tx", paramLabel = "DEVICE", description = "Device to send by.")
    private String tx;
    @Option(names = "--rx", paramLabel = "DEVICE", description = "Device to receive from (default: the one of --tx).")
    private String rx;
    @Option(names = "--tx-only", description = "Only send: nothing is expected back.")
    private boolean isTxOnly;
    @Option(names = "--rate", defaultValue = "1000", description = "Frames a second (1000, 500k, 1.5M), a share of the line (50%%), or max (default: ${DEFAULT-VALUE}).")
    private String rate;
    @Option(names = "--size", defaultValue = "64", description = "Frame size in bytes with FCS, 64 to 9018, or imix: 7:4:1 of 64, 570 and 1518 (default: ${DEFAULT-VALUE}).")
    private String size;
    @Option(names = "--version", paramLabel = "8|4", defaultValue = "8", description = "IPv8 or IPv4 (default: ${DEFAULT-VALUE}).")
    private int version;
    @Option(names = "--src", paramLabel = "ADDRESS", description = "Source address (default: 64496.198.18.0.2, or 198.18.0.2).")
    private String source;
    @Option(names = "--dst", paramLabel = "ADDRESS/LENGTH", description = "First destination and the prefix all lie in (default: 64497.198.19.0.2/16, or 198.19.0.2/16).")
    private String destination;
    @Option(names = "--dst-count", defaultValue = "1", description = "Destinations (default: ${DEFAULT-VALUE}).")
    private int destinationCount;
    @Option(names = "--dst-step", paramLabel = "host|/LENGTH|asn", defaultValue = "host", description = "Distance of destinations: an address, a prefix of that length, an ASN (default: ${DEFAULT-VALUE}).")
    private String destinationStep;
    @Option(names = "--dst-order", paramLabel = "increment|random", defaultValue = "increment", description = "Order of destinations (default: ${DEFAULT-VALUE}).")
    private String destinationOrder;
    @Option(names = "--seed", defaultValue = "1", description = "Seed of the random order; it is printed (default: ${DEFAULT-VALUE}).")
    private long seed;
    @Option(names = "--flows", defaultValue = "1", description = "UDP source ports to each destination, 1 to 16384 (default: ${DEFAULT-VALUE}).")
    private int flows;
    @Option(names = "--dst-mac", paramLabel = "MAC", description = "The router's MAC on the link of --tx.")
    private String destinationMac;
    @Option(names = "--src-mac", paramLabel = "MAC", description = "Own MAC (default: that of --tx).")
    private String sourceMac;
    @Option(names = "--ethertype", paramLabel = "HEX", defaultValue = "0x8080", description = "EtherType of IPv8 (default: ${DEFAULT-VALUE}).")
    private String etherType;
    @Option(names = "--ttl", defaultValue = "64", description = "TTL sent (default: ${DEFAULT-VALUE}).")
    private int ttl;
    @Option(names = "--hops", defaultValue = "1", description = "Routers on the way; frames must come back with the TTL that much lower and another MAC. 0: a wire (default: ${DEFAULT-VALUE}).")
    private int hops;
    @Option(names = "--answer", paramLabel = "ADDRESS", split = ",", description = "Answer ARP and ARP8 for these addresses on --rx, as the router's next hop there.")
    private List<String> answers = List.of();
    @Option(names = "--count", defaultValue = "0", description = "Frames to send; 0 for no limit (default: ${DEFAULT-VALUE}).")
    private long count;
    @Option(names = "--duration", paramLabel = "SECONDS", description = "Time to send (default: 10, or as long as --count takes).")
    private Double durationS;
    @Option(names = "--warm-up", paramLabel = "SECONDS", description = "Time to send at the same rate before, without counting (default: 1, or 0 with --count).")
    private Double warmUpS;
    @Option(names = "--wait", paramLabel = "SECONDS", defaultValue = "0.5", description = "Longest wait for frames under way at the end (default: ${DEFAULT-VALUE}).")
    private double waitS;
    @Option(names = "--burst", defaultValue = "32", description = "Most frames sent together, 1 to 64 (default: ${DEFAULT-VALUE}).")
    private int burst;
    @Option(names = "--drop-when-full", description = "Count frames that a full ring of --tx does not take as lost, instead of waiting (virtual devices).")
    private boolean dropsWhenFull;
    @Option(names = "--core", defaultValue = "-1", description = "CPU of the generator, -1 for any (default: ${DEFAULT-VALUE}).")
    private int core;
    @Option(names = "--write-pcap", paramLabel = "FILE", description = "Write the frames to a capture, for replay with Pktgen-DPDK or TRex; needs no device.")
    private Path capture;
    @Option(names = {"-j", "--json"}, description = "Print JSON.")
    private boolean isJson;

    @Override
    public Integer call() {
        if (tx == null && capture == null) {
            throw new ParameterException(spec.commandLine(), "nothing to do: name a device with --tx, or a file with --write-pcap");
        }
        final Rate wanted = Rate.parse(rate);
        check();
        final Traffic traffic = traffic(DEFAULT_SOURCE_MAC);
        if (capture != null) {
            write(wanted, traffic);
        }
        return tx == null ? 0 : send(wanted);
    }

    private void check() {
        if (hops < 0 || hops >= ttl) {
            throw new IllegalArgumentException("--hops " + hops + " is outside 0 to " + (ttl - 1) + ", one below --ttl; choose one inside");
        }
        if (count < 0 || waitS < 0 || warmUpS != null && warmUpS < 0 || durationS != null && durationS <= 0) {
            throw new IllegalArgumentException("--count " + count + ", --wait " + waitS + (warmUpS == null ? "" : ", --warm-up " + warmUpS) + (durationS == null ? "" : ", --duration " + durationS)
                + ": one of them is below its limit; count, wait and warm-up are 0 or more, duration is above 0");
        }
        if (tx != null && destinationMac == null && hops > 0) {
            throw new IllegalArgumentException("--dst-mac is missing: the router takes frames for its own MAC only; `ipv8 show interfaces` on the router shows it (--hops 0 for a wire)");
        }
    }

    private Traffic traffic(final long portMac) {
        final boolean isIpv8 = version != 4;
        final InterfaceAddress first = InterfaceAddress.parse(destination != null ? destination : isIpv8 ? "64497.198.19.0.2/16" : "198.19.0.2/16");
        final Ipv8Address from = Ipv8Address.parse(source != null ? source : isIpv8 ? "64496.198.18.0.2" : "198.18.0.2");
        final boolean isRandom = word("--dst-order", destinationOrder, "increment", "random") == 1;
        return new Traffic(version, FrameSizes.parse(size), from, new Destinations(first, stepBits(), destinationCount, isRandom, seed), flows,
            sourceMac(portMac), destinationMac == null ? DEFAULT_DESTINATION_MAC : MacAddress.parse(destinationMac),
            etherType(), ttl);
    }

    /** Some virtual devices have none. */
    private long sourceMac(final long portMac) {
        final long own = portMac == 0 ? DEFAULT_SOURCE_MAC : portMac;
        return sourceMac == null ? own : MacAddress.parse(sourceMac);
    }

    private int stepBits() {
        if (destinationStep.matches("/\\d{1,2}")) {
            return Destinations.STEP_ASN_BITS + Integer.parseInt(destinationStep.substring(1));
        }
        return word("--dst-step", destinationStep, "host", "asn") == 0 ? Destinations.STEP_HOST_BITS : Destinations.STEP_ASN_BITS;
    }

    private int etherType() {
        // A number without 0x would be taken for decimal: 8080 is not 0x8080.
        if (etherType.matches("0x[0-9a-fA-F]{4}") && Integer.decode(etherType) >= LOWEST_ETHER_TYPE) {
            return Integer.decode(etherType);
        }
        throw new IllegalArgumentException("--ethertype " + etherType + " is not a hexadecimal number from 0x0600 to 0xffff; write for example 0x8080");
    }

    private static int word(final String option, final String value, final String first, final String second) {
        if (value.equals(first) || value.equals(second)) {
            return value.equals(first) ? 0 : 1;
        }
        throw new IllegalArgumentException(option + " '" + value + "' is neither " + first + " nor " + second
            + ("--dst-step".equals(option) ? " nor a prefix length such as /24" : "") + "; choose one of them");
    }

    private void write(final Rate wanted, final Traffic traffic) {
        final long frames = count > 0 ? count : TrafficCapture.round(traffic);
        try {
            TrafficCapture.write(capture, traffic, frames, wanted.kind() == Rate.Kind.PPS ? wanted.value() : Double.POSITIVE_INFINITY);
        } catch (final IOException e) {
            throw new IllegalStateException("--write-pcap " + capture + " cannot be written: " + e + "; choose another file", e);
        }
        final PrintWriter out = tx == null ? spec.commandLine().getOut() : spec.commandLine().getErr();
        out.println("wrote " + frames + " frames to " + capture + ": IPv" + traffic.version() + "/UDP, " + traffic.sizes() + " bytes (FCS included, not in the file), "
            + traffic.destinations() + " x " + traffic.flows() + " ports");
    }

    private int send(final Rate wanted) {
        final String receiving = rx == null ? tx : rx;
        final Session.Settings settings = new Session.Settings(tx, receiving, burst, core, hops, dropsWhenFull,
            answers.stream().map(Ipv8Address::parse).toList(), FrameSizes.parse(size).maxBytes());
        final CountDownLatch ended = new CountDownLatch(1);
        try (Session session = Session.open(settings, this::traffic)) {
            if (!session.warning().isEmpty()) {
                spec.commandLine().getErr().println("ipv8: " + session.warning());
            }
            stopWithTheProcess(session, ended);
            session.awaitLinks();
            if (!isTxOnly) {
                session.prove(Math.min(PROBE_FRAMES, session.traffic().streams()), PROBE_PPS);
            }
            final double pps = wanted.pps(session.traffic().sizes().averageL1Bits(), session.lineMbps());
            warmUp(session, pps);
            final Run run = run(session, pps);
            final PktgenResult result = new PktgenResult(tx, receiving, wanted, session.traffic(), hops, !isTxOnly, run, session.environment());
            if (!isTxOnly && run.notRewritten() != 0) {
                throw new IllegalStateException(run.notRewritten() + " of " + run.received() + " frames came back with another TTL or MAC than " + hops
                    + " routers leave (--hops); no rate is reported");
            }
            spec.commandLine().getOut().println(isJson ? Ipv8Command.json(result.json()) : result.text().stripTrailing());
            return 0;
        } finally {
            ended.countDown();
        }
    }

    private void warmUp(final Session session, final double pps) {
        final double seconds = warmUpS != null ? warmUpS : count == 0 ? 1 : 0;
        if (seconds > 0) {
            session.run(pps, Long.MAX_VALUE, seconds, isTxOnly ? 0 : waitS);
        }
    }

    private Run run(final Session session, final double pps) {
        final long frames = count == 0 ? Long.MAX_VALUE : count;
        final double seconds = durationS != null ? durationS : count == 0 ? 10 : Integer.MAX_VALUE;
        if (!isTerminal()) {
            return session.run(pps, frames, seconds, isTxOnly ? 0 : waitS);
        }
        try (LiveLine _ = new LiveLine(session, System.err)) {
            return session.run(pps, frames, seconds, isTxOnly ? 0 : waitS);
        }
    }

    /** Ctrl-C ends the run, and the result is printed before the process ends. */
    private static void stopWithTheProcess(final Session session, final CountDownLatch ended) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (ended.getCount() != 0) {
                session.stop();
                try {
                    ended.await(END_TIMEOUT_S, TimeUnit.SECONDS);
                } catch (final InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }));
    }

    /** Whether standard error is one; the JVM only tells of all three streams together. */
    private static boolean isTerminal() {
        try {
            final String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (final IOException e) {
            return false;
        }
    }
}
