// SPDX-License-Identifier: Apache-2.0
// How to start a forwarder of DPDK's.
package io.eightfold.perf.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * @param name        one word.
 * @param filePrefix  name of DPDK's run-time directory.
 * @param description for results.
 * @param command     program and arguments.
 */
public record ExternalProgram(String name, String filePrefix, String description, List<String> command) {
    /** Memory each program gets: l3fwd's two FIBs do not fit into 256 MiB. */
    public static final int MEMORY_MIB = 384;
    /** Where {@code perf/fetch-l3fwd} puts it, below the repository. */
    private static final Path L3FWD = Path.of("perf", "target", "l3fwd", "l3fwd");
    private static final String TESTPMD = "dpdk-testpmd";

    public ExternalProgram {
        command = List.copyOf(command);
    }

    /** Table of l3fwd. */
    public enum Lookup {
        /** {@code rte_lpm}. */
        LPM("lpm"),
        /** {@code rte_fib}. */
        FIB("fib");

        private final String word;

        Lookup(final String word) {
            this.word = word;
        }

        /** As l3fwd takes it. */
        public String word() {
            return word;
        }
    }

    /**
     * What both programs share.
     * @param capture      frames to loop.
     * @param core         CPU that forwards.
     * @param hasHugepages whether to use hugepages.
     */
    public record Bed(Path capture, int core, boolean hasHugepages) {
        private List<String> arguments(final String filePrefix, final String lcores) {
            final List<String> arguments = new ArrayList<>(List.of("--lcores=" + lcores, "--file-prefix=" + filePrefix, "--no-pci", "-m",
                Integer.toString(MEMORY_MIB)));
            // As our own side: no file stays behind. Without shared configuration the telemetry socket is there all the same.
            arguments.addAll(hasHugepages ? List.of("--in-memory") : List.of("--no-huge", "--no-shconf"));
            arguments.addAll(List.of("--vdev=net_pcap0,rx_pcap=" + capture + ",infinite_rx=1", "--vdev=net_null1,no-rx=1", "--"));
            return arguments;
        }
    }

    /**
     * {@code dpdk-testpmd} that swaps MAC addresses: no check, no lookup.
     * @throws IllegalStateException when it is not installed.
     */
    public static ExternalProgram testpmd(final Bed bed, final int burst, final int frames) {
        final Path program = find(TESTPMD);
        if (program == null) {
            throw new IllegalStateException("no " + TESTPMD + " on the path; run as root: ci/install perf");
        }
        final String filePrefix = prefix("testpmd");
        final List<String> command = new ArrayList<>(List.of(program.toString()));
        // The main lcore only reads its standard input, so it may share the core with the one that forwards.
        command.addAll(bed.arguments(filePrefix, "0@" + bed.core() + ",1@" + bed.core()));
        command.addAll(List.of("--forward-mode=macswap", "--auto-start", "--nb-cores=1", "--burst=" + burst,
            "--total-num-mbufs=" + Math.max(16_384, 2 * frames)));
        return new ExternalProgram("testpmd", filePrefix, "dpdk-testpmd macswap, no lookup, burst " + burst, command);
    }

    /**
     * DPDK's example l3fwd.
     * @param rulesIpv4 file of lines {@code R10.0.0.0/24 1}.
     * @param rulesIpv6 file of at least one line; l3fwd wants both or none.
     * @throws IllegalStateException when it was not built.
     */
    public static ExternalProgram l3fwd(final Bed bed, final Path home, final Lookup lookup, final int routes, final Path rulesIpv4, final Path rulesIpv6) {
        final Path program = home.resolve(L3FWD).toAbsolutePath();
        if (!Files.isExecutable(program)) {
            throw new IllegalStateException(program + " is missing; build it with perf/fetch-l3fwd");
        }
        final String filePrefix = prefix("l3fwd");
        final List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(bed.arguments(filePrefix, "0@" + bed.core()));
        command.addAll(List.of("-p", "0x3", "--config=(0,0,0)", "--parse-ptype", "--lookup=" + lookup.word(), "--rule_ipv4=" + rulesIpv4,
            "--rule_ipv6=" + rulesIpv6));
        return new ExternalProgram("l3fwd", filePrefix, "DPDK l3fwd " + lookup.word() + ", IPv4, " + routes + " routes, burst 32", command);
    }

    /** Where the path has a program, or null. */
    private static Path find(final String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":")).filter(d -> !d.isEmpty()).map(d -> Path.of(d, name))
            .filter(Files::isExecutable).findFirst().orElse(null);
    }

    private static String prefix(final String name) {
        return "ipv8-perf-" + name + "-" + ProcessHandle.current().pid();
    }
}
