// SPDX-License-Identifier: Apache-2.0
// Messages to zebra, byte by byte.
package io.eightfold.perf.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ZapiMessagesTest {
    private static final int PREFIX = 10 << 24 | 1 << 16 | 2 << 8;
    private static final int GATEWAY = 198 << 24 | 18 << 16 | 10;

    @Test
    void shouldSayHelloAsStatic() {
        assertEquals("0013 fe 06 00000000 0012 03 0000 00000000 00 00".replace(" ", ""), hex(ZapiMessages::hello));
    }

    @Test
    void shouldAddRouteWithOneNextHop() {
        assertEquals("002b fe 06 00000000 0008 03 0000 00000000 00000001 01 02 18 0a0102 0001 00000000 03 00 c612000a 00000007".replace(" ", ""),
            hex(to -> ZapiMessages.add(to, PREFIX, 24, GATEWAY, 7)));
    }

    @Test
    void shouldDeleteRouteByItsPrefix() {
        assertEquals("001b fe 06 00000000 0009 03 0000 00000000 00000000 01 02 18 0a0102".replace(" ", ""),
            hex(to -> ZapiMessages.delete(to, PREFIX, 24)));
    }

    @Test
    void shouldSendOnlyBytesThatPrefixNeeds() {
        assertTrue(hex(to -> ZapiMessages.delete(to, 128 << 24, 1)).endsWith("0180"));
        assertTrue(hex(to -> ZapiMessages.delete(to, PREFIX, 9)).endsWith("090a01"));
        assertTrue(hex(to -> ZapiMessages.delete(to, PREFIX + 3, 32)).endsWith("200a010203"));
        assertTrue(hex(to -> ZapiMessages.delete(to, 0, 0)).endsWith("010200"));
    }

    @Test
    void shouldHaveNoLongerMessageThanSaid() {
        final ByteBuffer to = ByteBuffer.allocate(100);
        ZapiMessages.add(to, PREFIX, 32, GATEWAY, 7);
        assertEquals(ZapiMessages.LONGEST_BYTES, to.position());
    }

    private static String hex(final Consumer<ByteBuffer> message) {
        final ByteBuffer to = ByteBuffer.allocate(100);
        message.accept(to);
        return HexFormat.of().formatHex(to.array(), 0, to.position());
    }
}
