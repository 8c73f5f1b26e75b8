// SPDX-License-Identifier: Apache-2.0
// A table and messages as MRT records.
package io.eightfold.bgp8.mrt;

import io.eightfold.bgp8.attribute.AsPath;
import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.attribute.Community;
import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.SessionOptions;
import io.eightfold.bgp8.message.UpdateEncoder;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A table and messages as MRT records, written to memory. */
final class MrtSample {
    static final long TIME_S = 1_795_000_000L;
    static final MrtPeer PEER = new MrtPeer(ipv4("192.0.2.9"), ipv4("192.0.2.1"), (int) 4_200_000_000L);
    static final MrtSession SESSION = new MrtSession(PEER.asn(), 64_496, PEER.address(), ipv4("192.0.2.2"));
    static final AttributeSet ATTRIBUTES = new AttributeSet.Builder().asPath(AsPath.of(PEER.asn(), 64_500)).nextHop(ipv4("192.0.2.1") & 0xFFFF_FFFFL)
        .localPreference(200).med(7).communities(Community.parse("64500:1")).largeCommunities(64_500, 1, 2).costFactor(300).build();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    final MrtWriter writer = new MrtWriter(Channels.newChannel(bytes));

    static int ipv4(final String text) {
        return Ipv8Address.parse(text).host();
    }

    static long bits(final String prefix) {
        return Ipv8Prefix.parse(prefix).address().bits();
    }

    private static SessionOptions options() {
        final Set<Carrier> all = EnumSet.allOf(Carrier.class);
        return new SessionOptions(64_496, PEER.asn(), 0, 0, 90, all, Set.of(), Set.of(), true, false, false, false, null, Map.of(), null, null);
    }

    static byte[] update(final String prefix) {
        final List<byte[]> messages = new ArrayList<>();
        final UpdateEncoder encoder = new UpdateEncoder(options(), Carrier.IPV4);
        encoder.begin(ATTRIBUTES, 0, messages::add);
        encoder.announce(bits(prefix), Ipv8Prefix.parse(prefix).lengthBits(), 0);
        encoder.end();
        return messages.getFirst();
    }

    void table() throws IOException {
        writer.peers(TIME_S, ipv4("192.0.2.2"), "main", List.of(new MrtPeer(1, 0, 64_496), PEER));
        writer.beginIpv4Route(TIME_S, bits("10.1.0.0/16"), 48);
        writer.path(1, TIME_S - 60, new MrtAttributes().encode(ATTRIBUTES, true));
        writer.endRoute();
        writer.beginRoute(TIME_S, bits("64500.10.1.0.0/16"), 48);
        writer.path(1, TIME_S - 60, new MrtAttributes().encode(ATTRIBUTES, false));
        writer.path(0, TIME_S, new MrtAttributes().encode(ATTRIBUTES.with().nextHop(bits("64500.9.9.9.9/32")).build(), false));
        writer.endRoute();
    }

    /** What was written so far. */
    byte[] content() {
        return bytes.toByteArray();
    }
}
