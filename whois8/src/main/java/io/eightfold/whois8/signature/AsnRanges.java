// SPDX-License-Identifier: Apache-2.0
// A set of ASNs.
package io.eightfold.whois8.signature;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Ranges of ASNs, such as {@code 64496-64511,70000}. Thread: any; immutable.
 *
 * @param ranges in the order given; they may overlap
 */
public record AsnRanges(List<Range> ranges) {
    /** Every ASN. */
    public static final AsnRanges ALL = new AsnRanges(List.of(new Range(0, 0xFFFF_FFFFL)));
    private static final int MAX_RANGES = 1024;

    /** From the first to the last ASN, as unsigned numbers. */
    public record Range(long first, long last) {
        public Range {
            if (first < 0 || last > 0xFFFF_FFFFL || first > last) {
                throw new FormatException("ASNs " + first + "-" + last + " are no range of numbers from 0 to 4294967295, lower one first");
            }
        }

        @Override
        public String toString() {
            return first == last ? Long.toString(first) : first + "-" + last;
        }
    }

    public AsnRanges {
        ranges = List.copyOf(ranges);
        if (ranges.isEmpty() || ranges.size() > MAX_RANGES) {
            throw new FormatException(ranges.size() + " ranges of ASNs; give 1 to MAX_RANGES=" + MAX_RANGES);
        }
    }

    /** @throws FormatException naming the part that is wrong */
    public static AsnRanges parse(final String text) {
        if ("all".equals(text)) {
            return ALL;
        }
        final List<Range> ranges = new ArrayList<>();
        for (final String part : text.split(",", -1)) {
            final int dash = part.indexOf('-');
            ranges.add(dash < 0 ? new Range(number(part), number(part)) : new Range(number(part.substring(0, dash)), number(part.substring(dash + 1))));
        }
        return new AsnRanges(ranges);
    }

    private static long number(final String text) {
        if (text.isEmpty() || text.length() > 10 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new FormatException("'" + text + "' is no ASN; expected 64496, 64496-64511 or several with commas between");
        }
        return Long.parseLong(text);
    }

    /** Whether an ASN (raw 32 bits) is in it. Allocates nothing: a verdict of not-found asks. */
    public boolean contains(final int asn) {
        final long number = Integer.toUnsignedLong(asn);
        for (int i = 0; i < ranges.size(); i++) {
            final Range range = ranges.get(i);
            if (number >= range.first && number <= range.last) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return equals(ALL) ? "all" : ranges.stream().map(Range::toString).collect(Collectors.joining(","));
    }
}
