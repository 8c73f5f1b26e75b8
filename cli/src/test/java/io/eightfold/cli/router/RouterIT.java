// SPDX-License-Identifier: Apache-2.0
// A real router process: what its show commands answer, how it ends, what stops it from starting.
package io.eightfold.cli.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.eightfold.cli.Golden;
import io.eightfold.cli.Ipv8Process;
import io.eightfold.cli.Ipv8Process.Outcome;
import io.eightfold.controlplane.management.ManagementClient;
import io.eightfold.controlplane.management.ManagementException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Without hugepages and NICs. One router runs all the time for the tests that only ask; the others start their own under other ids. */
class RouterIT {
    private static final String ID = "r1";
    private static final long STOP_LIMIT_MS = 3_000;
    private static final String CONFIG = """
        hostname edge-1
        ipv8 routing
        !
        dpdk
         hugepages never
         memory 128m
         mbufs 8192
        !
        dataplane
         idle backoff
        !
        interface wan
         device net_null no-rx=1
         ipv8 address 64496.10.1.0.1/24
         ip address 10.1.0.1/24
        !
        interface lan
         device net_null no-rx=1
         ipv8 address 64496.10.2.0.1/24
         mtu 1400
        !
        ipv8 route default 64496.10.1.0.2
        ipv8 route 64497.10.0.0.0/16 64496.10.1.0.2
        ipv8 route 64497.10.0.0.0/16 64496.10.2.0.9
        ipv8 route 64499.0.0.0.0/0 blackhole
        """;
    /** Short, as a socket's path has at most 107 bytes. */
    private static Path directory;
    private static Path config;
    private static Ipv8Process router;

    @BeforeAll
    static void startRouter() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "needs root for DPDK; run the tests as root");
        directory = Files.createTempDirectory("e8");
        config = Files.writeString(directory.resolve("r.conf"), CONFIG);
        router = Ipv8Process.router(directory, config, ID);
    }

    @AfterAll
    static void stopRouter() throws IOException {
        if (router != null) {
            router.close();
        }
        if (directory != null) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    // --- show ---

    @Test
    void shouldShowInterfaces() throws IOException, InterruptedException {
        final List<String> lines = text("show", "interfaces").lines().toList();
        assertEquals(3, lines.size(), lines.toString());
        assertTrue(lines.get(0).startsWith("Interface  Link   MTU  MAC "), lines.toString());
        assertTrue(lines.get(1).matches("wan +up +1500 +[0-9a-f:]{17} +net_null .* 64496.10.1.0.1/24 10.1.0.1/24"), lines.toString());
        assertTrue(lines.get(2).matches("lan +up +1400 +[0-9a-f:]{17} +net_null .* 64496.10.2.0.1/24"), lines.toString());
        Golden.assertKeys("interfaces.keys.txt", json("show", "interfaces"));
    }

    @Test
    void shouldShowOneInterface() throws IOException, InterruptedException {
        assertTrue(text("show", "int", "lan").startsWith("name                     lan\nlink                     up\n"));
        final JsonArray one = json("show", "interfaces", "lan").getAsJsonArray();
        assertEquals(List.of("lan"), one.asList().stream().map(i -> i.getAsJsonObject().get("name").getAsString()).toList());
        assertFailed("ipv8: no interface 'dmz'; this router has wan, lan\n", "show", "interfaces", "dmz");
    }

    @Test
    void shouldShowRoutes() throws IOException, InterruptedException {
        final String routes = text("show", "route").replaceAll(" \\(neighbor [a-z]+\\)", "").replaceAll(", [0-9:]+\n", ", AGE\n");
        assertEquals("""
            Codes: L - local, C - connected, S - static, A - added at run time, B - BGP8
                   > - selected route, * - in the forwarding table, r - refused by validation

            S>* 0.0.0.0.0.0.0.0/0 [1/0] via 64496.10.1.0.2, wan, AGE
            C>* 10.1.0.0/24 is directly connected, wan
            L>* 10.1.0.1/32 is directly connected, wan
            C>* 64496.10.1.0.0/24 is directly connected, wan
            L>* 64496.10.1.0.1/32 is directly connected, wan
            C>* 64496.10.2.0.0/24 is directly connected, lan
            L>* 64496.10.2.0.1/32 is directly connected, lan
            S>* 64497.10.0.0.0/16 [1/0] via 64496.10.1.0.2, wan, AGE
                                      * via 64496.10.2.0.9, lan, AGE
            S>* 64499.0.0.0.0/0 [1/0] blackhole, AGE
            """, routes);
        Golden.assertKeys("route.keys.txt", json("show", "route"));
    }

    @Test
    void shouldShowTheRouteThatAnAddressTakes() throws IOException, InterruptedException {
        assertEquals("64497.10.0.0.0/16", prefixes("64497.10.0.200.1"));
        assertEquals("0.0.0.0.0.0.0.0/0", prefixes("64497.11.0.0.1"));
        assertEquals("64496.10.1.0.1/32", prefixes("0.0.251.240.10.1.0.1"));
        assertEquals("10.1.0.0/24", prefixes("10.1.0.0/24"));
        assertFailed("ipv8: no route for 192.0.2.1; `show route` lists all\n", "show", "route", "192.0.2.1");
        assertFailed("ipv8: 64497.10.1.2.300: host octet 4 is 300; octets are 0 to 255\n", "show", "route", "64497.10.1.2.300");
    }

    @Test
    void shouldListTheAddressesOfARunningRouter() throws IOException, InterruptedException {
        final Outcome shown = Ipv8Process.run(directory, "addr", "show");
        assertTrue(shown.out().lines().anyMatch(line -> line.contains("64496.10.1.0.1/24") && line.contains("router " + ID)), shown.out() + shown.err());
    }

    @Test
    void shouldShowNeighbors() throws IOException, InterruptedException {
        final List<String> lines = text("show", "neighbors").lines().toList();
        assertEquals(3, lines.size(), lines.toString());
        assertTrue(lines.get(1).matches("64496.10.1.0.2 +wan +- +unknown +(incomplete|failed) .*"), lines.toString());
        assertTrue(lines.get(2).matches("64496.10.2.0.9 +lan +- +unknown +(incomplete|failed) .*"), lines.toString());
        final JsonArray ofLan = json("show", "neighbors", "lan").getAsJsonArray();
        assertEquals(1, ofLan.size());
        Golden.assertKeys("neighbors.keys.txt", ofLan);
    }

    @Test
    void shouldShowVersion() throws IOException, InterruptedException {
        assertTrue(text("show", "version").contains("\nhostname                 edge-1\n"));
        final JsonObject version = json("show", "version").getAsJsonObject();
        Golden.assertKeys("version.keys.txt", version);
        assertEquals(ID, version.get("instance").getAsString());
        assertEquals(router.pid(), version.get("pid").getAsLong());
        final JsonObject dataplane = version.getAsJsonObject("dataplane");
        assertEquals("backoff", dataplane.get("idle").getAsString());
        assertEquals(8192, dataplane.get("mbufs").getAsInt());
        assertFalse(dataplane.get("hugepages").getAsBoolean());
    }

    @Test
    void shouldShowARunningConfigThatStartsTheSameRouter() throws IOException, InterruptedException {
        final String running = text("show", "running-config");
        assertEquals(json("show", "running-config").getAsString(), running);
        final Path written = Files.writeString(directory.resolve("written.conf"), running);
        assertEquals(ConfigFile.load(config).result().config(), ConfigFile.load(written).result().config());
    }

    @Test
    void shouldReadTheCountersFromTheirFile() throws IOException, InterruptedException {
        final List<String> lines = text("show", "counters").lines().toList();
        assertTrue(lines.get(0).startsWith("Interface  Received  Forwarded  Delivered  Punted  Dropped"), lines.toString());
        final JsonArray ports = json("show", "counters").getAsJsonArray();
        Golden.assertKeys("counters.keys.txt", ports);
        assertEquals(2, ports.size());
        for (final JsonElement port : ports) {
            assertEquals(0, port.getAsJsonObject().get("received").getAsLong());
            assertTrue(port.getAsJsonObject().get("transmitted").getAsLong() > 0, "gratuitous ARP8 at start: " + port);
        }
        assertEquals(1, json("show", "counters", "wan").getAsJsonArray().size());
        assertFailed("ipv8: no interface 'dmz'; this router has wan, lan\n", "show", "counters", "dmz");
    }

    // --- start and end ---

    @Test
    void shouldRefuseASecondRouterOfTheSameId() throws IOException, InterruptedException {
        final Outcome second = Ipv8Process.run(directory, "router", "run", "-c", config.toString(), "-i", ID);
        assertEquals(1, second.exitCode());
        assertEquals("ipv8: a router (pid " + router.pid() + ") runs under id 'r1' already; stop it, or give this one another id with -i\n", second.err());
    }

    @Test
    void shouldEndWithExitCode0WithinThreeSecondsOfSigterm() throws IOException, InterruptedException {
        try (Ipv8Process ending = Ipv8Process.router(directory, config, "ending")) {
            final long startNs = System.nanoTime();
            ending.terminate();
            final Outcome outcome = ending.end();
            final long elapsedMs = (System.nanoTime() - startNs) / 1_000_000;
            assertEquals(0, outcome.exitCode(), outcome.err());
            assertTrue(elapsedMs < STOP_LIMIT_MS, elapsedMs + " ms");
            assertTrue(outcome.err().contains("router id=ending stopping cause=signal"), outcome.err());
            assertFalse(outcome.err().contains("mbufs not returned"), outcome.err());
        }
        assertFalse(Files.exists(directory.resolve("ending/pid")));
        assertFailed("ipv8: no router runs under id 'ending'", "-i", "ending", "show", "version");
        final Outcome counters = Ipv8Process.run(directory, "-i", "ending", "show", "counters");
        assertEquals(0, counters.exitCode(), "the counters of an ended router can still be read: " + counters.err());
    }

    @Test
    void shouldAskItsRegistriesAtOnceAndKnowNoOtherWords() throws IOException, InterruptedException {
        final Outcome poll = Ipv8Process.run(directory, "whois8", "poll", "-i", ID);
        assertEquals(0, poll.exitCode(), poll.err());
        final Path socket = directory.resolve(ID).resolve("control.sock");
        final ManagementException refused = assertThrows(ManagementException.class, () -> ManagementClient.ask(socket, List.of("whois8", "frobnicate")));
        assertTrue(refused.getMessage().contains("unknown request 'whois8 frobnicate'"), refused.getMessage());
    }

    @Test
    void shouldStartAgainAfterKill9() throws IOException, InterruptedException {
        try (Ipv8Process killed = Ipv8Process.router(directory, config, "killed")) {
            killed.kill();
        }
        assertTrue(Files.exists(directory.resolve("killed/control.sock")), "kill -9 leaves the socket behind");
        awaitDataplaneGone("killed");
        assertFailed("ipv8: no router runs under id 'killed'", "show", "version", "-i", "killed");
        try (Ipv8Process again = Ipv8Process.router(directory, config, "killed")) {
            final Outcome version = Ipv8Process.run(directory, "show", "version", "-j", "-i", "killed");
            assertEquals(again.pid(), JsonParser.parseString(version.out()).getAsJsonObject().get("pid").getAsLong());
        }
    }

    /** It ends by itself when it sees that the process that started it is gone. */
    private void awaitDataplaneGone(final String id) throws IOException, InterruptedException {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (Ipv8Process.run(directory, "show", "version", "-i", id).err().contains("its dataplane forwards")) {
            assertTrue(deadlineNs - System.nanoTime() > 0, "the dataplane goes on without the router that started it");
        }
    }

    @Test
    void shouldStartNothingFromABadConfiguration() throws IOException, InterruptedException {
        final Path bad = Files.writeString(directory.resolve("bad.conf"), CONFIG.replace("mtu 1400", "mtu 14").replace("idle backoff", "idle lazy"));
        final Outcome outcome = Ipv8Process.run(directory, "router", "run", "-c", bad.toString(), "-i", "bad");
        assertEquals(1, outcome.exitCode());
        assertTrue(outcome.err().startsWith("ipv8: 2 problems in " + bad + "; nothing was started\n"), outcome.err());
        assertTrue(outcome.err().contains(bad + ":10:7: 'lazy': "), outcome.err());
        assertTrue(outcome.err().contains(bad + ":20:6: '14': "), outcome.err());
        assertFalse(Files.exists(directory.resolve("bad")), "not even a run directory");
    }

    @Test
    void shouldNameTheLinuxInterfaceThatDoesNotExist() throws IOException, InterruptedException {
        final Path wrong = Files.writeString(directory.resolve("wrong.conf"), CONFIG.replace(" device net_null no-rx=1\n ipv8 address 64496.10.2.0.1/24",
            " device net_af_packet iface=e8-nowhere\n ipv8 address 64496.10.2.0.1/24"));
        final Outcome outcome = Ipv8Process.run(directory, "router", "run", "-c", wrong.toString(), "-i", "wrong");
        assertEquals(1, outcome.exitCode(), outcome.err());
        final List<String> complaints = outcome.err().lines().filter(line -> line.startsWith("ipv8: ")).toList();
        assertEquals(2, complaints.size(), outcome.err());
        assertTrue(complaints.getFirst().startsWith("ipv8: interface 'e8-nowhere' does not exist in this network namespace; it has "), outcome.err());
        assertTrue(complaints.getLast().startsWith("ipv8: the dataplane ended with exit code 1 before it forwarded"), outcome.err());
        assertTrue(outcome.err().contains("correct iface= or create it with `ip link add`"), outcome.err());
        assertFalse(Files.exists(directory.resolve("wrong/control.sock")));
    }

    private static String prefixes(final String about) throws IOException, InterruptedException {
        return String.join(" ", json("show", "route", about).getAsJsonArray().asList().stream()
            .map(r -> r.getAsJsonObject().get("prefix").getAsString()).toList());
    }

    private static String text(final String... question) throws IOException, InterruptedException {
        final Outcome outcome = ask(question);
        assertEquals(0, outcome.exitCode(), outcome.err());
        return outcome.out();
    }

    private static JsonElement json(final String... question) throws IOException, InterruptedException {
        return JsonParser.parseString(text(Stream.concat(Stream.of(question), Stream.of("-j")).toArray(String[]::new)));
    }

    private static void assertFailed(final String start, final String... question) throws IOException, InterruptedException {
        final Outcome outcome = ask(question);
        assertEquals(1, outcome.exitCode());
        assertEquals("", outcome.out());
        assertTrue(outcome.err().startsWith(start), outcome.err());
    }

    /** Asks {@link #ID} unless the question names another router. */
    private static Outcome ask(final String... question) throws IOException, InterruptedException {
        final boolean hasId = List.of(question).contains("-i");
        return Ipv8Process.run(directory, hasId ? question : Stream.concat(Stream.of("-i", ID), Stream.of(question)).toArray(String[]::new));
    }
}
