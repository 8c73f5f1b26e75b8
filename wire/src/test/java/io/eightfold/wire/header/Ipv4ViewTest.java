// SPDX-License-Identifier: Apache-2.0
// Tests of the IPv4 header view on known bytes.
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

class Ipv4ViewTest {
    /** 192.168.0.1 to 192.168.0.199, DF, TTL 64, UDP; a widely published example whose checksum is b861. */
    private static final String HEADER = "45000073" + "00004000" + "4011b861" + "c0a80001" + "c0a800c7";

    private final GuardedMemory memory = new GuardedMemory(4096);
    private final Ipv4View view = new Ipv4View();

    @AfterEach
    void free() {
        memory.close();
    }

    private static byte[] sample() {
        return Arrays.copyOf(HexFormat.of().parseHex(HEADER), 0x73);
    }

    @Test
    void shouldReadEveryFieldOfKnownBytes() {
        final long a = memory.place(sample());
        assertEquals(HeaderFault.OK, view.wrap(a, 0x73));
        assertEquals(20, view.headerLength());
        assertEquals(0x73, view.totalLength());
        assertEquals(0, view.identification());
        assertTrue(view.df());
        assertFalse(view.isFragment());
        assertEquals(64, view.ttl());
        assertEquals(Protocol.UDP, view.protocol());
        assertEquals(0xC0A80001, view.source());
        assertEquals(0xC0A800C7, view.destination());
        assertEquals(a + 20, view.payloadAddress());
        assertEquals(0x73 - 20, view.payloadLength());
    }

    @Test
    void shouldWriteTheSameBytes() {
        final long a = memory.atEnd(20);
        Ipv4View.write(a, 0, 0x73, 0, Ipv4Layout.DF, 64, Protocol.UDP, 0xC0A80001, 0xC0A800C7);
        assertEquals(HEADER, HexFormat.of().formatHex(Memory.toBytes(a, 20)));
    }

    @Test
    void shouldRefuseOtherVersionsAndShortHeaders() {
        final byte[] bytes = sample();
        bytes[0] = (byte) 0x87;
        assertEquals(HeaderFault.BAD_VERSION, view.wrap(memory.place(bytes), bytes.length));
        bytes[0] = 0x44;
        assertEquals(HeaderFault.BAD_HEADER_LENGTH, view.wrap(memory.place(bytes), bytes.length));
        bytes[0] = 0x4F;
        assertEquals(HeaderFault.TOO_SHORT, view.wrap(memory.place(Arrays.copyOf(bytes, 59)), 59));
        assertEquals(HeaderFault.TOO_SHORT, view.wrap(memory.place(new byte[0]), 0));
        assertEquals(HeaderFault.TOO_SHORT, view.wrap(memory.atEnd(0), -1));
    }

    @Test
    void shouldKeepTheChecksumRightThroughEverySetter() {
        final long a = memory.place(sample());
        view.wrap(a, 0x73);
        view.tos(1);
        view.identification(0xABCD);
        view.flagsAndOffset(Ipv4Layout.OFFSET);
        view.ttl(255);
        view.decrementTtl();
        view.source(0x0A000001);
        view.destination(-1);
        view.totalLength(20);
        assertEquals(HeaderFault.OK, view.wrap(a, 0x73));
        assertEquals(254, view.ttl());
        assertEquals(65528, view.fragmentOffsetBytes());
        assertEquals(0x0A000001, view.source());
        assertEquals(-1, view.destination());
        assertEquals(0, view.payloadLength());
    }

    @Test
    void shouldReadAQuotedHeader() {
        assertEquals(HeaderFault.OK, view.wrapQuoted(memory.place(Arrays.copyOf(sample(), 28)), 28));
        assertEquals(8, view.payloadLength());
    }

    @Test
    void shouldGiveEveryFaultAWord() {
        assertEquals("ok", HeaderFault.label(HeaderFault.OK));
        assertEquals("bad-checksum", HeaderFault.label(HeaderFault.BAD_CHECKSUM));
        for (int fault = 0; fault < HeaderFault.COUNT; fault++) {
            assertTrue(HeaderFault.label(fault).matches("[a-z-]+"));
        }
    }
}
