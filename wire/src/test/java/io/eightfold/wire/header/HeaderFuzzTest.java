// SPDX-License-Identifier: Apache-2.0
// Random and mutated headers against a plain model, in memory where one stray byte ends the process.
package io.eightfold.wire.header;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.wire.TestSeed;
import io.eightfold.wire.checksum.ChecksumModel;
import io.eightfold.wire.memory.GuardedMemory;
import io.eightfold.wire.memory.Memory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeaderFuzzTest {
    private static final int ROUNDS = 300_000;

    private final GuardedMemory memory = new GuardedMemory(65536);

    @AfterEach
    void free() {
        memory.close();
    }

    @Test
    void shouldJudgeIpv8HeadersLikeTheModel() {
        judgeLikeTheModel(new Ipv8View(), 8, 28);
    }

    @Test
    void shouldJudgeIpv4HeadersLikeTheModel() {
        judgeLikeTheModel(new Ipv4View(), 4, 20);
    }

    private void judgeLikeTheModel(IpView view, int version, int minLength) {
        final Random random = TestSeed.random("HeaderFuzzTest version " + version);
        final int[] seen = new int[HeaderFault.COUNT];
        for (int i = 0; i < ROUNDS; i++) {
            final byte[] bytes = mutated(random, version);
            final long a = memory.place(bytes);
            final int fault = view.wrap(a, bytes.length);
            assertEquals(model(bytes, version, minLength), fault, () -> HexFormat.of().formatHex(bytes));
            seen[fault]++;
            if (fault == HeaderFault.OK) {
                checkPayloadIsInside(view, a, bytes);
            }
            if (view.wrapQuoted(a, bytes.length) == HeaderFault.OK) {
                checkPayloadIsInside(view, a, bytes);
            }
        }
        for (int fault = HeaderFault.OK; fault <= HeaderFault.BAD_CHECKSUM; fault++) {
            assertTrue(seen[fault] > ROUNDS / 200, HeaderFault.label(fault) + " came up " + seen[fault] + " times");
        }
    }

    private static void checkPayloadIsInside(IpView view, long a, byte[] bytes) {
        assertTrue(view.headerLength() <= bytes.length);
        assertTrue(view.payloadLength() >= 0);
        assertTrue(view.payloadAddress() + view.payloadLength() <= a + bytes.length);
    }

    /** A sound packet with some of: options, changed bytes, a cut tail, link padding; often with the checksum made right again. */
    private static byte[] mutated(Random random, int version) {
        final int maxOptionWords = version == 8 ? 8 : 10;
        final byte[] options = new byte[random.nextBoolean() ? 0 : 4 * random.nextInt(maxOptionWords + 1)];
        random.nextBytes(options);
        byte[] bytes = HeaderBytes.packet(random, version, options, random.nextInt(64), random.nextInt(0x10000));
        switch (random.nextInt(8)) {
            case 0 -> bytes[0] = (byte) random.nextInt();
            case 1 -> bytes[0] = (byte) (version << 4 | random.nextInt(16));
            case 2 -> HeaderBytes.putU16(bytes, 2, random.nextInt(128));
            case 3 -> bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            case 4 -> random.nextBytes(bytes);
            default -> { }
        }
        if (random.nextInt(4) != 0) {
            HeaderBytes.fixChecksum(bytes);
        }
        if (random.nextInt(3) == 0) {
            bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 16));
        }
        return bytes;
    }

    private static int model(byte[] bytes, int version, int minLength) {
        if (bytes.length < minLength) {
            return HeaderFault.TOO_SHORT;
        }
        if ((bytes[0] & 0xF0) != version * 16) {
            return HeaderFault.BAD_VERSION;
        }
        final int headerLength = (bytes[0] & 0x0F) * 4;
        if (headerLength < minLength) {
            return HeaderFault.BAD_HEADER_LENGTH;
        }
        if (headerLength > bytes.length) {
            return HeaderFault.TOO_SHORT;
        }
        final int totalLength = HeaderBytes.u16(bytes, 2);
        if (totalLength < headerLength || totalLength > bytes.length) {
            return HeaderFault.BAD_TOTAL_LENGTH;
        }
        return ChecksumModel.of(Arrays.copyOf(bytes, headerLength)) == 0 ? HeaderFault.OK : HeaderFault.BAD_CHECKSUM;
    }

    @Test
    void shouldNeverReadOutsideWhateverTheBytesAre() {
        final Random random = TestSeed.random("HeaderFuzzTest others");
        final IcmpView icmp = new IcmpView();
        final UdpView udp = new UdpView();
        final ArpView arp = new ArpView();
        final int[] accepted = new int[3];
        for (int i = 0; i < ROUNDS; i++) {
            final byte[] bytes = new byte[random.nextInt(48)];
            random.nextBytes(bytes);
            nudgeTowardsSound(random, bytes);
            final long a = memory.place(bytes);
            if (icmp.wrap(a, bytes.length) == HeaderFault.OK) {
                accepted[0]++;
                assertEquals(a + bytes.length, icmp.quotedAddress() + icmp.quotedLength());
                touch(icmp.rest() + icmp.type() + icmp.code() + icmp.mtu() + icmp.echoId() + icmp.echoSequence());
            }
            if (udp.wrap(a, bytes.length) == HeaderFault.OK) {
                accepted[1]++;
                assertTrue(udp.payloadAddress() + udp.payloadLength() <= a + bytes.length);
                udp.isChecksumValidV4(1, 2);
                udp.isChecksumValidV8(1L, 2L);
            }
            if (arp.wrap(a, bytes.length) == HeaderFault.OK) {
                accepted[2]++;
                assertTrue(bytes.length >= (arp.isArp8() ? 36 : 28));
                touch(arp.senderMac() + arp.senderAddress() + arp.targetMac() + arp.targetAddress());
            }
        }
        for (int count : accepted) {
            assertTrue(count > ROUNDS / 200, Arrays.toString(accepted));
        }
    }

    /** Makes some of the bytes good ARP, UDP or ICMP up to a point, so that the deeper checks are reached. */
    private static void nudgeTowardsSound(Random random, byte[] bytes) {
        if (bytes.length < 8) {
            return;
        }
        switch (random.nextInt(4)) {
            case 0 -> System.arraycopy(HexFormat.of().parseHex(random.nextBoolean() ? "0001080006040001" : "0001808006080002"),
                0, bytes, 0, random.nextInt(8) == 0 ? random.nextInt(8) : 8);
            case 1 -> HeaderBytes.putU16(bytes, 4, random.nextInt(48));
            case 2 -> {
                HeaderBytes.putU16(bytes, 2, 0);
                HeaderBytes.putU16(bytes, 2, ChecksumModel.of(bytes));
            }
            default -> { }
        }
    }

    /** Uses a value, so that reading it cannot be optimised away. */
    private void touch(long value) {
        Memory.putU64(memory.atStart(), value);
    }
}
