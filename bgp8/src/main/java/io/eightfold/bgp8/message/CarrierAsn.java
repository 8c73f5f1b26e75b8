// SPDX-License-Identifier: Apache-2.0
// The large community that names a route's ASN in carrier IPv4.
package io.eightfold.bgp8.message;

import io.eightfold.bgp8.attribute.AsPath;
import io.eightfold.bgp8.attribute.LargeCommunities;
import java.util.Arrays;

/**
 * The large community {@code (speaker's ASN : route's ASN : 0)} that names a route's ASN in carrier IPv4. That of the neighbour counts, else that of the nearest AS on the path; without
 * one the route is of ASN 0. Source: spec section 5; the choice among several is ours. Thread: that of the decoder.
 */
final class CarrierAsn {
    private static final int[] NONE = {};
    private int[] rest = NONE;

    /** The ASN, 0 without one; {@link #rest} is what the route has besides. */
    int read(final AttributeParser parser, final SessionOptions options) {
        final int[] all = all(parser);
        rest = all;
        final AsPath path = parser.asPath();
        if (all.length == 0 || path == null) {
            return 0;
        }
        final int speaker = speaker(all, path, options.peerAsn());
        if (speaker == 0) {
            return 0;
        }
        int asn = 0;
        for (int i = 0; i < all.length; i += LargeCommunities.WORDS) {
            if (all[i] == speaker && all[i + 2] == 0) {
                if (asn != 0 && asn != all[i + 1]) {
                    parser.error(ErrorKind.CARRIER_ASN, LargeCommunities.text(all, i) + " beside " + Integer.toUnsignedString(asn));
                    return 0;
                }
                asn = all[i + 1];
            }
        }
        rest = without(all, asn, path, options.peerAsn());
        return asn;
    }

    /** What is left of the large communities. */
    int[] rest() {
        return rest;
    }

    static int[] all(final AttributeParser parser) {
        return parser.largeCommunities() == null ? NONE : parser.largeCommunities();
    }

    private static int speaker(final int[] all, final AsPath path, final int peerAsn) {
        if (hasOf(all, peerAsn)) {
            return peerAsn;
        }
        final int[] found = {0};
        path.forEach(asn -> found[0] = found[0] == 0 && hasOf(all, asn) ? asn : found[0]);
        return found[0];
    }

    private static boolean hasOf(final int[] all, final int speaker) {
        for (int i = 0; i < all.length; i += LargeCommunities.WORDS) {
            if (all[i] == speaker && all[i + 1] != 0 && all[i + 2] == 0) {
                return true;
            }
        }
        return false;
    }

    /** Speakers on the way may each have said it; whoever tells it on says it anew. */
    private static int[] without(final int[] all, final int asn, final AsPath path, final int peerAsn) {
        final int[] left = new int[all.length];
        int size = 0;
        for (int i = 0; i < all.length; i += LargeCommunities.WORDS) {
            if (all[i + 1] != asn || all[i + 2] != 0 || all[i] != peerAsn && !path.contains(all[i])) {
                System.arraycopy(all, i, left, size, LargeCommunities.WORDS);
                size += LargeCommunities.WORDS;
            }
        }
        return Arrays.copyOf(left, size);
    }
}
