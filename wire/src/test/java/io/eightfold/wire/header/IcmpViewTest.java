// SPDX-License-Identifier: Apache-2.0
// Tests of the ICMP message view on known bytes.
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

class IcmpViewTest {
    /** Echo request, identifier 0x1234, sequence 1, data "abcdefgh!" (an odd length). */
    private static final byte[] ECHO = HexFormat.of().parseHex("08003335" + "12340001" + "616263646566676821");

    private final GuardedMemory memory = new GuardedMemory(4096);
    private final IcmpView view = new IcmpView();

    @AfterEach
    void free() {
        memory.close();
    }

    @Test
    void shouldReadAnEcho() {
        final long a = memory.place(ECHO);
        assertEquals(HeaderFault.OK, view.wrap(a, ECHO.length));
        assertEquals(IcmpView.ECHO_REQUEST, view.type());
        assertEquals(0, view.code());
        assertEquals(0x3335, view.checksum());
        assertEquals(0x1234, view.echoId());
        assertEquals(1, view.echoSequence());
        assertEquals(0x12340001, view.rest());
        assertEquals(a + 8, view.quotedAddress());
        assertEquals(9, view.quotedLength());
        assertEquals(17, view.length());
    }

    @Test
    void shouldWriteTheSameBytes() {
        final long a = memory.place(ECHO);
        Memory.fill(a, 8, 0xEE);
        IcmpView.write(a, IcmpView.ECHO_REQUEST, 0, 0x12340001, ECHO.length);
        assertEquals(HexFormat.of().formatHex(ECHO), HexFormat.of().formatHex(Memory.toBytes(a, ECHO.length)));
    }

    @Test
    void shouldReadTheMtuOfFragmentationNeeded() {
        final long a = memory.atEnd(8);
        IcmpView.write(a, IcmpView.UNREACHABLE, IcmpView.FRAGMENTATION_NEEDED, 1400, 8);
        assertEquals(HeaderFault.OK, view.wrap(a, 8));
        assertEquals(1400, view.mtu());
        assertEquals(0, view.quotedLength());
    }

    @Test
    void shouldRefuseShortAndBrokenMessages() {
        for (int length = 0; length < 8; length++) {
            assertEquals(HeaderFault.TOO_SHORT, view.wrap(memory.place(Arrays.copyOf(ECHO, length)), length));
        }
        for (int i = 0; i < ECHO.length; i++) {
            final byte[] broken = ECHO.clone();
            broken[i] ^= 0x10;
            assertEquals(HeaderFault.BAD_CHECKSUM, view.wrap(memory.place(broken), broken.length));
        }
    }

    @Test
    void shouldSortTypes() {
        for (int type = 0; type < 256; type++) {
            assertFalse(IcmpView.isError(type) && IcmpView.isQuery(type));
        }
        for (int error : new int[] {3, 4, 5, 11, 12}) {
            assertTrue(IcmpView.isError(error));
        }
        for (int query : new int[] {0, 8, 9, 10, 13, 14, 15, 16, 17, 18}) {
            assertTrue(IcmpView.isQuery(query));
        }
        for (int unknown : new int[] {1, 2, 6, 7, 19, 40, 255}) {
            assertFalse(IcmpView.isError(unknown) || IcmpView.isQuery(unknown));
        }
        assertEquals(6, IcmpView.NO_ROUTE_TO_ASN);
    }
}
