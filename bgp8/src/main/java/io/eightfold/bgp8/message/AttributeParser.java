// SPDX-License-Identifier: Apache-2.0
// Reads path attributes.
package io.eightfold.bgp8.message;

import io.eightfold.bgp8.attribute.Aggregator;
import io.eightfold.bgp8.attribute.AsPath;
import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.attribute.Origin;
import io.eightfold.bgp8.attribute.TunnelEndpoint;
import io.eightfold.bgp8.attribute.UnknownAttribute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * Reads path attributes that {@link UpdateDecoder} has found, one by one, each against its own length. What is wrong is collected; the strongest consequence says
 * what becomes of the routes. Sources: RFC 4271 §4.3 and §5, RFC 7606 §7, RFC 6793 for old peers. Thread: that of the decoder.
 */
final class AttributeParser {
    private static final int LARGE_BYTES = 12;
    /** Of a path in an error. */
    private static final int MAX_TEXT = 200;
    private static final int[] NONE = {};
    private static final long[] NONE_EXTENDED = {};

    private final SessionOptions options;
    private final boolean enforcesFirstAs;
    private final ErrorList errors;
    private final List<UnknownAttribute> unknown = new ArrayList<>();
    private AttributeSet.Builder set;
    private boolean hasOrigin;
    private AsPath asPath;
    private AsPath as4Path;
    private Aggregator aggregator;
    private Aggregator as4Aggregator;
    private int[] largeCommunities;
    private long[] extendedCommunities;
    private int partial;
    private boolean hasNextHop;
    private long nextHop;

    AttributeParser(final SessionOptions options, final boolean enforcesFirstAs, final ErrorList errors) {
        this.options = options;
        this.errors = errors;
        this.enforcesFirstAs = enforcesFirstAs;
    }

    /** Begins a new UPDATE. */
    void start() {
        unknown.clear();
        set = new AttributeSet.Builder();
        hasOrigin = false;
        asPath = null;
        as4Path = null;
        aggregator = null;
        as4Aggregator = null;
        largeCommunities = NONE;
        extendedCommunities = NONE_EXTENDED;
        partial = 0;
        hasNextHop = false;
        nextHop = 0;
    }

    private void error(final ErrorKind kind, final String value) {
        errors.add(kind, value);
    }

    /** One attribute but MP_REACH_NLRI and MP_UNREACH_NLRI; the frame knows that its bytes are there. */
    void attribute(final DirectBuffer buffer, final int at, final int head, final int length) {
        final int flags = Bytes.int8(buffer, at);
        final int type = Bytes.int8(buffer, at + 1);
        final int wanted = AttributeType.flags(type);
        if (wanted < 0) {
            unknown(flags, type, buffer, at, head, length);
        } else if ((flags & (AttributeType.OPTIONAL | AttributeType.TRANSITIVE)) != wanted) {
            // RFC 7606 §3 c and f: flags that do not fit an attribute we know.
            error(isDiscarded(type) ? discardKind(type) : ErrorKind.ATTRIBUTE_FLAGS, "type=" + type + " flags=0x" + Integer.toHexString(flags));
        } else {
            partial |= (flags & AttributeType.PARTIAL) != 0 ? AttributeType.partialBit(type) : 0;
            known(type, buffer, at + head, length);
        }
    }

    private void known(final int type, final DirectBuffer buffer, final int offset, final int length) {
        switch (type) {
            case AttributeType.ORIGIN -> origin(buffer, offset, length);
            case AttributeType.AS_PATH -> asPath(buffer, offset, length);
            case AttributeType.NEXT_HOP -> nextHop(buffer, offset, length);
            case AttributeType.MED -> {
                if (hasLength(ErrorKind.MED, length, 4)) {
                    set.med(Bytes.int32(buffer, offset));
                }
            }
            case AttributeType.LOCAL_PREF -> localPreference(buffer, offset, length);
            case AttributeType.ATOMIC_AGGREGATE -> {
                if (hasLength(ErrorKind.ATOMIC_AGGREGATE, length, 0)) {
                    set.atomicAggregate(true);
                }
            }
            case AttributeType.AGGREGATOR -> aggregator(buffer, offset, length);
            case AttributeType.AS4_PATH -> as4Path(buffer, offset, length);
            case AttributeType.AS4_AGGREGATOR -> as4Aggregator(buffer, offset, length);
            case AttributeType.ORIGINATOR_ID, AttributeType.CLUSTER_LIST -> reflection(type, buffer, offset, length);
            default -> marks(type, buffer, offset, length);
        }
    }

    private void marks(final int type, final DirectBuffer buffer, final int offset, final int length) {
        switch (type) {
            case AttributeType.COMMUNITIES -> {
                if (isMultiple(ErrorKind.COMMUNITY, length, 4)) {
                    set.communities(ints(buffer, offset, length));
                }
            }
            case AttributeType.EXTENDED_COMMUNITIES -> {
                if (isMultiple(ErrorKind.EXTENDED_COMMUNITY, length, 8)) {
                    final long[] values = new long[length / 8];
                    Arrays.setAll(values, i -> Bytes.int64(buffer, offset + i * 8));
                    extendedCommunities = values;
                }
            }
            case AttributeType.LARGE_COMMUNITIES -> {
                if (isMultiple(ErrorKind.LARGE_COMMUNITY, length, LARGE_BYTES)) {
                    largeCommunities = ints(buffer, offset, length);
                }
            }
            case AttributeType.ONLY_TO_CUSTOMER -> {
                if (hasLength(ErrorKind.ONLY_TO_CUSTOMER, length, 4)) {
                    set.onlyToCustomer(Bytes.int32(buffer, offset));
                }
            }
            case AttributeType.COST_FACTOR -> {
                if (hasLength(ErrorKind.COST_FACTOR, length, 4)) {
                    set.costFactor(Bytes.int32(buffer, offset));
                }
            }
            case AttributeType.TUNNEL_ENDPOINT -> tunnelEndpoint(buffer, offset, length);
            default -> throw new AssertionError("type=" + type + " has flags and no reader");
        }
    }

    private static boolean isDiscarded(final int type) {
        return type == AttributeType.ATOMIC_AGGREGATE || type == AttributeType.AGGREGATOR || type == AttributeType.AS4_PATH || type == AttributeType.AS4_AGGREGATOR
            || type == AttributeType.COST_FACTOR || type == AttributeType.TUNNEL_ENDPOINT;
    }

    private static ErrorKind discardKind(final int type) {
        return switch (type) {
            case AttributeType.ATOMIC_AGGREGATE -> ErrorKind.ATOMIC_AGGREGATE;
            case AttributeType.AGGREGATOR -> ErrorKind.AGGREGATOR;
            case AttributeType.COST_FACTOR -> ErrorKind.COST_FACTOR;
            case AttributeType.TUNNEL_ENDPOINT -> ErrorKind.TUNNEL_ENDPOINT;
            default -> ErrorKind.AS4;
        };
    }

    private void origin(final DirectBuffer buffer, final int offset, final int length) {
        if (hasLength(ErrorKind.ORIGIN, length, 1)) {
            final Origin origin = Origin.of(Bytes.int8(buffer, offset));
            if (origin == null) {
                error(ErrorKind.ORIGIN, "value=" + Bytes.int8(buffer, offset));
            } else {
                set.origin(origin);
                hasOrigin = true;
            }
        }
    }

    private void asPath(final DirectBuffer buffer, final int offset, final int length) {
        asPath = path(buffer, offset, length, options.isFourOctetAsn() ? 4 : 2, ErrorKind.AS_PATH);
    }

    /** Source: RFC 6793 §4.2.2: between speakers of 4-octet ASNs it must not be sent, and is discarded. */
    private void as4Path(final DirectBuffer buffer, final int offset, final int length) {
        if (options.isFourOctetAsn()) {
            return;
        }
        final AsPath path = path(buffer, offset, length, 4, ErrorKind.AS4);
        // RFC 6793 §6: one ASN at least; RFC 7607 §2: none of them 0.
        if (path != null && (path.isEmpty() || path.contains(0))) {
            error(ErrorKind.AS4, "path=" + text(path));
        } else {
            as4Path = path == null ? null : AsTrans.withoutConfederation(path);
        }
    }

    /** The path, or null with an error when segments and length do not agree. Source: RFC 7606 §7.2. */
    private AsPath path(final DirectBuffer buffer, final int offset, final int length, final int asnBytes, final ErrorKind kind) {
        final AsPath.Builder path = new AsPath.Builder();
        for (int at = offset; at < offset + length;) {
            final int rest = offset + length - at;
            final int type = Bytes.int8(buffer, at);
            final int count = rest < 2 ? 0 : Bytes.int8(buffer, at + 1);
            if (count == 0 || type < AsPath.AS_SET || type > AsPath.CONFED_SET || rest - 2 < count * asnBytes) {
                error(kind, "segment type=" + type + " count=" + count + " with " + rest + " bytes left");
                return null;
            }
            final int[] asns = new int[count];
            for (int i = 0; i < count; i++) {
                asns[i] = asnBytes == 4 ? Bytes.int32(buffer, at + 2 + i * 4) : Bytes.int16(buffer, at + 2 + i * 2);
            }
            path.segment(type, asns);
            at += 2 + count * asnBytes;
        }
        return path.build();
    }

    private void nextHop(final DirectBuffer buffer, final int offset, final int length) {
        if (hasLength(ErrorKind.NEXT_HOP, length, 4)) {
            hasNextHop = true;
            nextHop = Bytes.int32(buffer, offset) & 0xFFFF_FFFFL;
        }
    }

    private void localPreference(final DirectBuffer buffer, final int offset, final int length) {
        if (!options.isInternal()) {
            error(ErrorKind.NOT_FOR_EXTERNAL, "type=" + AttributeType.LOCAL_PREF);
        } else if (hasLength(ErrorKind.LOCAL_PREF, length, 4)) {
            set.localPreference(Bytes.int32(buffer, offset));
        }
    }

    private void aggregator(final DirectBuffer buffer, final int offset, final int length) {
        if (hasLength(ErrorKind.AGGREGATOR, length, options.isFourOctetAsn() ? 8 : 6)) {
            final int asn = options.isFourOctetAsn() ? Bytes.int32(buffer, offset) : Bytes.int16(buffer, offset);
            if (asn == 0) {
                // RFC 7607 §2.
                error(ErrorKind.AGGREGATOR, "asn=0");
            } else {
                aggregator = new Aggregator(asn, Bytes.int32(buffer, offset + length - 4));
            }
        }
    }

    private void as4Aggregator(final DirectBuffer buffer, final int offset, final int length) {
        if (!options.isFourOctetAsn() && hasLength(ErrorKind.AS4, length, 8)) {
            if (Bytes.int32(buffer, offset) == 0) {
                error(ErrorKind.AS4, "asn=0");
            } else {
                as4Aggregator = new Aggregator(Bytes.int32(buffer, offset), Bytes.int32(buffer, offset + 4));
            }
        }
    }

    private void reflection(final int type, final DirectBuffer buffer, final int offset, final int length) {
        if (!options.isInternal()) {
            error(ErrorKind.NOT_FOR_EXTERNAL, "type=" + type);
        } else if (type == AttributeType.ORIGINATOR_ID) {
            if (hasLength(ErrorKind.ORIGINATOR_ID, length, 4)) {
                set.originatorId(Bytes.int32(buffer, offset));
            }
        } else if (isMultiple(ErrorKind.CLUSTER_LIST, length, 4)) {
            set.clusterList(ints(buffer, offset, length));
        }
    }

    private void tunnelEndpoint(final DirectBuffer buffer, final int offset, final int length) {
        if (length < 4) {
            error(ErrorKind.TUNNEL_ENDPOINT, "length=" + length);
            return;
        }
        for (int at = offset + 4; at < offset + length; at += 2 + Bytes.int8(buffer, at + 1)) {
            if (offset + length - at < 2 || offset + length - at - 2 < Bytes.int8(buffer, at + 1)) {
                error(ErrorKind.TUNNEL_ENDPOINT, "a parameter overruns the attribute of length=" + length);
                return;
            }
        }
        set.tunnelEndpoint(new TunnelEndpoint(Bytes.int32(buffer, offset), Bytes.copy(buffer, offset + 4, length - 4)));
    }

    private void unknown(final int flags, final int type, final DirectBuffer buffer, final int at, final int head, final int length) {
        if ((flags & AttributeType.OPTIONAL) == 0) {
            errors.add(ErrorKind.UNKNOWN_WELL_KNOWN, "type=" + type + " flags=0x" + Integer.toHexString(flags), UpdateFrame.attributeData(buffer, at, head + length));
        } else if ((flags & AttributeType.TRANSITIVE) != 0) {
            unknown.add(new UnknownAttribute(flags, type, Bytes.copy(buffer, at + head, length)));
        }
    }

    /** The next hop of the attribute NEXT_HOP, which is that of classic IPv4 announcements; {@link #hasNextHop} says whether there is one. */
    long nextHop() {
        return nextHop;
    }

    boolean hasNextHop() {
        return hasNextHop;
    }

    /**
     * All attributes were told and routes are announced: checks what must be there, and merges what old peers say twice. Errors may have been added.
     */
    void finish() {
        // RFC 7606 §3 d: the well-known mandatory ones.
        if (!hasOrigin && !errors.has(ErrorKind.ORIGIN)) {
            error(ErrorKind.MISSING_ATTRIBUTE, "type=" + AttributeType.ORIGIN);
        }
        if (asPath == null) {
            if (!errors.has(ErrorKind.AS_PATH)) {
                error(ErrorKind.MISSING_ATTRIBUTE, "type=" + AttributeType.AS_PATH);
            }
            return;
        }
        final boolean isFromOld = aggregator != null && as4Aggregator != null && aggregator.asn() != AsTrans.ASN;
        // RFC 6793 §4.2.3: an aggregator that is not AS_TRANS means that both new attributes are older than the path.
        asPath = as4Path == null || isFromOld ? asPath : AsTrans.merge(asPath, as4Path);
        check(asPath);
        set.asPath(asPath);
        set.aggregator(as4Aggregator != null && !isFromOld ? as4Aggregator : aggregator);
        unknown.sort(Comparator.comparingInt(UnknownAttribute::type));
        set.partial(partial);
        set.unknown(unknown);
    }

    private void check(final AsPath path) {
        if (path.hasSegment(AsPath.AS_SET) || path.hasSegment(AsPath.CONFED_SET)) {
            error(ErrorKind.AS_SET, "path=" + text(path));
        }
        if (!options.isInternal()) {
            if (path.hasSegment(AsPath.CONFED_SEQUENCE) || path.isEmpty()) {
                error(ErrorKind.AS_PATH, "path=" + text(path) + " from an external peer");
            } else if (enforcesFirstAs && path.firstAsn() != options.peerAsn()) {
                error(ErrorKind.FIRST_AS, "path=" + text(path) + " peer=" + Integer.toUnsignedString(options.peerAsn()));
            }
        }
        if (path.contains(0)) {
            // RFC 7607 §2.
            error(ErrorKind.AS_PATH, "path=" + text(path) + " has ASN 0");
        }
    }

    private static String text(final AsPath path) {
        final String text = path.toString();
        return text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "..." : text;
    }

    /** The large communities as received, three numbers each. */
    int[] largeCommunities() {
        return largeCommunities;
    }

    /** The path after {@link #finish}; null when it was wrong or missing. */
    AsPath asPath() {
        return asPath;
    }

    /**
     * The set for routes of a carrier.
     *
     * @param kept      the large communities that are not the carrier's own
     * @param isTargeted whether the carrier names the ASN in route targets: these are not kept either
     */
    AttributeSet build(final long gateway, final int[] kept, final boolean isTargeted) {
        set.nextHop(gateway);
        set.largeCommunities(kept);
        set.extendedCommunities(isTargeted ? Arrays.stream(extendedCommunities).filter(each -> !Nlri.isTarget(each)).toArray() : extendedCommunities);
        return set.build();
    }

    private static int[] ints(final DirectBuffer buffer, final int offset, final int length) {
        final int[] values = new int[length / 4];
        Arrays.setAll(values, i -> Bytes.int32(buffer, offset + i * 4));
        return values;
    }

    private boolean hasLength(final ErrorKind kind, final int length, final int wanted) {
        if (length != wanted) {
            error(kind, "length=" + length + " of " + wanted);
        }
        return length == wanted;
    }

    /** Source: RFC 7606 §7.8 and on: a non-zero multiple. */
    private boolean isMultiple(final ErrorKind kind, final int length, final int unit) {
        if (length == 0 || length % unit != 0) {
            error(kind, "length=" + length + " is no multiple of " + unit);
        }
        return length != 0 && length % unit == 0;
    }
}
