// SPDX-License-Identifier: Apache-2.0
// ASNs from one to another.
package io.eightfold.controlplane.config;

/** ASNs from one to another, both included. Thread: any; immutable. */
public record AsnSpan(long first, long last) {
    /** Every ASN but our own. */
    public static final AsnSpan ANY = new AsnSpan(0, RouterConfig.MAX_ASN);
    static final String ANY_WORD = "any";
    static final ValueKind<AsnSpan> KIND = new ValueKind<>(AsnSpan.class, "an ASN such as 64497, a range such as 64500-64510, or any", AsnSpan::read);

    public AsnSpan {
        Limits.require("first", first, 0, RouterConfig.MAX_ASN);
        Limits.require("last", last, first, RouterConfig.MAX_ASN);
    }

    private static AsnSpan read(final String word) {
        if (word.equals(ANY_WORD)) {
            return ANY;
        }
        final ValueKind<Long> number = ValueKinds.longNumber(1, RouterConfig.MAX_ASN);
        final int hyphen = word.indexOf('-');
        if (hyphen < 0) {
            final long asn = number.reader().read(word);
            return new AsnSpan(asn, asn);
        }
        final long first = number.reader().read(word.substring(0, hyphen));
        final long last = number.reader().read(word.substring(hyphen + 1));
        if (last < first) {
            throw new IllegalArgumentException("the range ends before it begins; write the lower number first");
        }
        return new AsnSpan(first, last);
    }

    /** Whether the ASN is one of them. */
    public boolean contains(final long asn) {
        return asn >= first && asn <= last;
    }

    @Override
    public String toString() {
        return equals(ANY) ? ANY_WORD : first == last ? String.valueOf(first) : first + "-" + last;
    }
}
