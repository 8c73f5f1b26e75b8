// SPDX-License-Identifier: Apache-2.0
// Which records the operator takes away.
package io.eightfold.whois8.validation;

import io.eightfold.whois8.record.RouteRecord;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.agrona.collections.LongHashSet;

/** Filters by ASN, by prefix and by both, so that a record is looked up and not compared with each filter. Thread: one at a time. */
final class FilterIndex {
    static final FilterIndex NONE = new FilterIndex(List.of());
    private final Set<Integer> asns = new HashSet<>();
    private final LongHashSet[] prefixesByLength = new LongHashSet[PackedRecord.MAX_LENGTH + 1];

    FilterIndex(final List<Overrides.Filter> filters) {
        for (final Overrides.Filter filter : filters) {
            if (filter.hasPrefix()) {
                add(filter);
            } else {
                asns.add(filter.asn());
            }
        }
    }

    private void add(final Overrides.Filter filter) {
        // A filter that is longer than any record takes nothing away.
        if (filter.length() <= PackedRecord.MAX_LENGTH) {
            if (prefixesByLength[filter.length()] == null) {
                prefixesByLength[filter.length()] = new LongHashSet();
            }
            prefixesByLength[filter.length()].add(key(filter.asn() == null ? 0 : filter.asn(), filter.host()));
        }
    }

    // No record has the ASN 0: it stands for any.
    private static long key(final int asn, final int host) {
        return (long) asn << 32 | host & 0xFFFF_FFFFL;
    }

    boolean matches(final int asn, final long packed) {
        return !asns.isEmpty() && asns.contains(asn) || !PackedRecord.isAsn(packed) && hasPrefixOf(asn, PackedRecord.host(packed), PackedRecord.length(packed));
    }

    private boolean hasPrefixOf(final int asn, final int host, final int length) {
        for (int i = 0; i <= length; i++) {
            final LongHashSet prefixes = prefixesByLength[i];
            if (prefixes != null && (prefixes.contains(key(asn, host & RouteRecord.mask(i))) || prefixes.contains(key(0, host & RouteRecord.mask(i))))) {
                return true;
            }
        }
        return false;
    }

    /** Whether one filter takes a record away: the same rule for one, for explanations. */
    static boolean matches(final Overrides.Filter filter, final int asn, final long packed) {
        final boolean isAsn = filter.asn() == null || filter.asn() == asn;
        return isAsn && (!filter.hasPrefix() || !PackedRecord.isAsn(packed) && PackedRecord.length(packed) >= filter.length()
            && ((PackedRecord.host(packed) ^ filter.host()) & RouteRecord.mask(filter.length())) == 0);
    }
}
