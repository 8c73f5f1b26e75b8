// SPDX-License-Identifier: Apache-2.0
// The ASes that a route came through.
package io.eightfold.bgp8.attribute;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * The ASes that a route came through, the nearest first, in segments as on the wire. Source: RFC 4271 §4.3, RFC 5065 for confederations.
 * <p>Thread: any; immutable.
 */
public final class AsPath {
    public static final int AS_SET = 1;
    public static final int AS_SEQUENCE = 2;
    public static final int CONFED_SEQUENCE = 3;
    public static final int CONFED_SET = 4;
    /** ASNs of one segment at most: its count is a byte. */
    public static final int MAX_SEGMENT = 255;
    /** Of a route that begins here. */
    public static final AsPath EMPTY = new AsPath(new int[0]);

    /** Segments in a row: type in the upper 16 bits and count in the lower, then that many ASNs. */
    private final int[] words;
    private final int length;
    private final int hash;

    private AsPath(final int[] words) {
        this.words = words;
        length = measure(words);
        hash = SeededHash.finish(SeededHash.addAll(SeededHash.start(), words));
    }

    /** One AS_SEQUENCE; longer ones are cut into segments. */
    public static AsPath of(final int... asns) {
        final Builder builder = new Builder();
        for (int from = 0; from < asns.length; from += MAX_SEGMENT) {
            builder.segment(AS_SEQUENCE, Arrays.copyOfRange(asns, from, Math.min(asns.length, from + MAX_SEGMENT)));
        }
        return builder.build();
    }

    /** Puts a path together, segment by segment. */
    public static final class Builder {
        private int[] words = new int[8];
        private int size;
        /** Where the last segment begins, -1 without one. */
        private int last = -1;

        /** @throws IllegalArgumentException when the type is none of the four, or there are not 1 to 255 ASNs */
        public Builder segment(final int type, final int... asns) {
            if (type < AS_SET || type > CONFED_SET || asns.length == 0 || asns.length > MAX_SEGMENT) {
                throw new IllegalArgumentException("segment of type=" + type + " with " + asns.length + " ASNs; types are 1 to 4, with 1 to " + MAX_SEGMENT);
            }
            last = size;
            reserve(asns.length + 1);
            words[size++] = type << 16 | asns.length;
            put(asns);
            return this;
        }

        /** A segment that becomes part of the last one when both are sequences and fit one. */
        public Builder append(final int type, final int... asns) {
            if (last < 0 || type != AS_SEQUENCE || words[last] >>> 16 != AS_SEQUENCE || (words[last] & 0xFFFF) + asns.length > MAX_SEGMENT) {
                return segment(type, asns);
            }
            words[last] += asns.length;
            reserve(asns.length);
            put(asns);
            return this;
        }

        private void reserve(final int more) {
            if (size + more > words.length) {
                words = Arrays.copyOf(words, Math.max(words.length * 2, size + more));
            }
        }

        private void put(final int... asns) {
            System.arraycopy(asns, 0, words, size, asns.length);
            size += asns.length;
        }

        public AsPath build() {
            return size == 0 ? EMPTY : new AsPath(Arrays.copyOf(words, size));
        }
    }

    /** Takes the segments one after the other. */
    public interface SegmentConsumer {
        /** @param asns of the whole path; those of the segment are at {@code from} to {@code to} (excluded). Not to be changed. */
        void segment(int type, int[] asns, int from, int to);
    }

    public void forEachSegment(final SegmentConsumer consumer) {
        for (int i = 0; i < words.length; i += 1 + (words[i] & 0xFFFF)) {
            consumer.segment(words[i] >>> 16, words, i + 1, i + 1 + (words[i] & 0xFFFF));
        }
    }

    /** The segments in a row, for those who must not allocate: type in the upper 16 bits and count in the lower, then that many ASNs. Not to be changed. */
    public int[] words() {
        return words;
    }

    /** All ASNs from the nearest on. */
    public void forEach(final IntConsumer consumer) {
        forEachSegment((_, asns, from, to) -> {
            for (int i = from; i < to; i++) {
                consumer.accept(asns[i]);
            }
        });
    }

    /** Hops: an AS_SET counts as one, what is of a confederation not at all. Source: RFC 4271 §9.1.2.2 a, RFC 5065 §5.3. */
    public int length() {
        return length;
    }

    public boolean isEmpty() {
        return words.length == 0;
    }

    /** Whether the AS is on the path, in whatever segment. */
    public boolean contains(final int asn) {
        for (int i = 0; i < words.length; i += 1 + (words[i] & 0xFFFF)) {
            for (int k = i + 1; k <= i + (words[i] & 0xFFFF); k++) {
                if (words[k] == asn) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether it has a segment of that type. */
    public boolean hasSegment(final int type) {
        for (int i = 0; i < words.length; i += 1 + (words[i] & 0xFFFF)) {
            if (words[i] >>> 16 == type) {
                return true;
            }
        }
        return false;
    }

    /** The nearest AS, or 0 when the path is empty or does not begin with a sequence. */
    public int firstAsn() {
        return words.length > 0 && words[0] >>> 16 == AS_SEQUENCE ? words[1] : 0;
    }

    /** The AS that the route began in: the last one, or 0 when the path is empty or ends with a set, which has no origin (RFC 6811 §2, RFC 9774). */
    public int originAsn() {
        int last = -1;
        for (int i = 0; i < words.length; i += 1 + (words[i] & 0xFFFF)) {
            last = i;
        }
        return last >= 0 && words[last] >>> 16 == AS_SEQUENCE ? words[words.length - 1] : 0;
    }

    /** The path with an AS before it, {@code times} times. Source: RFC 4271 §5.1.2. */
    public AsPath prepend(final int asn, final int times) {
        if (times <= 0) {
            return this;
        }
        final boolean joins = words.length > 0 && words[0] >>> 16 == AS_SEQUENCE && (words[0] & 0xFFFF) + times <= MAX_SEGMENT;
        final int[] longer = new int[words.length + times + (joins ? 0 : 1)];
        longer[0] = AS_SEQUENCE << 16 | times + (joins ? words[0] & 0xFFFF : 0);
        Arrays.fill(longer, 1, 1 + times, asn);
        System.arraycopy(words, joins ? 1 : 0, longer, 1 + times, words.length - (joins ? 1 : 0));
        return new AsPath(longer);
    }

    private static int measure(final int[] words) {
        int length = 0;
        for (int i = 0; i < words.length; i += 1 + (words[i] & 0xFFFF)) {
            length += words[i] >>> 16 == AS_SEQUENCE ? words[i] & 0xFFFF : words[i] >>> 16 == AS_SET ? 1 : 0;
        }
        return length;
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof AsPath path && hash == path.hash && Arrays.equals(words, path.words);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** As operators write it: {@code 64496 64497 {64498,64499} (65001 65002) [65003,65004]}; the last two are of a confederation. */
    @Override
    public String toString() {
        final StringBuilder text = new StringBuilder();
        forEachSegment((type, asns, from, to) -> {
            text.append(text.isEmpty() ? "" : " ").append(type == AS_SET ? "{" : type == CONFED_SEQUENCE ? "(" : type == CONFED_SET ? "[" : "");
            for (int i = from; i < to; i++) {
                text.append(i == from ? "" : type == AS_SET || type == CONFED_SET ? "," : " ").append(Integer.toUnsignedString(asns[i]));
            }
            text.append(type == AS_SET ? "}" : type == CONFED_SEQUENCE ? ")" : type == CONFED_SET ? "]" : "");
        });
        return text.toString();
    }
}
