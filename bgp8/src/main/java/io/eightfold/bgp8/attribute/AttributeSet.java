// SPDX-License-Identifier: Apache-2.0
// All that is said of a route besides its prefix.
package io.eightfold.bgp8.attribute;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * All that is said of a route besides its prefix. Arrays handed out are not to be changed. Communities of each kind are sorted and without repetition, so that
 * sets that mean the same are equal. Thread: any; immutable.
 *
 * <p>The next hop is an IPv8 address; one in ASN 0 is an IPv4 address. The large community that names the ASN in carrier IPv4 is not in here: decoding takes it
 * out, encoding puts it in. Neither are AS4_PATH and AS4_AGGREGATOR (RFC 6793), which are merged.
 */
public final class AttributeSet {
    private final Origin origin;
    private final AsPath asPath;
    private final long nextHop;
    private final int med;
    private final boolean hasMed;
    private final int localPreference;
    private final boolean hasLocalPreference;
    private final boolean isAtomicAggregate;
    private final Aggregator aggregator;
    private final int[] communities;
    private final long[] extendedCommunities;
    private final int[] largeCommunities;
    private final int originatorId;
    private final int[] clusterList;
    private final int onlyToCustomer;
    private final int costFactor;
    private final boolean hasCostFactor;
    private final TunnelEndpoint tunnelEndpoint;
    private final int partial;
    private final List<UnknownAttribute> unknown;
    private final int hash;

    private AttributeSet(final Builder from) {
        origin = from.origin;
        asPath = from.asPath;
        nextHop = from.nextHop;
        med = from.med;
        hasMed = from.hasMed;
        localPreference = from.localPreference;
        hasLocalPreference = from.hasLocalPreference;
        isAtomicAggregate = from.isAtomicAggregate;
        aggregator = from.aggregator;
        communities = from.communities;
        extendedCommunities = from.extendedCommunities;
        largeCommunities = from.largeCommunities;
        originatorId = from.originatorId;
        clusterList = from.clusterList;
        onlyToCustomer = from.onlyToCustomer;
        costFactor = from.costFactor;
        hasCostFactor = from.hasCostFactor;
        tunnelEndpoint = from.tunnelEndpoint;
        partial = from.partial;
        unknown = from.unknown;
        hash = computeHash();
    }

    /** Puts a set together, from nothing or from another set. Arrays are copied where they have to be put in order. */
    public static final class Builder {
        private static final int[] NONE = {};
        private static final long[] NONE_EXTENDED = {};

        private Origin origin = Origin.IGP;
        private AsPath asPath = AsPath.EMPTY;
        private long nextHop;
        private int med;
        private boolean hasMed;
        private int localPreference;
        private boolean hasLocalPreference;
        private boolean isAtomicAggregate;
        private Aggregator aggregator;
        private int[] communities = NONE;
        private long[] extendedCommunities = NONE_EXTENDED;
        private int[] largeCommunities = NONE;
        private int originatorId;
        private int[] clusterList = NONE;
        private int onlyToCustomer;
        private int costFactor;
        private boolean hasCostFactor;
        private TunnelEndpoint tunnelEndpoint;
        private int partial;
        private List<UnknownAttribute> unknown = List.of();

        public Builder origin(final Origin value) {
            origin = value;
            return this;
        }

        public Builder asPath(final AsPath value) {
            asPath = value;
            return this;
        }

        /** An IPv8 address; ASN 0 for IPv4. */
        public Builder nextHop(final long value) {
            nextHop = value;
            return this;
        }

        public Builder med(final int value) {
            med = value;
            hasMed = true;
            return this;
        }

        public Builder noMed() {
            med = 0;
            hasMed = false;
            return this;
        }

        public Builder localPreference(final int value) {
            localPreference = value;
            hasLocalPreference = true;
            return this;
        }

        public Builder noLocalPreference() {
            localPreference = 0;
            hasLocalPreference = false;
            return this;
        }

        public Builder atomicAggregate(final boolean value) {
            isAtomicAggregate = value;
            return this;
        }

        /** @param value null: none */
        public Builder aggregator(final Aggregator value) {
            aggregator = value;
            return this;
        }

        public Builder communities(final int... values) {
            communities = sorted(values);
            return this;
        }

        public Builder extendedCommunities(final long... values) {
            extendedCommunities = sorted(values);
            return this;
        }

        /** Not by streams: these box every number. */
        private static int[] sorted(final int... values) {
            final int[] sorted = values.clone();
            Arrays.sort(sorted);
            int size = Math.min(1, sorted.length);
            for (int i = 1; i < sorted.length; i++) {
                if (sorted[i] != sorted[i - 1]) {
                    sorted[size++] = sorted[i];
                }
            }
            return size == sorted.length ? sorted : Arrays.copyOf(sorted, size);
        }

        private static long[] sorted(final long... values) {
            final long[] sorted = values.clone();
            Arrays.sort(sorted);
            int size = Math.min(1, sorted.length);
            for (int i = 1; i < sorted.length; i++) {
                if (sorted[i] != sorted[i - 1]) {
                    sorted[size++] = sorted[i];
                }
            }
            return size == sorted.length ? sorted : Arrays.copyOf(sorted, size);
        }

        /** @param values three of each: global administrator, local data 1 and 2 */
        public Builder largeCommunities(final int... values) {
            largeCommunities = LargeCommunities.sorted(values);
            return this;
        }

        /** @param value 0: none */
        public Builder originatorId(final int value) {
            originatorId = value;
            return this;
        }

        public Builder clusterList(final int... values) {
            clusterList = values;
            return this;
        }

        /** @param value the ASN of attribute OTC (RFC 9234); 0: none */
        public Builder onlyToCustomer(final int value) {
            onlyToCustomer = value;
            return this;
        }

        /** @param value without a sign */
        public Builder costFactor(final int value) {
            costFactor = value;
            hasCostFactor = true;
            return this;
        }

        public Builder noCostFactor() {
            costFactor = 0;
            hasCostFactor = false;
            return this;
        }

        /** @param value null: none */
        public Builder tunnelEndpoint(final TunnelEndpoint value) {
            tunnelEndpoint = value;
            return this;
        }

        /** @param bits of the attributes that someone on the way did not know; which bit is whose, codec and set only need to agree on */
        public Builder partial(final int bits) {
            partial = bits;
            return this;
        }

        /** @param values by type, each at most once */
        public Builder unknown(final List<UnknownAttribute> values) {
            unknown = List.copyOf(values);
            return this;
        }

        public AttributeSet build() {
            return new AttributeSet(this);
        }
    }

    /** A builder that begins with this set. */
    public Builder with() {
        final Builder builder = new Builder();
        builder.origin = origin;
        builder.asPath = asPath;
        builder.nextHop = nextHop;
        builder.med = med;
        builder.hasMed = hasMed;
        builder.localPreference = localPreference;
        builder.hasLocalPreference = hasLocalPreference;
        builder.isAtomicAggregate = isAtomicAggregate;
        builder.aggregator = aggregator;
        builder.communities = communities;
        builder.extendedCommunities = extendedCommunities;
        builder.largeCommunities = largeCommunities;
        builder.originatorId = originatorId;
        builder.clusterList = clusterList;
        builder.onlyToCustomer = onlyToCustomer;
        builder.costFactor = costFactor;
        builder.hasCostFactor = hasCostFactor;
        builder.tunnelEndpoint = tunnelEndpoint;
        builder.partial = partial;
        builder.unknown = unknown;
        return builder;
    }

    public Origin origin() {
        return origin;
    }

    public AsPath asPath() {
        return asPath;
    }

    public long nextHop() {
        return nextHop;
    }

    public boolean hasMed() {
        return hasMed;
    }

    /** Without a sign; 0 when there is none. */
    public int med() {
        return med;
    }

    public boolean hasLocalPreference() {
        return hasLocalPreference;
    }

    /** Without a sign; 0 when there is none. */
    public int localPreference() {
        return localPreference;
    }

    public boolean isAtomicAggregate() {
        return isAtomicAggregate;
    }

    /** Null when there is none. */
    public Aggregator aggregator() {
        return aggregator;
    }

    public int[] communities() {
        return communities;
    }

    public boolean hasCommunity(final int community) {
        for (final int each : communities) {
            if (each == community) {
                return true;
            }
        }
        return false;
    }

    public long[] extendedCommunities() {
        return extendedCommunities;
    }

    /** Three of each: global administrator, local data 1 and 2. Source: RFC 8092 §3. */
    public int[] largeCommunities() {
        return largeCommunities;
    }

    /** 0: none. Source: RFC 4456 §8. */
    public int originatorId() {
        return originatorId;
    }

    public int[] clusterList() {
        return clusterList;
    }

    /** 0: none. Source: RFC 9234 §5. */
    public int onlyToCustomer() {
        return onlyToCustomer;
    }

    public boolean hasCostFactor() {
        return hasCostFactor;
    }

    /** Cost of all hops before us, without a sign; 0 when there is none. Source: spec section 5. */
    public int costFactor() {
        return costFactor;
    }

    /** Null when there is none. */
    public TunnelEndpoint tunnelEndpoint() {
        return tunnelEndpoint;
    }

    /** Which of the known attributes someone on the way did not know, by bits of the codec: the mark must not be taken off (RFC 4271 §5). */
    public int partial() {
        return partial;
    }

    /** By type. */
    public List<UnknownAttribute> unknown() {
        return unknown;
    }

    private int computeHash() {
        long code = SeededHash.add(SeededHash.start(), origin.ordinal());
        code = SeededHash.add(code, asPath.hashCode());
        code = SeededHash.add(code, nextHop);
        code = SeededHash.add(code, number(hasMed, med));
        code = SeededHash.add(code, number(hasLocalPreference, localPreference));
        code = SeededHash.add(code, number(hasCostFactor, costFactor));
        code = SeededHash.add(code, isAtomicAggregate ? 1 : 0);
        code = aggregator == null ? code : SeededHash.addAll(code, aggregator.asn(), aggregator.identifier());
        code = SeededHash.addAll(code, communities);
        code = SeededHash.addAll(code, extendedCommunities);
        code = SeededHash.addAll(code, largeCommunities);
        code = SeededHash.addAll(code, clusterList);
        code = SeededHash.addAll(code, originatorId, onlyToCustomer, partial);
        code = tunnelEndpoint == null ? code : SeededHash.addAll(SeededHash.add(code, tunnelEndpoint.address()), tunnelEndpoint.parameters());
        for (final UnknownAttribute attribute : unknown) {
            code = SeededHash.addAll(SeededHash.addAll(code, attribute.flags(), attribute.type()), attribute.value());
        }
        return SeededHash.finish(code);
    }

    /** One that is not there differs from every number. */
    private static long number(final boolean isThere, final int value) {
        return isThere ? value & 0xFFFF_FFFFL : -1;
    }

    @Override
    public boolean equals(final Object other) {
        return this == other || other instanceof AttributeSet set && hash == set.hash && hasSameRoute(set) && hasSameMarks(set);
    }

    private boolean hasSameRoute(final AttributeSet set) {
        return origin == set.origin && asPath.equals(set.asPath) && nextHop == set.nextHop && med == set.med && hasMed == set.hasMed
            && localPreference == set.localPreference && hasLocalPreference == set.hasLocalPreference && costFactor == set.costFactor
            && hasCostFactor == set.hasCostFactor && originatorId == set.originatorId && onlyToCustomer == set.onlyToCustomer;
    }

    private boolean hasSameMarks(final AttributeSet set) {
        return isAtomicAggregate == set.isAtomicAggregate && Objects.equals(aggregator, set.aggregator) && Arrays.equals(communities, set.communities)
            && Arrays.equals(extendedCommunities, set.extendedCommunities) && Arrays.equals(largeCommunities, set.largeCommunities)
            && Arrays.equals(clusterList, set.clusterList) && Objects.equals(tunnelEndpoint, set.tunnelEndpoint) && partial == set.partial
            && unknown.equals(set.unknown);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
