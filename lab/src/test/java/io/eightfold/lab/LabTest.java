// SPDX-License-Identifier: Apache-2.0
// Tests what is decided before a lab is built.
package io.eightfold.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.lab.conformance.ConformanceSettings;
import io.eightfold.lab.fabric.FabricSettings;
import io.eightfold.lab.interop.InteropSettings;
import io.eightfold.lab.nonstop.NonStopSettings;
import io.eightfold.lab.process.LabException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabTest {

    private static Lab.Options options(String name, String device) {
        return new Lab.Options(name, true, device, Path.of("unused"), Path.of("unused"), false, NonStopSettings.defaults(), InteropSettings.ALL,
            FabricSettings.ALL, ConformanceSettings.ALL);
    }

    @Test
    void shouldRefuseAnUnknownTopologyOrDeviceAsUsage() {
        assertEquals(2, Lab.run(options("three-asns", "auto")));
        assertEquals(2, Lab.run(options("two-asns", "eth0")));
    }

    @Test
    void shouldNameWhatIsMissing() {
        assertEquals(List.of("no-such-program-8"), Preflight.missing(List.of("sh", "no-such-program-8"), "/usr/bin:/bin"));
    }

    @Test
    void shouldPutTheNamespacesIntoTheHints() {
        List<String> hints = Scenario.byName("two-asns", Path.of("unused"), Scenario.Settings.DEFAULT).orElseThrow().hints(name -> "e8l-" + name + "-7");
        assertTrue(hints.contains("ip netns exec e8l-h8a-7 ./ipv8 ping 64497.10.2.0.10"), hints.toString());
        assertTrue(hints.stream().noneMatch(hint -> hint.contains("NS(")), hints.toString());
    }

    @Test
    void shouldHaveAScenarioForEachName() {
        // The cases of conformance are read from the repository; Maven runs the tests of a room in its folder.
        Path home = Path.of(Files.isDirectory(Path.of("lab/conformance")) ? "." : "..");
        for (String name : Scenario.names()) {
            assertEquals(name, Scenario.byName(name, home, Scenario.Settings.DEFAULT).orElseThrow().topology().name());
        }
    }

    @Test
    void shouldDeleteOnlyWhatALabWrites(@TempDir Path directory) throws Exception {
        Path output = Files.createDirectories(directory.resolve("two-asns"));
        for (String name : List.of("link.pcap", "01-up.log", "ra.conf", "transfer.sent", "thesis.txt")) {
            Files.writeString(output.resolve(name), "");
        }
        Files.createDirectory(output.resolve("folder.log.d"));
        try (OutputPlace place = OutputPlace.open(directory, "two-asns")) {
            assertFalse(Files.exists(place.directory().resolve("link.pcap")));
            assertFalse(Files.exists(place.directory().resolve("transfer.sent")));
            assertTrue(Files.exists(place.directory().resolve("thesis.txt")));
            assertTrue(Files.exists(place.directory().resolve("folder.log.d")));
        }
    }

    @Test
    void shouldRefuseAFolderThatCannotBeWritten(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");
        LabException e = assertThrows(LabException.class, () -> OutputPlace.open(file, "two-asns"));
        assertTrue(e.getMessage().contains("--output"), e.getMessage());
    }
}
