// SPDX-License-Identifier: Apache-2.0
// Two files must not speak of one address.
package io.eightfold.whois8.validation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * RFC 8416 §4.2: a set of files is refused when an address is covered by entries of two of them. An IPv8 address has an ASN, so prefixes of two ASNs
 * do not overlap; a filter of a prefix alone covers it in every ASN, one of an ASN alone covers the whole ASN. Thread: one at a time.
 */
final class SlurmOverlaps {
    private static final int MAX_TOLD = 20;

    /** What an entry covers: host addresses from first to last (unsigned) of an ASN, or of all. */
    private record Span(int file, boolean isOfAllAsns, int asn, long first, long last, String origin) {
        static Span of(final int file, final Integer asn, final int host, final int length, final String origin) {
            final long first = Integer.toUnsignedLong(host);
            return new Span(file, asn == null, asn == null ? 0 : asn, first, first + (1L << 32 - Math.max(0, length)) - 1, origin);
        }

        boolean overlaps(final Span other) {
            return file != other.file && (isOfAllAsns || other.isOfAllAsns || asn == other.asn) && first <= other.last && other.first <= last;
        }
    }

    private final List<String> problems = new ArrayList<>();

    private SlurmOverlaps() {
    }

    /** A line for each of the first overlaps. */
    static List<String> of(final List<SlurmFile> files) {
        final List<Span> spans = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            final int file = i;
            files.get(i).filters().forEach(filter -> spans.add(Span.of(file, filter.asn(), filter.host(), filter.length(), filter.origin())));
            files.get(i).assertions().forEach(assertion -> spans.add(Span.of(file, assertion.asn(), assertion.host(), assertion.length(), assertion.origin())));
        }
        final SlurmOverlaps overlaps = new SlurmOverlaps();
        overlaps.compareWithinAsns(spans.stream().filter(span -> !span.isOfAllAsns).sorted(Comparator.comparingInt(Span::asn).thenComparingLong(Span::first)).toList());
        final List<Span> ofAll = spans.stream().filter(Span::isOfAllAsns).toList();
        for (int i = 0; i < ofAll.size() && overlaps.problems.size() < MAX_TOLD; i++) {
            final Span span = ofAll.get(i);
            spans.stream().filter(span::overlaps).findFirst().ifPresent(other -> overlaps.tell(span, other));
        }
        return overlaps.problems;
    }

    /** One pass: prefixes are nested or apart, so whatever overlaps with a span is among those that reach furthest. */
    private void compareWithinAsns(final List<Span> sorted) {
        Span furthest = null;
        Span furthestOfAnother = null;
        for (final Span span : sorted) {
            if (furthest != null && furthest.overlaps(span)) {
                tell(furthest, span);
            } else if (furthestOfAnother != null && furthestOfAnother.overlaps(span)) {
                tell(furthestOfAnother, span);
            }
            if (furthest == null || furthest.asn != span.asn) {
                furthest = span;
                furthestOfAnother = null;
            } else if (span.last > furthest.last) {
                furthestOfAnother = span.file != furthest.file ? furthest : furthestOfAnother;
                furthest = span;
            } else if (span.file != furthest.file && (furthestOfAnother == null || span.last > furthestOfAnother.last)) {
                furthestOfAnother = span;
            }
        }
    }

    private void tell(final Span one, final Span other) {
        if (problems.size() < MAX_TOLD) {
            problems.add("entries of two files cover the same addresses (RFC 8416 §4.2): '" + one.origin + "' and '" + other.origin + "'; put them into one file");
        }
    }
}
