// SPDX-License-Identifier: Apache-2.0
// Start and stop of DPDK's environment abstraction layer.
package io.eightfold.dpdk;

import io.eightfold.dpdk.binding.eightfold_h;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * DPDK's environment: memory, drivers, lcores. One a process, as DPDK has it; it cannot be started again after {@link #close}.
 * <p>It runs with {@code --in-memory}, or with {@code --no-shconf} where there are no hugepages: no file stays behind when the process is killed.
 * <p>Thread: startup. The thread that starts it keeps lcore 0.
 */
public final class Eal implements AutoCloseable {
    private static final int LOG_CAPACITY = 4096;
    /** What EAL says after the driver gave its reason, and a complaint of in-memory mode that harms nothing. */
    private static final List<String> CONSEQUENCES =
        List.of("Failed to attach device on primary process", "Driver cannot attach the device", "Failed to register mp action callback");
    private static boolean isUsed;
    private final boolean hasHugepages;
    private final String warning;
    private boolean isClosed;

    /**
     * @param hugepages       policy; {@link Hugepages.Policy#AUTO} falls back to ordinary pages.
     * @param memoryMib       memory for buffers and rings, 64 MiB to 1 TiB.
     * @param usesPci         whether to scan the PCI bus; without a PCI device configured, leave other people's NICs alone.
     * @param extraArguments  appended to EAL's command line as they are.
     */
    public record Options(Hugepages.Policy hugepages, int memoryMib, boolean usesPci, List<String> extraArguments) {
        /** The smallest memory that holds a useful pool. */
        public static final int MIN_MEMORY_MIB = 64;
        /** Far beyond need; catches a wrong unit. */
        public static final int MAX_MEMORY_MIB = 1 << 20;
        private static final Set<String> ENDING = Set.of("-h", "--help", "--log-level=help");

        public Options {
            if (memoryMib < MIN_MEMORY_MIB || memoryMib > MAX_MEMORY_MIB) {
                throw new IllegalArgumentException("memory " + memoryMib + " MiB is outside " + MIN_MEMORY_MIB + " to " + MAX_MEMORY_MIB
                    + " MiB; change `memory` in the dpdk block");
            }
            extraArguments = List.copyOf(extraArguments);
            for (final String argument : extraArguments) {
                if (ENDING.contains(argument)) {
                    throw new IllegalArgumentException("EAL argument '" + argument + "' prints a text and ends the process; remove that `eal-argument`");
                }
            }
        }
    }

    private Eal(final boolean hasHugepages, final String warning) {
        this.hasHugepages = hasHugepages;
        this.warning = warning;
    }

    /**
     * Starts the environment.
     * @throws DpdkException with the remedy when it cannot start.
     */
    public static synchronized Eal start(final Options options) {
        NativeLibrary.load();
        if (isUsed) {
            throw new DpdkException(0, "DPDK was already started in this process; it starts once a process");
        }
        final long freeMib = Hugepages.freeMib();
        final boolean useHugepages = decideHugepages(options, freeMib);
        final String logBefore = logTail();
        final int code = init(arguments(options, useHugepages));
        if (code < 0) {
            throw new DpdkException(code, "DPDK did not start: " + errorText(code) + startReason(logBefore)
                + "; run `ipv8 doctor` to see what this machine lacks");
        }
        isUsed = true;
        final String warning = useHugepages ? "" : "running without hugepages (" + freeMib + " MiB free, " + options.memoryMib()
            + " MiB wanted): more TLB misses, and PCI devices need an IOMMU; for hugepages: echo " + pagesFor(options.memoryMib())
            + " > /proc/sys/vm/nr_hugepages";
        return new Eal(useHugepages, options.hugepages() == Hugepages.Policy.NEVER ? "" : warning);
    }

    /** Whether the buffers lie in hugepages. */
    public boolean hasHugepages() {
        return hasHugepages;
    }

    /** One line about what this machine lacks, or an empty string. */
    public String warning() {
        return warning;
    }

    /** Ends the environment, once. Ports must be closed and pools freed before. */
    @Override
    public void close() {
        if (!isClosed) {
            isClosed = true;
            eightfold_h.ef_eal_cleanup();
        }
    }

    /** Newest lines of DPDK's own log; at most 4 KiB. */
    public static String logTail() {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment text = arena.allocate(LOG_CAPACITY);
            eightfold_h.ef_log_tail(text, LOG_CAPACITY);
            return text.getString(0);
        }
    }

    static String errorText(final int code) {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment text = arena.allocate(256);
            eightfold_h.ef_error_text(code, text, 256);
            return text.getString(0) + " (" + code + ")";
        }
    }

    /**
     * Why a device call failed, as an aside for the message, because a code alone ("Operation not permitted") seldom says what to mend:
     * the first line DPDK logged meanwhile, since the later ones only tell what followed from it.
     * @param logBefore {@link #logTail} before the failing call.
     */
    static String reason(final String logBefore) {
        final List<String> lines = newLines(logBefore);
        return aside(lines.stream().filter(l -> CONSEQUENCES.stream().noneMatch(l::contains)).findFirst().orElse(lines.isEmpty() ? "" : lines.getFirst()));
    }

    /** Why EAL did not start: its last line, after those about what it found on the way. */
    private static String startReason(final String logBefore) {
        final List<String> lines = newLines(logBefore);
        return aside(lines.isEmpty() ? "" : lines.getLast());
    }

    private static String aside(final String line) {
        return line.isEmpty() ? "" : " [" + line + "]";
    }

    /** Older lines are the reason of something else. */
    private static List<String> newLines(final String logBefore) {
        final String log = logTail();
        // Once the kept text is full, older text is shifted out and the two have no common start: then all lines count as new.
        return (log.startsWith(logBefore) ? log.substring(logBefore.length()) : log).lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    }

    private static boolean decideHugepages(final Options options, final long freeMib) {
        return switch (options.hugepages()) {
            case NEVER -> false;
            case AUTO -> freeMib >= options.memoryMib();
            case REQUIRE -> {
                if (freeMib < options.memoryMib()) {
                    throw new DpdkException(0, "no hugepages: " + freeMib + " MiB free, memory=" + options.memoryMib()
                        + " MiB wanted; run: echo " + pagesFor(options.memoryMib())
                        + " > /proc/sys/vm/nr_hugepages, or set `hugepages auto`");
                }
                yield true;
            }
        };
    }

    private static long pagesFor(final int memoryMib) {
        return (memoryMib + 1L) / 2;
    }

    private static List<String> arguments(final Options options, final boolean useHugepages) {
        final List<String> arguments = new ArrayList<>();
        arguments.add("eightfold");
        // One lcore, on the CPU we are on: workers are our own threads, pinned by us, and the shim undoes EAL's pinning of this one.
        // Not the mask of /proc/self/status: on machines that can grow it lists CPUs that are not online, and EAL refuses those.
        arguments.add("--lcores=0@" + NativeThread.cpu());
        arguments.add("--no-telemetry");
        if (!options.usesPci()) {
            arguments.add("--no-pci");
        }
        if (useHugepages) {
            arguments.add("--in-memory");
        } else {
            // --in-memory excludes --no-huge; without shared configuration no file is left either.
            arguments.add("--no-huge");
            arguments.add("--no-shconf");
        }
        arguments.add("-m");
        arguments.add(Integer.toString(options.memoryMib()));
        arguments.addAll(options.extraArguments());
        return arguments;
    }

    private static int init(final List<String> arguments) {
        // EAL keeps pointers into argv for the life of the process.
        final Arena forever = Arena.global();
        final MemorySegment argv = forever.allocate(ValueLayout.ADDRESS, arguments.size() + 1L);
        for (int i = 0; i < arguments.size(); i++) {
            argv.setAtIndex(ValueLayout.ADDRESS, i, forever.allocateFrom(arguments.get(i)));
        }
        return eightfold_h.ef_eal_init(arguments.size(), argv);
    }
}
