// SPDX-License-Identifier: Apache-2.0
// Headers, NOTIFICATIONs and ROUTE-REFRESHs, byte by byte.
package io.eightfold.bgp8.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MessagesTest {
    private static final String MARKER = "ffffffffffffffffffffffffffffffff";

    private static byte[] bytes(final String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static int frame(final String hex, final int maxBytes) throws MessageException {
        final byte[] bytes = bytes(hex);
        return MessageFramer.length(new UnsafeBuffer(bytes), 0, bytes.length, maxBytes);
    }

    @ParameterizedTest
    @CsvSource({"0013 04, 4096, 19", "001d 01, 4096, 29", "1000 01, 4096, 4096", "1000 02, 4096, 4096", "ffff 02, 65535, 65535", "0017 02, 4096, 23", "0015 03, 4096, 21",
        "0017 05, 4096, 23", "1001 03, 65535, 4097", "1001 05, 65535, 4097"})
    void shouldFindWhereAMessageEnds(final String lengthAndType, final int maxBytes, final int length) throws MessageException {
        assertEquals(length, frame(MARKER + lengthAndType, maxBytes));
        assertEquals(length, frame(MARKER + lengthAndType + "00", maxBytes));
        assertEquals(0, frame((MARKER + lengthAndType).substring(0, 36), maxBytes));
        assertEquals(0, frame("", maxBytes));
    }

    @ParameterizedTest
    @CsvSource({"fffffffffffffffffffffffffffffffe, 0013 04, 1/1, ''", "00ffffffffffffffffffffffffffffff, 0013 04, 1/1, ''", "ffffffffffffffffffffffffffffffff, 0012 04, 1/2, 0012",
        "ffffffffffffffffffffffffffffffff, 0014 04, 1/2, 0014", "ffffffffffffffffffffffffffffffff, 0000 02, 1/2, 0000", "ffffffffffffffffffffffffffffffff, 0016 02, 1/2, 0016",
        "ffffffffffffffffffffffffffffffff, 001c 01, 1/2, 001c", "ffffffffffffffffffffffffffffffff, 0014 03, 1/2, 0014", "ffffffffffffffffffffffffffffffff, 0016 05, 1/2, 0016",
        "ffffffffffffffffffffffffffffffff, 1001 02, 1/2, 1001", "ffffffffffffffffffffffffffffffff, 0012 09, 1/2, 0012", "ffffffffffffffffffffffffffffffff, 0013 06, 1/3, 06",
        "ffffffffffffffffffffffffffffffff, 0013 00, 1/3, 00", "ffffffffffffffffffffffffffffffff, ffff ff, 1/3, ff"})
    void shouldRefuseHeaders(final String marker, final String lengthAndType, final String code, final String data) {
        final MessageError error = assertThrows(MessageException.class, () -> frame(marker + lengthAndType, 4096)).error();
        assertEquals(code, error.kind().code() + "/" + error.kind().subcode());
        assertArrayEquals(bytes(data), error.data());
    }

    @Test
    void shouldKeepOpenAndKeepaliveShortWithExtendedMessages() {
        assertThrows(MessageException.class, () -> frame(MARKER + "1001 01", 65_535));
        assertThrows(MessageException.class, () -> frame(MARKER + "1001 04", 65_535));
    }

    private static NotificationMessage decode(final byte[] bytes) throws MessageException {
        return NotificationMessage.decode(new UnsafeBuffer(bytes), 0, bytes.length);
    }

    @Test
    void shouldCarryTheOperatorsWords() throws MessageException {
        final NotificationMessage cease = NotificationMessage.cease(2, "bis 6 Uhr");
        assertArrayEquals(bytes(MARKER + "001f 03 06 02 09 626973203620556872"), cease.encode());
        assertEquals(cease, decode(cease.encode()));
        assertEquals("bis 6 Uhr", cease.text());
        assertArrayEquals(bytes(MARKER + "0015 03 06 02"), NotificationMessage.cease(2, "").encode());
        assertEquals("bis 6 Uhr", cease.hardReset().text());
        assertArrayEquals(bytes(MARKER + "0021 03 06 09 06 02 09 626973203620556872"), cease.hardReset().encode());
        assertEquals(cease, decode(cease.hardReset().encode()).reason());
        assertEquals("cease/administrative-shutdown", cease.words());
    }

    @Test
    void shouldCutWordsAtAWholeCharacter() {
        for (int length = 120; length < 300; length++) {
            for (final String letter : new String[] {"x", "\u00fc", "\u20ac", "\ud83d\ude80"}) {
                final String text = letter.repeat(length);
                final String carried = NotificationMessage.cease(2, text).text();
                final int fit = Math.min(length, 255 / letter.getBytes(StandardCharsets.UTF_8).length);
                assertEquals(letter.repeat(fit), carried);
            }
        }
        assertEquals("?", NotificationMessage.cease(2, "\ud83d").text(), "half a character");
    }

    @ParameterizedTest
    @CsvSource({"06 02 ff 41, ''", "06 02 02 41, ''", "06 02 00, ''", "06 02, ''", "06 03 01 41, ''", "03 02 01 41, ''", "06 02 02 410a, A?", "06 04 04 1b5b3241, ?[2A",
        "06 02 03 e280ae, ?", "06 02 01 ff, \ufffd", "06 09 06, ''", "06 09, ''", "06 09 06 02 01 41, A", "06 09 06 02 05 41, ''"})
    void shouldReadWordsOnlyWhereTheyAre(final String hex, final String text) throws MessageException {
        final byte[] body = bytes(hex);
        assertEquals(text, decode(bytes(MARKER + String.format("%04x03", 19 + body.length) + hex)).text());
    }

    @Test
    void shouldNotWriteMoreThanAMessageHolds() {
        assertEquals(4096, new NotificationMessage(7, 1, new byte[70_000]).encode().length);
    }

    @Test
    void shouldNameCodesAlsoUnknownOnes() {
        for (int code = 0; code < 256; code++) {
            for (int subcode = 0; subcode < 256; subcode++) {
                assertTrue(new NotificationMessage(code, subcode).words().length() > 3);
            }
        }
        assertEquals("open/role-mismatch", new NotificationMessage(2, 11).words());
        assertEquals("open/subcode-5", new NotificationMessage(2, 5).words());
        assertEquals("code-9/3", new NotificationMessage(9, 3).words());
    }

    @Test
    void shouldReadAndWriteRefreshes() throws MessageException {
        assertArrayEquals(bytes(MARKER + "0017 05 8008 00 01"), RefreshMessage.encode(Carrier.NATIVE, RefreshMessage.REQUEST));
        assertArrayEquals(bytes(MARKER + "0017 05 0001 02 80"), RefreshMessage.encode(Carrier.VPNV4, RefreshMessage.END));
        assertEquals(new RefreshMessage(1, 1, 128), refresh("0017 05 0001 01 80"));
        assertEquals(Carrier.VPNV4, refresh("0017 05 0001 01 80").carrier());
        assertEquals(null, refresh("0017 05 0002 00 01").carrier());
        assertEquals(new RefreshMessage(1, 0, 1), refresh("001a 05 0001 00 01 010203"), "filters of RFC 5291 are not read");
        final MessageError error = assertThrows(MessageException.class, () -> refresh("0018 05 0001 01 01 00")).error();
        assertEquals(ErrorKind.REFRESH_LENGTH, error.kind());
        assertArrayEquals(bytes(MARKER + "0018 05 0001 01 01 00"), error.data());
        assertEquals(ErrorKind.MESSAGE_LENGTH, assertThrows(MessageException.class, () -> refresh("0016 05 0001 00")).error().kind());
    }

    private static RefreshMessage refresh(final String hex) throws MessageException {
        final byte[] bytes = bytes(MARKER + hex);
        return RefreshMessage.decode(new UnsafeBuffer(bytes), 0, bytes.length);
    }
}
