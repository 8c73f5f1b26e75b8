// SPDX-License-Identifier: Apache-2.0
// A speaker from outside that says what it likes.
package io.eightfold.bgp8.chaos;

import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.SessionOptions;
import io.eightfold.bgp8.message.UpdateEncoder;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** A speaker from outside: it tells its table to all its neighbours, and now and then an UPDATE that is wrong. It has no RIB: what it hears it forgets. */
final class Outsider {
    private static final int HEADER = 19;
    private static final int REQUEST = 0;

    /** Ways in which an UPDATE is wrong, with what RFC 7606 demands. */
    enum Wrong {
        /** ATOMIC_AGGREGATE with a value: the attribute is discarded (§7.6). */
        ATOMIC_AGGREGATE(true, 0x40, 6, 1, 0),
        /** AGGREGATOR of another length: the attribute is discarded (§7.7). */
        AGGREGATOR(true, 0xC0, 7, 3, 1, 2, 3),
        /** ORIGIN once more: all but the first are discarded (§3 g). */
        TWICE(true, 0x40, 1, 1, 1),
        /** COMMUNITIES of no multiple of 4: the routes are withdrawn (§7.8). */
        COMMUNITIES(false, 0xC0, 8, 3, 1, 2, 3),
        /** MULTI_EXIT_DISC of another length: withdrawn (§7.4). */
        MED(false, 0x80, 4, 3, 1, 2, 3),
        /** More is announced than there is: withdrawn (§4). */
        OVERRUN(false, 0xC0, 16, 200, 1),
        /** One byte is left: withdrawn (§4). */
        UNDERRUN(false, 0xC0),
        /** The length of a prefix is none: the session ends (§5.3). */
        NLRI(false);

        final boolean isRouteKept;
        private final byte[] attribute;

        Wrong(final boolean isRouteKept, final int... attribute) {
            this.isRouteKept = isRouteKept;
            this.attribute = new byte[attribute.length];
            for (int i = 0; i < attribute.length; i++) {
                this.attribute[i] = (byte) attribute[i];
            }
        }
    }

    private final Network network;
    private final Map<Link.End, SessionOptions> sessions = new TreeMap<>((a, b) -> Integer.compare(a.plan.other.index, b.plan.other.index));
    private int resets;

    Outsider(final Network network) {
        this.network = network;
    }

    /** Sessions that it has ended, by what no standard lets live. */
    int resets() {
        return resets;
    }

    private Plan.SpeakerPlan plan() {
        return network.plan.speakers.getLast();
    }

    void up(final Link.End end, final SessionOptions options) {
        sessions.put(end, options);
        EnumSet.copyOf(options.carriers()).forEach(carrier -> tellAll(end, carrier));
    }

    void refresh(final Link.End end, final Carrier carrier, final int subtype) {
        if (subtype == REQUEST) {
            tellAll(end, carrier);
        }
    }

    private void tellAll(final Link.End end, final Carrier carrier) {
        plan().origins.forEach((prefix, set) -> announce(end, carrier, prefix, set, message -> send(end, message)));
        send(end, UpdateEncoder.endOfRib(carrier));
    }

    private static void send(final Link.End end, final byte[] message) {
        if (end.outbox != null) {
            end.outbox.add(message);
        }
    }

    private void announce(final Link.End end, final Carrier carrier, final Plan.Prefix prefix, final AttributeSet set, final Consumer<byte[]> to) {
        final UpdateEncoder encoder = new UpdateEncoder(sessions.get(end), carrier);
        encoder.begin(set, (int) (prefix.address() >>> 32), to::accept);
        encoder.announce(prefix.address(), prefix.lengthBits(), 0);
        encoder.end();
    }

    private void toAll(final BiConsumer<Link.End, Carrier> what) {
        for (final Link.End end : sessions.keySet()) {
            if (end.outbox != null) {
                EnumSet.copyOf(sessions.get(end).carriers()).forEach(carrier -> what.accept(end, carrier));
            }
        }
    }

    void announce(final Plan.Prefix prefix, final AttributeSet set) {
        plan().origins.put(prefix, set);
        toAll((end, carrier) -> announce(end, carrier, prefix, set, message -> send(end, message)));
    }

    void withdraw(final Plan.Prefix prefix) {
        plan().origins.remove(prefix);
        toAll((end, carrier) -> {
            final UpdateEncoder encoder = new UpdateEncoder(sessions.get(end), carrier);
            encoder.beginWithdraw(message -> send(end, message));
            encoder.withdraw(prefix.address(), prefix.lengthBits(), 0);
            encoder.end();
        });
    }

    /** An UPDATE about the prefix that is wrong; what should be left of it is in the plan afterwards. */
    void announceWrongly(final Plan.Prefix prefix, final AttributeSet base, final Wrong how) {
        // A second attribute of a kind would be discarded, not looked at.
        final AttributeSet set = base.with().noMed().communities().build();
        if (how.isRouteKept) {
            plan().origins.put(prefix, set);
        } else if (how != Wrong.NLRI) {
            plan().origins.remove(prefix);
        }
        toAll((end, carrier) -> announce(end, carrier, prefix, set, message -> {
            if (how == Wrong.NLRI) {
                resets++;
                send(end, withBadPrefix(message, carrier));
            } else {
                send(end, with(message, how.attribute));
            }
        }));
    }

    /** The message with more at the end of its attributes. */
    private static byte[] with(final byte[] message, final byte[] more) {
        final ByteBuffer in = ByteBuffer.wrap(message);
        final int attributes = in.getShort(HEADER + 2);
        final int end = HEADER + 4 + attributes;
        final ByteBuffer out = ByteBuffer.allocate(message.length + more.length);
        out.put(message, 0, end).put(more).put(message, end, message.length - end);
        out.putShort(16, (short) out.capacity()).putShort(HEADER + 2, (short) (attributes + more.length));
        return out.array();
    }

    private static byte[] withBadPrefix(final byte[] message, final Carrier carrier) {
        final int attributes = ByteBuffer.wrap(message).getShort(HEADER + 2);
        // In the other carriers MP_REACH_NLRI comes first: flags, type, length of 2, AFI, SAFI, length of the next hop, next hop, a reserved byte.
        final int mp = HEADER + 4 + 4 + 3;
        message[carrier == Carrier.IPV4 ? HEADER + 4 + attributes : mp + 1 + message[mp] + 1] = (byte) 0xF0;
        return message;
    }

    /** One of them. */
    static Wrong any(final Random random) {
        return Wrong.values()[random.nextInt(Wrong.values().length)];
    }
}
