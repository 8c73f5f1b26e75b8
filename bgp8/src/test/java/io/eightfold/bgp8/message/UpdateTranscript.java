// SPDX-License-Identifier: Apache-2.0
// Writes down what a decoder tells.
package io.eightfold.bgp8.message;

import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.attribute.LargeCommunities;
import io.eightfold.bgp8.attribute.UnknownAttribute;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;

/** Writes down what a decoder tells, a line for each call, and keeps the announcements for telling them on. */
final class UpdateTranscript implements UpdateHandler {
    private static final HexFormat HEX = HexFormat.of();
    private final List<String> lines = new ArrayList<>();
    private final List<Announcement> announcements = new ArrayList<>();
    private AttributeSet attributes;

    /** A route as it was told. */
    record Announcement(Carrier carrier, AttributeSet attributes, long address, int lengthBits, int pathId) {
    }

    List<String> lines() {
        return lines;
    }

    List<Announcement> announcements() {
        return announcements;
    }

    @Override
    public void attributes(final AttributeSet set) {
        attributes = set;
        lines.add("attributes" + text(set));
    }

    @Override
    public void announce(final Carrier carrier, final long address, final int lengthBits, final int pathId) {
        announcements.add(new Announcement(carrier, attributes, address, lengthBits, pathId));
        lines.add("announce " + route(carrier, address, lengthBits, pathId));
    }

    @Override
    public void withdraw(final Carrier carrier, final long address, final int lengthBits, final int pathId) {
        lines.add("withdraw " + route(carrier, address, lengthBits, pathId));
    }

    @Override
    public void endOfRib(final Carrier carrier) {
        lines.add("end-of-rib " + carrier.word());
    }

    @Override
    public void error(final MessageError error) {
        lines.add("error " + error.kind().label() + ' ' + error.value() + " notification=" + error.kind().code() + '/' + error.kind().subcode()
            + (error.data().length == 0 ? "" : " data=" + HEX.formatHex(error.data())));
    }

    private static String route(final Carrier carrier, final long address, final int lengthBits, final int pathId) {
        return carrier.word() + ' ' + Ipv8Address.ofBits(address) + " bits=" + new Ipv8Prefix(Ipv8Address.ofBits(address), lengthBits).lengthBits()
            + (pathId == 0 ? "" : " path-id=" + Integer.toUnsignedString(pathId));
    }

    /** All that a set says, in the order of the types on the wire. */
    static String text(final AttributeSet set) {
        final StringJoiner text = new StringJoiner(" ", " ", "");
        text.add("origin=" + set.origin()).add("as-path=[" + set.asPath() + ']').add("next-hop=" + Ipv8Address.ofBits(set.nextHop()));
        add(text, set.hasMed(), "med", Integer.toUnsignedString(set.med()));
        add(text, set.hasLocalPreference(), "local-pref", Integer.toUnsignedString(set.localPreference()));
        add(text, set.isAtomicAggregate(), "atomic-aggregate", "true");
        add(text, set.aggregator() != null, "aggregator", String.valueOf(set.aggregator()));
        add(text, set.communities().length > 0, "communities", Arrays.toString(set.communities()));
        add(text, set.originatorId() != 0, "originator-id", Integer.toHexString(set.originatorId()));
        add(text, set.clusterList().length > 0, "cluster-list", Arrays.toString(set.clusterList()));
        for (final long community : set.extendedCommunities()) {
            text.add("extended-community=" + HEX.toHexDigits(community));
        }
        for (int i = 0; i < set.largeCommunities().length; i += LargeCommunities.WORDS) {
            text.add("large-community=" + LargeCommunities.text(set.largeCommunities(), i));
        }
        add(text, set.onlyToCustomer() != 0, "only-to-customer", Integer.toUnsignedString(set.onlyToCustomer()));
        add(text, set.hasCostFactor(), "cost-factor", Integer.toUnsignedString(set.costFactor()));
        if (set.tunnelEndpoint() != null) {
            text.add("tunnel-endpoint=" + Integer.toHexString(set.tunnelEndpoint().address()) + '/' + HEX.formatHex(set.tunnelEndpoint().parameters()));
        }
        add(text, set.partial() != 0, "partial-bits", Integer.toBinaryString(set.partial()));
        for (final UnknownAttribute unknown : set.unknown()) {
            text.add("unknown=" + Integer.toHexString(unknown.flags()) + '/' + unknown.type() + '/' + HEX.formatHex(unknown.value()));
        }
        return text.toString();
    }

    private static void add(final StringJoiner text, final boolean isThere, final String name, final String value) {
        if (isThere) {
            text.add(name + '=' + value);
        }
    }
}
