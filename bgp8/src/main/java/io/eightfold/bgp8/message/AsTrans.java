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
        withoutConfederation(path).forEach(asn -> isWide[0] |= asn >>> 16 != 0);
        return isWide[0];
    }

    /** What of a path may stand in AS4_PATH. Source: RFC 6793 §3 and §6. */
    static AsPath withoutConfederation(final AsPath path) {
        if (!path.hasSegment(AsPath.CONFED_SEQUENCE) && !path.hasSegment(AsPath.CONFED_SET)) {
            return path;
        }
        final AsPath.Builder kept = new AsPath.Builder();
        path.forEachSegment((type, asns, from, to) -> {
            if (type < AsPath.CONFED_SEQUENCE) {
                kept.segment(type, Arrays.copyOfRange(asns, from, to));
            }
        });
        return kept.build();
    }

    /** The leading ASes of the old path that the new one does not have, then the new one; the old one when the new one is longer. Source: RFC 6793 §4.2.3. */
    static AsPath merge(final AsPath old, final AsPath wide) {
        final int lead = old.length() - wide.length();
        if (lead < 0) {
            return old;
        }
        final AsPath.Builder merged = new AsPath.Builder();
        final int[] left = {lead};
        final boolean[] isDone = {false};
        old.forEachSegment((type, asns, from, to) -> {
            final boolean isCounted = type == AsPath.AS_SEQUENCE || type == AsPath.AS_SET;
            // What is of a confederation stays when it leads, or follows a segment that stays as a whole.
            isDone[0] |= isCounted && left[0] == 0;
            if (!isDone[0]) {
                final int take = type == AsPath.AS_SEQUENCE ? Math.min(left[0], to - from) : to - from;
                merged.segment(type, Arrays.copyOfRange(asns, from, from + take));
                left[0] -= type == AsPath.AS_SEQUENCE ? take : type == AsPath.AS_SET ? 1 : 0;
                isDone[0] = take < to - from;
            }
        });
        wide.forEachSegment((type, asns, from, to) -> merged.append(type, Arrays.copyOfRange(asns, from, to)));
        return merged.build();
    }
}
