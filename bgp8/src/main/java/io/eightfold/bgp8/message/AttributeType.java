// SPDX-License-Identifier: Apache-2.0
// The path attributes we know.
package io.eightfold.bgp8.message;

/** The path attributes we know, by type code, with the flags they must have. Source: IANA "BGP Path Attributes"; spec section 5 for the last two. */
final class AttributeType {
    static final int ORIGIN = 1;
    static final int AS_PATH = 2;
    static final int NEXT_HOP = 3;
    static final int MED = 4;
    static final int LOCAL_PREF = 5;
    static final int ATOMIC_AGGREGATE = 6;
    static final int AGGREGATOR = 7;
    static final int COMMUNITIES = 8;
    static final int ORIGINATOR_ID = 9;
    static final int CLUSTER_LIST = 10;
    static final int MP_REACH = 14;
    static final int MP_UNREACH = 15;
    static final int EXTENDED_COMMUNITIES = 16;
    static final int AS4_PATH = 17;
    static final int AS4_AGGREGATOR = 18;
    static final int LARGE_COMMUNITIES = 32;
    static final int ONLY_TO_CUSTOMER = 35;
    static final int COST_FACTOR = 242;
    static final int TUNNEL_ENDPOINT = 243;

    static final int OPTIONAL = 0x80;
    static final int TRANSITIVE = 0x40;
    static final int PARTIAL = 0x20;
    static final int EXTENDED_LENGTH = 0x10;

    private AttributeType() {
    }

    /** The bit of a known optional transitive attribute in {@link io.eightfold.bgp8.attribute.AttributeSet#partial}; 0 for others, which never have the mark. */
    static int partialBit(final int type) {
        return switch (type) {
            case AGGREGATOR -> 1;
            case COMMUNITIES -> 1 << 1;
            case EXTENDED_COMMUNITIES -> 1 << 2;
            case LARGE_COMMUNITIES -> 1 << 3;
            case ONLY_TO_CUSTOMER -> 1 << 4;
            case COST_FACTOR -> 1 << 5;
            case TUNNEL_ENDPOINT -> 1 << 6;
            default -> 0;
        };
    }

    /** The optional and transitive bits that an attribute must have, or -1 when we do not know it. */
    static int flags(final int type) {
        return switch (type) {
            case ORIGIN, AS_PATH, NEXT_HOP, LOCAL_PREF, ATOMIC_AGGREGATE -> TRANSITIVE;
            case MED, ORIGINATOR_ID, CLUSTER_LIST, MP_REACH, MP_UNREACH -> OPTIONAL;
            case AGGREGATOR, COMMUNITIES, EXTENDED_COMMUNITIES, AS4_PATH, AS4_AGGREGATOR, LARGE_COMMUNITIES, ONLY_TO_CUSTOMER, COST_FACTOR, TUNNEL_ENDPOINT ->
                OPTIONAL | TRANSITIVE;
            default -> -1;
        };
    }
}
