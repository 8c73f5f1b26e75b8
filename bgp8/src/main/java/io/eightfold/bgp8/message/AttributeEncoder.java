// SPDX-License-Identifier: Apache-2.0
// Writes path attributes.
package io.eightfold.bgp8.message;

import io.eightfold.bgp8.attribute.AsPath;
import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.attribute.UnknownAttribute;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Iterator;
import org.agrona.MutableDirectBuffer;

/**
 * Writes path attributes in the order of their types, without the multiprotocol ones. Sources: RFC 4271 §5, RFC 6793 §4.2.2 for old peers. Thread: that of the owner.
 */
public final class AttributeEncoder {
    private static final int MAX_SHORT = 255;
    private static final int[] NO_INTS = {};

    private final boolean isFourOctetAsn;
    private MutableDirectBuffer buffer;
    private int at;
    private int from;
    private int partial;

    public AttributeEncoder(final boolean isFourOctetAsn) {
        this.isFourOctetAsn = isFourOctetAsn;
    }

    /**
     * Writes a set.
     *
     * @param to              which grows or is large enough: an attribute has up to 65,535 bytes
     * @param isClassic       whether NEXT_HOP is written, for prefixes outside of MP_REACH_NLRI
     * @param isInternal      whether what only internal peers may see is written
     * @param extraExtended   another extended community, or 0
     * @param extraLarge      another large community, three numbers, or none
     * @return bytes written
     */
    public int encode(final AttributeSet set, final MutableDirectBuffer to, final int offset, final boolean isClassic, final boolean isInternal, final long extraExtended,
        final int... extraLarge) {
        buffer = to;
        at = offset;
        partial = set.partial();
        final Iterator<UnknownAttribute> unknown = set.unknown().iterator();
        UnknownAttribute next = unknown.hasNext() ? unknown.next() : null;
        for (final int type : TYPES) {
            while (next != null && next.type() < type) {
                unknown(next);
                next = unknown.hasNext() ? unknown.next() : null;
            }
            known(type, set, isClassic, isInternal, extraExtended, extraLarge);
        }
        while (next != null) {
            unknown(next);
            next = unknown.hasNext() ? unknown.next() : null;
        }
        return at - offset;
    }

    private static final int[] TYPES = {AttributeType.ORIGIN, AttributeType.AS_PATH, AttributeType.NEXT_HOP, AttributeType.MED, AttributeType.LOCAL_PREF,
        AttributeType.ATOMIC_AGGREGATE, AttributeType.AGGREGATOR, AttributeType.COMMUNITIES, AttributeType.ORIGINATOR_ID, AttributeType.CLUSTER_LIST,
        AttributeType.EXTENDED_COMMUNITIES, AttributeType.AS4_PATH, AttributeType.AS4_AGGREGATOR, AttributeType.LARGE_COMMUNITIES, AttributeType.ONLY_TO_CUSTOMER,
        AttributeType.COST_FACTOR, AttributeType.TUNNEL_ENDPOINT};

    private void known(final int type, final AttributeSet set, final boolean isClassic, final boolean isInternal, final long extraExtended, final int... extraLarge) {
        switch (type) {
            case AttributeType.ORIGIN -> {
                begin(type);
                int8(set.origin().ordinal());
                end();
            }
            case AttributeType.AS_PATH -> path(type, set.asPath(), isFourOctetAsn);
            case AttributeType.NEXT_HOP -> number(type, isClassic, (int) set.nextHop());
            case AttributeType.MED -> number(type, set.hasMed(), set.med());
            case AttributeType.LOCAL_PREF -> number(type, isInternal && set.hasLocalPreference(), set.localPreference());
            case AttributeType.ATOMIC_AGGREGATE -> {
                if (set.isAtomicAggregate()) {
                    begin(type);
                    end();
                }
            }
            case AttributeType.AGGREGATOR, AttributeType.AS4_AGGREGATOR -> aggregator(type, set);
            case AttributeType.AS4_PATH -> {
                if (!isFourOctetAsn && AsTrans.isWide(set.asPath())) {
                    path(type, AsTrans.withoutConfederation(set.asPath()), true);
                }
            }
            case AttributeType.COMMUNITIES -> ints(type, set.communities(), NO_INTS);
            case AttributeType.ORIGINATOR_ID -> number(type, isInternal && set.originatorId() != 0, set.originatorId());
            case AttributeType.CLUSTER_LIST -> ints(type, isInternal ? set.clusterList() : NO_INTS, NO_INTS);
            case AttributeType.EXTENDED_COMMUNITIES -> longs(type, set.extendedCommunities(), extraExtended);
            case AttributeType.LARGE_COMMUNITIES -> ints(type, set.largeCommunities(), extraLarge);
            case AttributeType.ONLY_TO_CUSTOMER -> number(type, set.onlyToCustomer() != 0, set.onlyToCustomer());
            case AttributeType.COST_FACTOR -> number(type, set.hasCostFactor(), set.costFactor());
            case AttributeType.TUNNEL_ENDPOINT -> {
                if (set.tunnelEndpoint() != null) {
                    begin(type);
                    int32(set.tunnelEndpoint().address());
                    bytes(set.tunnelEndpoint().parameters());
                    end();
                }
            }
            default -> throw new AssertionError("type=" + type + " has no writer");
        }
    }

    private void path(final int type, final AsPath path, final boolean isWide) {
        begin(type);
        path.forEachSegment((segment, asns, first, end) -> {
            int8(segment);
            int8(end - first);
            for (int i = first; i < end; i++) {
                if (isWide) {
                    int32(asns[i]);
                } else {
                    int16(AsTrans.narrow(asns[i]));
                }
            }
        });
        end();
    }

    private void aggregator(final int type, final AttributeSet set) {
        final boolean isNew = type == AttributeType.AS4_AGGREGATOR;
        if (set.aggregator() == null || isNew && (isFourOctetAsn || set.aggregator().asn() >>> 16 == 0)) {
            return;
        }
        begin(type);
        if (isFourOctetAsn || isNew) {
            int32(set.aggregator().asn());
        } else {
            int16(AsTrans.narrow(set.aggregator().asn()));
        }
        int32(set.aggregator().identifier());
        end();
    }

    private void number(final int type, final boolean isThere, final int value) {
        if (isThere) {
            begin(type);
            int32(value);
            end();
        }
    }

    private void ints(final int type, final int[] values, final int[] extra) {
        if (values.length + extra.length > 0) {
            begin(type);
            for (final int value : values) {
                int32(value);
            }
            for (final int value : extra) {
                int32(value);
            }
            end();
        }
    }

    private void longs(final int type, final long[] values, final long extra) {
        if (values.length > 0 || extra != 0) {
            begin(type);
            for (final long value : values) {
                int64(value);
            }
            if (extra != 0 && Arrays.binarySearch(values, extra) < 0) {
                int64(extra);
            }
            end();
        }
    }

    /** Optional transitive ones of others travel on as they came, marked as not understood on the way. Source: RFC 4271 §5. */
    private void unknown(final UnknownAttribute attribute) {
        final boolean isLong = (attribute.flags() & AttributeType.EXTENDED_LENGTH) != 0 || attribute.value().length > MAX_SHORT;
        int8((isLong ? AttributeType.EXTENDED_LENGTH : 0) | AttributeType.OPTIONAL | AttributeType.TRANSITIVE | AttributeType.PARTIAL);
        int8(attribute.type());
        if (isLong) {
            int16(attribute.value().length);
        } else {
            int8(attribute.value().length);
        }
        bytes(attribute.value());
    }

    private void begin(final int type) {
        from = at;
        int8(AttributeType.flags(type) | ((partial & AttributeType.partialBit(type)) != 0 ? AttributeType.PARTIAL : 0));
        int8(type);
        // The short form; end() makes room when the value has become too long for it.
        int8(0);
    }

    private void end() {
        final int length = at - from - 3;
        if (length <= MAX_SHORT) {
            buffer.putByte(from + 2, (byte) length);
            return;
        }
        buffer.checkLimit(at + 1);
        buffer.putBytes(from + 4, Bytes.copy(buffer, from + 3, length), 0, length);
        buffer.putByte(from, (byte) (buffer.getByte(from) | AttributeType.EXTENDED_LENGTH));
        buffer.putShort(from + 2, (short) length, ByteOrder.BIG_ENDIAN);
        at++;
    }

    private void int8(final int value) {
        buffer.putByte(at++, (byte) value);
    }

    private void int16(final int value) {
        buffer.putShort(at, (short) value, ByteOrder.BIG_ENDIAN);
        at += 2;
    }

    private void int32(final int value) {
        buffer.putInt(at, value, ByteOrder.BIG_ENDIAN);
        at += 4;
    }

    private void int64(final long value) {
        buffer.putLong(at, value, ByteOrder.BIG_ENDIAN);
        at += 8;
    }

    private void bytes(final byte... value) {
        buffer.putBytes(at, value, 0, value.length);
        at += value.length;
    }
}
