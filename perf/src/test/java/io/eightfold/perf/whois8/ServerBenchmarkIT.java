// SPDX-License-Identifier: Apache-2.0
// Tests of the load on a registry's server: a real process, real sockets.
package io.eightfold.perf.whois8;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.eightfold.perf.page.ResultStore;
import io.eightfold.whois8.record.RecordStatus;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServerBenchmarkIT {
    private static final int RECORDS = 1_000;

    @TempDir
    private Path results;

    @Test
    void shouldImportAndAnswerInBothProtocols() {
        final ServerResult result = ServerBenchmark.run(new Whois8Settings(RECORDS, 1, 2, -1, 50, 200, false), 2);
        final JsonObject json = result.json();
        assertEquals("whois8-server-1000records-2clients", json.get("name").getAsString());
        assertTrue(json.getAsJsonObject("textLatency").get("count").getAsLong() > 0, json::toString);
        assertTrue(json.getAsJsonObject("rdapLatency").get("count").getAsLong() > 0, json::toString);
        assertEquals(1 + 3, new ResultStore(results).store(new ResultStore.Origin("whois8-server", "./ipv8 perf whois8 server", "0123456789ab", 0), json.toString()).size());
        assertTrue(result.text().contains("checked   every answer"), result::text);
    }

    @Test
    void shouldFindWrongAnswers() throws IOException {
        final GeneratedRegistry registry = new GeneratedRegistry(RECORDS, 7, System.currentTimeMillis() / 1000);
        try (RegistryProcess server = RegistryProcess.start()) {
            server.importAll(registry);
            for (int route = 0; route < registry.routeCount(); route++) {
                registry.change(route, registry.status(route) == RecordStatus.ACTIVE.code() ? RecordStatus.SUSPENDED : RecordStatus.ACTIVE);
            }
            final ServerQueries wrong = new ServerQueries(registry, 256, 1);
            try (ServerLoad text = new ServerLoad(1, wrong.count(), () -> new ServerClient.Text(wrong, server.textPort()));
                ServerLoad rdap = new ServerLoad(1, wrong.count(), () -> new ServerClient.Rdap(wrong, server.httpPort()))) {
                assertTrue(assertThrows(IllegalStateException.class, () -> text.run(10_000)).getMessage().endsWith("no rate is reported"));
                assertTrue(assertThrows(IllegalStateException.class, () -> rdap.run(10_000)).getMessage().endsWith("no rate is reported"));
            }
        }
    }
}
