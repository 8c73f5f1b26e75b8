// SPDX-License-Identifier: Apache-2.0
// Whatever is sent, the answer is well formed.
package io.eightfold.whois8.server.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eightfold.whois8.server.DataSetLiveness;
import io.eightfold.whois8.server.EndReason;
import io.eightfold.whois8.server.SampleRecords;
import io.eightfold.whois8.server.TestClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextFuzzIT {
    private static final long SEED = Long.getLong("eightfold.seed", 3912);
    private static final int QUERIES = 4000;
    private static final String[] WORDS = {"64496", "AS64496", "as4294967295", "4294967296", "64496.10.1.0.0/16", "64496.10.1.0.5", "64496.10.1.0.0/33", "0.0.0.0.0.0.0.0/0",
        "ORG-EX1", "validate", "endpoint", "bulk", "help", "?", "-x", "-L", "-l", "-M", "-m", "-K", "-T", "route", "aut-num", "-i", "origin", "org", "-s", "lab", "-q", "version",
        "sources", "-k", "-V", "-rBT", "--", "--inverse", "--exact", "-", "/", ".", "..", "%ERROR:101", "\u202e", "é", "64496-10.0.0.0", "127.1.0.0.1", "-t", "route8", "-Z9",
        "10.0.0.0/8", "999999999999999999999", "1.2.3.4.5.6.7.8/64", "\t", "\u00a0", "'", "${x}", "-g"};
    private final Random random = new Random(SEED);

    @Test
    void shouldAnswerWellFormedWhateverIsSent() throws IOException {
        try (TextServer server = TextServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), TextServer.DEFAULT_LIMITS.withRate(1_000_000, 1_000_000),
            TextServer.DEFAULT_MAX_ANSWER_BYTES, SampleRecords.some().index(), DataSetLiveness.ALWAYS, InstantSource.system())) {
            for (int i = 0; i < QUERIES; i++) {
                final byte[] query = random.nextBoolean() ? words() : bytes();
                try (TestClient client = new TestClient(server.listener().address())) {
                    final String answer = client.send(query).endInput().readAll();
                    assertEquals("", AnswerForm.fault(answer), () -> "seed " + SEED + " query " + HexFormat.of().formatHex(query) + " answer\n" + answer);
                }
            }
            assertEquals(QUERIES, server.listener().accepted());
            assertEquals(0, server.listener().ended().value(EndReason.FAULT), () -> "ended " + server.listener().ended());
            TestClient.await("all have ended " + server.listener().ended(), () -> server.listener().ended().value(EndReason.ANSWERED) + server.listener().ended().value(EndReason.BAD_REQUEST) == QUERIES);
        }
    }

    private byte[] words() {
        final StringBuilder line = new StringBuilder();
        for (int words = random.nextInt(6); words >= 0; words--) {
            line.append(WORDS[random.nextInt(WORDS.length)]).append(random.nextInt(5) == 0 ? "" : " ");
        }
        return line.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Bytes as they come, or words with some of them changed. */
    private byte[] bytes() {
        final ByteArrayOutputStream line = new ByteArrayOutputStream();
        if (random.nextBoolean()) {
            final byte[] words = words();
            words[random.nextInt(words.length)] ^= (byte) (1 << random.nextInt(8));
            line.writeBytes(words);
        } else {
            final byte[] any = new byte[random.nextInt(1200)];
            random.nextBytes(any);
            line.writeBytes(any);
        }
        line.write('\n');
        return line.toByteArray();
    }
}
