// SPDX-License-Identifier: Apache-2.0
// Bytes by chance for the decoders of OPEN, NOTIFICATION, ROUTE-REFRESH and the header.
package io.eightfold.bgp8.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.bgp8.message.Capability.Family;
import io.eightfold.bgp8.testing.Hunt;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * Bytes by chance for the decoders of OPEN, NOTIFICATION, ROUTE-REFRESH and the header: messages by chance, and right ones with a few bytes changed, cut or put in.
 * They never throw but MessageException, and never read outside. A fixed number of rounds, and a {@link Hunt}.
 */
final class MessageFuzzTest {
    private static final int ROUNDS = 300_000;
    private static final Family FAMILY = new Family(0x8008, 1);
    private static final byte[][] RIGHT = {
        OpenEncoder.encode(new OpenMessage(-2, 90, 1, List.of(new Capability.Multiprotocol(FAMILY), new Capability.RouteRefresh(false), new Capability.FourOctetAsn(-2),
            new Capability.GracefulRestart(true, true, 9, List.of(new Capability.GracefulRestart.Kept(FAMILY, true))),
            new Capability.AddPath(List.of(new Capability.AddPath.Paths(FAMILY, 3))), new Capability.LongLived(List.of(new Capability.LongLived.Stale(FAMILY, true, 7))),
            new Capability.RouterRole(3), new Capability.Unknown(73, new byte[5])))),
        OpenEncoder.encode(new OpenMessage(1, 90, 1, List.of(new Capability.Unknown(200, new byte[255]), new Capability.RouteRefresh(true)))),
        NotificationMessage.cease(2, "to be back at six").encode(),
        NotificationMessage.cease(4, "to be back at six").hardReset().encode(),
        RefreshMessage.encode(Carrier.VPNV4, RefreshMessage.BEGIN),
        MessageHeader.keepalive()};

    private int decoded;
    private int refused;

    private static byte[] message(final Random random) {
        if (random.nextInt(4) == 0) {
            final byte[] bytes = new byte[random.nextInt(120)];
            random.nextBytes(bytes);
            if (random.nextBoolean()) {
                Arrays.fill(bytes, 0, Math.min(16, bytes.length), (byte) 0xFF);
            }
            return bytes;
        }
        byte[] bytes = RIGHT[random.nextInt(RIGHT.length)].clone();
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            bytes = changed(bytes, random);
        }
        return bytes;
    }

    private static byte[] changed(final byte[] bytes, final Random random) {
        final int at = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
        switch (random.nextInt(4)) {
            case 0 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 1 -> {
                final byte[] longer = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(4));
                System.arraycopy(bytes, at, longer, at + longer.length - bytes.length, bytes.length - at);
                return longer;
            }
            default -> {
                if (bytes.length > 0) {
                    bytes[at] = random.nextBoolean() ? (byte) random.nextInt(256) : (byte) (bytes[at] + (random.nextBoolean() ? 1 : -1));
                }
                return bytes;
            }
        }
    }

    /** The buffer is just the message, with bounds checks on: a read outside throws. */
    private void decode(final byte[] bytes) {
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        try {
            final int length = MessageFramer.length(buffer, 0, bytes.length, SessionOptions.MAX_EXTENDED_MESSAGE);
            assertTrue(length == 0 && bytes.length < MessageHeader.LENGTH || length >= MessageHeader.LENGTH);
        } catch (final MessageException e) {
            assertNotEquals(null, e.error().kind());
        }
        each(() -> {
            final OpenMessage open = OpenDecoder.decode(buffer, 0, bytes.length);
            final byte[] again = OpenEncoder.encode(open);
            assertEquals(open, OpenDecoder.decode(new UnsafeBuffer(again), 0, again.length));
        });
        each(() -> {
            final NotificationMessage notification = NotificationMessage.decode(buffer, 0, bytes.length);
            assertTrue(notification.text().codePoints().noneMatch(Character::isISOControl));
            assertNotEquals(null, notification.toString());
        });
        each(() -> RefreshMessage.decode(buffer, 0, bytes.length).carrier());
    }

    private interface Decoder {
        void run() throws MessageException;
    }

    private void each(final Decoder decoder) {
        try {
            decoder.run();
            decoded++;
        } catch (final MessageException e) {
            refused++;
            assertTrue(e.error().data().length <= SessionOptions.MAX_MESSAGE, e::getMessage);
        }
    }

    private void rounds(final long seed, final int rounds) {
        final Random random = new Random(seed);
        byte[] bytes = {};
        try {
            for (int round = 0; round < rounds; round++) {
                bytes = message(random);
                decode(bytes.clone());
            }
        } catch (final RuntimeException | AssertionError e) {
            throw new AssertionError("seed=" + seed + " message=" + HexFormat.of().formatHex(bytes), e);
        }
    }

    @Test
    void shouldNeverThrowForBytesByChance() {
        rounds(Hunt.seed(4271), ROUNDS);
        assertTrue(decoded > ROUNDS / 4 && refused > ROUNDS / 4, "decoded=" + decoded + " refused=" + refused);
        Hunt.seeds().forEach(seed -> rounds(seed, ROUNDS));
    }
}
