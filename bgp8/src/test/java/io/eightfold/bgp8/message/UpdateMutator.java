// SPDX-License-Identifier: Apache-2.0
// Makes UPDATEs that are wrong in likely places.
package io.eightfold.bgp8.message;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Makes UPDATEs that are wrong in likely places: sound ones with some bytes changed, cut, repeated or mixed, and now and then bytes without any sense. The seed of a case says it all. */
final class UpdateMutator {
    private static final int MAX_RANDOM = 200;
    private static final int MAX_LENGTH = 8192;
    private static final byte[] LIKELY = {0, 1, 2, 3, 4, 14, 15, 16, 32, 64, (byte) 0x80, (byte) 0xC0, (byte) 0xD0, (byte) 0xFF};
    private final List<byte[]> sound;

    /** @param sound messages to begin with */
    UpdateMutator(final List<byte[]> sound) {
        this.sound = sound;
    }

    byte[] message(final SplittableRandom random) {
        if (random.nextInt(16) == 0) {
            final byte[] noise = new byte[random.nextInt(MAX_RANDOM)];
            random.nextBytes(noise);
            return noise;
        }
        byte[] message = any(random).clone();
        for (int changes = random.nextInt(3); changes > 0 && message.length > 0; changes--) {
            message = change(message, random);
        }
        return message;
    }

    private byte[] any(final SplittableRandom random) {
        return sound.get(random.nextInt(sound.size()));
    }

    private byte[] change(final byte[] message, final SplittableRandom random) {
        // What stands after the header is what counts.
        final int at = Math.min(message.length - 1, MessageHeader.LENGTH + random.nextInt(Math.max(1, message.length - MessageHeader.LENGTH)));
        switch (random.nextInt(10)) {
            case 0 -> message[at] = (byte) random.nextInt();
            case 1 -> message[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> message[at] = LIKELY[random.nextInt(LIKELY.length)];
            case 3 -> message[at] += (byte) (random.nextBoolean() ? 1 : -1);
            case 4 -> {
                return Arrays.copyOf(message, at);
            }
            case 5 -> {
                return splice(message, at, Math.min(message.length, at + 1 + random.nextInt(8)), new byte[0]);
            }
            case 6 -> {
                final int to = Math.min(message.length, at + 1 + random.nextInt(40));
                return splice(message, at, at, Arrays.copyOfRange(message, at, to));
            }
            case 7 -> {
                final byte[] other = any(random);
                final int from = random.nextInt(other.length);
                return splice(message, at, at, Arrays.copyOfRange(other, from, Math.min(other.length, from + 1 + random.nextInt(40))));
            }
            default -> message[at] = LIKELY[random.nextInt(LIKELY.length)];
        }
        return message;
    }

    /** The message with other bytes in place of those between; half the time the length of the attributes follows, so that what is inside is looked at. */
    private static byte[] splice(final byte[] message, final int from, final int to, final byte[] put) {
        final byte[] made = new byte[Math.min(MAX_LENGTH, message.length - (to - from) + put.length)];
        System.arraycopy(message, 0, made, 0, Math.min(made.length, from));
        System.arraycopy(put, 0, made, Math.min(made.length, from), Math.min(put.length, made.length - Math.min(made.length, from)));
        final int rest = Math.min(made.length, from + put.length);
        System.arraycopy(message, to, made, rest, Math.min(message.length - to, made.length - rest));
        final int lengthAt = MessageHeader.LENGTH + 2;
        if (made.length > lengthAt + 2 && from > lengthAt + 2 && (from & 1) == 0) {
            final int length = ((made[lengthAt] & 0xFF) << 8 | made[lengthAt + 1] & 0xFF) + made.length - message.length;
            made[lengthAt] = (byte) (length >>> 8);
            made[lengthAt + 1] = (byte) length;
        }
        return made;
    }
}
