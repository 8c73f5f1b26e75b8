// SPDX-License-Identifier: Apache-2.0
// Tests of the IPv8 header view on known bytes.
package io.eightfold.wire.header;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.wire.memory.GuardedMemory;
import io.eightfold.wire.memory.Memory;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Ipv8ViewTest {
    /** 64496.192.0.2.1 to 64497.10.2.1.5, DF, TTL 64, ICMP, 56 bytes of payload that are zero. */
    private static final String HEADER = "87000054" + "12344000" + "4001218a" + "0000fbf0c0000201" + "0000fbf10a020105";

    private final GuardedMemory memory = new GuardedMemory(4096);
    private final Ipv8View view = new Ipv8View();

    @AfterEach
    void free() {
        memory.close();
    }

    private static byte[] sample() {
        return Arrays.copyOf(HexFormat.of().parseHex(HEADER), 84);
    }

    @Test
    void shouldReadEveryFieldOfKnownBytes() {
        final long a = memory.place(sample());
        assertEquals(HeaderFault.OK, view.wrap(a, 84));
        assertEquals(a, view.address());
        assertEquals(28, view.headerLength());
        assertEquals(84, view.totalLength());
        assertEquals(0, view.tos());
        assertEquals(0x1234, view.identification());
        assertEquals(0x4000, view.flagsAndOffset());
        assertEquals(2, view.flags());
        assertTrue(view.df());
        assertFalse(view.mf());
        assertEquals(0, view.fragmentOffsetBytes());
        assertTrue(view.isFirstFragment());
        assertFalse(view.isFragment());
        assertEquals(64, view.ttl());
        assertEquals(Protocol.ICMP, view.protocol());
        assertEquals(0x218A, view.checksum());
        assertEquals(0x0000FBF0C0000201L, view.source());
        assertEquals(64496, view.sourceAsn());
        assertEquals(0xC0000201, view.sourceHost());
        assertEquals(0x0000FBF10A020105L, view.destination());
        assertEquals(64497, view.destinationAsn());
        assertEquals(0x0A020105, view.destinationHost());
        assertEquals(a + 28, view.payloadAddress());
        assertEquals(56, view.payloadLength());
    }

    @Test
    void shouldWriteTheSameBytes() {
        final long a = memory.atEnd(28);
        Ipv8View.write(a, 0, 84, 0x1234, Ipv8Layout.DF, 64, Protocol.ICMP, 0x0000FBF0C0000201L, 0x0000FBF10A020105L);
        assertEquals(HEADER, HexFormat.of().formatHex(Memory.toBytes(a, 28)));
    }

    @Test
    void shouldLeaveLinkPaddingOutOfThePayload() {
        final byte[] padded = Arrays.copyOf(sample(), 100);
        assertEquals(HeaderFault.OK, view.wrap(memory.place(padded), 100));
        assertEquals(56, view.payloadLength());
    }

    @ParameterizedTest
    @CsvSource({
        // offset, value, fault; the checksum is made right again afterwards
        "0, 0x47, BAD_VERSION", "0, 0x78, BAD_VERSION", "0, 0x86, BAD_HEADER_LENGTH", "0, 0x80, BAD_HEADER_LENGTH",
        "3, 27, BAD_TOTAL_LENGTH", "3, 85, BAD_TOTAL_LENGTH", "2, 1, BAD_TOTAL_LENGTH", "3, 28, OK", "8, 0, OK"
    })
    void shouldNameTheFault(int offset, int value, String fault) throws ReflectiveOperationException {
        final byte[] bytes = sample();
        bytes[offset] = (byte) value;
        HeaderBytes.fixChecksum(bytes);
        assertEquals(HeaderFault.class.getField(fault).getInt(null), view.wrap(memory.place(bytes), bytes.length));
    }

    @Test
    void shouldRefuseAHeaderThatIsCutOff() {
        final byte[] bytes = sample();
        for (int length = 0; length < 28; length++) {
            assertEquals(HeaderFault.TOO_SHORT, view.wrap(memory.place(Arrays.copyOf(bytes, length)), length));
        }
        for (int length = 28; length < 84; length++) {
            assertEquals(HeaderFault.BAD_TOTAL_LENGTH, view.wrap(memory.place(Arrays.copyOf(bytes, length)), length));
        }
        bytes[0] = (byte) 0x88;
        assertEquals(HeaderFault.TOO_SHORT, view.wrap(memory.place(Arrays.copyOf(bytes, 31)), 31));
    }

    @Test
    void shouldRefuseAWrongChecksumAndKeepTheFormerContent() {
        final long sound = memory.atStart();
        Memory.fromBytes(sample(), sound);
        view.wrap(sound, 84);
        final byte[] broken = sample();
        broken[11] ^= 1;
        assertEquals(HeaderFault.BAD_CHECKSUM, view.wrap(memory.place(broken), 84));
        assertEquals(sound, view.address());
    }

    @Test
    void shouldReadAQuotedHeaderWhosePayloadIsCutOff() {
        final byte[] quoted = Arrays.copyOf(sample(), 36);
        quoted[8] = 1; // TTL as it was at the dropping router; the checksum no longer matches
        assertEquals(HeaderFault.OK, view.wrapQuoted(memory.place(quoted), 36));
        assertEquals(84, view.totalLength());
        assertEquals(8, view.payloadLength());
        assertEquals(HeaderFault.TOO_SHORT, view.wrapQuoted(memory.place(Arrays.copyOf(quoted, 27)), 27));
        quoted[0] = 0x45;
        assertEquals(HeaderFault.BAD_VERSION, view.wrapQuoted(memory.place(quoted), 36));
    }

    @Test
    void shouldKeepTheChecksumRightThroughEverySetter() {
        final long a = memory.place(sample());
        view.wrap(a, 84);
        view.tos(0xB8);
        view.identification(0xFFFF);
        view.flagsAndOffset(Ipv8Layout.MF | 185);
        view.ttl(2);
        view.decrementTtl();
        view.source(0xFFFF0001E0000005L);
        view.destination(-1L);
        view.totalLength(60);
        assertEquals(HeaderFault.OK, view.wrap(a, 84));
        assertEquals(0xB8, view.tos());
        assertEquals(0xFFFF, view.identification());
        assertTrue(view.mf());
        assertFalse(view.df());
        assertEquals(1480, view.fragmentOffsetBytes());
        assertTrue(view.isFragment());
        assertFalse(view.isFirstFragment());
        assertEquals(1, view.ttl());
        assertEquals(Protocol.ICMP, view.protocol());
        assertEquals(0xFFFF0001E0000005L, view.source());
        assertEquals(-1L, view.destination());
        assertEquals(32, view.payloadLength());
    }
}
