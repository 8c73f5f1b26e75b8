// SPDX-License-Identifier: Apache-2.0
// What a route-map's entry changes of a route.
package io.eightfold.bgp8.policy;

import io.eightfold.bgp8.attribute.Origin;
import io.eightfold.wire.address.Ipv8Address;
import java.util.List;
import java.util.Locale;

/**
 * What a route-map's entry changes of a route that it permits, one after the other. Lists are named; {@link RouteMap} looks them up when it is made. As text it is
 * the line of the configuration. Thread: any; immutable.
 */
public sealed interface Change {
    /** The Cost Factor is this, without a sign. */
    record CostTo(int value) implements Change {
        @Override
        public String toString() {
            return "set cost-factor " + Integer.toUnsignedString(value);
        }
    }

    /**
     * The Cost Factor is higher by this, or lower when it is negative; it stays within 0 to 2^32-1. A route without one begins from what it counts in the decision.
     *
     * @param delta -(2^32-1) to 2^32-1
     */
    record CostBy(long delta) implements Change {
        private static final long MAX = 0xFFFF_FFFFL;

        public CostBy {
            if (delta < -MAX || delta > MAX) {
                throw new IllegalArgumentException("cost-factor change " + delta + " is more than " + MAX);
            }
        }

        @Override
        public String toString() {
            return "set cost-factor " + (delta < 0 ? "" : "+") + delta;
        }
    }

    /** These ASNs come before the path, in this order. */
    record Prepend(List<Integer> asns) implements Change {
        /** ASNs at most: longer paths are often refused by others. */
        public static final int MAX_ASNS = 32;

        public Prepend {
            asns = List.copyOf(asns);
            if (asns.isEmpty() || asns.size() > MAX_ASNS) {
                throw new IllegalArgumentException("as-path prepend takes 1 to " + MAX_ASNS + " ASNs, not " + asns.size());
            }
        }

        @Override
        public String toString() {
            return "set as-path prepend " + Numbers.text(asns);
        }
    }

    /** The communities are these, or these besides those there are. Of an empty list: none, or no change. */
    record CommunitiesTo(List<Integer> communities, boolean isAdditive) implements Change {
        public CommunitiesTo {
            communities = List.copyOf(communities);
        }

        @Override
        public String toString() {
            return "set community " + (communities.isEmpty() ? "none" : CommunityRule.text(communities) + (isAdditive ? " additive" : ""));
        }
    }

    /** The same for large communities. @param communities three numbers of each */
    record LargeCommunitiesTo(List<Integer> communities, boolean isAdditive) implements Change {
        public LargeCommunitiesTo {
            communities = List.copyOf(communities);
            LargeCommunityRule.checkWhole(communities);
        }

        @Override
        public String toString() {
            return "set large-community " + (communities.isEmpty() ? "none" : LargeCommunityRule.text(communities) + (isAdditive ? " additive" : ""));
        }
    }

    /** Communities that the community-list permits, each looked at alone, are taken out. */
    record CommunitiesDelete(String list) implements Change {
        @Override
        public String toString() {
            return "set comm-list " + list + " delete";
        }
    }

    /** The same for large communities. */
    record LargeCommunitiesDelete(String list) implements Change {
        @Override
        public String toString() {
            return "set large-comm-list " + list + " delete";
        }
    }

    /** MED is this, without a sign. */
    record MedTo(int value) implements Change {
        @Override
        public String toString() {
            return "set metric " + Integer.toUnsignedString(value);
        }
    }

    /** LOCAL_PREF is this, without a sign. */
    record LocalPreferenceTo(int value) implements Change {
        @Override
        public String toString() {
            return "set local-preference " + Integer.toUnsignedString(value);
        }
    }

    /** ORIGIN is this. */
    record OriginTo(Origin origin) implements Change {
        @Override
        public String toString() {
            return "set origin " + origin.name().toLowerCase(Locale.ROOT);
        }
    }

    /** The next hop is this IPv8 address; ASN 0 for IPv4. */
    record NextHopTo(long address) implements Change {
        @Override
        public String toString() {
            return "set ip next-hop " + Ipv8Address.ofBits(address).conventional();
        }
    }
}
