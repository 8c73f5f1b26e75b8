// SPDX-License-Identifier: Apache-2.0
// Tests of fragmentation: what comes out is put together again by a plain reassembler.
package io.eightfold.wire.fragment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.wire.TestSeed;
import io.eightfold.wire.checksum.ChecksumModel;
import io.eightfold.wire.header.HeaderBytes;
import io.eightfold.wire.header.Ipv8Layout;
import io.eightfold.wire.memory.GuardedMemory;
import io.eightfold.wire.memory.Memory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FragmentationTest {
    private final GuardedMemory source = new GuardedMemory(65536);
    private final GuardedMemory target = new GuardedMemory(65536);

    @AfterEach
    void free() {
        source.close();
        target.close();
    }

    @ParameterizedTest
    @CsvSource({
        // header, total, mtu, count
        "28, 1500, 1500, 1",
        "28, 1501, 1500, 2",
        "28, 1508, 1500, 2",
        "28, 65535, 1500, 45",
        "20, 1500, 1499, 2",
        "20, 1500, 68, 31",
        "60, 1500, 68, 180",
        "28, 100, 36, 9",
        "28, 100, 35, 0",
        "60, 100, 67, 0",
        "60, 100, 20, 0",
        "60, 100, 100, 1"
    })
    void shouldCountFragments(int headerLength, int totalLength, int mtu, int count) {
        assertEquals(count, Fragmentation.count(headerLength, totalLength, mtu));
    }

    @Test
    void shouldCutPayloadsAtMultiplesOf8() {
        assertEquals(0, Fragmentation.payloadOffset(28, 1500, 0));
        assertEquals(1472, Fragmentation.payloadLength(28, 1508, 1500, 0));
        assertEquals(1472, Fragmentation.payloadOffset(28, 1500, 1));
        assertEquals(8, Fragmentation.payloadLength(28, 1508, 1500, 1));
        assertEquals(1464, Fragmentation.payloadLength(28, 3000, 1499, 1));
    }

    @Test
    void shouldWriteTheKnownBytesOfALaterFragment() {
        // NOP, record route (7, first only), loose source route (131, copied), end of list: 12 bytes of options, IHL 10.
        final byte[] options = HexFormat.of().parseHex("01" + "070304" + "83070401020304" + "00");
        final byte[] packet = HeaderBytes.packet(new Random(1), 8, options, 24, 0);
        final int length = Fragmentation.writeFragment(source.place(packet), 48, 2, target.atEnd(48));
        final byte[] fragment = Memory.toBytes(target.atEnd(48), length);
        assertEquals(44, length, "28 + 8 of options + 8 of payload");
        assertEquals((byte) 0x89, fragment[0]);
        assertEquals("8307040102030400", HexFormat.of().formatHex(fragment, 28, 36));
        assertEquals(2, HeaderBytes.u16(fragment, 6), "offset 16 bytes, MF clear");
        assertArrayEquals(Arrays.copyOfRange(packet, 56, 64), Arrays.copyOfRange(fragment, 36, 44));
    }

    @Test
    void shouldReassembleToTheOriginalIpv8() {
        reassembleToTheOriginal(8);
    }

    @Test
    void shouldReassembleToTheOriginalIpv4() {
        reassembleToTheOriginal(4);
    }

    private void reassembleToTheOriginal(int version) {
        final Random random = TestSeed.random("FragmentationTest version " + version);
        for (int i = 0; i < 3_000; i++) {
            final Options options = Options.random(random, version == 8 ? 32 : 40);
            final int payloadLength = random.nextInt(random.nextInt(50) == 0 ? 65_000 : 3_000);
            final byte[] packet = HeaderBytes.packet(random, version, options.all, payloadLength, 0);
            final int mtu = 68 + random.nextInt(1500);
            final List<byte[]> fragments = cut(packet, mtu);
            checkOptions(fragments, version, options);

            // A second router with a smaller MTU cuts the fragments again.
            final List<byte[]> finer = new ArrayList<>();
            final int smallerMtu = 68 + random.nextInt(mtu - 67);
            fragments.forEach(fragment -> finer.addAll(cut(fragment, smallerMtu)));
            Collections.shuffle(fragments, random);
            Collections.shuffle(finer, random);
            final byte[] payload = Arrays.copyOfRange(packet, packet.length - payloadLength, packet.length);
            assertArrayEquals(payload, reassemble(fragments, packet));
            assertArrayEquals(payload, reassemble(finer, packet));
        }
    }

    /** Cuts with the code under test; every fragment ends at the guard, as a full frame might. */
    private List<byte[]> cut(byte[] packet, int mtu) {
        final long a = source.place(packet);
        final int count = Fragmentation.count(a, mtu);
        assertEquals(Fragmentation.count((packet[0] & 0xF) * 4, packet.length, mtu), count);
        assertTrue(count > 0);
        final List<byte[]> fragments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            final long out = target.atEnd(Math.min(mtu, packet.length));
            final int length = Fragmentation.writeFragment(a, mtu, i, out);
            assertTrue(length <= mtu);
            fragments.add(Memory.toBytes(out, length));
        }
        assertArrayEquals(packet, Memory.toBytes(a, packet.length), "the original stays as it was");
        if (count == 1) {
            assertArrayEquals(packet, fragments.getFirst());
        }
        return fragments;
    }

    private static void checkOptions(List<byte[]> fragments, int version, Options options) {
        for (int i = 0; i < fragments.size(); i++) {
            final byte[] fragment = fragments.get(i);
            final int headerLength = (fragment[0] & 0xF) * 4;
            assertArrayEquals(i == 0 ? options.all : options.copied,
                Arrays.copyOfRange(fragment, version == 8 ? 28 : 20, headerLength));
        }
    }

    /** Puts payloads where their offsets say; every byte must come exactly once and exactly one fragment must be the last. */
    private static byte[] reassemble(List<byte[]> fragments, byte[] original) {
        final byte[] payload = new byte[original.length - (original[0] & 0xF) * 4];
        final boolean[] seen = new boolean[payload.length];
        int lastFragments = 0;
        for (byte[] fragment : fragments) {
            final int headerLength = (fragment[0] & 0xF) * 4;
            assertEquals(0, ChecksumModel.of(Arrays.copyOf(fragment, headerLength)));
            assertEquals(fragment.length, HeaderBytes.u16(fragment, 2));
            assertEquals(HeaderBytes.u16(original, 4), HeaderBytes.u16(fragment, 4), "identification");
            assertArrayEquals(Arrays.copyOfRange(original, 8, 10), Arrays.copyOfRange(fragment, 8, 10), "TTL and protocol");
            final int minLength = original[0] >>> 4 == 4 ? 20 : 28;
            assertArrayEquals(Arrays.copyOfRange(original, 12, minLength), Arrays.copyOfRange(fragment, 12, minLength), "addresses");
            final int flagsAndOffset = HeaderBytes.u16(fragment, 6);
            final int offset = (flagsAndOffset & 0x1FFF) * 8;
            for (int i = headerLength; i < fragment.length; i++) {
                final int position = offset + i - headerLength;
                assertTrue(!seen[position], "byte " + position + " came twice");
                seen[position] = true;
                payload[position] = fragment[i];
            }
            lastFragments += (flagsAndOffset & 0x2000) == 0 ? 1 : 0;
        }
        for (boolean came : seen) {
            assertTrue(came);
        }
        assertEquals(1, lastFragments);
        return payload;
    }

    @Test
    void shouldKeepReservedAndDontFragmentBits() {
        final byte[] packet = HeaderBytes.packet(new Random(1), 8, new byte[0], 64, 0x8000 | Ipv8Layout.DF);
        Fragmentation.writeFragment(source.place(packet), 60, 0, target.atEnd(60));
        assertEquals(0xE000, Memory.u16(target.atEnd(60) + Ipv8Layout.FLAGS_AND_OFFSET));
    }

    @Test
    void shouldRefuseToCutWhatLiesBeyondTheLargestOffset() {
        final byte[] packet = HeaderBytes.packet(new Random(1), 8, new byte[0], 64, 0x1FFF);
        assertEquals(0, Fragmentation.count(source.place(packet), 60));
        assertEquals(1, Fragmentation.count(source.place(packet), 92), "it may pass uncut");
        final byte[] largestThatFits = HeaderBytes.packet(new Random(1), 8, new byte[0], 64, 0x1FFF - 4);
        assertEquals(2, Fragmentation.count(source.place(largestThatFits), 60));
    }

    @Test
    void shouldNeverReadOutsideMalformedOptions() {
        final Random random = TestSeed.random("FragmentationTest options");
        for (int i = 0; i < 100_000; i++) {
            final byte[] options = new byte[4 * random.nextInt(11)];
            random.nextBytes(options);
            for (int n = random.nextInt(4); n > 0 && options.length > 0; n--) {
                options[random.nextInt(options.length)] = (byte) random.nextInt(6);
            }
            final int padded = HeaderOptions.writeCopied(source.place(options), options.length, target.atEnd(options.length));
            assertTrue(padded <= options.length && padded % 4 == 0);
        }
    }

    /** A well-formed list of options and the part of it that later fragments carry, both padded with zeros to a multiple of 4. */
    private record Options(byte[] all, byte[] copied) {

        static Options random(Random random, int maxLength) {
            final StringBuilder all = new StringBuilder();
            final StringBuilder copied = new StringBuilder();
            while (random.nextInt(4) != 0) {
                final boolean copy = random.nextBoolean();
                final byte[] option = random.nextInt(4) == 0 ? new byte[] {1} : new byte[2 + random.nextInt(10)];
                if (all.length() / 2 + option.length > maxLength) {
                    break;
                }
                if (option.length > 1) {
                    random.nextBytes(option);
                    option[0] = (byte) (copy ? 0x80 + random.nextInt(128) : 2 + random.nextInt(126));
                    option[1] = (byte) option.length;
                }
                all.append(HexFormat.of().formatHex(option));
                copied.append(copy && option.length > 1 ? HexFormat.of().formatHex(option) : "");
            }
            return new Options(padded(all), padded(copied));
        }

        private static byte[] padded(StringBuilder hex) {
            final byte[] bytes = HexFormat.of().parseHex(hex);
            return Arrays.copyOf(bytes, (bytes.length + 3) / 4 * 4);
        }
    }
}
