// SPDX-License-Identifier: Apache-2.0
// Tests of the answers of DPDK's telemetry.
package io.eightfold.perf.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TelemetrySocketTest {
    @Test
    void shouldReadCountersLargerThanAnInt() throws IOException {
        final TelemetrySocket.PortStatistics read = TelemetrySocket.parse("{\"/ethdev/stats\": {\"ipackets\": 91783232000, \"opackets\": 91783231968,"
            + " \"ibytes\": 1, \"obytes\": 2, \"imissed\": 3, \"ierrors\": 4, \"oerrors\": 5, \"rx_nombuf\": 6, \"q_ipackets\": [1, 2]}}");
        assertEquals(new TelemetrySocket.PortStatistics(91_783_232_000L, 91_783_231_968L, 3, 6, 4, 5), read);
        assertEquals(18, read.lost());
    }

    @Test
    void shouldSayWhatIsWrongWithAnAnswer() {
        assertRefused("knows no such port", "{\"/ethdev/stats\": null}");
        assertRefused("knows no such port", "{}");
        assertRefused("is no JSON object", "not JSON {");
        assertRefused("is no JSON object", "[]");
        assertRefused("without \"opackets\"", "{\"/ethdev/stats\": {\"ipackets\": 1}}");
    }

    @Test
    void shouldNameAPathThatIsTooLongForASocket() {
        final IOException tooLong = assertThrows(IOException.class, () -> TelemetrySocket.connect(Path.of("/" + "d".repeat(107))));
        assertTrue(tooLong.getMessage().contains("at most 107 bytes, this one 108"), tooLong.getMessage());
    }

    @Test
    void shouldFailWhereNobodyListens() {
        final IOException nobody = assertThrows(IOException.class, () -> TelemetrySocket.connect(Path.of("/nowhere/dpdk_telemetry.v2")));
        // ENOENT
        assertTrue(nobody.getMessage().contains("connect /nowhere/dpdk_telemetry.v2 failed with errno 2"), nobody.getMessage());
    }

    private static void assertRefused(final String words, final String answer) {
        final IOException refused = assertThrows(IOException.class, () -> TelemetrySocket.parse(answer));
        assertTrue(refused.getMessage().contains(words), refused.getMessage());
    }
}
