// SPDX-License-Identifier: Apache-2.0
// Why a route has its verdict.
package io.eightfold.whois8.validation;

/**
 * Why a route has its verdict. When several registries answer for an ASN, or several records cover a route, the reason with the highest rank decides:
 * the first ten are in the order of their ranks. Codes are stable: tables keep them in a byte.
 */
public enum VerdictReason {
    /** No registry in charge of the ASN has a record of it. */
    ASN_NOT_REGISTERED(0, "asn-not-registered", Verdict.NOT_FOUND, "the ASN has no record"),
    /** The ASN's record is active, and no route record covers the route. */
    ROUTE_NOT_REGISTERED(1, "route-not-registered", Verdict.NOT_FOUND, "no route record of the ASN covers it"),
    ASN_REVOKED(2, "asn-revoked", Verdict.INVALID, "the record of the ASN is revoked"),
    ASN_EXPIRED(3, "asn-expired", Verdict.INVALID, "the record of the ASN has expired"),
    ASN_SUSPENDED(4, "asn-suspended", Verdict.INVALID, "the record of the ASN is suspended"),
    ROUTE_REVOKED(5, "route-revoked", Verdict.INVALID, "only revoked route records cover it"),
    ROUTE_EXPIRED(6, "route-expired", Verdict.INVALID, "only route records that have expired or are revoked cover it"),
    ROUTE_SUSPENDED(7, "route-suspended", Verdict.INVALID, "only route records that are suspended, expired or revoked cover it"),
    /** An active record covers it, but allows only shorter ones; or it is longer than anything that crosses the border of an AS. */
    TOO_LONG(8, "too-long", Verdict.INVALID, "it is longer than the longest length of every active record that covers it, or than /16"),
    COVERED(9, "covered", Verdict.VALID, "an active route record covers it, and the record of its ASN is active"),
    /** A local assertion covers it; no registry is asked. */
    ASSERTED(10, "asserted", Verdict.VALID, "a local assertion covers it"),
    RESERVED(11, "reserved", Verdict.INVALID, "the ASN is reserved and is never registered"),
    /** The AS path ends at another AS than the prefix names. */
    ORIGIN(12, "origin", Verdict.INVALID, "it is announced by another AS than the one in the prefix"),
    /** A prefix shorter than an ASN belongs to no holder. */
    SPANS_ASNS(13, "spans-asns", Verdict.INVALID, "it spans several ASNs and belongs to no holder"),
    /** No trust anchor is in charge of the ASN. */
    NO_ANCHOR(14, "no-anchor", Verdict.UNVERIFIED, "no trust anchor is in charge of the ASN"),
    /** A registry in charge of the ASN has not been heard of yet. */
    NO_DATA(15, "no-data", Verdict.UNVERIFIED, "no data of a registry in charge of the ASN has been read yet"),
    /** What is known of a registry in charge of the ASN may not be used any more. */
    DATA_EXPIRED(16, "data-expired", Verdict.UNVERIFIED, "the data of a registry in charge of the ASN has expired");

    private static final VerdictReason[] BY_CODE = values();
    private final int code;
    private final String word;
    private final Verdict verdict;
    private final String sentence;

    VerdictReason(final int code, final String word, final Verdict verdict, final String sentence) {
        this.code = code;
        this.word = word;
        this.verdict = verdict;
        this.sentence = sentence;
    }

    public int code() {
        return code;
    }

    /** The operator's word, in output, JSON, metrics and logs. */
    public String word() {
        return word;
    }

    public Verdict verdict() {
        return verdict;
    }

    /** For people; it follows "because". */
    public String sentence() {
        return sentence;
    }

    /** @throws ArrayIndexOutOfBoundsException for a code that is none */
    public static VerdictReason ofCode(final int code) {
        return BY_CODE[code];
    }
}
