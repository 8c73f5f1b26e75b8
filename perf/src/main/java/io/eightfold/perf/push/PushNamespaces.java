// SPDX-License-Identifier: Apache-2.0
// Network namespaces of a measurement.
package io.eightfold.perf.push;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Named after this process, and removed with it: no other network of the machine sees a frame. Thread: startup. */
final class PushNamespaces implements AutoCloseable {
    private static final int LIMIT_S = 30;
    private static final Path DIRECTORY = Path.of("/run/netns");
    private static final long PID = ProcessHandle.current().pid();

    private final List<String> made = new ArrayList<>();
    private final Thread atExit = new Thread(this::remove, "push-namespaces");

    PushNamespaces() {
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Makes one, after removing that of a process that was killed; returns its name. */
    String add(final String word) {
        removeLeftovers("e8p-" + word + '-');
        final String name = "e8p-" + word + '-' + PID;
        run("ip", "netns", "add", name);
        made.add(name);
        run("ip", "-n", name, "link", "set", "lo", "up");
        return name;
    }

    /** File by which sockets enter it. */
    static Path file(final String name) {
        return DIRECTORY.resolve(name);
    }

    private static void removeLeftovers(final String prefix) {
        if (!Files.isDirectory(DIRECTORY)) {
            return;
        }
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            files.map(f -> f.getFileName().toString()).filter(n -> n.startsWith(prefix) && isOfDead(n.substring(prefix.length())))
                .forEach(n -> run("ip", "netns", "del", n));
        } catch (final IOException e) {
            throw new PushException(DIRECTORY + " cannot be read: " + e.getMessage() + "; run as root", e);
        }
    }

    private static boolean isOfDead(final String pid) {
        return pid.matches("[0-9]{1,9}") && ProcessHandle.of(Long.parseLong(pid)).isEmpty();
    }

    /** A cable between two of them, both ends up, without offloads: the frames are those of a wire. */
    static void connect(final String left, final String leftPort, final String right, final String rightPort) {
        run("ip", "link", "add", leftPort, "netns", left, "type", "veth", "peer", "name", rightPort, "netns", right);
        for (final String[] end : new String[][] {{left, leftPort}, {right, rightPort}}) {
            run("ip", "netns", "exec", end[0], "ethtool", "-K", end[1], "tx", "off");
            run("ip", "-n", end[0], "link", "set", end[1], "up");
        }
    }

    /** The words of a command inside. */
    static List<String> in(final String name, final List<String> words) {
        final List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", name));
        all.addAll(words);
        return all;
    }

    /** @throws PushException with what the command said. */
    static void run(final String... words) {
        try {
            final Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
            final String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new PushException("`" + String.join(" ", words) + "` failed: " + said + "; run as root on a kernel with network namespaces and veth");
            }
        } catch (final IOException e) {
            throw new PushException("`" + words[0] + "` cannot be started: " + e.getMessage() + "; ci/install lab installs it", e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PushException("interrupted", e);
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (final IllegalStateException e) {
            // The process ends already, and the hook does it.
            return;
        }
        remove();
    }

    private void remove() {
        for (final String name : made.reversed()) {
            try {
                run("ip", "netns", "del", name);
            } catch (final PushException e) {
                System.err.println("ipv8: " + e.getMessage() + "; left behind: " + name);
            }
        }
        made.clear();
    }
}
