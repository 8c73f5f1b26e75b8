// SPDX-License-Identifier: Apache-2.0
// The bytes of RTR.
package io.eightfold.whois8.server.rtr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.wire.address.Ipv8Address;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PduCodecTest {
    private static final long SEED = Long.getLong("eightfold.seed", 8210);
    private static final long VRP = Vrp.of(64496, Ipv8Address.parse("10.1.0.0").host(), 16, 16);
    /** Bytes by RFC 8210 §5.2 to §5.11. */
    private static final Map<String, Pdu> PDUS = new LinkedHashMap<>();

    static {
        PDUS.put("0100 1234 0000000c 00000007", new Pdu.SerialNotify(1, 0x1234, 7));
        PDUS.put("0101 1234 0000000c fffffffe", new Pdu.SerialQuery(1, 0x1234, -2));
        PDUS.put("0102 0000 00000008", new Pdu.ResetQuery(1));
        PDUS.put("0002 0000 00000008", new Pdu.ResetQuery(0));
        PDUS.put("0103 ffff 00000008", new Pdu.CacheResponse(1, 0xFFFF));
        PDUS.put("0104 0000 00000014 01101000 0a010000 0000fbf0", new Pdu.Ipv4Prefix(1, true, VRP));
        PDUS.put("0004 0000 00000014 00081000 0a000000 fffffffe", new Pdu.Ipv4Prefix(0, false, Vrp.of(-2, 10 << 24, 8, 16)));
        PDUS.put("0107 0001 00000018 00000007 00000e10 00000258 00001c20", new Pdu.EndOfData(1, 1, 7, 3600, 600, 7200));
        PDUS.put("0007 0001 0000000c 00000007", new Pdu.EndOfData(0, 1, 7, 0, 0, 0));
        PDUS.put("0108 0000 00000008", new Pdu.CacheReset(1));
        PDUS.put("010a 0003 0000001a 00000008 0102000000000008 00000002 6e6f", new Pdu.ErrorReport(1, 3, HexFormat.of().parseHex("0102000000000008"), "no"));
        PDUS.put("010a 0002 00000010 00000000 00000000", new Pdu.ErrorReport(1, 2, new byte[0], ""));
    }

    private static byte[] bytes(final String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static Pdu read(final byte[] bytes) throws RtrException {
        assertEquals(bytes.length, PduCodec.length(bytes, -1));
        return PduCodec.decode(bytes);
    }

    @Test
    void shouldWriteAndReadEachPdu() throws RtrException {
        for (final Map.Entry<String, Pdu> pdu : PDUS.entrySet()) {
            assertEquals(pdu.getValue(), read(bytes(pdu.getKey())), pdu.getKey());
            final ByteBuffer written = ByteBuffer.allocate(PduCodec.MAX_BYTES);
            PduCodec.encode(pdu.getValue(), written);
            assertArrayEquals(bytes(pdu.getKey()), HexFormat.of().parseHex(HexFormat.of().formatHex(written.array(), 0, written.position())), pdu.getKey());
        }
    }

    private static void assertRefused(final RtrError error, final String hex, final int version) {
        final byte[] bytes = bytes(hex);
        final RtrException fault = assertThrows(RtrException.class, () -> {
            PduCodec.length(bytes, version);
            PduCodec.decode(bytes);
        }, hex);
        assertEquals(error, fault.error(), () -> hex + ": " + fault.getMessage());
    }

    @Test
    void shouldRefuseWhatBreaksTheProtocol() {
        assertRefused(RtrError.UNSUPPORTED_VERSION, "0202000000000008", -1);
        assertRefused(RtrError.UNSUPPORTED_VERSION, "ff02000000000008", 1);
        assertRefused(RtrError.UNEXPECTED_VERSION, "0002000000000008", 1);
        assertRefused(RtrError.UNSUPPORTED_VERSION, "0102000000000008", 0);
        assertRefused(RtrError.UNSUPPORTED_PDU_TYPE, "0105000000000008", 1);
        assertRefused(RtrError.UNSUPPORTED_PDU_TYPE, "01ff000000000008", 1);
        assertRefused(RtrError.CORRUPT_DATA, "0102000000000009", 1);
        assertRefused(RtrError.CORRUPT_DATA, "01020000ffffffff", 1);
        assertRefused(RtrError.CORRUPT_DATA, "0101000000000008", 1);
        assertRefused(RtrError.CORRUPT_DATA, "010a000000000007", 1);
        assertRefused(RtrError.CORRUPT_DATA, "010a000000001001", 1);
        assertRefused(RtrError.CORRUPT_DATA, "010a000000000008", 1);
        assertRefused(RtrError.CORRUPT_DATA, "010a00000000001000000001 00000000", 1);
        assertRefused(RtrError.CORRUPT_DATA, "010a00000000001000000000 ffffffff", 1);
        assertRefused(RtrError.CORRUPT_DATA, "010a00000000001100000000 00000000 00", 1);
        assertRefused(RtrError.CORRUPT_DATA, "0104000000000014 01111100 0a010000 0000fbf0", 1);
        assertRefused(RtrError.INVALID_REQUEST, "0106000000000020" + "00".repeat(24), 1);
    }

    @Test
    void shouldNeverThrowAnythingElseForRandomBytes() {
        final Random random = new Random(SEED);
        int read = 0;
        for (int i = 0; i < 300_000; i++) {
            final byte[] bytes = new byte[8 + random.nextInt(40)];
            random.nextBytes(bytes);
            if (random.nextInt(10) != 0) {
                bytes[0] = (byte) random.nextInt(2);
                bytes[1] = (byte) random.nextInt(12);
                ByteBuffer.wrap(bytes).putInt(4, bytes.length).putInt(Math.min(8, bytes.length - 4), random.nextInt(40));
            }
            try {
                final int length = PduCodec.length(bytes, -1);
                if (length == bytes.length) {
                    final Pdu pdu = PduCodec.decode(bytes);
                    final ByteBuffer written = ByteBuffer.allocate(PduCodec.MAX_BYTES);
                    PduCodec.encode(pdu, written);
                    assertTrue(written.position() > 0);
                    read++;
                }
            } catch (final RtrException expected) {
                assertTrue(expected.getMessage().length() > 10, "seed " + SEED);
            }
        }
        assertTrue(read > 1000, "PDUs read " + read);
    }

    @Test
    void shouldPackVrpWithoutLoss() {
        final Random random = new Random(SEED);
        for (int i = 0; i < 100_000; i++) {
            final int length = random.nextInt(17);
            final int host = length == 0 ? 0 : random.nextInt() & -1 << 32 - length;
            final int maxLength = length + random.nextInt(17 - length);
            final int asn = random.nextInt();
            final long vrp = Vrp.of(asn, host, length, maxLength);
            assertEquals(asn, Vrp.asn(vrp));
            assertEquals(host, Vrp.host(vrp));
            assertEquals(length, Vrp.length(vrp));
            assertEquals(maxLength, Vrp.maxLength(vrp));
        }
        assertEquals("10.1.0.0/16-16 AS64496", Vrp.text(VRP));
    }

    @Test
    void shouldShortenLongErrorReports() throws RtrException {
        final ByteBuffer written = ByteBuffer.allocate(PduCodec.MAX_BYTES);
        PduCodec.encode(new Pdu.ErrorReport(1, 0, new byte[100_000], "x".repeat(100_000)), written);
        final byte[] bytes = new byte[written.position()];
        written.flip().get(bytes);
        assertEquals(PduCodec.MAX_QUOTED_BYTES, ((Pdu.ErrorReport) read(bytes)).pdu().length);
    }
}
