// SPDX-License-Identifier: Apache-2.0
// The screen as text.
package io.eightfold.cli.top;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.eightfold.cli.Golden;
import io.eightfold.cli.top.ProcessState.Status;
import java.io.IOException;
import java.time.LocalTime;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TopScreenTest {
    private static final LocalTime TIME = LocalTime.of(10, 0, 7);
    private static final ProcessState CONTROL = new ProcessState(Status.UP, object("{\"hostname\": \"edge1\", \"uptimeS\": 12, \"ribRoutes\": 300001}"), null,
        object("{\"state\": \"up\", \"epoch\": 3, \"fibRoutes\": 300000, \"pendingBatches\": 1}"),
        JsonParser.parseString("[{\"vrf\": \"default\", \"source\": \"static\", \"routes\": 300000}, {\"vrf\": \"oob\", \"source\": \"connected\", \"routes\": 1}]"));
    private static final ProcessState DATAPLANE = new ProcessState(Status.UP, object("{\"hostname\": \"edge1\", \"uptimeS\": 93784, \"mbufs\": 16384, \"mbufsInUse\": 32}"),
        array("[{\"name\": \"wan\", \"link\": \"up\"}, {\"name\": \"backbone-west\", \"link\": \"down\"}]"), null, null);
    private static final Rates RATES = new Rates(
        List.of(new Rates.PortRate("wan", 1_234_567, 632e6, 12, 6_144, 0.5), new Rates.PortRate("backbone-west", 0, 0, 1_234_000, 631e6, 0)),
        List.of(new Rates.WorkerRate(0, 0.937, 1_234_567), new Rates.WorkerRate(1, 0.02, 12)),
        IntStream.range(0, 10).mapToObj(i -> new Rates.DropRate("wan", "reason-" + i, i == 0 ? 0.5 : 0, 1_000_000L >> i)).toList(), false);

    private static JsonObject object(final String json) {
        return JsonParser.parseString(json).getAsJsonObject();
    }

    private static JsonArray array(final String json) {
        return JsonParser.parseString(json).getAsJsonArray();
    }

    private static String text(final List<Line> lines) {
        return lines.stream().map(Line::plain).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String screen(final Snapshot now, final View view) {
        return text(TopScreen.head(now, false)) + "\n" + text(TopScreen.body(now, view));
    }

    @Test
    void shouldShowEverythingAtWork() throws IOException {
        final Snapshot now = new Snapshot("r1", TIME, RATES, true, null, CONTROL, DATAPLANE);
        Golden.assertText("top-overview.txt", screen(now, View.OVERVIEW));
        Golden.assertText("top-drops.txt", screen(now, View.DROPS));
        Golden.assertText("top-routes.txt", screen(now, View.ROUTES));
    }

    @Test
    void shouldSayWhatIsDown() throws IOException {
        Golden.assertText("top-no-control.txt",
            screen(new Snapshot("r1", TIME, RATES, true, null, ProcessState.without(Status.DOWN), DATAPLANE), View.OVERVIEW));
        Golden.assertText("top-no-dataplane.txt",
            screen(new Snapshot("r1", TIME, Rates.NONE, false, null, CONTROL, ProcessState.without(Status.DOWN)), View.OVERVIEW));
        Golden.assertText("top-nothing.txt", screen(new Snapshot("r1", TIME, Rates.NONE, false, "there is no counter file x", ProcessState.without(Status.SILENT),
            ProcessState.without(Status.UNKNOWN)), View.ROUTES));
    }

    @Test
    void shouldSayThatWorkersStandStill() {
        final Rates stalled = new Rates(RATES.ports(), RATES.workers(), List.of(), true);
        assertTrue(text(TopScreen.head(new Snapshot("r1", TIME, stalled, true, null, CONTROL, DATAPLANE), true)).contains("dataplane stalled  10:00:07  PAUSED"));
    }

    @Test
    void shouldKeepWhatASilentProcessSaidLast() {
        final String head = text(TopScreen.head(new Snapshot("r1", TIME, RATES, true, null, CONTROL.silent(), DATAPLANE.silent()), false));
        assertTrue(head.startsWith("ipv8 top - edge1 (r1)  up 1d02h  control plane no answer  dataplane no answer  "), head);
    }

    @Test
    void shouldCutLinesByWhatIsSeen() {
        final Line line = Line.of("abc", Line.Style.GOOD).add("def").add("ghi", Line.Style.REVERSE);
        assertEquals("\u001b[32mabc\u001b[0mdef\u001b[7mg\u001b[0m", line.styled(7, true));
        assertEquals("abcdef\u001b[7mghi\u001b[0m", line.styled(80, false));
    }
}
