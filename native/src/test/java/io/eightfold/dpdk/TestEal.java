// SPDX-License-Identifier: Apache-2.0
// What the integration tests share: EAL without hugepages, plain devices, frames, sentences.
package io.eightfold.dpdk;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.function.Executable;

final class TestEal {
    static final int MEMORY_MIB = 64;
    /** IEEE Std 802 local experimental EtherType 1: nothing else on the machine sends it. */
    static final int ETHER_TYPE = 0x88B5;
    static final int FRAME_BYTES = 64;
    private static final int DATA_ROOM_BYTES = 2048;

    private TestEal() {
    }

    static Eal start() {
        return Eal.start(new Eal.Options(Hugepages.Policy.NEVER, MEMORY_MIB, false, List.of()));
    }

    static Mempool pool(final String name) {
        return Mempool.create(name, Mempool.MIN_MBUFS, DATA_ROOM_BYTES);
    }

    static EthPort.Settings settings(final int queues) {
        return new EthPort.Settings(queues, queues, 256, 256, 1500);
    }

    static EthPort attach(final String driver, final String suffix, final Map<String, String> arguments) {
        return EthPort.attach(DeviceArguments.virtual(driver, suffix, arguments));
    }

    /** Broadcast frame with the experimental EtherType; {@code mark} repeats in its payload. */
    static byte[] frame(final int mark) {
        final byte[] frame = new byte[FRAME_BYTES];
        Arrays.fill(frame, 0, 6, (byte) 0xFF);
        Arrays.fill(frame, 14, FRAME_BYTES, (byte) mark);
        frame[6] = 2;
        frame[12] = (byte) (ETHER_TYPE >>> 8);
        frame[13] = (byte) ETHER_TYPE;
        return frame;
    }

    /** The call must fail with one sentence: one line, a remedy after a semicolon, and these words. */
    static DpdkException assertRefused(final Executable call, final String... words) {
        final DpdkException refused = assertThrows(DpdkException.class, call);
        assertSentence(refused.getMessage(), words);
        return refused;
    }

    static void assertSentence(final String message, final String... words) {
        assertFalse(message.contains("\n"), () -> "one line: " + message);
        assertTrue(message.contains("; "), () -> "cause; remedy: " + message);
        for (final String word : words) {
            assertTrue(message.contains(word), () -> "'" + word + "' is missing in: " + message);
        }
    }
}
