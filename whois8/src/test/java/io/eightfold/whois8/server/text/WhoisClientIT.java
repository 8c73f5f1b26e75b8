// SPDX-License-Identifier: Apache-2.0
// The stock whois client.
package io.eightfold.whois8.server.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.eightfold.whois8.server.DataSetLiveness;
import io.eightfold.whois8.server.SampleRecords;
import io.eightfold.whois8.server.StockProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhoisClientIT {
    private static final Optional<String> WHOIS = StockProgram.find("/usr/bin/whois", "/usr/local/bin/whois");
    @TempDir
    private Path directory;
    private TextServer server;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(WHOIS.isPresent(), "no whois client; apt-get install whois");
        server = TextServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), TextServer.DEFAULT_LIMITS, TextServer.DEFAULT_MAX_ANSWER_BYTES,
            SampleRecords.some().index(), DataSetLiveness.ALWAYS, InstantSource.fixed(Instant.ofEpochSecond(SampleRecords.NOW_S)));
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private String whois(final String... words) {
        final List<String> command = new ArrayList<>(List.of(WHOIS.orElseThrow(), "-h", "127.0.0.1", "-p", Integer.toString(server.listener().address().getPort())));
        command.addAll(Arrays.asList(words));
        return StockProgram.run(directory, command.toArray(String[]::new));
    }

    @Test
    void shouldAnswerAsnHoweverItIsWritten() {
        for (final String asn : List.of("64496", "AS64496", "as64496")) {
            final String answer = whois(asn);
            assertTrue(answer.contains("aut-num:        AS64496") && answer.contains("holder:         Example Networks"), answer);
        }
    }

    @Test
    void shouldAnswerPrefixAddressAndHandle() {
        assertTrue(whois("64496.10.1.0.0/16").contains("route8:         64496.10.1.0.0/16"));
        final String covering = whois("64496.10.1.0.5");
        assertTrue(covering.indexOf("64496.10.1.0.0/16") > 0 && covering.indexOf("64496.10.1.0.0/16") < covering.indexOf("64496.10.0.0.0/8"), covering);
        assertTrue(whois("ORG-EX6").contains("organisation:   ORG-EX6"));
    }

    @Test
    void shouldUnderstandFlagsOfClient() {
        assertTrue(whois("-x", "64496.10.4.0.0/16").contains("%ERROR:101: no entries found"));
        assertTrue(whois("-L", "64496.10.1.0.0/16").contains("64496.10.0.0.0/8"));
        assertTrue(whois("-M", "64496.10.0.0.0/8").contains("64496.10.2.0.0/15"));
        assertTrue(whois("-K", "64496").contains("aut-num:        AS64496"));
        assertFalse(whois("-K", "64496").contains("holder:"));
        final String inverse = whois("-i", "origin", "AS64496");
        assertTrue(inverse.contains("64496.10.1.0.0/16") && inverse.contains("64496.10.2.0.0/15"), inverse);
        assertFalse(whois("-T", "route", "-i", "origin", "AS64496").contains("aut-num:"));
        assertTrue(whois("-q", "sources").contains("LAB:3:N:1-1"));
        assertTrue(whois("-t", "route").contains("[mandatory]"));
    }

    @Test
    void shouldTolerateOtherFlagsOfClient() {
        for (final String flags : List.of("-r", "-B", "-b", "-G", "-c", "-d", "-R", "-a", "-H")) {
            final String answer = whois(flags, "64496");
            assertTrue(answer.contains("aut-num:        AS64496"), () -> flags + ": " + answer);
        }
        assertTrue(whois("-s", "LAB", "64496").contains("aut-num:        AS64496"));
    }

    @Test
    void shouldAnswerWordsOfItsOwn() {
        assertTrue(whois("validate 64496.10.1.0.0/16").contains("verdict:        valid"));
        assertTrue(whois("validate", "64497.10.0.0.0/8").contains("reason:         asn-suspended"));
        assertTrue(whois("endpoint 64496").contains("endpoint-8to4:  198.51.100.1"));
        assertTrue(whois("help").contains("bulk 64496"));
        assertEquals(0, server.lines().value(TextCounter.REFUSED), () -> "lines " + server.lines());
    }
}
