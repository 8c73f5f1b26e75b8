// SPDX-License-Identifier: Apache-2.0
// FRR's zebra, which installs routes into the kernel.
package io.eightfold.perf.push;

import io.eightfold.perf.table.RouteTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs zebra of FRR 8.4 in a namespace of its own and gives it IPv4 routes as its own protocol daemons do, over its client socket: no text is parsed, and nothing but
 * zebra and the kernel is measured. A table is there when the kernel counts all its prefixes. At most one in a process. Thread: startup.
 */
public final class ZebraPeer implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/lib/frr/zebra");
    /** How its first line begins: command numbers change from release to release, see {@link ZapiMessages}. */
    private static final String VERSION = "zebra version 8.4";
    /** zebra gives up root for this user, which Debian's package makes; its files must be in reach of it. */
    private static final String USER = "frr";
    private static final int FIRST_HOP = ZebraNamespace.HOPS_PREFIX + 10;
    /** Next hops the port's network has room for. */
    private static final int MOST_HOPS = 100;
    private static final long START_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(15);
    private static final long TABLE_TIMEOUT_NS = TimeUnit.MINUTES.toNanos(5);
    private static final long END_TIMEOUT_S = 20;
    private static final long LOOK_AGAIN_NS = TimeUnit.MILLISECONDS.toNanos(5);

    private final ZebraNamespace namespace;
    private final Thread atExit = new Thread(this::end, "zebra-peer");
    private Process process;
    private ZapiClient client;
    private long prefixesBefore;

    private ZebraPeer(final ZebraNamespace namespace) {
        this.namespace = namespace;
    }

    /** What is in the way of measuring zebra on this machine, and what to do; empty when nothing is. */
    public static Optional<String> obstacle() {
        if (!Files.isExecutable(PROGRAM)) {
            return Optional.of(PROGRAM + " is missing; install FRR by `ci/install perf`, or measure without it: --peer none");
        }
        if (!"root".equals(System.getProperty("user.name"))) {
            return Optional.of("zebra needs a network namespace of its own, and only root makes one; run as root, or measure without it: --peer none");
        }
        final String version = ZebraNamespace.run(PROGRAM.toString(), "--version").lines().findFirst().orElse("nothing");
        if (!version.startsWith(VERSION)) {
            return Optional.of(PROGRAM + " says \"" + version + "\", and only the client protocol of \"" + VERSION + "\" (Debian 12) is known here; measure without it: "
                + "--peer none");
        }
        return Optional.empty();
    }

    /**
     * Starts it, with a port whose network holds the next hops.
     * @throws PushException when there is an {@link #obstacle}, or zebra does not start.
     */
    public static ZebraPeer start() {
        obstacle().ifPresent(obstacle -> {
            throw new PushException(obstacle);
        });
        final ZebraPeer peer = new ZebraPeer(ZebraNamespace.make());
        try {
            peer.run();
            Runtime.getRuntime().addShutdownHook(peer.atExit);
            return peer;
        } catch (final IOException | RuntimeException e) {
            final PushException why = e instanceof PushException known ? known : new PushException("zebra cannot be used: " + e, e);
            try {
                peer.end();
            } catch (final PushException left) {
                why.addSuppressed(left);
            }
            throw why;
        }
    }

    private void run() throws IOException {
        final Path directory = namespace.directory();
        final UserPrincipal user = directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(USER);
        final Path configuration = Files.createFile(directory.resolve("configuration"));
        Files.setOwner(configuration, user);
        Files.setOwner(directory, user);
        final Path socket = directory.resolve("zserv.api");
        process = new ProcessBuilder(namespace.inside(PROGRAM.toString(), "-f", configuration.toString(), "-i", directory.resolve("pid").toString(), "-z",
            socket.toString(), "--vty_socket", directory.toString(), "-P", "0", "--log", "stdout"))
            .redirectErrorStream(true).redirectOutput(directory.resolve("said").toFile()).start();
        client = connect(socket);
        prefixesBefore = prefixes();
    }

    private ZapiClient connect(final Path socket) throws IOException {
        final int interfaceIndex = namespace.interfaceIndex();
        final long deadlineNs = System.nanoTime() + START_TIMEOUT_NS;
        while (process.isAlive() && System.nanoTime() - deadlineNs < 0) {
            try {
                return new ZapiClient(socket, interfaceIndex);
            } catch (final IOException e) {
                // It has not opened its socket yet.
                pause(LOOK_AGAIN_NS);
            }
        }
        throw new PushException("zebra did not open its client socket within " + TimeUnit.NANOSECONDS.toSeconds(START_TIMEOUT_NS) + " s; " + said());
    }

    /**
     * Gives it the routes of ASN 0, all of them, and waits until the kernel has them.
     * @return nanoseconds from the first byte sent to the count that was complete.
     * @throws PushException when the table does not fit, or is not there in time.
     */
    public long load(final RouteTable table) {
        check(table);
        final long startNs = System.nanoTime();
        try {
            for (int i = 0; i < table.size(); i++) {
                client.add((int) table.prefix(i), hostLengthBits(table, i), FIRST_HOP + table.nextHop(i));
            }
            client.flush();
            await(prefixesBefore + table.size(), startNs);
        } catch (final IOException e) {
            throw new PushException("zebra took no more routes: " + e.getMessage() + "; " + said(), e);
        }
        return System.nanoTime() - startNs;
    }

    /**
     * Takes them out again.
     * @return nanoseconds until the kernel has none of them.
     */
    public long withdraw(final RouteTable table) {
        final long startNs = System.nanoTime();
        try {
            for (int i = 0; i < table.size(); i++) {
                client.delete((int) table.prefix(i), hostLengthBits(table, i));
            }
            client.flush();
            await(prefixesBefore, startNs);
        } catch (final IOException e) {
            throw new PushException("zebra took no more withdrawals: " + e.getMessage() + "; " + said(), e);
        }
        return System.nanoTime() - startNs;
    }

    /** Prefixes that the kernel holds of the tables given, by its own count. */
    public long installed() {
        try {
            return prefixes() - prefixesBefore;
        } catch (final IOException e) {
            throw new PushException("the kernel's count of routes cannot be read: " + e.getMessage() + "; " + said(), e);
        }
    }

    /** The network, for tests that ask the kernel in another way. */
    ZebraNamespace namespace() {
        return namespace;
    }

    private static int hostLengthBits(final RouteTable table, final int route) {
        return table.lengthBits(route) - RouteTable.ASN_BITS;
    }

    /** A route inside the network of the next hops would make zebra distrust them, and the count would never be complete. */
    private static void check(final RouteTable table) {
        final int mask = -1 << Integer.SIZE - ZebraNamespace.HOPS_LENGTH_BITS;
        for (int i = 0; i < table.size(); i++) {
            if (table.lengthBits(i) < RouteTable.ASN_BITS || table.asn(i) != 0 || table.nextHop(i) >= MOST_HOPS) {
                throw new PushException("route " + table.line(i) + " is not for zebra: it takes routes of ASN 0 and next hops below " + MOST_HOPS
                    + "; take an IPv4 table with fewer next hops");
            }
            if (hostLengthBits(table, i) >= ZebraNamespace.HOPS_LENGTH_BITS && ((int) table.prefix(i) & mask) == ZebraNamespace.HOPS_PREFIX) {
                throw new PushException("route " + table.line(i) + " lies in 198.18.0.0/25, the network of zebra's next hops; take another number of routes");
            }
        }
    }

    /**
     * Counting takes the kernel longer the more there are, and time from zebra: a pause is a quarter of what is left at the rate so far, and as zebra starts slowly,
     * never above a tenth of the time that passed.
     */
    private void await(final long wanted, final long startNs) throws IOException {
        final long first = prefixes();
        final long firstNs = System.nanoTime();
        for (long held = first; held != wanted; held = prefixes()) {
            final long nowNs = System.nanoTime();
            if (!process.isAlive() || nowNs - startNs > TABLE_TIMEOUT_NS) {
                throw new PushException(String.format(Locale.ROOT, "zebra %s: the kernel has %d prefixes instead of %d after %d s; %s",
                    process.isAlive() ? "does not finish" : "ended", held, wanted, TimeUnit.NANOSECONDS.toSeconds(nowNs - startNs), said()));
            }
            final long leftNs = held == first ? 0 : (long) ((double) (wanted - held) / (held - first) * (nowNs - firstNs));
            pause(Math.max(LOOK_AGAIN_NS, Math.min(leftNs / 4, (nowNs - startNs) / 10)));
        }
    }

    /** What the kernel counts in the main table. The local table is the same trie unless there are rules, and is not added. */
    private long prefixes() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/net/fib_triestat"))) {
            return lines.map(String::strip).dropWhile(line -> !line.equals("Main:")).filter(line -> line.startsWith("Prefixes:")).findFirst()
                .map(line -> Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
                .orElseThrow(() -> new IOException("no prefixes of the main table in /proc/net/fib_triestat; the kernel needs CONFIG_IP_FIB_TRIE_STATS"));
        }
    }

    private String said() {
        try {
            final List<String> lines = Files.readAllLines(namespace.directory().resolve("said"));
            return lines.isEmpty() ? "it said nothing" : "it said last: " + lines.getLast();
        } catch (final IOException e) {
            return "its messages cannot be read: " + e.getMessage();
        }
    }

    private static void pause(final long ns) {
        try {
            TimeUnit.NANOSECONDS.sleep(ns);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PushException("interrupted while waiting for zebra", e);
        }
    }

    /** Ends zebra, and removes its network and its files. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (final IllegalStateException e) {
            // This process ends already, and the hook does it.
            return;
        }
        end();
    }

    /** At once (SIGKILL): asked kindly, zebra would take out its routes one by one, and they go with the namespace anyway. */
    private void end() {
        try (namespace) {
            if (client != null) {
                client.close();
            }
            if (process != null && !process.destroyForcibly().waitFor(END_TIMEOUT_S, TimeUnit.SECONDS)) {
                throw new PushException("zebra (pid " + process.pid() + ") does not end; kill it by hand");
            }
        } catch (final IOException e) {
            throw new PushException("the socket to zebra cannot be closed: " + e.getMessage(), e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
