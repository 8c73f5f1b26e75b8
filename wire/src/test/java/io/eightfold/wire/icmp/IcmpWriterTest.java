// SPDX-License-Identifier: Apache-2.0
// Tests of written ICMPv8 and ICMP packets: known bytes, quoting limits, echoes.
package io.eightfold.wire.icmp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eightfold.wire.header.HeaderFault;
import io.eightfold.wire.header.IcmpView;
import io.eightfold.wire.header.Ipv4View;
import io.eightfold.wire.header.Ipv8View;
import io.eightfold.wire.header.Protocol;
import io.eightfold.wire.memory.GuardedMemory;
import io.eightfold.wire.memory.Memory;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IcmpWriterTest {
    private static final long ROUTER8 = 0x0000FBF00A010001L;
    private static final long HOST8 = 0x0000FBF00A01000AL;
    private static final int ROUTER4 = 0x0A010001;
    private static final int HOST4 = 0x0A01000A;
    private static final String OFFENDER8 =
        "8700002400070000" + "01066bd4" + "0000fbf00a01000a" + "0000fbf10a02000a" + "0001020304050607";
    private static final String OFFENDER4 = "4500001c00070000" + "0106a5bf" + "0a01000a" + "0a02000a" + "0001020304050607";

    private final GuardedMemory source = new GuardedMemory(65536);
    private final GuardedMemory target = new GuardedMemory(65536);
    private final Ipv8View ipv8 = new Ipv8View();
    private final Ipv4View ipv4 = new Ipv4View();
    private final IcmpView icmp = new IcmpView();

    @AfterEach
    void free() {
        source.close();
        target.close();
    }

    @Test
    void shouldWriteTheKnownBytesOfAnIcmpv8Error() {
        final byte[] offender = HexFormat.of().parseHex(OFFENDER8);
        final long a = target.atEnd(72);
        assertEquals(72, IcmpWriter.writeErrorV8(a, ROUTER8, HOST8, IcmpView.TIME_EXCEEDED, IcmpView.TTL_EXCEEDED, 0,
            source.place(offender), offender.length));
        assertEquals("87c000480007000040012c00" + "0000fbf00a010001" + "0000fbf00a01000a" + "0b00e8ef00000000" + OFFENDER8,
            HexFormat.of().formatHex(Memory.toBytes(a, 72)));
    }

    @Test
    void shouldWriteTheKnownBytesOfAnIcmpError() {
        final byte[] offender = HexFormat.of().parseHex(OFFENDER4);
        final long a = target.atEnd(56);
        assertEquals(56, IcmpWriter.writeErrorV4(a, ROUTER4, HOST4, IcmpView.UNREACHABLE, IcmpView.FRAGMENTATION_NEEDED, 1400,
            source.place(offender), offender.length));
        assertEquals("45c0003800070000400165f2" + "0a010001" + "0a01000a" + "0304eb7300000578" + OFFENDER4,
            HexFormat.of().formatHex(Memory.toBytes(a, 56)));
    }

    @Test
    void shouldQuoteWholeOffendersUpTo576BytesInAll() {
        for (int quotedLength : new int[] {28, 29, 539, 540, 541, 1500, 65535}) {
            final long quoted = source.atEnd(quotedLength);
            Memory.putU8(quoted + quotedLength - 1, 0x5A);
            final int expected = Math.min(576, 36 + quotedLength);
            final long a = target.atEnd(expected);
            assertEquals(expected, IcmpWriter.writeErrorV8(a, ROUTER8, HOST8, IcmpView.UNREACHABLE,
                IcmpView.NO_ROUTE_TO_ASN, 0, quoted, quotedLength));
            assertEquals(HeaderFault.OK, ipv8.wrap(a, expected));
            assertEquals(HeaderFault.OK, icmp.wrap(ipv8.payloadAddress(), ipv8.payloadLength()));
            assertEquals(IcmpView.NO_ROUTE_TO_ASN, icmp.code());
            assertArrayEquals(Memory.toBytes(quoted, expected - 36), Memory.toBytes(icmp.quotedAddress(), icmp.quotedLength()));
        }
        final long quoted = source.atEnd(1500);
        assertEquals(576, IcmpWriter.writeErrorV4(target.atEnd(576), ROUTER4, HOST4, IcmpView.UNREACHABLE, 0, 0, quoted, 1500));
        assertEquals(HeaderFault.OK, ipv4.wrap(target.atEnd(576), 576));
        assertEquals(HeaderFault.OK, icmp.wrap(ipv4.payloadAddress(), ipv4.payloadLength()));
        assertEquals(548, icmp.quotedLength());
    }

    @Test
    void shouldTurnAnOffenderIntoItsOwnErrorInTheBufferBeforeIt() {
        final byte[] offender = HexFormat.of().parseHex(OFFENDER8);
        final long quoted = target.place(offender);
        final long a = quoted - 36;
        assertEquals(72, IcmpWriter.writeErrorV8(a, ROUTER8, HOST8, IcmpView.TIME_EXCEEDED, 0, 0, quoted, offender.length));
        assertEquals("0b00e8ef00000000" + OFFENDER8, HexFormat.of().formatHex(Memory.toBytes(a + 28, 44)));
    }

    @Test
    void shouldTurnAnOffenderIntoItsOwnErrorAtTheSamePlace() {
        final byte[] offender = HexFormat.of().parseHex(OFFENDER8);
        final long a = target.atEnd(72);
        Memory.fromBytes(offender, a);
        assertEquals(72, IcmpWriter.writeErrorV8(a, ROUTER8, HOST8, IcmpView.TIME_EXCEEDED, 0, 0, a, offender.length));
        assertEquals("87c000480007000040012c00" + "0000fbf00a010001" + "0000fbf00a01000a" + "0b00e8ef00000000" + OFFENDER8,
            HexFormat.of().formatHex(Memory.toBytes(a, 72)));
    }

    @Test
    void shouldWriteEchoesOfBothVersions() {
        final byte[] data = {1, 2, 3, 4, 5};
        final long payload = source.place(data);
        final long a = target.atEnd(41);
        assertEquals(41, IcmpWriter.writeEchoV8(a, false, HOST8, ROUTER8, 17, 0xBEEF, 0x10001, payload, data.length));
        assertEquals(HeaderFault.OK, ipv8.wrap(a, 41));
        assertEquals(17, ipv8.ttl());
        assertEquals(Protocol.ICMP, ipv8.protocol());
        assertEquals(HOST8, ipv8.source());
        assertEquals(ROUTER8, ipv8.destination());
        assertEcho(ipv8.payloadAddress(), ipv8.payloadLength(), IcmpView.ECHO_REQUEST, 0xBEEF, 1, data);

        final long b = target.atEnd(33);
        assertEquals(33, IcmpWriter.writeEchoV4(b, true, ROUTER4, HOST4, 64, 7, 0xFFFF, payload, data.length));
        assertEquals(HeaderFault.OK, ipv4.wrap(b, 33));
        assertEquals(ROUTER4, ipv4.source());
        assertEquals(HOST4, ipv4.destination());
        assertEcho(ipv4.payloadAddress(), ipv4.payloadLength(), IcmpView.ECHO_REPLY, 7, 0xFFFF, data);
    }

    @Test
    void shouldWriteAnEchoWithoutData() {
        final long a = target.atEnd(36);
        assertEquals(36, IcmpWriter.writeEchoV8(a, false, HOST8, ROUTER8, 64, 1, 1, 0, 0));
        assertEquals(HeaderFault.OK, ipv8.wrap(a, 36));
        assertEcho(ipv8.payloadAddress(), ipv8.payloadLength(), IcmpView.ECHO_REQUEST, 1, 1, new byte[0]);
    }

    private void assertEcho(long message, int length, int type, int id, int sequence, byte[] data) {
        assertEquals(HeaderFault.OK, icmp.wrap(message, length));
        assertEquals(type, icmp.type());
        assertEquals(0, icmp.code());
        assertEquals(id, icmp.echoId());
        assertEquals(sequence, icmp.echoSequence());
        assertArrayEquals(data, Memory.toBytes(icmp.quotedAddress(), icmp.quotedLength()));
    }
}
