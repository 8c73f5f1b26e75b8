// SPDX-License-Identifier: Apache-2.0
// Attributes that were read before are neither read nor made again.
package io.eightfold.bgp8.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import com.sun.management.ThreadMXBean;
import io.eightfold.bgp8.attribute.AttributeSet;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class AttributeCacheTest {
    private static final int PEER = 64_496;
    private static final int LOCAL = 64_500;
    private final UpdateDecoder decoder = new UpdateDecoder(options(LOCAL, PEER), true);
    private final Last last = new Last();

    @ParameterizedTest
    @EnumSource(Carrier.class)
    void shouldTakeNoMemoryForAttributesReadBefore(final Carrier carrier) {
        final List<UnsafeBuffer> messages = messages(carrier, SoundUpdates.shortSet(PEER), 64_496, 20_000);
        for (int round = 0; round < 50; round++) {
            decodeAll(messages);
        }
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final long before = threads.getCurrentThreadAllocatedBytes();
        decodeAll(messages);
        assertEquals(0, threads.getCurrentThreadAllocatedBytes() - before);
    }

    @Test
    void shouldKeepCarriersAndAsnsApart() {
        final AttributeSet set = SoundUpdates.fullSet(PEER);
        for (final Carrier carrier : Carrier.values()) {
            for (final int asn : new int[] {64_496, 70_000}) {
                decodeAll(messages(carrier, set, asn, 2));
                assertEquals(asn, (int) (last.address >>> 32), () -> carrier + " asn");
                final AttributeSet first = last.set;
                decodeAll(messages(carrier, set, asn, 2));
                assertSame(first, last.set);
            }
        }
    }

    @Test
    void shouldTellNextHopsApart() {
        final AttributeSet set = SoundUpdates.shortSet(PEER);
        decodeAll(messages(Carrier.VPNV4, set, 64_496, 2));
        final AttributeSet first = last.set;
        decodeAll(messages(Carrier.VPNV4, set.with().nextHop(0xC000_0202L).build(), 64_496, 2));
        assertNotEquals(first, last.set);
        assertEquals(0xC000_0202L, last.set.nextHop());
    }

    @Test
    void shouldTellMessagesWithAndWithoutOwnPrefixesApart() {
        final String reach = "900e0020" + "000180" + "0c" + "0000000000000000c0000201" + "00" + "70000031" + "0000fbf10000ffff" + "c63364";
        final String rest = "40010100" + "400206" + "02010000fbf0";
        final String head = "ff".repeat(16);
        final UnsafeBuffer without = new UnsafeBuffer(HexFormat.of().parseHex(head + "0048" + "02" + "0000" + "0031" + reach + rest));
        final UnsafeBuffer with = new UnsafeBuffer(HexFormat.of().parseHex(head + "004c" + "02" + "0000" + "0031" + reach + rest + "18c63364"));
        assertNull(decoder.decode(without, 0, without.capacity(), last));
        final UpdateTranscript told = new UpdateTranscript();
        assertEquals(Consequence.TREAT_AS_WITHDRAW, decoder.decode(with, 0, with.capacity(), told), "prefixes of the message itself need NEXT_HOP");
        assertEquals(List.of("error missing-attribute type=3 notification=3/3", "withdraw vpnv4 64497.198.51.100.0 bits=56", "withdraw ipv4 198.51.100.0 bits=56"), told.lines());
    }

    private void decodeAll(final List<UnsafeBuffer> messages) {
        // No iterator: it would take memory.
        for (int i = 0; i < messages.size(); i++) {
            assertNull(decoder.decode(messages.get(i), 0, messages.get(i).capacity(), last));
        }
    }

    private static SessionOptions options(final int local, final int peer) {
        return new SessionOptions(local, peer, 1, 2, 90, EnumSet.allOf(Carrier.class), Set.of(), Set.of(), true, false, true, true, null, Map.of(), null, null);
    }

    private static List<UnsafeBuffer> messages(final Carrier carrier, final AttributeSet set, final int asn, final int prefixes) {
        final List<UnsafeBuffer> messages = new ArrayList<>();
        final UpdateEncoder encoder = new UpdateEncoder(options(PEER, LOCAL), carrier);
        encoder.begin(set, asn, message -> messages.add(new UnsafeBuffer(message)));
        for (int i = 0; i < prefixes; i++) {
            encoder.announce((long) asn << 32 | 0x1000_0000L + (i << 8), 56, 0);
        }
        encoder.end();
        return messages;
    }

    /** Remembers the last route. */
    private static final class Last implements UpdateHandler {
        private AttributeSet set;
        private long address;

        @Override
        public void attributes(final AttributeSet attributes) {
            set = attributes;
        }

        @Override
        public void announce(final Carrier carrier, final long route, final int lengthBits, final int pathId) {
            address = route;
        }

        @Override
        public void withdraw(final Carrier carrier, final long route, final int lengthBits, final int pathId) {
            throw new AssertionError("nothing was withdrawn");
        }

        @Override
        public void endOfRib(final Carrier carrier) {
            throw new AssertionError("no end was sent");
        }

        @Override
        public void error(final MessageError error) {
            throw new AssertionError(error.toString());
        }
    }
}
