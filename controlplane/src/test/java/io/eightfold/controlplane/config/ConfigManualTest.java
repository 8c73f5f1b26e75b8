// SPDX-License-Identifier: Apache-2.0
// The manual's tables are those of the declaration.
package io.eightfold.controlplane.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigManualTest {
    /** Tests run in the folder of their room. */
    private static final Path MANUAL = Path.of("..", "docs", "configuration.md");

    @Test
    void shouldCarryTheTablesOfTheDeclarationInTheManual() throws Exception {
        String manual = Files.readString(MANUAL);
        if (Boolean.getBoolean("eightfold.rewriteManual")) {
            manual = before(manual) + ConfigManual.BEGIN + "\n\n" + ConfigManual.tables() + "\n" + ConfigManual.END + after(manual);
            Files.writeString(MANUAL, manual);
        }
        String carried = manual.substring(manual.indexOf(ConfigManual.BEGIN) + ConfigManual.BEGIN.length(), manual.indexOf(ConfigManual.END));
        assertEquals(ConfigManual.tables().strip(), carried.strip(),
                "docs/configuration.md is behind the declaration; rewrite it with -Deightfold.rewriteManual=true and review the difference");
    }

    @Test
    void shouldShowAnExampleThatReadsWithoutProblemOrWarning() throws Exception {
        String manual = Files.readString(MANUAL);
        int start = manual.indexOf("```\n") + 4;
        ConfigResult result = ConfigParser.parse("docs/configuration.md", manual.substring(start, manual.indexOf("```", start)));
        assertTrue(result.isGood(), result.problems().toString());
        assertEquals(List.of(), result.warnings());
    }

    @Test
    void shouldShowExamplesOfBgp8ThatReadWithoutProblemOrWarning() throws Exception {
        Path page = Path.of("..", "docs", "bgp8.md");
        List<String> examples = Arrays.stream(Files.readString(page).split("```"))
                .filter(block -> block.contains("router bgp8 ") || block.contains("route-map FROM-PEER")).toList();
        assertEquals(2, examples.size());
        for (String example : examples) {
            ConfigResult result = ConfigParser.parse("docs/bgp8.md", example);
            assertEquals(List.of(), result.problems());
            assertEquals(List.of(), result.warnings());
        }
    }

    private static String before(String manual) {
        return manual.substring(0, manual.indexOf(ConfigManual.BEGIN));
    }

    private static String after(String manual) {
        return manual.substring(manual.indexOf(ConfigManual.END) + ConfigManual.END.length());
    }
}
