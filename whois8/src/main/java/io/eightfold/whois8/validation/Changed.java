// SPDX-License-Identifier: Apache-2.0
// Whose verdicts to look at again.
package io.eightfold.whois8.validation;

import java.util.Arrays;
import java.util.function.IntConsumer;

/** The ASNs whose routes may have another verdict now; a verdict that is looked at again in vain costs time only. Thread: any; immutable. */
public final class Changed {
    /** Nothing changed. */
    public static final Changed NONE = new Changed(new int[0], false);
    /** Verdicts of any ASN may have changed. */
    public static final Changed ALL = new Changed(new int[0], true);
    private final int[] asns;
    private final boolean isAll;

    private Changed(final int[] asns, final boolean isAll) {
        this.asns = asns;
        this.isAll = isAll;
    }

    /** @param asns raw 32 bits, in any order, repeated or not */
    public static Changed of(final int... asns) {
        final int[] sorted = asns.clone();
        Arrays.sort(sorted);
        int count = 0;
        for (final int asn : sorted) {
            if (count == 0 || sorted[count - 1] != asn) {
                sorted[count++] = asn;
            }
        }
        return count == 0 ? NONE : new Changed(Arrays.copyOf(sorted, count), false);
    }

    /** What either says. */
    public Changed and(final Changed other) {
        if (isAll || other.isAll) {
            return ALL;
        }
        final int[] both = Arrays.copyOf(asns, asns.length + other.asns.length);
        System.arraycopy(other.asns, 0, both, asns.length, other.asns.length);
        return of(both);
    }

    public boolean isNone() {
        return !isAll && asns.length == 0;
    }

    /** When true, {@link #size} is 0 and {@link #forEach} calls nobody. */
    public boolean isAll() {
        return isAll;
    }

    /** ASNs, each once. */
    public int size() {
        return asns.length;
    }

    public void forEach(final IntConsumer action) {
        for (final int asn : asns) {
            action.accept(asn);
        }
    }

    public boolean contains(final int asn) {
        return isAll || Arrays.binarySearch(asns, asn) >= 0;
    }

    @Override
    public String toString() {
        return isAll ? "all" : Arrays.stream(asns).limit(10).mapToObj(Integer::toUnsignedString).toList() + (asns.length > 10 ? " and " + (asns.length - 10) + " more" : "");
    }
}
