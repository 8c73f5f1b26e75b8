// SPDX-License-Identifier: Apache-2.0
// Tests of the UDP view on known bytes.
package io.eightfold.wire.header;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.wire.memory.GuardedMemory;
import io.eightfold.wire.memory.Memory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UdpViewTest {
    private static final int SRC = 0xC0000201;
    private static final int DST = 0xC6336402;
    private static final long SRC8 = 0x0000FBF0C0000201L;
    private static final long DST8 = 0x0000FBF1C6336402L;
    /** Port 5000 to 7, data "hello", between the addresses above. */
    private static final String IN_IPV4 = "13880007000dbc3b68656c6c6f";
    private static final String IN_IPV8 = "13880007000dc45868656c6c6f";

    private final GuardedMemory memory = new GuardedMemory(4096);
    private final UdpView view = new UdpView();

    @AfterEach
    void free() {
        memory.close();
    }

    @Test
    void shouldReadKnownBytes() {
        final long a = memory.place(HexFormat.of().parseHex(IN_IPV8));
        assertEquals(HeaderFault.OK, view.wrap(a, 13));
        assertEquals(5000, view.sourcePort());
        assertEquals(7, view.destinationPort());
        assertEquals(13, view.length());
        assertEquals(0xC458, view.checksum());
        assertEquals("hello", new String(Memory.toBytes(view.payloadAddress(), view.payloadLength()), StandardCharsets.US_ASCII));
    }

    @Test
    void shouldCoverBothFullAddressesInIpv8() {
        view.wrap(memory.place(HexFormat.of().parseHex(IN_IPV8)), 13);
        assertTrue(view.isChecksumValidV8(SRC8, DST8));
        assertFalse(view.isChecksumValidV8(SRC8 ^ 1L << 32, DST8));
        assertFalse(view.isChecksumValidV8(SRC8, DST8 ^ 1));
        assertFalse(view.isChecksumValidV4(SRC, DST));
        view.wrap(memory.place(HexFormat.of().parseHex(IN_IPV4)), 13);
        assertTrue(view.isChecksumValidV4(SRC, DST));
        assertFalse(view.isChecksumValidV4(SRC, DST + 1));
    }

    @Test
    void shouldTakeZeroAsNoChecksum() {
        final long a = memory.place(HexFormat.of().parseHex("13880007000d000068656c6c6f"));
        view.wrap(a, 13);
        assertTrue(view.isChecksumValidV4(1, 2));
        assertTrue(view.isChecksumValidV8(1, 2));
    }

    @Test
    void shouldWriteTheSameBytes() {
        final long a = memory.place(HexFormat.of().parseHex(IN_IPV4));
        Memory.fill(a, 8, 0xEE);
        UdpView.writeV4(a, 5000, 7, 5, SRC, DST);
        assertEquals(IN_IPV4, HexFormat.of().formatHex(Memory.toBytes(a, 13)));
        UdpView.writeV8(a, 5000, 7, 5, SRC8, DST8);
        assertEquals(IN_IPV8, HexFormat.of().formatHex(Memory.toBytes(a, 13)));
    }

    @Test
    void shouldNeverSendAComputedZero() {
        final long a = memory.atEnd(10);
        int allOnes = 0;
        for (int data = 0; data <= 0xFFFF; data++) {
            Memory.putU16(a + 8, data);
            UdpView.writeV8(a, 1, 2, 2, SRC8, DST8);
            view.wrap(a, 10);
            assertTrue(view.checksum() != 0);
            assertTrue(view.isChecksumValidV8(SRC8, DST8));
            allOnes += view.checksum() == 0xFFFF ? 1 : 0;
        }
        assertEquals(1, allOnes, "one value of the data word makes the sum come out as zero");
    }

    @Test
    void shouldCheckTheLengthAgainstWhatIsEnclosed() {
        final byte[] bytes = HexFormat.of().parseHex(IN_IPV4);
        for (int length = 0; length < 8; length++) {
            assertEquals(HeaderFault.TOO_SHORT, view.wrap(memory.place(Arrays.copyOf(bytes, length)), length));
        }
        for (int length = 8; length < 13; length++) {
            assertEquals(HeaderFault.BAD_TOTAL_LENGTH, view.wrap(memory.place(Arrays.copyOf(bytes, length)), length));
        }
        assertEquals(HeaderFault.OK, view.wrap(memory.place(Arrays.copyOf(bytes, 20)), 20));
        assertEquals(5, view.payloadLength());
        bytes[5] = 7;
        assertEquals(HeaderFault.BAD_TOTAL_LENGTH, view.wrap(memory.place(bytes), 13));
    }
}
