// SPDX-License-Identifier: Apache-2.0
// ipv8 config against a real management socket.
package io.eightfold.cli.command.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.eightfold.cli.Golden;
import io.eightfold.cli.Ipv8Process;
import io.eightfold.controlplane.change.ConfigManager;
import io.eightfold.controlplane.change.ConfigRequests;
import io.eightfold.controlplane.change.WallClock;
import io.eightfold.controlplane.management.ManagementServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands run as processes of their own, the control plane's side in this one. */
class ConfigCommandTest {
    private static final String START = "hostname start\ninterface eth1\n ip address 10.1.0.1/24\n";
    @TempDir
    private Path directory;
    private Path file;
    private final WallClock clock = new WallClock();
    private ConfigManager manager;
    private ManagementServer server;

    @BeforeEach
    void start() throws Exception {
        file = Files.writeString(directory.resolve("router.conf"), START);
        manager = ConfigManager.start(file, directory.resolve("state"), (before, after, diff) -> { }, clock);
        server = new ManagementServer(directory.resolve("r1/control.sock"), new ConfigRequests(manager));
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
        manager.close();
        clock.close();
    }

    private Ipv8Process.Outcome config(final String... words) throws Exception {
        final String[] arguments = new String[words.length + 3];
        System.arraycopy(new String[] {"-i", "r1", "config"}, 0, arguments, 0, 3);
        System.arraycopy(words, 0, arguments, 3, words.length);
        return Ipv8Process.run(directory, arguments);
    }

    @Test
    void shouldApplyConfirmAndRollBackAFileThatTheRouterNeverReads() throws Exception {
        final Path next = Files.writeString(directory.resolve("next.conf"), START + "ip route 10.9.0.0/16 10.1.0.2\n");
        final Ipv8Process.Outcome applied = config("apply", next.toString(), "--confirm", "60s");
        assertEquals(0, applied.exitCode(), applied.err());
        assertTrue(applied.out().matches("(?s)\\+ip route 10\\.9\\.0\\.0/16 10\\.1\\.0\\.2\napplied in \\d+ ms: 1 route added; history 2\n"
                + "undone in \\d+ s \\(.*Z\\) unless confirmed with: ipv8 -i r1 config confirm\n"), applied.out());
        final Ipv8Process.Outcome refused = config("reload");
        assertEquals(1, refused.exitCode());
        assertTrue(refused.err().contains("waits to be confirmed"), refused.err());
        final JsonElement confirmed = JsonParser.parseString(config("confirm", "-j").out());
        assertTrue(confirmed.getAsJsonObject().get("confirmBy").isJsonNull());
        final JsonElement back = JsonParser.parseString(config("rollback", "-j").out());
        Golden.assertKeys("config-outcome.keys.txt", back);
        assertKeysOf("outcome", back);
        final JsonElement history = JsonParser.parseString(config("history", "-j").out());
        Golden.assertKeys("config-history.keys.txt", history);
        assertEquals(3, history.getAsJsonArray().size());
        final JsonElement diff = JsonParser.parseString(config("diff", "2", "-j").out());
        Golden.assertKeys("config-diff.keys.txt", diff);
        assertKeysOf("waiting", diff);
        assertEquals("nothing waits for a restart\n", config("diff").out());
    }

    @Test
    void shouldTellWhatAFileWouldChange() throws Exception {
        final Path next = Files.writeString(directory.resolve("next.conf"), START + "ip route 10.9.0.0/16 10.1.0.2\n");
        assertEquals("+ip route 10.9.0.0/16 10.1.0.2\n", config("diff", next.toString()).out());
        assertTrue(config("diff", file.toString()).out().endsWith("says what is in force; nothing would change\n"));
        assertEquals(0, manager.running().routes().size());
        final Ipv8Process.Outcome missing = config("diff", "/nowhere.conf");
        assertEquals(1, missing.exitCode());
        assertTrue(missing.err().contains("'/nowhere.conf' is neither a number of `ipv8 config history` nor a file"), missing.err());
        final Ipv8Process.Outcome bad = config("diff", Files.writeString(directory.resolve("bad.conf"), "hostnam x\n").toString());
        assertEquals(1, bad.exitCode());
        assertTrue(bad.err().contains(":1:1: 'hostnam'"), bad.err());
    }

    @Test
    void shouldShowEveryProblemWithItsLineAndChangeNothing() throws Exception {
        final Path bad = Files.writeString(directory.resolve("bad.conf"), START + "hostnam x\n");
        final Ipv8Process.Outcome outcome = config("reload", bad.toString());
        assertEquals(1, outcome.exitCode());
        assertTrue(outcome.err().contains(bad + ":4:1: 'hostnam'") && outcome.err().contains("  hostnam x\n  ^"), outcome.err());
        assertTrue(outcome.err().contains("1 problem in the configuration; nothing was changed"), outcome.err());
        assertEquals("start", manager.running().hostname());
    }

    /** The fixed answers that {@link ConfigTextTest} prints have the keys of a router's. */
    private static void assertKeysOf(final String fixed, final JsonElement real) throws Exception {
        assertEquals(ConfigTextTest.answer(fixed).getAsJsonObject().keySet(), real.getAsJsonObject().keySet());
        assertEquals(line(ConfigTextTest.answer(fixed)).keySet(), line(real).keySet());
    }

    private static JsonObject line(final JsonElement answer) {
        return answer.getAsJsonObject().getAsJsonArray("diff").get(0).getAsJsonObject();
    }
}
