// SPDX-License-Identifier: Apache-2.0
// Kernel interfaces for tests, in names that are recognised and removed.
package io.eightfold.dpdk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A veth pair; closing it removes both ends. */
record TestInterface(String near, String far) implements AutoCloseable {
    private static final int WAIT_S = 20;

    /** Name that no other process of the tests takes at the same time; at most 15 characters. */
    static String name(final String suffix) {
        return "e8t-" + ProcessHandle.current().pid() % 1_000_000 + suffix;
    }

    /** Why no interface can be made here, or null. */
    static String missingRight() {
        if (!"root".equals(System.getProperty("user.name")) || !Capabilities.has(Capabilities.NET_ADMIN)) {
            return "skipped: creating network interfaces needs root and CAP_NET_ADMIN";
        }
        return Files.exists(Path.of("/dev/net/tun")) ? null : "skipped: /dev/net/tun is missing";
    }

    static TestInterface veth() throws IOException, InterruptedException {
        final TestInterface pair = new TestInterface(name("n"), name("f"));
        ip("link", "add", pair.near, "type", "veth", "peer", "name", pair.far);
        ip("link", "set", pair.near, "up");
        ip("link", "set", pair.far, "up");
        return pair;
    }

    static boolean exists(final String name) {
        return Files.exists(Path.of("/sys/class/net", name));
    }

    static String attribute(final String name, final String attribute) throws IOException {
        return Files.readString(Path.of("/sys/class/net", name, attribute)).strip();
    }

    static void ip(final String... words) throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(words));
        final Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        final String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(WAIT_S, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + ": " + output);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            ip("link", "del", near);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
