// SPDX-License-Identifier: Apache-2.0
// MRT records, as bgpdump reads them.
package io.eightfold.bgp8.mrt;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.bgp8.testing.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MrtBgpdumpIT {
    @Test
    void shouldBeReadByBgpdump(@TempDir final Path directory) throws IOException, InterruptedException {
        Program.assumeInstalled("bgpdump");
        final MrtSample sample = new MrtSample();
        sample.table();
        sample.writer.message(MrtSample.TIME_S * 1_000_000 + 42, MrtSample.SESSION, MrtSample.update("10.2.0.0/16"));
        sample.writer.stateChange(MrtSample.TIME_S * 1_000_000, MrtSample.SESSION, 6, 1);
        final Path dump = Files.write(directory.resolve("dump.mrt"), sample.content());
        final Program.Output read = Program.run(directory, "bgpdump", "-m", dump.toString());
        assertLine(read, "TABLE_DUMP2|1795000000|B|192.0.2.1|4200000000|10.1.0.0/16|4200000000 64500|IGP|192.0.2.1|200|7|64500:1");
        assertLine(read, "|A|192.0.2.1|4200000000|10.2.0.0/16|4200000000 64500|IGP|192.0.2.1|0|7|64500:1");
        assertLine(read, "|STATE|192.0.2.1|4200000000|6|1");
    }

    private static void assertLine(final Program.Output read, final String part) {
        assertTrue(read.lines().stream().anyMatch(line -> line.contains(part)), () -> part + " is not in " + String.join("\n", read.lines()) + '\n' + read.errors());
    }
}
