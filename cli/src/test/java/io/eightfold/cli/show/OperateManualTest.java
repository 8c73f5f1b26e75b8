// SPDX-License-Identifier: Apache-2.0
// Keeps the operator's table of drop reasons complete.
package io.eightfold.cli.show;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eightfold.dataplane.counter.DropReason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class OperateManualTest {
    private static final Pattern ROW = Pattern.compile("^\\| `([a-z0-9-]+)` \\| \\S.* \\| \\S.* \\|$", Pattern.MULTILINE);

    @Test
    void shouldExplainEachDropReasonOnce() throws Exception {
        final String manual = Files.readString(manual());
        final List<String> explained = ROW.matcher(manual).results().map((MatchResult row) -> row.group(1)).sorted().toList();

        assertEquals(Arrays.stream(DropReason.values()).map(DropReason::label).sorted().toList(), explained);
    }

    /** Maven runs the tests of a room in its folder; an IDE in the repository's. */
    private static Path manual() {
        final Path inRoom = Path.of("..", "docs", "operate.md");
        return Files.exists(inRoom) ? inRoom : Path.of("docs", "operate.md");
    }
}
