// SPDX-License-Identifier: Apache-2.0
// The bytes of records.
package io.eightfold.whois8.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordCodecTest {
    private static final AsnRecord HOLDER = new AsnRecord(64496, "ORG-EX1", "Example Ünivers", "DE", "lab", RecordStatus.ACTIVE, 2_000_000_000, 0xC000_0201, 1_700_000_000);
    private static final RouteRecord ROUTE = new RouteRecord(64496, 0x0A01_0000, 16, 16, "lab", RecordStatus.SUSPENDED, 2_000_000_000, 1_700_000_000);

    @Test
    void shouldWriteHolderAsDocumented() {
        final String hex = "01" + "0000fbf0" + "01" + "0000000077359400" + "000000006553f100" + "036c6162" + "074f52472d455831" + "10" + "4578616d706c6520c39c6e6976657273"
            + "4445" + "c0000201";
        assertArrayEquals(HexFormat.of().parseHex(hex), RecordCodec.encode(HOLDER));
        assertEquals(HOLDER, RecordCodec.decode(HexFormat.of().parseHex(hex)));
    }

    @Test
    void shouldWriteRouteAsDocumented() {
        final String hex = "02" + "0000fbf0" + "02" + "0000000077359400" + "000000006553f100" + "036c6162" + "0a010000" + "10" + "10";
        assertArrayEquals(HexFormat.of().parseHex(hex), RecordCodec.encode(ROUTE));
        assertEquals(ROUTE, RecordCodec.decode(HexFormat.of().parseHex(hex)));
    }

    @Test
    void shouldRefuseWhatNoEncoderWrites() {
        final byte[] bytes = RecordCodec.encode(ROUTE);
        assertRefused("type 9", with(bytes, 0, 9));
        assertRefused("status code 0", with(bytes, 5, 0));
        assertRefused("max-length=17", with(bytes, bytes.length - 1, 17));
        assertRefused("length=-1", with(bytes, bytes.length - 2, 255));
        assertRefused("host bits set", with(bytes, bytes.length - 3, 1));
        assertRefused("rir 'lAb'", with(bytes, 24, 'A'));
        assertRefused("middle of a field", Arrays.copyOf(bytes, bytes.length - 1));
        assertRefused("1 bytes behind", Arrays.copyOf(bytes, bytes.length + 1));
        final byte[] holder = RecordCodec.encode(HOLDER);
        assertRefused("not UTF-8", with(holder, holder.length - 4 - 2 - 7, 0x20));
    }

    private static void assertRefused(final String reason, final byte[] bytes) {
        final String message = assertThrows(RecordException.class, () -> RecordCodec.decode(bytes)).getMessage();
        assertEquals(true, message.contains(reason), message);
    }

    private static byte[] with(final byte[] bytes, final int at, final int value) {
        final byte[] changed = bytes.clone();
        changed[at] = (byte) value;
        return changed;
    }

    /** Whatever the bytes: a record that has these very bytes, or a refusal. */
    @Test
    void shouldTakeOneSequenceOfBytesForEachRecordOnly() {
        final long seed = new Random().nextLong();
        final Random random = new Random(seed);
        int taken = 0;
        for (int i = 0; i < 200_000; i++) {
            final byte[] bytes = RecordCodec.encode(i % 2 == 0 ? HOLDER : ROUTE);
            for (int flips = random.nextInt(3); flips >= 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) (random.nextBoolean() ? random.nextInt(256) : random.nextInt(4));
            }
            try {
                assertArrayEquals(bytes, RecordCodec.encode(RecordCodec.decode(bytes)), () -> "seed " + seed);
                taken++;
            } catch (final RecordException e) {
                assertEquals(false, e.getMessage().isBlank());
            }
        }
        assertEquals(true, taken > 1_000, taken + " of the changed records are valid, seed " + seed);
    }
}
