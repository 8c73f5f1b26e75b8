// SPDX-License-Identifier: Apache-2.0
// Answers of the text service, byte for byte.
package io.eightfold.whois8.server.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.whois8.record.AsnRecord;
import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.record.RecordStatus;
import io.eightfold.whois8.record.RouteRecord;
import io.eightfold.whois8.server.DataSetLiveness;
import io.eightfold.whois8.server.EndReason;
import io.eightfold.whois8.server.Limits;
import io.eightfold.whois8.server.SampleRecords;
import io.eightfold.whois8.server.TestClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TextServerIT {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(SampleRecords.NOW_S));
    private static final Limits LIMITS = TextServer.DEFAULT_LIMITS.withRate(100_000, 100_000);
    /** Each query stands behind "> ", its answer below. {@code -Deightfold.golden.update=true} writes the answers anew, for review as a diff. */
    private static final Path CASES = Path.of("src/test/cases/text-answers.txt");
    private static final String PROMPT = "> ";
    private final SampleRecords records = SampleRecords.some();
    private TextServer server;

    @AfterEach
    void shouldCountEveryLineAndConnectionOnce() {
        server.close();
        assertEquals(server.listener().accepted(), server.listener().ended().sum(), () -> "ended " + server.listener().ended());
        assertEquals(0, server.listener().ended().value(EndReason.FAULT));
    }

    private void start(final Limits limits, final int maxAnswerBytes, final DataSetLiveness liveness) throws IOException {
        server = TextServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), limits, maxAnswerBytes, records.index(), liveness, CLOCK);
    }

    private void start() throws IOException {
        start(LIMITS, TextServer.DEFAULT_MAX_ANSWER_BYTES, DataSetLiveness.ALWAYS);
    }

    private String ask(final String query) throws IOException {
        try (TestClient client = new TestClient(server.listener().address())) {
            return client.send(query + "\r\n").readAll();
        }
    }

    @Test
    void shouldAnswerAsRecorded() throws IOException {
        start();
        final List<String> recorded = Files.readAllLines(CASES);
        final List<String> given = new ArrayList<>();
        final List<String> queries = recorded.stream().filter(line -> line.startsWith(PROMPT)).toList();
        assertTrue(queries.size() > 30, "cases: " + queries.size());
        for (final String query : queries) {
            final String answer = ask(query.substring(PROMPT.length()));
            assertEquals("", AnswerForm.fault(answer), () -> query + "\n" + answer);
            given.add(query);
            given.addAll(answer.lines().toList());
        }
        if (Boolean.getBoolean("eightfold.golden.update")) {
            Files.write(CASES, given);
        }
        assertEquals(String.join("\n", Files.readAllLines(CASES)), String.join("\n", given));
    }

    @Test
    void shouldSayThatDataSetHasExpired() throws IOException {
        start(LIMITS, TextServer.DEFAULT_MAX_ANSWER_BYTES, (rir, nowS) -> false);
        assertTrue(ask("64496").startsWith("% Data set lab: serial 1, 9 records; it has EXPIRED"));
        assertTrue(ask("validate 64496.10.1.0.0/16").contains("verdict:        unverified\r\nreason:         data-expired"), () -> "nothing that is expired speaks for a route");
    }

    @Test
    void shouldKeepConnectionOpenOnRequest() throws IOException {
        start();
        try (TestClient client = new TestClient(server.listener().address())) {
            client.send("-k\r\n");
            assertEquals("\r\n", new String(client.read(2)));
            assertTrue(client.send("64496\r\n64506\n").readAnswer().contains("aut-num:        AS64496"));
            assertTrue(client.readAnswer().contains("aut-num:        AS64506"));
            assertTrue(client.send("64500\r\n").readAnswer().contains("%ERROR:101"));
            assertEquals("\r\n", client.send("\r\n").readAll(), "an empty line ends it");
        }
        assertEquals(1, server.listener().accepted());
        assertEquals(2, server.lines().value(TextCounter.EMPTY));
    }

    @Test
    void shouldAnswerLineThatEndsWithInput() throws IOException {
        start();
        try (TestClient client = new TestClient(server.listener().address())) {
            assertTrue(client.send("64496").endInput().readAll().contains("AS64496"));
        }
    }

    @Test
    void shouldRefuseLineThatIsTooLong() throws IOException {
        start();
        assertTrue(ask("x".repeat(LineReader.MAX_LINE_BYTES)).contains("%ERROR:115"), "as long as a line may be");
        assertTrue(ask("x".repeat(LineReader.MAX_LINE_BYTES + 1)).startsWith("%ERROR:107: input line too long\r\n"));
        assertTrue(ask("x".repeat(50_000)).startsWith("%ERROR:107"));
        assertEquals(2, server.lines().value(TextCounter.LINE_TOO_LONG));
    }

    @Test
    void shouldRefuseWhatIsNotText() throws IOException {
        start();
        assertTrue(ask("644\0").startsWith("%ERROR:108: bad character in input\r\n"));
        assertTrue(ask("\u001b[2J64496").startsWith("%ERROR:108"));
        try (TestClient client = new TestClient(server.listener().address())) {
            assertTrue(client.send((byte) 0xC3, (byte) 0x28, (byte) '\n').readAll().startsWith("%ERROR:108"));
        }
        assertEquals(3, server.lines().value(TextCounter.BAD_CHARACTER));
    }

    @Test
    void shouldRefuseWhoAsksTooOften() throws IOException {
        start(LIMITS.withRate(1, 2), TextServer.DEFAULT_MAX_ANSWER_BYTES, DataSetLiveness.ALWAYS);
        ask("64496");
        ask("64496");
        assertTrue(ask("64496").startsWith("%ERROR:201: access denied\r\n"));
        TestClient.await("its connection has ended", () -> server.listener().ended().value(EndReason.QUERY_RATE) == 1);
    }

    @Test
    void shouldRefuseConnectionInWords() throws IOException {
        start(LIMITS.withConnections(1, 1), TextServer.DEFAULT_MAX_ANSWER_BYTES, DataSetLiveness.ALWAYS);
        try (TestClient first = new TestClient(server.listener().address())) {
            TestClient.await("one is served", () -> server.listener().open() == 1);
            final String answer = ask("64496");
            assertTrue(answer.startsWith("%ERROR:306: connections exceeded\r\n"), answer);
            assertEquals("", AnswerForm.fault(answer));
            assertTrue(first.send("64496\r\n").readAll().contains("AS64496"), "the one that was there is served");
        }
    }

    @Test
    void shouldCutLongAnswerAndSaySo() throws IOException {
        final List<RecordChange> many = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            many.add(RecordChange.put(new RouteRecord(64496, i << 16, 16, 16, "lab", RecordStatus.ACTIVE, SampleRecords.EXPIRY_S, 0)));
        }
        records.apply("lab", many);
        start(LIMITS, 20_000, DataSetLiveness.ALWAYS);
        final String answer = ask("bulk 64496");
        assertTrue(answer.length() <= 20_000 && answer.length() > 19_000, "bytes " + answer.length());
        assertTrue(answer.endsWith("% The answer is cut: it has more than 20000 bytes. Ask for less, or read the feed for all.\r\n\r\n\r\n"), answer.substring(answer.length() - 200));
        assertEquals("", AnswerForm.fault(answer));
    }

    @Test
    void shouldShowHolderInUtf8() throws IOException {
        records.put(new AsnRecord(64510, "ORG-UE", "Überland Netze GmbH", "AT", "lab", RecordStatus.ACTIVE, SampleRecords.EXPIRY_S, 0, 0));
        start();
        assertTrue(ask("AS64510").contains("holder:         Überland Netze GmbH\r\n"));
    }

    @Test
    void shouldShowRecordsOfSeveralRegistries() throws IOException {
        records.put(new AsnRecord(64496, "ORG-OTHER", "Other", "FR", "other", RecordStatus.ACTIVE, SampleRecords.EXPIRY_S, 0, 0));
        start();
        final String both = ask("64496");
        assertTrue(both.contains("source:         LAB") && both.contains("source:         OTHER"), both);
        final String one = ask("-s other 64496");
        assertTrue(!one.contains("LAB") && one.contains("source:         OTHER"), one);
        assertTrue(ask("-s other -a 64496").contains("source:         LAB"));
    }
}
