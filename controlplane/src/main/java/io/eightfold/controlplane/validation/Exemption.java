// SPDX-License-Identifier: Apache-2.0
// Why validation does not concern a route.
package io.eightfold.controlplane.validation;

/** Why validation does not concern a route. Thread: any. */
public enum Exemption {
    /** There is no whois8 block. */
    OFF("validation-off", "there is no block whois8 in the configuration"),
    /** Connected and local routes. */
    OWN_LINK("own-link", "it is an address or a link of this router"),
    /** Learnt inside the own AS, whose border has validated it. */
    INTERNAL("internal", "it was learnt inside the own AS, whose border validates"),
    /** A source that is not validated. */
    SOURCE("source-not-validated", "its source is not validated; `validate api static` in the block whois8 changes that"),
    /** ASN 0 has no holder in this registry. */
    IPV4("ipv4", "it is IPv4"),
    /** Every ASN but 0. */
    DEFAULT_ROUTE("default-route", "the default route belongs to no ASN"),
    /** The own ASN, announced by nobody else. */
    OWN_ASN("own-asn", "it is of the router's own ASN"),
    /** 127/8 and 100/8 are never registered. */
    NOT_REGISTERED_RANGE("internal-range", "127/8 and 100/8 are for internal use and never registered");

    private final String word;
    private final String sentence;

    Exemption(final String word, final String sentence) {
        this.word = word;
        this.sentence = sentence;
    }

    /** The operator's word, in output and JSON. */
    public String word() {
        return word;
    }

    /** For people; it follows "because". */
    public String sentence() {
        return sentence;
    }
}
