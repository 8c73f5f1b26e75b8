// SPDX-License-Identifier: Apache-2.0
// Remembers routes that were added at run time, as they were given.
package io.eightfold.controlplane;

import io.eightfold.controlplane.RouteRequests.RouteLine;
import io.eightfold.controlplane.change.PrivateFile;
import io.eightfold.controlplane.fib.RibRestore;
import io.eightfold.controlplane.management.ManagementException;
import io.eightfold.controlplane.rib.Rib;
import io.eightfold.controlplane.rib.RouteSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers routes that were added at run time as they were given. The journal knows what the dataplane was told: nothing of a route that was refused, and the next
 * hops that were left of one that the egress check restricted. Nobody else would say them again, so they are kept here, in a file with a line for each command
 * that still counts:
 * <pre>
 * add 64500.10.0.0.0/8 via 64496.222.0.0.1 dev eth1
 * del 64500.10.0.0.0/16 count 4
 * </pre>
 * Lines are appended, and the file is written anew when most of it counts no more. A disk that fails costs what is kept, not the route.
 * <p>Thread: startup for {@link #read} and {@link #restore}; any for the rest, one at a time.
 */
final class GivenRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(GivenRoutes.class);
    /** Lines that count no more are let be until there are more of them than this, and than of the others. */
    static final int MAX_IDLE_LINES = 1000;

    /** Prefixes one after the other; on these a command works. */
    private record Range(int vrf, long firstAddress, int hostLength, int distance, int count) {
        static Range of(final RouteLine line) {
            return new Range(line.vrf().id(), line.address(0), line.hostLength(), line.distance(), line.count());
        }

        boolean contains(final Range other) {
            return isAlike(other) && Long.compareUnsigned(distanceTo(other), count) < 0 && distanceTo(other) + other.count <= count;
        }

        boolean overlaps(final Range other) {
            return isAlike(other) && (Long.compareUnsigned(distanceTo(other), count) < 0 || Long.compareUnsigned(other.distanceTo(this), other.count) < 0);
        }

        private boolean isAlike(final Range other) {
            return vrf == other.vrf && hostLength == other.hostLength && distance == other.distance;
        }

        /** In prefixes. */
        private long distanceTo(final Range other) {
            return other.firstAddress - firstAddress >>> (hostLength < 0 ? 0 : 32 - hostLength);
        }
    }

    private record Command(boolean isAddition, RouteLine line, String text) {
    }

    private final Path file;
    private final Map<Range, Command> commands = new LinkedHashMap<>();
    private int linesOfFile;
    private boolean isFileBehind;

    /** @param file null: nothing outlives the process */
    GivenRoutes(final Path file) {
        this.file = file;
    }

    /** What a file remembers; without one nothing. Lines that cannot be read, such as half of the last one, are left out. */
    static GivenRoutes read(final Path file) throws IOException {
        final GivenRoutes given = new GivenRoutes(file);
        if (Files.exists(file)) {
            final String text = Files.readString(file);
            text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(given::readLine);
            given.isFileBehind = !text.isEmpty() && !text.endsWith("\n");
        }
        return given;
    }

    private void readLine(final String text) {
        linesOfFile++;
        final List<String> words = List.of(text.split(" "));
        try {
            final boolean isAddition = "add".equals(words.getFirst());
            if (!isAddition && !"del".equals(words.getFirst())) {
                throw new ManagementException("'" + words.getFirst() + "' is neither add nor del");
            }
            take(new Command(isAddition, RouteLine.of(words.subList(1, words.size()), isAddition), text));
        } catch (final ManagementException e) {
            LOG.warn("controlplane fault=host {} line {} left out: {}", file, linesOfFile, e.getMessage());
        }
    }

    /**
     * Puts the routes into a RIB into which the journal was restored. One that was forwarded as given goes on, without a verdict until there is data; any other is
     * judged like a new one.
     *
     * @return routes added
     */
    long restore(final Rib rib, final RibRestore journal) {
        long routes = 0;
        for (final Command command : commands.values()) {
            final RouteLine line = command.line;
            final int set = command.isAddition ? rib.hold(line.vrf().id(), line.hops()) : Rib.NO_SET;
            for (int i = 0; i < line.count(); i++) {
                restore(rib, journal, line, line.address(i), set);
            }
            if (command.isAddition) {
                rib.release(set);
                routes += line.count();
            }
        }
        return routes;
    }

    private static void restore(final Rib rib, final RibRestore journal, final RouteLine line, final long address, final int set) {
        final int vrf = line.vrf().id();
        if (set == Rib.NO_SET || !journal.wasForwarded(vrf, address, line.hostLength(), RouteSource.API, line.distance(), line.hops())) {
            rib.withdraw(vrf, address, line.hostLength(), RouteSource.API, line.distance());
        }
        if (set != Rib.NO_SET) {
            rib.update(vrf, address, line.hostLength(), RouteSource.API, line.distance(), 0, set);
        }
    }

    /** @param words of the request, from {@code add} on */
    synchronized void added(final RouteLine line, final List<String> words) {
        keep(new Command(true, line, String.join(" ", words)));
    }

    /** @param words of the request, from {@code del} on */
    synchronized void deleted(final RouteLine line, final List<String> words) {
        keep(new Command(false, line, String.join(" ", words)));
    }

    /** None is left. */
    synchronized void flushed() {
        commands.clear();
        writeAll();
    }

    private void keep(final Command command) {
        take(command);
        if (isFileBehind || linesOfFile >= MAX_IDLE_LINES + 2 * commands.size()) {
            writeAll();
        } else {
            append(command.text);
        }
    }

    /** What was said before of the same prefixes counts no more. */
    private void take(final Command command) {
        final Range range = Range.of(command.line);
        if (command.isAddition) {
            commands.remove(range);
            commands.put(range, command);
            return;
        }
        commands.keySet().removeIf(range::contains);
        if (commands.keySet().stream().anyMatch(range::overlaps)) {
            commands.put(range, command);
        }
    }

    private void append(final String text) {
        if (file == null) {
            return;
        }
        try {
            Files.writeString(file, text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            linesOfFile++;
        } catch (final IOException e) {
            failed(e);
        }
    }

    private void writeAll() {
        if (file == null) {
            return;
        }
        try {
            PrivateFile.write(file, commands.values().stream().map(command -> command.text + "\n").collect(Collectors.joining()));
            linesOfFile = commands.size();
            isFileBehind = false;
        } catch (final IOException e) {
            failed(e);
        }
    }

    private void failed(final IOException e) {
        isFileBehind = true;
        LOG.error("controlplane fault=host routes added at run time not kept for the next start: {}; the next change tries again", e.toString());
    }
}
