// SPDX-License-Identifier: Apache-2.0
// What is written is read back, in all carriers.
package io.eightfold.bgp8.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.bgp8.attribute.Aggregator;
import io.eightfold.bgp8.attribute.AsPath;
import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.attribute.Origin;
import io.eightfold.bgp8.attribute.TunnelEndpoint;
import io.eightfold.bgp8.attribute.UnknownAttribute;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class UpdateRoundTripTest {
    private static final int LOCAL = 64_500;
    private static final int PEER = 200_001;

    @ParameterizedTest
    @EnumSource(Carrier.class)
    void shouldReadWhatIsWritten(final Carrier carrier) {
        final Random random = new Random(8 + carrier.ordinal());
        for (int round = 0; round < 300; round++) {
            final boolean hasIds = random.nextBoolean();
            final boolean isInternal = random.nextBoolean();
            final boolean isFourOctet = random.nextInt(4) > 0;
            final boolean isExtended = random.nextBoolean();
            final int sender = isInternal ? LOCAL : PEER;
            final SessionOptions sending = options(sender, LOCAL, carrier, hasIds, isFourOctet, isExtended);
            final SessionOptions receiving = options(LOCAL, sender, carrier, hasIds, isFourOctet, isExtended);
            final AttributeSet set = randomSet(random, sender, isInternal, carrier);
            final int asn = random.nextInt(3) == 0 ? 70_000 + random.nextInt(9) : 1 + random.nextInt(60_000);
            final Map<String, Integer> expected = new HashMap<>();
            final List<byte[]> messages = new ArrayList<>();
            final UpdateEncoder encoder = new UpdateEncoder(sending, carrier);
            encoder.begin(set, asn, messages::add);
            for (int i = 1 + random.nextInt(3000); i > 0; i--) {
                final int bits = random.nextInt(33);
                final long host = bits == 0 ? 0 : random.nextInt() & 0xFFFF_FFFFL & -1L << 32 - bits;
                final int id = hasIds ? 1 + random.nextInt(3) : 0;
                encoder.announce((long) asn << 32 | host, 32 + bits, id);
                expected.put(asn + "." + host + "/" + bits + "#" + id, 1);
            }
            encoder.end();
            final Seen seen = new Seen();
            final UpdateDecoder decoder = new UpdateDecoder(receiving, true);
            for (final byte[] message : messages) {
                assertTrue(message.length <= sending.maxMessageBytes(), () -> "length=" + message.length);
                assertNull(decoder.decode(new UnsafeBuffer(message), 0, message.length, seen), () -> seen.errors.toString());
            }
            assertEquals(expected.keySet(), seen.announced);
            assertEquals(expectedSet(set, isInternal), seen.sets.getFirst());
            // Longer ones are not kept.
            final boolean isKept = set.asPath().length() < 100;
            seen.sets.stream().filter(_ -> isKept).forEach(each -> assertSame(seen.sets.getFirst(), each, "attributes that were read before are the same object"));
        }
    }

    private static AttributeSet expectedSet(final AttributeSet set, final boolean isInternal) {
        final AttributeSet.Builder builder = set.with();
        if (!isInternal) {
            builder.noLocalPreference().originatorId(0).clusterList();
        }
        return builder.build();
    }

    private static AttributeSet randomSet(final Random random, final int sender, final boolean isInternal, final Carrier carrier) {
        final AttributeSet.Builder set = new AttributeSet.Builder().origin(Origin.of(random.nextInt(3)))
            .nextHop(carrier == Carrier.NATIVE && random.nextBoolean() ? 64_499L << 32 | 0x0A00_0001 : 0x0A00_0001);
        final int[] path = new int[1 + random.nextInt(random.nextInt(20) == 0 ? 300 : 6)];
        for (int i = 0; i < path.length; i++) {
            path[i] = i == 0 && !isInternal ? sender : 1 + random.nextInt(100_000);
        }
        set.asPath(AsPath.of(path));
        if (random.nextBoolean()) {
            set.med(random.nextInt()).localPreference(random.nextInt()).originatorId(random.nextInt() | 1).clusterList(1, 2, random.nextInt());
        }
        if (random.nextBoolean()) {
            set.communities(random.ints(1 + random.nextInt(90)).toArray()).largeCommunities(sender, 5, 6, 7, 8, 9);
        }
        if (random.nextBoolean()) {
            set.extendedCommunities(random.longs(2).toArray()).aggregator(new Aggregator(1 + random.nextInt(100_000), 77)).atomicAggregate(true);
        }
        if (random.nextBoolean()) {
            set.costFactor(random.nextInt()).tunnelEndpoint(new TunnelEndpoint(0x0A0A_0A0A, new byte[] {1, 2, 3, 4, 9, 0})).onlyToCustomer(PEER);
        }
        if (random.nextBoolean()) {
            set.unknown(List.of(new UnknownAttribute(0xE0, 99, new byte[] {1, 2, 3}), new UnknownAttribute(0xF0, 250, new byte[] {5})));
        }
        return set.build();
    }

    private static SessionOptions options(final int local, final int peer, final Carrier carrier, final boolean hasIds, final boolean isFourOctet, final boolean isExtended) {
        final Set<Carrier> ids = hasIds ? Set.of(carrier) : Set.of();
        return new SessionOptions(local, peer, 1, 2, 90, EnumSet.of(carrier), ids, ids, isFourOctet, isExtended, true, true, null, Map.of(), null, null);
    }

    /** Writes down what it is told. */
    private static final class Seen implements UpdateHandler {
        private final Set<String> announced = new HashSet<>();
        private final List<AttributeSet> sets = new ArrayList<>();
        private final List<MessageError> errors = new ArrayList<>();

        @Override
        public void attributes(final AttributeSet attributes) {
            sets.add(attributes);
        }

        @Override
        public void announce(final Carrier carrier, final long address, final int lengthBits, final int pathId) {
            announced.add((address >>> 32) + "." + (address & 0xFFFF_FFFFL) + "/" + (lengthBits - 32) + "#" + pathId);
        }

        @Override
        public void withdraw(final Carrier carrier, final long address, final int lengthBits, final int pathId) {
            throw new AssertionError("nothing was withdrawn");
        }

        @Override
        public void endOfRib(final Carrier carrier) {
            throw new AssertionError("no end was sent");
        }

        @Override
        public void error(final MessageError error) {
            errors.add(error);
        }
    }
}
