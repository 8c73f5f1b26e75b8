// SPDX-License-Identifier: Apache-2.0
// Differential test of the forwarding table: a hundred million lookups over all shapes, with updates in between, against the oracle.
package io.eightfold.perf.lookup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.eightfold.dataplane.fib.Fib;
import io.eightfold.dataplane.fib.FibReader;
import io.eightfold.perf.table.AsnPattern;
import io.eightfold.perf.table.HostileShapes;
import io.eightfold.perf.table.InternetShape;
import io.eightfold.perf.table.Ipv4Shape;
import io.eightfold.perf.table.RouteOracle;
import io.eightfold.perf.table.RouteTable;
import io.eightfold.perf.table.TableInstaller;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** Set {@code -Deightfold.seed=N} to repeat a find. */
class FibShapesIT {
    private static final long SEED = Long.getLong("eightfold.seed", 8_000_421L);
    private static final int MILLION = 1_000_000;
    private static final int HOPS = 1000;
    private static final int MAX_BURST = 64;
    private static final int LARGEST_BATCH = 20_000;
    private static final long OWN_ASN = 64_496L;
    /** The multiplier that the world's Fibonacci hashes use. */
    private static final int FIBONACCI = 0x9E3779B1;
    private static final int FEW = 1;
    private static final int SOME = 100;
    private static final int ALL = 1000;
    private long lookups;

    @Test
    void shouldAgreeWithTheOracleOverAHundredMillionLookups() {
        System.out.println("FibShapesIT seed=" + SEED);
        run(16, 16, FEW, seed -> InternetShape.today(HOPS, seed));
        run(16, 16, FEW, seed -> InternetShape.grown(HOPS, seed));
        run(14, 16, ALL, seed -> Ipv4Shape.ownAsn(OWN_ASN, MILLION, HOPS, seed));
        run(14, 16, ALL, seed -> Ipv4Shape.full(MILLION, HOPS, seed));
        run(12, 16, ALL, seed -> HostileShapes.everySixteen(OWN_ASN, HOPS, seed));
        for (final AsnPattern pattern : AsnPattern.values()) {
            run(2, 8, SOME, seed -> HostileShapes.colliding(pattern, 100_000, HOPS, seed));
        }
        run(2, 8, SOME, seed -> HostileShapes.collidingUnder(asn -> asn * FIBONACCI >>> 16, 16, 500, HOPS, seed));
        run(14, 12, SOME, seed -> HostileShapes.onePerAsn(MILLION, HOPS, seed));
        assertTrue(lookups >= 100L * MILLION, lookups + " lookups");
    }

    /**
     * One shape: the table, then rounds of updates and lookups.
     * @param longInThousand of a thousand new routes, those that may be longer than /16; a quarter as many next hops are wider than 15 bits. Under the
     *                       /16 rule only an own AS or IPv4 has many, and a table of many large ASNs that all have some would not fit: each takes a
     *                       trie of 1 MiB then.
     */
    private void run(final int millionLookups, final int rounds, final int longInThousand, final LongFunction<RouteTable> shape) {
        final long startNs = System.nanoTime();
        final RouteTable table = shape.apply(SEED);
        try (Fib fib = new Fib()) {
            final Trial trial = new Trial(table, fib, longInThousand);
            trial.install();
            for (int round = 0; round < rounds; round++) {
                trial.lookUp(millionLookups * MILLION / rounds);
                trial.update();
            }
            trial.lookUp(millionLookups * MILLION / rounds);
            trial.removeAll();
            lookups += trial.lookups;
            System.out.printf("%s: %,d lookups, %,d updates, %.1f s%n", table.name(), trial.lookups, trial.updates, (System.nanoTime() - startNs) / 1e9);
        }
    }

    /** A FIB, a reader, the oracle, and all prefixes that were ever used, in the table or out of it now. */
    private static final class Trial {
        private final RouteTable table;
        private final Fib fib;
        private final int longInThousand;
        private final FibReader reader;
        private final RouteOracle oracle;
        private final SplittableRandom random = new SplittableRandom(SEED);
        private long[] prefixes;
        private byte[] lengthsBits;
        private int known;
        private final long[] burst = new long[MAX_BURST];
        private final int[] answers = new int[MAX_BURST];
        private long lookups;
        private long updates;

        Trial(final RouteTable table, final Fib fib, final int longInThousand) {
            this.table = table;
            this.fib = fib;
            this.longInThousand = longInThousand;
            reader = fib.newReader();
            oracle = RouteOracle.of(table);
            known = table.size();
            prefixes = new long[known + known / 2 + LARGEST_BATCH];
            lengthsBits = new byte[prefixes.length];
            for (int i = 0; i < known; i++) {
                prefixes[i] = table.prefix(i);
                lengthsBits[i] = (byte) table.lengthBits(i);
            }
        }

        void install() {
            TableInstaller.install(table, fib);
            assertEquals(table.size(), fib.size());
            reader.refresh();
        }

        void lookUp(final int count) {
            for (int done = 0; done < count;) {
                final int size = Math.min(random.nextInt(1, MAX_BURST + 1), count - done);
                draw(size);
                reader.lookup(burst, answers, size);
                compare(size);
                done += size;
            }
            lookups += count;
        }

        /** One batch, of a few routes or of many; a reader sees nothing of it before its refresh. */
        void update() {
            final int size = random.nextInt(4) == 0 ? random.nextInt(1, 10) : random.nextInt(1, LARGEST_BATCH);
            final long[] before = drawBurst();
            final int[] answersBefore = new int[MAX_BURST];
            reader.lookup(before, answersBefore, MAX_BURST);
            fib.beginBatch();
            for (int i = 0; i < size; i++) {
                change();
            }
            if (random.nextInt(3) == 0) {
                changeDefault();
            }
            fib.endBatch();
            updates += size;
            final int[] answersAfter = new int[MAX_BURST];
            reader.lookup(before, answersAfter, MAX_BURST);
            assertTrue(Arrays.equals(answersBefore, answersAfter), () -> where() + ": a reader saw a batch before its refresh");
            reader.refresh();
        }

        /** Every route that is still there goes, in one batch. */
        void removeAll() {
            fib.beginBatch();
            for (int i = 0; i < known; i++) {
                remove(prefixes[i], lengthsBits[i]);
            }
            remove(0, 0);
            fib.endBatch();
            reader.refresh();
            assertEquals(0, fib.size(), this::where);
            lookUp(10_000);
        }

        private void change() {
            final int index = random.nextInt(known);
            switch (random.nextInt(4)) {
                case 0 -> remove(prefixes[index], lengthsBits[index]);
                case 1, 2 -> put(prefixes[index], lengthsBits[index]);
                default -> addNew(prefixes[index]);
            }
        }

        /** A prefix of any length in an ASN that is there, near a route that is there, or, now and then, in a new ASN. */
        private void addNew(final long near) {
            final int lengthBits = RouteTable.ASN_BITS + (random.nextInt(1000) < longInThousand ? longLength() : random.nextInt(10) == 0 ? random.nextInt(17) : 16);
            final long flipped = near ^ random.nextLong() & 0xFFFF_FFFFL >>> random.nextInt(32);
            final long prefix = (random.nextInt(8) == 0 ? near ^ (long) random.nextInt(1, 1 << 16) << 32 : flipped) & -1L << 64 - lengthBits;
            if (known == prefixes.length) {
                prefixes = Arrays.copyOf(prefixes, known + known / 2);
                lengthsBits = Arrays.copyOf(lengthsBits, prefixes.length);
            }
            prefixes[known] = prefix;
            lengthsBits[known++] = (byte) lengthBits;
            put(prefix, lengthBits);
        }

        private int longLength() {
            return random.nextInt(5) == 0 ? random.nextInt(33) : random.nextInt(17, 25);
        }

        private void changeDefault() {
            if (random.nextBoolean()) {
                put(0, 0);
            } else {
                remove(0, 0);
            }
        }

        private void put(final long prefix, final int lengthBits) {
            final int hop = hop();
            TableInstaller.put(fib, prefix, lengthBits, hop);
            oracle.put(prefix, lengthBits, hop);
        }

        private void remove(final long prefix, final int lengthBits) {
            TableInstaller.remove(fib, prefix, lengthBits);
            oracle.remove(prefix, lengthBits);
        }

        /** Mostly small, as they are; also groups, and where the shape has room wider ones than 15 bits, up to the widest there is. */
        private int hop() {
            if (random.nextInt(4000) < longInThousand) {
                return random.nextBoolean() ? random.nextInt(1 << 25) : 32_760 + random.nextInt(16);
            }
            return random.nextInt(16) == 0 ? Fib.GROUP_BIT | random.nextInt(1 << 12) : random.nextInt(HOPS);
        }

        private long[] drawBurst() {
            draw(MAX_BURST);
            return burst.clone();
        }

        /** Of 16 destinations 12 lie in a route, 1 at the edge of one, 2 in an ASN, 1 anywhere. */
        private void draw(final int size) {
            for (int i = 0; i < size; i++) {
                final int route = random.nextInt(known);
                final long hostBits = lengthsBits[route] == 64 ? 0 : -1L >>> lengthsBits[route];
                burst[i] = switch (random.nextInt(16)) {
                    case 0 -> random.nextLong();
                    case 1, 2 -> prefixes[route] & ~0xFFFF_FFFFL | random.nextLong() & 0xFFFF_FFFFL;
                    case 3 -> (random.nextBoolean() ? prefixes[route] : prefixes[route] | hostBits) + random.nextInt(-1, 2);
                    default -> prefixes[route] | random.nextLong() & hostBits;
                };
            }
        }

        private void compare(final int size) {
            for (int i = 0; i < size; i++) {
                final int expected = oracle.lookup(burst[i]);
                if (answers[i] != expected) {
                    fail(where() + ": " + Long.toHexString(burst[i]) + " gives " + answers[i] + ", expected " + expected);
                }
            }
        }

        private String where() {
            return table.name() + ", seed " + SEED + ", after " + lookups + " lookups and " + updates + " updates";
        }
    }
}
