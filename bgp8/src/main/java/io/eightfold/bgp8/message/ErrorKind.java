// SPDX-License-Identifier: Apache-2.0
// Every rule that a message can break.
package io.eightfold.bgp8.message;

import static io.eightfold.bgp8.message.Consequence.ATTRIBUTE_DISCARD;
import static io.eightfold.bgp8.message.Consequence.SESSION_RESET;
import static io.eightfold.bgp8.message.Consequence.TREAT_AS_WITHDRAW;

import java.util.Locale;

/** Every rule that a message can break, with the NOTIFICATION's code and subcode (RFC 4271 §4.5) and the consequence (RFC 7606). Thread: any. */
public enum ErrorKind {
    MARKER(1, 1, SESSION_RESET, "RFC 4271 §6.1"),
    MESSAGE_LENGTH(1, 2, SESSION_RESET, "RFC 4271 §6.1"),
    MESSAGE_TYPE(1, 3, SESSION_RESET, "RFC 4271 §6.1"),

    OPEN_VERSION(2, 1, SESSION_RESET, "RFC 4271 §6.2"),
    OPEN_PEER_AS(2, 2, SESSION_RESET, "RFC 4271 §6.2"),
    OPEN_IDENTIFIER(2, 3, SESSION_RESET, "RFC 6286 §2.2"),
    OPEN_PARAMETER(2, 4, SESSION_RESET, "RFC 4271 §6.2"),
    OPEN_HOLD_TIME(2, 6, SESSION_RESET, "RFC 4271 §6.2"),
    OPEN_CAPABILITY(2, 7, SESSION_RESET, "RFC 5492 §5"),
    OPEN_MALFORMED(2, 0, SESSION_RESET, "RFC 4271 §6.2"),
    OPEN_ROLE(2, 11, SESSION_RESET, "RFC 9234 §4.2"),

    UPDATE_LENGTHS(3, 1, SESSION_RESET, "RFC 4271 §6.3"),
    MP_ATTRIBUTE(3, 9, SESSION_RESET, "RFC 7606 §5.3"),
    DUPLICATE_MP_ATTRIBUTE(3, 1, SESSION_RESET, "RFC 7606 §3 g"),
    NLRI_OVERRUN(3, 10, SESSION_RESET, "RFC 7606 §5.3"),
    NO_ROUTES(3, 1, SESSION_RESET, "RFC 7606 §5.2"),
    UNKNOWN_WELL_KNOWN(3, 2, SESSION_RESET, "RFC 4271 §6.3"),
    ATTRIBUTE_OVERRUN(3, 1, TREAT_AS_WITHDRAW, "RFC 7606 §4"),
    ATTRIBUTE_FLAGS(3, 4, TREAT_AS_WITHDRAW, "RFC 7606 §3 c"),
    MISSING_ATTRIBUTE(3, 3, TREAT_AS_WITHDRAW, "RFC 7606 §3 d"),
    ORIGIN(3, 6, TREAT_AS_WITHDRAW, "RFC 7606 §7.1"),
    AS_PATH(3, 11, TREAT_AS_WITHDRAW, "RFC 7606 §7.2"),
    AS_SET(3, 11, TREAT_AS_WITHDRAW, "RFC 9774 §3"),
    FIRST_AS(3, 11, TREAT_AS_WITHDRAW, "RFC 4271 §6.3"),
    NEXT_HOP(3, 8, TREAT_AS_WITHDRAW, "RFC 7606 §7.3"),
    MED(3, 5, TREAT_AS_WITHDRAW, "RFC 7606 §7.4"),
    LOCAL_PREF(3, 5, TREAT_AS_WITHDRAW, "RFC 7606 §7.5"),
    COMMUNITY(3, 5, TREAT_AS_WITHDRAW, "RFC 7606 §7.8"),
    ORIGINATOR_ID(3, 5, TREAT_AS_WITHDRAW, "RFC 7606 §7.9"),
    CLUSTER_LIST(3, 5, TREAT_AS_WITHDRAW, "RFC 7606 §7.10"),
    EXTENDED_COMMUNITY(3, 5, TREAT_AS_WITHDRAW, "RFC 7606 §7.14"),
    LARGE_COMMUNITY(3, 5, TREAT_AS_WITHDRAW, "RFC 8092 §5"),
    ONLY_TO_CUSTOMER(3, 5, TREAT_AS_WITHDRAW, "RFC 9234 §5"),
    CARRIER_ASN(3, 10, TREAT_AS_WITHDRAW, "spec §5: one large community (speaker:ASN:0)"),
    PREFIX_LENGTH(3, 10, ATTRIBUTE_DISCARD, "spec §5: a prefix of 1 to 31 bits is of no ASN"),
    ROUTE_DISTINGUISHER(3, 10, ATTRIBUTE_DISCARD, "spec §5: the distinguisher is ASN:65535"),
    FAMILY(3, 9, ATTRIBUTE_DISCARD, "RFC 4760 §8: routes of a family that was not negotiated are ignored"),
    DUPLICATE_ATTRIBUTE(3, 1, ATTRIBUTE_DISCARD, "RFC 7606 §3 g"),
    ATOMIC_AGGREGATE(3, 5, ATTRIBUTE_DISCARD, "RFC 7606 §7.6"),
    AGGREGATOR(3, 5, ATTRIBUTE_DISCARD, "RFC 7606 §7.7"),
    AS4(3, 5, ATTRIBUTE_DISCARD, "RFC 6793 §6"),
    NOT_FOR_EXTERNAL(3, 5, ATTRIBUTE_DISCARD, "RFC 7606 §7.5"),
    COST_FACTOR(3, 5, ATTRIBUTE_DISCARD, "spec §5: attribute 242"),
    TUNNEL_ENDPOINT(3, 5, ATTRIBUTE_DISCARD, "spec §5: attribute 243"),

    FSM_OPEN_SENT(5, 1, SESSION_RESET, "RFC 6608 §3"),
    FSM_OPEN_CONFIRM(5, 2, SESSION_RESET, "RFC 6608 §3"),
    FSM_ESTABLISHED(5, 3, SESSION_RESET, "RFC 6608 §3"),

    /** Not of the codec: the RIB takes a bounded number of paths of one peer for one prefix, and ignores others. */
    TOO_MANY_PATHS(6, 8, ATTRIBUTE_DISCARD, "RFC 7911 §5: paths of one peer for one prefix are bounded"),
    REFRESH_LENGTH(7, 1, SESSION_RESET, "RFC 7313 §5"),
    /** Not of the codec: the RIB leaves out beginnings of a refresh that come too soon after one that cost a walk. */
    REFRESH_TOO_OFTEN(7, 1, ATTRIBUTE_DISCARD, "RFC 7313 §4: beginnings of a refresh are bounded");

    private final int code;
    private final int subcode;
    private final Consequence consequence;
    private final String rule;

    ErrorKind(final int code, final int subcode, final Consequence consequence, final String rule) {
        this.code = code;
        this.subcode = subcode;
        this.consequence = consequence;
        this.rule = rule;
    }

    /** Error code of the NOTIFICATION. */
    public int code() {
        return code;
    }

    /** Error subcode of the NOTIFICATION. */
    public int subcode() {
        return subcode;
    }

    public Consequence consequence() {
        return consequence;
    }

    /** The section that demands it. */
    public String rule() {
        return rule;
    }

    /** In counters, output and log. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
