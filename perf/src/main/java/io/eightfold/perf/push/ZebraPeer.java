// SPDX-License-Identifier: Apache-2.0
// FRR's zebra, which installs routes into the kernel.
package io.eightfold.perf.push;

import io.eightfold.perf.table.RouteTable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs zebra in a namespace of its own and gives it routes as its own protocol daemons do, over its client socket (ZAPI): no text is parsed, and nothing but zebra and
 * the kernel is measured. Done is when the kernel's table has them all. Thread: startup.
 */
public final class ZebraPeer implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/lib/frr/zebra");
    private static final String PORT = "hops";
    private static final int FIRST_HOP = 10 << 24 | 9 << 16 | 10;
    private static final int BUFFER_BYTES = 1 << 16;
    private static final long START_TIMEOUT_MS = 15_000;
    private static final long ROUTES_TIMEOUT_NS = TimeUnit.MINUTES.toNanos(5);
    private static final long END_TIMEOUT_S = 20;
    private static final long LOOK_AGAIN_MS = 20;
    /** The kernel counts by walking its table, some 20 ms for a million routes: asking more often would slow zebra down. */
    private static final long COUNT_PAUSE_MS = 200;

    private final Process process;
    private final Path directory;
    private final SocketChannel socket;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final int interfaceIndex;
    private final Path kernelTable;
    private final long prefixesBefore;

    private ZebraPeer(final Process process, final Path directory, final String namespace) throws IOException {
        this.process = process;
        this.directory = directory;
        kernelTable = Path.of("/proc/" + process.pid() + "/net/fib_triestat");
        interfaceIndex = interfaceIndex(namespace);
        socket = connect();
        ZebraMessages.hello(buffer);
        flush();
        prefixesBefore = prefixes();
    }

    /** Whether zebra is installed. */
    static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    /**
     * Starts it.
     * @throws PushException when FRR is not installed, or zebra does not start.
     */
    static ZebraPeer start(final PushNamespaces namespaces) {
        if (!isInstalled()) {
            throw new PushException(PROGRAM + " is missing; `ci/install perf` installs FRR, or measure without it: --peer none");
        }
        Process process = null;
        try {
            final String namespace = namespaces.add("zebra");
            PushNamespaces.connect(namespace, PORT, namespace, PORT + "-end");
            PushNamespaces.run("ip", "-n", namespace, "addr", "add", "10.9.0.1/24", "dev", PORT);
            final Path directory = Files.createTempDirectory("ipv8-zebra");
            process = new ProcessBuilder(PushNamespaces.in(namespace, List.of("setpriv", "--pdeathsig", "KILL", PROGRAM.toString(), "-u", "root", "-g", "root",
                "-f", "/dev/null", "-P", "0", "-z", directory.resolve("zserv").toString(), "-i", directory.resolve("pid").toString(),
                "--vty_socket", directory.toString()))).redirectErrorStream(true).redirectOutput(directory.resolve("said").toFile()).start();
            return new ZebraPeer(process, directory, namespace);
        } catch (final IOException | RuntimeException e) {
            if (process != null) {
                process.destroyForcibly();
            }
            throw e instanceof PushException known ? known : new PushException("zebra cannot be used: " + e.getMessage(), e);
        }
    }

    /** Gives it routes of ASN 0 and waits until the kernel has them; returns nanoseconds. */
    long load(final RouteTable table) {
        return time(table, true);
    }

    /** Takes them out again. */
    long withdraw(final RouteTable table) {
        return time(table, false);
    }

    private long time(final RouteTable table, final boolean isLoad) {
        final long wanted = prefixesBefore + (isLoad ? table.size() : 0);
        final long startNs = System.nanoTime();
        try {
            for (int i = 0; i < table.size(); i++) {
                if (buffer.remaining() < ZebraMessages.LONGEST) {
                    flush();
                }
                final int lengthBits = table.lengthBits(i) - RouteTable.ASN_BITS;
                if (isLoad) {
                    ZebraMessages.add(buffer, (int) table.prefix(i), lengthBits, FIRST_HOP + table.nextHop(i), interfaceIndex);
                } else {
                    ZebraMessages.delete(buffer, (int) table.prefix(i), lengthBits);
                }
            }
            flush();
            awaitPrefixes(wanted, isLoad, startNs);
        } catch (final IOException e) {
            throw new PushException("zebra took no more routes: " + e.getMessage() + "; " + said(), e);
        }
        return System.nanoTime() - startNs;
    }

    private void awaitPrefixes(final long wanted, final boolean isLoad, final long startNs) throws IOException {
        for (long held = prefixes(); isLoad ? held < wanted : held > wanted; held = prefixes()) {
            if (System.nanoTime() - startNs > ROUTES_TIMEOUT_NS || !process.isAlive()) {
                throw new PushException("zebra: the kernel has " + held + " prefixes instead of " + wanted + " after "
                    + (System.nanoTime() - startNs) / 1_000_000_000 + " s; " + said());
            }
            pause(COUNT_PAUSE_MS);
        }
    }

    /** What the kernel counts in its main table. */
    private long prefixes() throws IOException {
        try (Stream<String> lines = Files.lines(kernelTable)) {
            return lines.map(String::strip).filter(l -> l.startsWith("Prefixes:")).mapToLong(l -> Long.parseLong(l.substring(l.indexOf(':') + 1).strip())).sum();
        }
    }

    private static int interfaceIndex(final String namespace) throws IOException {
        final Process ip = new ProcessBuilder(PushNamespaces.in(namespace, List.of("cat", "/sys/class/net/" + PORT + "/ifindex"))).start();
        return Integer.parseInt(new String(ip.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
    }

    private SocketChannel connect() throws IOException {
        final UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("zserv"));
        final long deadlineMs = System.currentTimeMillis() + START_TIMEOUT_MS;
        while (process.isAlive() && System.currentTimeMillis() < deadlineMs) {
            final SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.connect(address);
                return channel;
            } catch (final IOException e) {
                channel.close();
                pause(LOOK_AGAIN_MS);
            }
        }
        throw new PushException("zebra did not open its client socket within " + START_TIMEOUT_MS / 1000 + " s; " + said());
    }

    private void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            socket.write(buffer);
        }
        buffer.clear();
    }

    private String said() {
        try {
            final List<String> lines = Files.readAllLines(directory.resolve("said"));
            return lines.isEmpty() ? "it said nothing" : "it said: " + lines.getLast();
        } catch (final IOException e) {
            return "its messages cannot be read: " + e.getMessage();
        }
    }

    private static void pause(final long ms) {
        try {
            TimeUnit.MILLISECONDS.sleep(ms);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PushException("interrupted", e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
            process.destroy();
            if (!process.waitFor(END_TIMEOUT_S, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            try (Stream<Path> files = Files.walk(directory)) {
                for (final Path file : files.toList().reversed()) {
                    Files.delete(file);
                }
            }
        } catch (final IOException e) {
            throw new PushException("what zebra left in " + directory + " cannot be removed: " + e.getMessage() + "; remove it by hand", e);
        } catch (final InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
