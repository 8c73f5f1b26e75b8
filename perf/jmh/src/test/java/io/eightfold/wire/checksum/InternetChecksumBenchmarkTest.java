// SPDX-License-Identifier: Apache-2.0
// The checksum benchmarks give the right answers.
package io.eightfold.wire.checksum;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a sum byte by byte. */
final class InternetChecksumBenchmarkTest {
    private final InternetChecksumBenchmark benchmark = new InternetChecksumBenchmark();

    @BeforeEach
    void open() {
        benchmark.open();
    }

    @AfterEach
    void close() {
        benchmark.close();
    }

    @Test
    void shouldSumHeader() {
        assertEquals(checksum(InternetChecksumBenchmark.HEADER_BYTES), benchmark.header28Bytes());
    }

    @Test
    void shouldSumPayload() {
        assertEquals(checksum(InternetChecksumBenchmark.PAYLOAD_BYTES), benchmark.payload1500Bytes());
    }

    @Test
    void shouldUpdateAsIfSummedAnew() {
        final int updated = benchmark.incrementalUpdate();
        assertEquals(benchmark.checksumOfChanged(), updated);
        assertEquals(checksum(InternetChecksumBenchmark.PAYLOAD_BYTES), updated);
    }

    private int checksum(final int length) {
        final byte[] bytes = benchmark.bytes();
        int sum = 0;
        for (int i = 0; i < length; i++) {
            sum += (bytes[i] & 0xFF) << (i % 2 == 0 ? 8 : 0);
        }
        while (sum >>> 16 != 0) {
            sum = (sum & 0xFFFF) + (sum >>> 16);
        }
        return ~sum & 0xFFFF;
    }
}
