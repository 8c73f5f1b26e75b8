// SPDX-License-Identifier: Apache-2.0
// What the metrics say of a journal in each of its states, and of a configuration that was refused.
package io.eightfold.controlplane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.controlplane.change.ConfigChangeException;
import io.eightfold.controlplane.change.ConfigManager;
import io.eightfold.controlplane.change.WallClock;
import io.eightfold.controlplane.journal.JournalSettings;
import io.eightfold.controlplane.journal.JournalWriter;
import io.eightfold.controlplane.journal.RouteJournal;
import io.eightfold.controlplane.telemetry.TelemetrySources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ControlPlaneTelemetryTest {
    @TempDir
    private Path directory;
    private ConfigManager config;

    private ControlPlaneTelemetry telemetry(final boolean isJournalWanted, final JournalWriter journal) {
        return new ControlPlaneTelemetry(new TelemetrySources.RouterStats("id", "host", "1"), Map::of, () -> 0, isJournalWanted, journal, () -> config);
    }

    @Test
    void shouldTellAJournalThatCouldNotBeOpenedFromOneThatIsOff() {
        assertEquals("off", telemetry(false, null).journal().state());
        assertEquals("failed", telemetry(true, null).journal().state());
        assertTrue(TelemetrySources.JOURNAL_STATES.contains("failed"));
    }

    @Test
    void shouldTellAJournalThatLacksChanges() throws Exception {
        final RouteJournal opened = RouteJournal.open(directory, JournalSettings.DEFAULT);
        opened.replay((buffer, offset, lengthBytes) -> { });
        try (JournalWriter writer = JournalWriter.start(opened, JournalSettings.DEFAULT)) {
            final ControlPlaneTelemetry telemetry = telemetry(true, writer);
            assertEquals("active", telemetry.journal().state());
            writer.markIncomplete();
            while (!"incomplete".equals(telemetry.journal().state())) {
                Thread.sleep(1);
            }
            assertTrue(writer.beginCheckpoint());
            assertEquals(JournalWriter.Offer.ACCEPTED, writer.commitCheckpoint());
            while (!"active".equals(telemetry.journal().state())) {
                Thread.sleep(1);
            }
        }
    }

    @Test
    void shouldTellOfARefusedConfiguration() throws Exception {
        final Path file = directory.resolve("router.conf");
        Files.writeString(file, "interface eth1\n ip address 10.1.0.1/24\n");
        config = ConfigManager.start(file, directory.resolve("config"), (before, after, diff) -> { }, new WallClock());
        final ControlPlaneTelemetry telemetry = telemetry(false, null);
        assertTrue(telemetry.config().wasLastReloadGood());
        assertThrows(ConfigChangeException.class, () -> config.reload("bad.conf", "hostnam x\n", "root"));
        assertFalse(telemetry.config().wasLastReloadGood());
        assertTrue(telemetry.config().lastReloadEpochS() > 0);
    }
}
