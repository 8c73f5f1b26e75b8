// SPDX-License-Identifier: Apache-2.0
// MRT records as lines of text.
package io.eightfold.bgp8.mrt;

import io.eightfold.bgp8.attribute.Aggregator;
import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.attribute.Community;
import io.eightfold.bgp8.attribute.LargeCommunities;
import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.MessageError;
import io.eightfold.bgp8.message.SessionOptions;
import io.eightfold.bgp8.message.UpdateDecoder;
import io.eightfold.bgp8.message.UpdateHandler;
import io.eightfold.bgp8.session.SessionState;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * MRT records as lines of text, a line for each path: {@code TABLE_DUMP2|time|B|peer|its ASN|prefix|AS path|origin|next hop|local preference|MED|communities|NAG||cost|},
 * which are the columns of {@code bgpdump -m} with the Cost Factor at the end. Messages begin with {@code BGP4MP_ET} and have {@code A} for announced or {@code W} for
 * withdrawn. Prefixes are told as the message has them. Thread: one at a time.
 */
public final class MrtText {
    private static final int UPDATE = 2;
    private static final int TYPE_AT = 18;
    private static final int MAX_DECODERS = 64;
    private static final List<String> TYPES = List.of("?", "OPEN", "UPDATE", "NOTIFICATION", "KEEPALIVE", "ROUTE-REFRESH");

    private final Consumer<String> lines;
    /** By both ASNs: they are what reading depends on, and a decoder is costly to make. */
    private final Map<Long, UpdateDecoder> decoders = new HashMap<>();
    private List<MrtPeer> peers = List.of();

    public MrtText(final Consumer<String> lines) {
        this.lines = lines;
    }

    public void print(final MrtRecord record) {
        switch (record) {
            case MrtRecord.Peers it -> peers = it.peers();
            case MrtRecord.Route it -> it.paths().forEach(path -> path(it, path));
            case MrtRecord.Message it -> message(it);
            case MrtRecord.StateChange it -> lines.accept(start(it.timeS(), it.micros(), "STATE", it.session()) + state(it.from()) + '|' + state(it.to()));
            case MrtRecord.Other it -> lines.accept("OTHER|" + it.timeS() + "|type=" + it.type() + "|subtype=" + it.subtype() + "|length=" + it.length());
        }
    }

    private void path(final MrtRecord.Route route, final MrtRecord.Path path) {
        final String peer = path.peer() < peers.size() ? address(peers.get(path.peer()).address()) + '|' + asn(peers.get(path.peer()).asn()) : "?|?";
        final String start = "TABLE_DUMP2|" + route.timeS() + "|B|" + peer + '|';
        final byte[] message = MrtMessage.of(route, path);
        if (message == null) {
            lines.accept(start + prefix(route.address(), route.lengthBits()) + "|attributes of " + path.attributes().length + " bytes are no attributes");
        } else {
            decode(message, 1, 1, start, start);
        }
    }

    private void message(final MrtRecord.Message it) {
        final int type = it.message().length > TYPE_AT ? it.message()[TYPE_AT] : 0;
        if (type == UPDATE) {
            decode(it.message(), it.session().localAsn(), it.session().peerAsn(), start(it.timeS(), it.micros(), "A", it.session()),
                start(it.timeS(), it.micros(), "W", it.session()));
        } else {
            lines.accept(start(it.timeS(), it.micros(), "M", it.session()) + (type > 0 && type < TYPES.size() ? TYPES.get(type) : "type=" + type));
        }
    }

    private void decode(final byte[] message, final int localAsn, final int peerAsn, final String announced, final String withdrawn) {
        if (decoders.size() > MAX_DECODERS) {
            decoders.clear();
        }
        decoders.computeIfAbsent((long) localAsn << Integer.SIZE | peerAsn & 0xFFFF_FFFFL, _ -> decoder(localAsn, peerAsn))
            .decode(new UnsafeBuffer(message), 0, message.length, new Lines(announced, withdrawn));
    }

    private static UpdateDecoder decoder(final int localAsn, final int peerAsn) {
        final Set<Carrier> all = EnumSet.allOf(Carrier.class);
        return new UpdateDecoder(new SessionOptions(localAsn, peerAsn, 0, 0, 0, all, Set.of(), Set.of(), true, true, false, false, null, Map.of(), null, null), false);
    }

    /** What an UPDATE says as lines. */
    private final class Lines implements UpdateHandler {
        private final String announced;
        private final String withdrawn;
        private String columns = "";

        Lines(final String announced, final String withdrawn) {
            this.announced = announced;
            this.withdrawn = withdrawn;
        }

        @Override
        public void attributes(final AttributeSet attributes) {
            columns = columns(attributes);
        }

        @Override
        public void announce(final Carrier carrier, final long address, final int lengthBits, final int pathId) {
            lines.accept(announced + prefix(address, lengthBits) + columns);
        }

        @Override
        public void withdraw(final Carrier carrier, final long address, final int lengthBits, final int pathId) {
            lines.accept(withdrawn + prefix(address, lengthBits));
        }

        @Override
        public void endOfRib(final Carrier carrier) {
            lines.accept(withdrawn + "End-of-RIB " + carrier.word());
        }

        @Override
        public void error(final MessageError error) {
            lines.accept(announced + "malformed " + error);
        }
    }

    private static String columns(final AttributeSet set) {
        final StringJoiner communities = new StringJoiner(" ");
        for (final int each : set.communities()) {
            communities.add(Community.text(each));
        }
        for (int i = 0; i < set.largeCommunities().length; i += LargeCommunities.WORDS) {
            communities.add(LargeCommunities.text(set.largeCommunities(), i));
        }
        return '|' + set.asPath().toString() + '|' + set.origin() + '|' + Ipv8Address.ofBits(set.nextHop()).conventional() + '|' + asn(set.localPreference()) + '|'
            + asn(set.med()) + '|' + communities + '|' + (set.isAtomicAggregate() ? "AG" : "NAG") + '|' + aggregator(set.aggregator()) + '|'
            + (set.hasCostFactor() ? asn(set.costFactor()) : "") + '|';
    }

    private static String aggregator(final Aggregator aggregator) {
        return aggregator == null ? "" : asn(aggregator.asn()) + ' ' + address(aggregator.identifier());
    }

    private static String start(final long timeS, final int micros, final String kind, final MrtSession session) {
        return "BGP4MP_ET|" + timeS + String.format(".%06d", Integer.toUnsignedLong(micros)) + '|' + kind + '|' + address(session.peerAddress()) + '|' + asn(session.peerAsn())
            + '|';
    }

    private static String state(final int number) {
        return number >= 1 && number <= SessionState.values().length ? SessionState.values()[number - 1].word() : "state=" + number;
    }

    private static String prefix(final long address, final int lengthBits) {
        return Ipv8Prefix.of(Ipv8Address.ofBits(address), lengthBits).toString();
    }

    private static String address(final int ipv4) {
        return Ipv8Address.ofIpv4(ipv4).conventional();
    }

    private static String asn(final int number) {
        return Integer.toUnsignedString(number);
    }
}
