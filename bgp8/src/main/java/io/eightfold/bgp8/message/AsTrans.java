// SPDX-License-Identifier: Apache-2.0
// AS paths between speakers of 4-octet ASNs and others.
package io.eightfold.bgp8.message;

import io.eightfold.bgp8.attribute.AsPath;
import java.util.Arrays;

/** AS paths between speakers of 4-octet ASNs and others. Source: RFC 6793. Thread: any. */
final class AsTrans {
    /** Stands for an ASN that does not fit 16 bits. */
    static final int ASN = 23456;

    private AsTrans() {
    }

    /** The 16 bits that old peers get for an ASN. */
    static int narrow(final int asn) {
        return asn >>> 16 == 0 ? asn : ASN;
    }

    /** Whether an old peer needs AS4_PATH too. */
    static boolean isWide(final AsPath path) {
        final boolean[] isWide = {false};
        path.forEach(asn -> isWide[0] |= asn >>> 16 != 0);
        return isWide[0];
    }

    /** The leading ASes of the old path that the new one does not have, then the new one; the old one when the new one is longer. Source: RFC 6793 §4.2.3. */
    static AsPath merge(final AsPath old, final AsPath wide) {
        final int lead = old.length() - wide.length();
        if (lead < 0) {
            return old;
        }
        final AsPath.Builder merged = new AsPath.Builder();
        final int[] left = {lead};
        old.forEachSegment((type, asns, from, to) -> {
            if (left[0] <= 0) {
                return;
            }
            final int take = type == AsPath.AS_SEQUENCE ? Math.min(left[0], to - from) : to - from;
            merged.segment(type, Arrays.copyOfRange(asns, from, from + take));
            left[0] -= type == AsPath.AS_SEQUENCE ? take : type == AsPath.AS_SET ? 1 : 0;
        });
        wide.forEachSegment((type, asns, from, to) -> merged.segment(type, Arrays.copyOfRange(asns, from, to)));
        return merged.build();
    }
}
