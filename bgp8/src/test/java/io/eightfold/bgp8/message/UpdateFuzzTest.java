// SPDX-License-Identifier: Apache-2.0
// Broken UPDATEs by the hundred thousand.
package io.eightfold.bgp8.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.testing.Hunt;
import io.eightfold.wire.address.Ipv8Prefix;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * Broken UPDATEs by the hundred thousand, the same ones each time, and a {@link Hunt}. Whatever they are: nothing is thrown, nothing is read beyond the message (the buffer is
 * just as long and checks bounds), memory taken is bounded by the message, what is told fits the consequence, what is kept in the cache does not change what is told, and
 * routes that were accepted can be told on and are read back.
 */
final class UpdateFuzzTest {
    private static final int CASES = 200_000;
    /** Cases of one seed of a hunt; fewer, so that a find is soon repeated. */
    private static final int HUNTED_CASES = 10_000;
    private static final long STEP = 0xD1342543DE82EF95L;
    private static final int BYTES_PER_BYTE = 64;
    private static final int BYTES_PER_MESSAGE = 4096;
    private static final int COMPARE_EVERY = 8;
    private static final int LOCAL = 64_500;
    private static final int PEER = 64_496;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final List<SessionOptions> sessions = sessions();
    private final List<UpdateMutator> mutators = sessions.stream().map(each -> new UpdateMutator(SoundUpdates.of(each))).toList();
    private final List<UpdateDecoder> decoders = sessions.stream().map(each -> new UpdateDecoder(each, true)).toList();
    private final long[] outcomes = new long[Consequence.values().length + 1];
    private final Check check = new Check();

    @Test
    void shouldBearWhateverComes() {
        cases(Hunt.seed(8), CASES);
        for (final long count : outcomes) {
            assertTrue(count > CASES / 100, "all consequences come up: none, discard, withdraw, reset: " + Arrays.toString(outcomes));
        }
        Hunt.seeds().forEach(seed -> cases(seed, HUNTED_CASES));
    }

    private void cases(final long seed, final int count) {
        for (int number = 0; number < count; number++) {
            final SplittableRandom random = new SplittableRandom(seed + number * STEP);
            final int session = random.nextInt(sessions.size());
            final byte[] message = mutators.get(session).message(random);
            try {
                check(number, session, message);
            } catch (final RuntimeException | AssertionError e) {
                throw new AssertionError("seed=" + seed + " case=" + number + " session=" + sessions.get(session) + " message=" + HexFormat.of().formatHex(message), e);
            }
        }
    }

    private void check(final long number, final int session, final byte[] message) {
        final UnsafeBuffer buffer = new UnsafeBuffer(message);
        final long limit = BYTES_PER_MESSAGE + (long) BYTES_PER_BYTE * message.length;
        final long taken = taken(decoders.get(session), session, buffer);
        if (taken > limit) {
            // Code that runs for the first time is linked, which takes memory once; a decoder that knows nothing yet must keep to the limit the second time.
            final long again = taken(new UpdateDecoder(sessions.get(session), true), session, buffer);
            assertTrue(again <= limit, () -> "memory taken " + again + " is more than " + limit + " for " + message.length + " bytes");
        }
        final Consequence consequence = check.consequence;
        outcomes[consequence == null ? 0 : consequence.ordinal() + 1]++;
        if (number % COMPARE_EVERY == 0) {
            compareWithFresh(session, buffer, message.length);
            if (check.last != null) {
                tellOn(session);
            }
        }
    }

    /** Bytes of memory that reading the message takes. */
    private long taken(final UpdateDecoder decoder, final int session, final UnsafeBuffer message) {
        check.start(sessions.get(session));
        final long before = threads.getCurrentThreadAllocatedBytes();
        final Consequence consequence = decoder.decode(message, 0, message.capacity(), check);
        final long taken = threads.getCurrentThreadAllocatedBytes() - before;
        check.end(consequence);
        return taken;
    }

    private void compareWithFresh(final int session, final UnsafeBuffer buffer, final int length) {
        final UpdateTranscript kept = new UpdateTranscript();
        final UpdateTranscript fresh = new UpdateTranscript();
        decoders.get(session).decode(buffer, 0, length, kept);
        new UpdateDecoder(sessions.get(session), true).decode(buffer, 0, length, fresh);
        assertEquals(fresh.lines(), kept.lines());
    }

    /** What was accepted is written and read back; the peer is the one that it came from, so that what is only for internal peers stays. */
    private void tellOn(final int session) {
        final SessionOptions options = sessions.get(session);
        final List<byte[]> messages = new ArrayList<>();
        final UpdateEncoder encoder = new UpdateEncoder(options, check.lastCarrier);
        if (!encoder.begin(check.last, (int) (check.lastAddress >>> 32), messages::add)) {
            return;
        }
        encoder.announce(check.lastAddress, check.lastBits, 7);
        encoder.end();
        if (check.lastCarrier == Carrier.NATIVE || check.lastBits >= Ipv8Prefix.ASN_BITS) {
            final UpdateTranscript read = new UpdateTranscript();
            final Consequence consequence = new UpdateDecoder(options, false).decode(new UnsafeBuffer(messages.getFirst()), 0, messages.getFirst().length, read);
            assertEquals(null, consequence, () -> "what was accepted and told on is refused: " + read.lines());
            assertEquals(1, read.announcements().size());
            assertEquals(check.lastBits, read.announcements().getFirst().lengthBits());
            assertEquals(check.last.asPath(), read.announcements().getFirst().attributes().asPath());
        }
    }

    private static List<SessionOptions> sessions() {
        final List<SessionOptions> all = new ArrayList<>();
        for (final int peer : new int[] {PEER, LOCAL}) {
            for (final boolean isFourOctet : new boolean[] {true, false}) {
                all.add(session(peer, EnumSet.allOf(Carrier.class), Set.of(), isFourOctet));
                all.add(session(peer, EnumSet.allOf(Carrier.class), EnumSet.allOf(Carrier.class), isFourOctet));
            }
            all.add(session(peer, Set.of(Carrier.IPV4), Set.of(Carrier.IPV4), true));
            all.add(session(peer, Set.of(Carrier.VPNV4), Set.of(), true));
        }
        return all;
    }

    private static SessionOptions session(final int peer, final Set<Carrier> carriers, final Set<Carrier> addPath, final boolean isFourOctet) {
        return new SessionOptions(LOCAL, peer, 1, 2, 90, carriers, addPath, addPath, isFourOctet, true, true, true, null, Map.of(), null, null);
    }

    /** Whether what is told fits together; takes no memory. */
    private static final class Check implements UpdateHandler {
        private SessionOptions options;
        private Consequence worst;
        private Consequence consequence;
        private AttributeSet current;
        private AttributeSet last;
        private Carrier lastCarrier;
        private long lastAddress;
        private int lastBits;
        private int told;
        private int announced;

        void start(final SessionOptions of) {
            options = of;
            worst = null;
            current = null;
            last = null;
            told = 0;
            announced = 0;
        }

        void end(final Consequence returned) {
            consequence = returned;
            assertEquals(worst, consequence, "the strongest of the errors told");
            assertTrue(consequence != Consequence.SESSION_RESET || told == 0, "nothing is told after a reset");
            assertTrue(consequence != Consequence.TREAT_AS_WITHDRAW || announced == 0, "nothing is announced when routes are to be withdrawn");
        }

        @Override
        public void attributes(final AttributeSet set) {
            told++;
            current = set;
            assertTrue(set.asPath().firstAsn() == PEER || options.isInternal(), "path of an external peer");
        }

        @Override
        public void announce(final Carrier carrier, final long address, final int lengthBits, final int pathId) {
            route(carrier, address, lengthBits, pathId);
            assertTrue(current != null, "attributes come first");
            announced++;
            last = current;
            lastCarrier = carrier;
            lastAddress = address;
            lastBits = lengthBits;
        }

        @Override
        public void withdraw(final Carrier carrier, final long address, final int lengthBits, final int pathId) {
            route(carrier, address, lengthBits, pathId);
            assertTrue(carrier != Carrier.IPV4 || address >>> 32 == 0, "a withdrawal in carrier IPv4 says no ASN");
        }

        private void route(final Carrier carrier, final long address, final int lengthBits, final int pathId) {
            told++;
            assertTrue(options.carriers().contains(carrier), "a family that was not negotiated");
            assertTrue(lengthBits == 0 && carrier == Carrier.NATIVE || lengthBits >= Ipv8Prefix.ASN_BITS && lengthBits <= Ipv8Prefix.MAX_LENGTH_BITS, "length");
            assertEquals(0, address & ~Ipv8Prefix.mask(lengthBits), "bits beyond the length");
            assertTrue(pathId == 0 || options.addPathReceive().contains(carrier), "path id");
        }

        @Override
        public void endOfRib(final Carrier carrier) {
            told++;
            assertTrue(options.carriers().contains(carrier), "a family that was not negotiated");
        }

        @Override
        public void error(final MessageError error) {
            assertEquals(0, told, "errors come first");
            worst = worst == null || error.consequence().compareTo(worst) > 0 ? error.consequence() : worst;
        }
    }
}
