// SPDX-License-Identifier: Apache-2.0
// What an external interface lets in.
package io.eightfold.dataplane.port;

import java.util.List;

/**
 * What an external interface lets in: the draft's border filters (spec section 5), and source validation (BCP 38). Thread: any; immutable.
 *
 * @param asns       ASNs that packets from outside may have as their source
 * @param isInverted all but those may: towards a provider, where only our own would be a lie
 * @param isRine     whether 100/8 passes: a link between ASes at an exchange
 */
public record Border(List<AsnRange> asns, boolean isInverted, boolean isRine) {
    public Border {
        asns = List.copyOf(asns);
    }

    /** ASNs from {@code first} to {@code last}, both included, unsigned. */
    public record AsnRange(int first, int last) {
        /** @throws IllegalArgumentException when the last comes before the first. */
        public AsnRange {
            if (Integer.compareUnsigned(first, last) > 0) {
                throw new IllegalArgumentException("ASN range " + Integer.toUnsignedString(first) + "-" + Integer.toUnsignedString(last)
                    + " ends before it begins; write the lower number first");
            }
        }

        /** A single ASN. */
        public AsnRange(final int asn) {
            this(asn, asn);
        }
    }
}
