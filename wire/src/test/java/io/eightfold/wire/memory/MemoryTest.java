// SPDX-License-Identifier: Apache-2.0
// Tests of raw memory access.
package io.eightfold.wire.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MemoryTest {
    private static final byte[] BYTES = HexFormat.of().parseHex("f0e1d2c3b4a5968778");
    private final long a = Memory.allocate(64);

    @AfterEach
    void free() {
        Memory.free(a);
    }

    @Test
    void shouldReadNetworkOrderAtAnyAlignment() {
        for (int offset = 0; offset < 8; offset++) {
            Memory.fromBytes(BYTES, a + offset);
            assertEquals(0xF0, Memory.u8(a + offset));
            assertEquals(0xF0E1, Memory.u16(a + offset));
            assertEquals(0xF0E1D2C3, Memory.u32(a + offset));
            assertEquals(0xF0E1D2C3B4A5L, Memory.u48(a + offset));
            assertEquals(0xF0E1D2C3B4A59687L, Memory.u64(a + offset));
        }
    }

    @Test
    void shouldWriteNetworkOrderAndNothingBeside() {
        Memory.putU8(a + 1, 0x1F0);
        Memory.putU16(a + 3, 0x1F0E1);
        Memory.putU32(a + 7, 0xF0E1D2C3);
        Memory.putU48(a + 13, 0x7777_F0E1_D2C3_B4A5L);
        Memory.putU64(a + 21, 0xF0E1D2C3B4A59687L);
        assertEquals("00f000f0e10000f0e1d2c30000f0e1d2c3b4a50000f0e1d2c3b4a5968700",
            HexFormat.of().formatHex(Memory.toBytes(a, 30)));
    }

    @Test
    void shouldUseTheMachinesOrderWhereNamedNative() {
        Memory.fromBytes(BYTES, a + 1);
        final ByteBuffer model = ByteBuffer.wrap(BYTES).order(ByteOrder.nativeOrder());
        assertEquals(model.getShort(0) & 0xFFFF, Memory.nativeShort(a + 1));
        assertEquals(model.getInt(0), Memory.nativeInt(a + 1));
        assertEquals(model.getLong(0), Memory.nativeLong(a + 1));

        Memory.putNativeShort(a, 0x1234);
        Memory.putNativeInt(a + 2, 0x56789ABC);
        Memory.putNativeLong(a + 6, 0x1122334455667788L);
        final ByteBuffer written = ByteBuffer.wrap(Memory.toBytes(a, 14)).order(ByteOrder.nativeOrder());
        assertEquals(0x1234, written.getShort(0));
        assertEquals(0x56789ABC, written.getInt(2));
        assertEquals(0x1122334455667788L, written.getLong(6));
    }

    @Test
    void shouldRoundTripReleaseAndAcquire() {
        Memory.releaseLong(a + 8, Long.MIN_VALUE + 5);
        assertEquals(Long.MIN_VALUE + 5, Memory.acquireLong(a + 8));
    }

    @Test
    void shouldAllocateZeroed() {
        final long zeroed = Memory.allocate(4096);
        assertArrayEquals(new byte[4096], Memory.toBytes(zeroed, 4096));
        Memory.free(zeroed);
    }

    @Test
    void shouldRefuseToAllocateNothing() {
        assertThrows(IllegalArgumentException.class, () -> Memory.allocate(0));
        assertThrows(IllegalArgumentException.class, () -> Memory.allocate(-1));
    }

    @Test
    void shouldCopyOverlappingRangesAndFill() {
        Memory.fromBytes(BYTES, a);
        Memory.copy(a, a + 2, BYTES.length);
        assertArrayEquals(BYTES, Memory.toBytes(a + 2, BYTES.length));
        Memory.copy(a + 2, a, BYTES.length);
        assertArrayEquals(BYTES, Memory.toBytes(a, BYTES.length));
        Memory.fill(a, 3, 0x1AB);
        assertEquals("abababc3", HexFormat.of().formatHex(Memory.toBytes(a, 4)));
    }
}
