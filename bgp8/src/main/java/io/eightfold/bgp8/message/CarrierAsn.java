// SPDX-License-Identifier: Apache-2.0
// The large community that names a route's ASN in carrier IPv4.
package io.eightfold.bgp8.message;

import io.eightfold.bgp8.attribute.AsPath;
import io.eightfold.bgp8.attribute.LargeCommunities;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The large community {@code (speaker's ASN : route's ASN : 0)} that names a route's ASN in carrier IPv4. That of the neighbour counts, else that of the nearest AS
 * on the path; without one the route is of ASN 0. Source: spec section 5; the choice among several is ours. Path and communities may both be long: neither is
 * searched for each of the other. Thread: that of the decoder.
 */
final class CarrierAsn {
    private static final int[] NONE = {};
    private final int peerAsn;
    private final ErrorList errors;
    private int[] rest = NONE;

    CarrierAsn(final int peerAsn, final ErrorList errors) {
        this.peerAsn = peerAsn;
        this.errors = errors;
    }

    /** The ASN, 0 without one; {@link #rest} is what the route has besides. @param path null when it was wrong */
    int read(final int[] all, final AsPath path) {
        rest = all;
        final int[] speakers = path == null ? NONE : speakers(all);
        final int speaker = speakers.length == 0 ? 0 : speaker(speakers, path);
        if (speaker == 0) {
            return 0;
        }
        int asn = 0;
        for (int i = 0; i < all.length; i += LargeCommunities.WORDS) {
            if (isOf(all, i, speaker)) {
                if (asn != 0 && asn != all[i + 1]) {
                    errors.add(ErrorKind.CARRIER_ASN, LargeCommunities.text(all, i) + " beside " + Integer.toUnsignedString(asn));
                    return 0;
                }
                asn = all[i + 1];
            }
        }
        rest = without(all, asn, path);
        return asn;
    }

    /** What is left of the large communities. */
    int[] rest() {
        return rest;
    }

    /** Whether the one at {@code i} names an ASN on behalf of a speaker. */
    static boolean isOf(final int[] all, final int i, final int speaker) {
        return all[i] == speaker && all[i + 1] != 0 && all[i + 2] == 0;
    }

    private static int[] speakers(final int[] all) {
        return IntStream.range(0, all.length / LargeCommunities.WORDS).map(i -> i * LargeCommunities.WORDS).filter(i -> isOf(all, i, all[i])).map(i -> all[i]).sorted().toArray();
    }

    private int speaker(final int[] speakers, final AsPath path) {
        if (Arrays.binarySearch(speakers, peerAsn) >= 0) {
            return peerAsn;
        }
        final int[] found = {0};
        path.forEach(asn -> found[0] = found[0] == 0 && Arrays.binarySearch(speakers, asn) >= 0 ? asn : found[0]);
        return found[0];
    }

    /** Speakers on the way may each have said it; whoever tells it on says it anew. */
    private int[] without(final int[] all, final int asn, final AsPath path) {
        final IntStream.Builder asns = IntStream.builder().add(peerAsn);
        path.forEach(asns);
        final int[] way = asns.build().sorted().toArray();
        final int[] left = new int[all.length];
        int size = 0;
        for (int i = 0; i < all.length; i += LargeCommunities.WORDS) {
            if (all[i + 1] != asn || all[i + 2] != 0 || Arrays.binarySearch(way, all[i]) < 0) {
                System.arraycopy(all, i, left, size, LargeCommunities.WORDS);
                size += LargeCommunities.WORDS;
            }
        }
        return Arrays.copyOf(left, size);
    }
}
