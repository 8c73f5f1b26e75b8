// SPDX-License-Identifier: Apache-2.0
// A router with two workers on one end of a veth: how its flows are spread, as configured and as shown.
package io.eightfold.cli.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.eightfold.cli.Ipv8Process;
import io.eightfold.cli.Ipv8Process.Outcome;
import io.eightfold.dpdk.Capabilities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerSpreadIT {
    private static final int WAIT_S = 20;
    private final String near = "e8s-" + ProcessHandle.current().pid() % 1_000_000 + "n";
    private final String far = "e8s-" + ProcessHandle.current().pid() % 1_000_000 + "f";
    @TempDir
    private Path directory;

    @BeforeEach
    void makeLink() throws IOException, InterruptedException {
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")) && Capabilities.has(Capabilities.NET_ADMIN),
            "creating network interfaces needs root and CAP_NET_ADMIN");
        ip("link", "add", near, "type", "veth", "peer", "name", far);
        ip("link", "set", near, "up");
        ip("link", "set", far, "up");
    }

    @AfterEach
    void removeLink() throws IOException, InterruptedException {
        if (Files.exists(Path.of("/sys/class/net", near))) {
            ip("link", "del", near);
        }
    }

    @Test
    void shouldSpreadInSoftwareByItselfAndSayWhy() throws IOException, InterruptedException {
        assertShown("", "software", "the device hashes no flows", 1);
    }

    @Test
    void shouldGiveEachWorkerAQueueWhenTold() throws IOException, InterruptedException {
        assertShown(" worker-spread rss\n", "rss", "configured", 2);
    }

    @Test
    void shouldLeaveForwardingToTheReceiverWhenTold() throws IOException, InterruptedException {
        assertShown(" worker-spread none\n", "none", "configured", 1);
    }

    private void assertShown(final String line, final String spread, final String reason, final int queues) throws IOException, InterruptedException {
        final Path config = Files.writeString(directory.resolve("r.conf"), """
            ipv8 routing
            dpdk
             hugepages never
             memory 128m
            dataplane
             workers 2
             idle backoff
            %sinterface %s
             ipv8 address 64496.10.1.0.1/24
            """.formatted(line, near));
        try (Ipv8Process router = Ipv8Process.router(directory, config, "s")) {
            final JsonObject shown = JsonParser.parseString(ask("show", "interfaces", "-j")).getAsJsonArray().get(0).getAsJsonObject();
            assertEquals(spread, shown.get("spread").getAsString());
            assertEquals(reason, shown.get("spreadReason").getAsString());
            assertEquals(queues, shown.get("rxQueues").getAsInt());
            assertEquals(queues, shown.get("txQueues").getAsInt());
            assertTrue(ask("show", "interfaces").lines().toList().get(1).matches(near + " +up .* net_af_packet +" + spread + " .*"), ask("show", "interfaces"));
            assertTrue(ask("show", "interfaces", near).contains("\nspreadReason             " + reason + "\n"));
            assertTrue(ask("show", "running-config").contains(line));
            router.terminate();
            final Outcome outcome = router.end();
            assertEquals(0, outcome.exitCode(), outcome.err());
            assertFalse(outcome.err().contains("mbufs not returned"), outcome.err());
            assertTrue(outcome.err().contains("port name=" + near + " spread=" + spread + " rxQueues=" + queues), outcome.err());
        }
    }

    private String ask(final String... question) throws IOException, InterruptedException {
        final List<String> words = new ArrayList<>(List.of("-i", "s"));
        words.addAll(List.of(question));
        final Outcome outcome = Ipv8Process.run(directory, words.toArray(String[]::new));
        assertEquals(0, outcome.exitCode(), outcome.err());
        return outcome.out();
    }

    private static void ip(final String... words) throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(words));
        final Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        final String output = new String(process.getInputStream().readAllBytes());
        if (!process.waitFor(WAIT_S, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + ": " + output);
        }
    }
}
