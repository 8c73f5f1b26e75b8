// SPDX-License-Identifier: Apache-2.0
// Tests of the Internet checksum against published vectors, a slow model and recomputation.
package io.eightfold.wire.checksum;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.wire.TestSeed;
import io.eightfold.wire.memory.GuardedMemory;
import io.eightfold.wire.memory.Memory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InternetChecksumTest {
    private final GuardedMemory memory = new GuardedMemory(65536);

    @AfterEach
    void free() {
        memory.close();
    }

    @ParameterizedTest
    @CsvSource({
        "0001f203f4f5f6f7,                         220d", // RFC 1071 §3
        "45000073000040004011 0000 c0a80001c0a800c7, b861",
        "870000541234400040010000 0000fbf0c0000201 0000fbf10a020105, 218a",
        "'',                                       ffff",
        "ff,                                       00ff",
        "0102ff,                                   fffc"
    })
    void shouldMatchKnownVectors(String hex, String checksum) {
        final byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        assertEquals(Integer.parseInt(checksum, 16), InternetChecksum.of(memory.place(bytes), bytes.length));
        assertEquals(Integer.parseInt(checksum, 16), ChecksumModel.of(bytes));
    }

    @Test
    void shouldMatchTheModelAtEveryLengthAndAlignment() {
        final Random random = TestSeed.random("InternetChecksumTest");
        for (int length = 0; length < 600; length++) {
            final byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            assertEquals(ChecksumModel.of(bytes), InternetChecksum.of(memory.place(bytes), length), "length " + length);
        }
        final byte[] largest = new byte[65535];
        Arrays.fill(largest, (byte) 0xFF);
        assertEquals(ChecksumModel.of(largest), InternetChecksum.of(memory.place(largest), largest.length));
    }

    @Test
    void shouldAddSumsOfParts() {
        final Random random = TestSeed.random("InternetChecksumTest parts");
        final byte[] bytes = new byte[1501];
        random.nextBytes(bytes);
        final long a = memory.place(bytes);
        for (int split = 0; split <= bytes.length; split += 2) {
            assertEquals(ChecksumModel.of(bytes), InternetChecksum.finish(
                InternetChecksum.sum(a, split) + InternetChecksum.sum(a + split, bytes.length - split)));
        }
    }

    @Test
    void shouldAcceptWhatItComputedAndRefuseEverySingleBitError() {
        final byte[] header = HexFormat.of().parseHex("87000054123440004001218a0000fbf0c00002010000fbf10a020105");
        final long a = memory.place(header);
        assertTrue(InternetChecksum.isValid(a, header.length));
        for (int bit = 0; bit < header.length * 8; bit++) {
            final long byteAddress = a + bit / 8;
            Memory.putU8(byteAddress, Memory.u8(byteAddress) ^ 1 << bit % 8);
            assertFalse(InternetChecksum.isValid(a, header.length), "bit " + bit);
            Memory.putU8(byteAddress, Memory.u8(byteAddress) ^ 1 << bit % 8);
        }
    }

    @Test
    void shouldRefuseAnAllZeroHeader() {
        assertFalse(InternetChecksum.isValid(memory.place(new byte[28]), 28));
    }

    @Test
    void shouldGiveZeroWhereEquation2WouldGiveAllOnes() {
        // The example of RFC 1624 §4.
        assertEquals(0, InternetChecksum.update(0xDD2F, 0x5555, 0x3285));
    }

    @Test
    void shouldUpdateLikeRecomputing() {
        final Random random = TestSeed.random("InternetChecksumTest updates");
        final int length = 28;
        final byte[] header = new byte[length];
        for (int i = 0; i < 200_000; i++) {
            randomHeader(random, header);
            final long a = memory.place(header);
            final int checksum = InternetChecksum.of(a, length);

            final int word = random.nextInt(length / 2) * 2;
            final int newWord = extremeOr(random, random.nextInt(0x10000), 0xFFFF);
            final int updated = InternetChecksum.update(checksum, Memory.u16(a + word), newWord);
            Memory.putU16(a + word, newWord);
            assertEquals(InternetChecksum.of(a, length), updated);

            final int quad = random.nextInt(length / 2 - 1) * 2;
            final int newInt = extremeOr(random, random.nextInt(), -1);
            final int updated32 = InternetChecksum.update32(updated, Memory.u32(a + quad), newInt);
            Memory.putU32(a + quad, newInt);
            assertEquals(InternetChecksum.of(a, length), updated32);

            final int octet = random.nextInt(length / 2 - 3) * 2;
            final long newLong = random.nextInt(4) == 0 ? -random.nextInt(2) : random.nextLong();
            final int updated64 = InternetChecksum.update64(updated32, Memory.u64(a + octet), newLong);
            Memory.putU64(a + octet, newLong);
            assertEquals(InternetChecksum.of(a, length), updated64);
        }
    }

    @Test
    void shouldDecrementTtlLikeRecomputingForEveryChecksum() {
        for (int checksum = 0; checksum < 0xFFFF; checksum++) {
            assertEquals(InternetChecksum.update(checksum, 0x4011, 0x3F11), InternetChecksum.decrementTtl(checksum),
                "checksum " + checksum);
        }
        // 0xFFFF is the other zero: no sender stores it, but it validates and must keep validating.
        assertEquals(InternetChecksum.decrementTtl(0), InternetChecksum.decrementTtl(0xFFFF));
    }

    @Test
    void shouldSumPseudoHeadersAsTheBytesTheyStandFor() {
        final Random random = TestSeed.random("InternetChecksumTest pseudo");
        for (int i = 0; i < 10_000; i++) {
            final long src = random.nextLong();
            final long dst = random.nextLong();
            final int protocol = random.nextInt(256);
            final int length = random.nextInt(65536);
            final long a = memory.atEnd(20);
            Memory.putU64(a, src);
            Memory.putU64(a + 8, dst);
            Memory.putU16(a + 16, protocol);
            Memory.putU16(a + 18, length);
            assertEquals(InternetChecksum.of(a, 20),
                InternetChecksum.finish(InternetChecksum.pseudoV8(src, dst, protocol, length)));
            Memory.putU32(a + 8, (int) src);
            Memory.putU32(a + 12, (int) dst);
            assertEquals(InternetChecksum.of(a + 8, 12),
                InternetChecksum.finish(InternetChecksum.pseudoV4((int) src, (int) dst, protocol, length)));
        }
    }

    /** Random bytes with many zeros and ones, behind a version byte that keeps the sum from being zero. */
    private static void randomHeader(Random random, byte[] header) {
        random.nextBytes(header);
        for (int i = 0; i < header.length; i++) {
            header[i] = (byte) extremeOr(random, header[i], 0xFF);
        }
        header[0] = 0x47;
    }

    private static int extremeOr(Random random, int value, int ones) {
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> ones;
            default -> value;
        };
    }
}
