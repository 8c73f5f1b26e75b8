// SPDX-License-Identifier: Apache-2.0
// The words of the management socket and their JSON.
package io.eightfold.controlplane.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.eightfold.controlplane.management.ManagementException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigRequestsTest {
    private static final String START = "interface eth1\n ip address 10.1.0.1/24\n";

    @TempDir
    private Path directory;
    private final MovedClock clock = new MovedClock();
    private ConfigRequests requests;

    @BeforeEach
    void start() throws Exception {
        final Path file = Files.writeString(directory.resolve("router.conf"), START);
        requests = new ConfigRequests(ConfigManager.start(file, directory.resolve("state"), (before, after, diff) -> { }, clock));
    }

    private JsonElement ask(final String... words) throws ManagementException {
        return requests.handle(List.of(words));
    }

    @Test
    void shouldAnswerAReloadWithItsLines() throws Exception {
        final JsonObject answer = ask("config", "reload", "next.conf", START + "ip route default 10.1.0.2\n", "root").getAsJsonObject();
        assertTrue(answer.get("applied").getAsBoolean());
        assertEquals("[{\"sign\":\"+\",\"block\":\"\",\"line\":\"ip route 0.0.0.0/0 10.1.0.2\",\"effect\":\"live\"}]", answer.get("diff").toString());
        assertEquals(2, answer.get("history").getAsInt());
        assertEquals("1 route added", answer.get("summary").getAsString());
        assertEquals("+ip route 0.0.0.0/0 10.1.0.2\n", ConfigJson.diffText(answer.get("diff")));
    }

    @Test
    void shouldReadAFileItselfWhenNoTextIsGiven() throws Exception {
        final Path other = Files.writeString(directory.resolve("other.conf"), START + "hostname other\n");
        assertEquals(1, ask("config", "reload", other.toString()).getAsJsonObject().getAsJsonArray("diff").size());
        assertEquals(1, ask("config", "reload").getAsJsonObject().getAsJsonArray("diff").size());
    }

    @Test
    void shouldAnswerABadFileWithEveryProblem() throws Exception {
        final JsonObject answer = ask("config", "reload", "bad.conf", "hostnam x\nhostname -\n").getAsJsonObject();
        assertFalse(answer.get("applied").getAsBoolean());
        assertEquals(2, answer.getAsJsonArray("problems").size());
        assertEquals(1, answer.getAsJsonArray("problems").get(0).getAsJsonObject().get("line").getAsInt());
    }

    @Test
    void shouldApplyConfirmAndRollBack() throws Exception {
        final JsonObject applied = ask("config", "apply", "60000", "a.conf", START + "hostname a\n", "root").getAsJsonObject();
        assertEquals(60_000, applied.get("confirmInMs").getAsLong());
        clock.forwardMs(1_500);
        assertEquals(58_500, ask("config", "diff").getAsJsonObject().get("confirmInMs").getAsLong());
        assertTrue(ask("config", "confirm", "root").getAsJsonObject().get("confirmInMs").isJsonNull());
        assertEquals("rollback", ask("config", "rollback").getAsJsonObject().get("cause").getAsString());
        assertEquals(List.of("rollback", "apply", "start"), ask("config", "history").getAsJsonArray().asList().stream()
                .map(entry -> entry.getAsJsonObject().get("cause").getAsString()).toList());
        assertEquals("-", ask("config", "diff", "2").getAsJsonObject().getAsJsonArray("diff").get(0).getAsJsonObject().get("sign").getAsString());
    }

    @Test
    void shouldTellWhatATextWouldChangeAndChangeNothing() throws Exception {
        final JsonObject answer = ask("config", "compare", "next.conf", START + "ip route default 10.1.0.2\n").getAsJsonObject();
        assertEquals("+ip route 0.0.0.0/0 10.1.0.2\n", ConfigJson.diffText(answer.get("diff")));
        assertEquals(0, ask("config", "compare", "same.conf", START).getAsJsonObject().getAsJsonArray("diff").size());
        assertEquals(1, ask("config", "compare", "bad.conf", "hostnam x\n").getAsJsonObject().getAsJsonArray("problems").size());
        assertEquals(1, ask("config", "history").getAsJsonArray().size());
    }

    @Test
    void shouldShowNoSecretInAnyAnswer() throws Exception {
        final String secret = "hunter2hunter2";
        final String text = START + "control-plane\n metrics token " + secret + "\n";
        final StringBuilder all = new StringBuilder();
        all.append(ask("config", "reload", "s.conf", text)).append(ask("config", "reload", "s.conf", text.replace(secret, secret + "3")));
        all.append(ask("config", "diff", "1")).append(ask("config", "history")).append(ask("config", "diff")).append(ask("config", "compare", "s.conf", text));
        all.append(ask("config", "reload", "s.conf", text.replace(secret, secret + "% x")));
        assertFalse(all.toString().contains("hunter2"), all.toString());
        assertTrue(all.toString().contains("<hidden>"));
    }

    @Test
    void shouldRefuseWhatIsNotARequest() {
        for (final List<String> words : List.of(List.of("config"), List.of("config", "burn"), List.of("config", "apply"), List.of("config", "apply", "x", "f", ""),
                List.of("config", "apply", "10", "f", START), List.of("config", "rollback", "-1"), List.of("config", "rollback", "999999999999999999"),
                List.of("config", "diff", "9"), List.of("config", "confirm"), List.of("config", "reload", "/nowhere/x.conf"), List.of("config", "reload", "a\0b"))) {
            final ManagementException e = assertThrows(ManagementException.class, () -> requests.handle(words), words.toString());
            assertFalse(e.getMessage().isBlank());
        }
    }
}
