// SPDX-License-Identifier: Apache-2.0
// Writes the sender's UPDATEs.
package io.eightfold.perf.bgp8;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Writes the sender's UPDATEs: its own code, so that no error of ours can hide one of the router's. Sources: RFC 4271 §4.3, 4760, 4364, 8092. Thread: one. */
final class UpdateWriter {
    /** Bytes of a message. Source: RFC 4271 §4.1. */
    static final int MAX_MESSAGE = 4096;
    static final int HEADER = 19;
    private static final int UPDATE = 2;
    private static final int TRANSITIVE = 0x40;
    private static final int OPTIONAL = 0x80;
    private static final int EXTENDED = 0x10;
    private static final int LARGEST_PREFIX = 24;
    /** Of documentation: no daemon takes 127/8 as a next hop. Source: RFC 5737. */
    private static final int FIRST_NEXT_HOP = 192 << 24 | 2 << 8 | 1;
    private static final int RD_ASSIGNED = 65_535;

    private final RouteSet routes;
    private final int senderAsn;
    private final int nextHop;
    private final ByteBuffer message = ByteBuffer.allocate(MAX_MESSAGE);
    private int attributesAt;

    /** Next hops that nobody has, one for each sender. @param senderAsn which comes first on each path */
    UpdateWriter(final RouteSet routes, final int senderAsn) {
        this(routes, senderAsn, FIRST_NEXT_HOP + (senderAsn & 0x3F));
    }

    /** @param nextHop IPv4, of all routes */
    UpdateWriter(final RouteSet routes, final int senderAsn, final int nextHop) {
        this.routes = routes;
        this.senderAsn = senderAsn;
        this.nextHop = nextHop;
    }

    /** All routes, one message or more for each set of attributes. */
    MessageStream all() {
        return range(0, routes.count());
    }

    /** Some of them. */
    MessageStream range(final int from, final int to) {
        final MessageStream.Builder stream = new MessageStream.Builder();
        int first = from;
        while (first < to) {
            int end = first + 1;
            while (end < to && routes.set(end) == routes.set(first)) {
                end++;
            }
            announce(stream, first, end, routes.set(first));
            first = end;
        }
        return stream.build();
    }

    /** Routes of one set, which are neighbours. @param set whose attributes they get */
    void announce(final MessageStream.Builder to, final int first, final int end, final int set) {
        int route = first;
        while (route < end) {
            final int firstRoute = route;
            begin();
            message.putShort((short) 0);
            attributesAt = message.position();
            message.putShort((short) 0);
            route = routes.kind().isClassic() ? classic(route, end, set) : reach(route, end, set);
            finish(to, firstRoute);
        }
    }

    void withdraw(final MessageStream.Builder to, final int route) {
        begin();
        if (routes.kind().isClassic()) {
            final int lengthAt = message.position();
            message.putShort((short) 0);
            prefix(route, true);
            message.putShort(lengthAt, (short) (message.position() - lengthAt - 2));
            message.putShort((short) 0);
        } else {
            message.putShort((short) 0);
            attributesAt = message.position();
            message.putShort((short) 0);
            final int valueAt = head(OPTIONAL | EXTENDED, 15);
            message.putShort((short) routes.kind().afi()).put((byte) routes.kind().safi());
            prefix(route, true);
            close(valueAt);
            message.putShort(attributesAt, (short) (message.position() - attributesAt - 2));
        }
        finish(to, route);
    }

    private void begin() {
        message.clear();
        Arrays.fill(message.array(), 0, 16, (byte) 0xFF);
        message.position(18);
        message.put((byte) UPDATE);
    }

    private void finish(final MessageStream.Builder to, final int firstRoute) {
        message.putShort(16, (short) message.position());
        to.add(message.flip(), firstRoute);
    }

    private int classic(final int first, final int end, final int set) {
        attributes(first, set);
        message.putShort(attributesAt, (short) (message.position() - attributesAt - 2));
        int route = first;
        while (route < end && message.remaining() > LARGEST_PREFIX) {
            prefix(route++, false);
        }
        return route;
    }

    private int reach(final int first, final int end, final int set) {
        final int valueAt = head(OPTIONAL | EXTENDED, 14);
        message.putShort((short) routes.kind().afi()).put((byte) routes.kind().safi());
        if (routes.kind() == RouteKind.VPNV4) {
            message.put((byte) 12).putLong(0);
        } else {
            message.put((byte) 4);
        }
        message.putInt(nextHop).put((byte) 0);
        int route = first;
        // Attributes that follow take less than a quarter.
        while (route < end && message.position() < MAX_MESSAGE * 3 / 4) {
            prefix(route++, false);
        }
        close(valueAt);
        attributes(first, set);
        message.putShort(attributesAt, (short) (message.position() - attributesAt - 2));
        return route;
    }

    private void attributes(final int route, final int set) {
        message.put(new byte[] {TRANSITIVE, 1, 1, 0});
        final int[] path = routes.path(set);
        message.put((byte) TRANSITIVE).put((byte) 2).put((byte) (2 + 4 * (path.length + 1))).put((byte) 2).put((byte) (path.length + 1)).putInt(senderAsn);
        for (final int asn : path) {
            message.putInt(asn);
        }
        if (routes.kind().isClassic()) {
            message.put((byte) TRANSITIVE).put((byte) 3).put((byte) 4).putInt(nextHop);
        }
        if (routes.med(set) >= 0) {
            message.put((byte) OPTIONAL).put((byte) 4).put((byte) 4).putInt(routes.med(set));
        }
        final int[] communities = routes.communities(set);
        if (communities.length > 0) {
            message.put((byte) (OPTIONAL | TRANSITIVE)).put((byte) 8).put((byte) (4 * communities.length));
            for (final int community : communities) {
                message.putInt(community);
            }
        }
        asnAttribute(routes.originAsn(route));
    }

    private void asnAttribute(final int asn) {
        if (routes.kind() == RouteKind.IPV4_ASN) {
            message.put((byte) (OPTIONAL | TRANSITIVE)).put((byte) 32).put((byte) 12).putInt(senderAsn).putInt(asn).putInt(0);
        } else if (routes.kind() == RouteKind.VPNV4) {
            message.put((byte) (OPTIONAL | TRANSITIVE)).put((byte) 16).put((byte) 8).putShort((short) 0x0202).putInt(asn).putShort((short) RD_ASSIGNED);
        }
    }

    private void prefix(final int route, final boolean isWithdrawn) {
        final int bits = routes.hostBits(route);
        final long address = routes.address(route);
        switch (routes.kind()) {
            case IPV4, IPV4_ASN -> message.put((byte) bits);
            case VPNV4 -> message.put((byte) (bits + 88)).put((byte) (isWithdrawn ? 0x80 : 0)).put((byte) 0).put((byte) (isWithdrawn ? 0 : 0x31))
                .putShort((short) 2).putInt((int) (address >>> 32)).putShort((short) RD_ASSIGNED);
            case NATIVE -> message.put((byte) (bits + 32)).putInt((int) (address >>> 32));
        }
        for (int i = 0; i < bits + 7 >>> 3; i++) {
            message.put((byte) (address >>> 24 - 8 * i));
        }
    }

    private int head(final int flags, final int type) {
        message.put((byte) flags).put((byte) type).putShort((short) 0);
        return message.position();
    }

    private void close(final int valueAt) {
        message.putShort(valueAt - 2, (short) (message.position() - valueAt));
    }
}
