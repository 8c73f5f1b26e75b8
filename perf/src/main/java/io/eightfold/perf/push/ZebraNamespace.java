// SPDX-License-Identifier: Apache-2.0
// The network and the directory of zebra.
package io.eightfold.perf.push;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A network namespace with one port that is up, so that the kernel takes routes over it, and a directory; both named after this process. No frame leaves the namespace,
 * and no route of it is seen outside. Thread: startup.
 */
final class ZebraNamespace implements AutoCloseable {
    /** Network of the port and of all next hops. zebra takes no next hop in 0/8 or 240/4, and none that another route covers more closely than the port's own. */
    static final int HOPS_PREFIX = 198 << 24 | 18 << 16;
    /** Length of that network's prefix. */
    static final int HOPS_LENGTH_BITS = 25;
    private static final String HOPS_ADDRESS = "198.18.0.1/25";
    private static final String PORT = "hops";
    /** The other end of the port's cable: without one that is up, the port has no carrier. Not all kernels have a dummy device. */
    private static final String FAR_PORT = "far";
    private static final String NAME_PREFIX = "e8p-zebra-";
    private static final Path RUN = Path.of("/run");
    private static final Path NAMESPACES = RUN.resolve("netns");
    private static final int LIMIT_S = 30;

    private final String name;

    private ZebraNamespace(final String name) {
        this.name = name;
    }

    /**
     * Makes it, after removing those of killed processes.
     * @throws PushException when the machine does not let us.
     */
    static ZebraNamespace make() {
        removeLeftovers();
        final ZebraNamespace made = new ZebraNamespace(NAME_PREFIX + ProcessHandle.current().pid());
        try {
            // First here and removed last: who looks for leftovers looks for this.
            Files.createDirectory(made.directory());
        } catch (final IOException e) {
            throw new PushException(made.directory() + " cannot be made: " + e.getMessage() + "; run as root, and one zebra at a time", e);
        }
        try {
            run("ip", "netns", "add", made.name);
            run("ip", "-n", made.name, "link", "set", "lo", "up");
            run("ip", "-n", made.name, "link", "add", PORT, "type", "veth", "peer", "name", FAR_PORT);
            run("ip", "-n", made.name, "link", "set", FAR_PORT, "up");
            run("ip", "-n", made.name, "link", "set", PORT, "up");
            run("ip", "-n", made.name, "addr", "add", HOPS_ADDRESS, "dev", PORT);
            return made;
        } catch (final PushException e) {
            made.close();
            throw e;
        }
    }

    /** For the files of whoever runs inside; at most 40 bytes, as paths of sockets are short. */
    Path directory() {
        return RUN.resolve(name);
    }

    /** A command that runs inside. */
    List<String> inside(final String... words) {
        final List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", name));
        all.addAll(Arrays.asList(words));
        return all;
    }

    /** The kernel's number of the port. */
    int interfaceIndex() {
        return Integer.parseInt(run(inside("cat", "/sys/class/net/" + PORT + "/ifindex").toArray(String[]::new)));
    }

    /** Lines that `ip` prints for the IPv4 routes of the main table. */
    long routeLines() {
        return run("ip", "-n", name, "-4", "route", "show").lines().count();
    }

    /** A process that was killed could not clean up, and its zebra lives on. */
    private static void removeLeftovers() {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(RUN, NAME_PREFIX + "*")) {
            for (final Path leftover : leftovers) {
                final String name = leftover.getFileName().toString();
                if (isDead(name.substring(NAME_PREFIX.length()))) {
                    new ZebraNamespace(name).close();
                }
            }
        } catch (final IOException e) {
            throw new PushException(RUN + " cannot be read: " + e.getMessage() + "; run as root", e);
        }
    }

    private static boolean isDead(final String pid) {
        return pid.matches("[0-9]{1,9}") && ProcessHandle.of(Long.parseLong(pid)).isEmpty();
    }

    /** Runs a command to its end; returns what it said. */
    static String run(final String... words) {
        try {
            final Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
            final String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new PushException("`" + String.join(" ", words) + "` failed: " + said + "; run as root on a kernel with network namespaces and veth");
            }
            return said;
        } catch (final IOException e) {
            throw new PushException("`" + words[0] + "` cannot be started: " + e.getMessage() + "; ci/install perf installs it", e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PushException("interrupted in `" + String.join(" ", words) + "`", e);
        }
    }

    /** Ends all processes in it, then removes it with all its files; the kernel drops its routes and ports. */
    @Override
    public void close() {
        if (Files.exists(NAMESPACES.resolve(name))) {
            run("ip", "netns", "pids", name).lines().map(String::strip).map(Long::parseLong).map(ProcessHandle::of)
                .forEach(inside -> inside.ifPresent(ProcessHandle::destroyForcibly));
            run("ip", "netns", "del", name);
        }
        try (Stream<Path> files = Files.walk(directory())) {
            for (final Path file : files.toList().reversed()) {
                Files.deleteIfExists(file);
            }
        } catch (final IOException e) {
            throw new PushException("what zebra left in " + directory() + " cannot be removed: " + e.getMessage() + "; remove it by hand", e);
        }
    }
}
