// SPDX-License-Identifier: Apache-2.0
// Readers of the forwarding table while it changes under them.
package io.eightfold.dataplane.fib;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.dataplane.testing.TestSeed;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * Each ASN has a route for all hosts that alternates between two next hops, and a longer one that comes and goes. What a reader may see
 * for a destination is therefore a small set that can be told from the destination alone; anything else is a torn or lost table.
 * Tables grow while they are young, so every few thousand changes start on a new one.
 */
class FibStress {
    private static final long RUN_NS = 3_000_000_000L;
    private static final int CHANGES_OF_A_TABLE = 6_000;
    private static final int ASNS = 2_000;
    private static final int FIRST_ASNS = 100;
    private static final int BURST = 64;
    /** Host part inside the longer route. */
    private static final int INSIDE = 0x0A010203;
    private static final int OUTSIDE = 0x0B010203;

    private final AtomicReference<String> fault = new AtomicReference<>();
    private volatile Fib fib = young();
    private volatile boolean isRunning = true;

    @Test
    void shouldNeverShowReadersWhatWasNeitherOldNorNew() throws InterruptedException {
        final long seed = TestSeed.of("FibStress");
        final List<Thread> readers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            final SplittableRandom random = new SplittableRandom(seed + i);
            final Thread reader = new Thread(() -> read(random), "reader-" + i);
            reader.setUncaughtExceptionHandler((t, e) -> fault.compareAndSet(null, t.getName() + " threw " + e));
            readers.add(reader);
            reader.start();
        }
        final SplittableRandom random = new SplittableRandom(seed);
        final long endNs = System.nanoTime() + RUN_NS;
        int tables = 0;
        while (System.nanoTime() - endNs < 0 && fault.get() == null) {
            fib = young();
            churn(fib, random);
            tables++;
        }
        isRunning = false;
        for (final Thread reader : readers) {
            reader.join();
        }
        assertNull(fault.get());
        assertTrue(tables > 10, "the writer hardly wrote: tables=" + tables);
    }

    private static Fib young() {
        final Fib made = new Fib();
        for (int asn = 1; asn <= FIRST_ASNS; asn++) {
            made.put(all(asn), first(asn));
        }
        return made;
    }

    private static void churn(final Fib fib, final SplittableRandom random) {
        int arrived = FIRST_ASNS;
        for (int change = 0; change < CHANGES_OF_A_TABLE; change++) {
            final int asn = 1 + random.nextInt(arrived);
            switch (random.nextInt(4)) {
                case 0 -> fib.put(all(asn), first(asn) + random.nextInt(2));
                case 1 -> fib.put(some(asn), fib.addGroup(new int[] {longer(asn), longer(asn) + 1}));
                case 2 -> fib.put(some(asn), longer(asn) + random.nextInt(2));
                default -> fib.remove(some(asn));
            }
            if (change % 3 == 0 && arrived < ASNS) {
                arrived++;
                fib.put(all(arrived), first(arrived));
            }
        }
    }

    private void read(final SplittableRandom random) {
        final long[] destinations = new long[BURST];
        final int[] results = new int[BURST];
        while (isRunning && fault.get() == null) {
            for (int i = 0; i < BURST; i++) {
                destinations[i] = (long) (1 + random.nextInt(ASNS)) << 32 | (random.nextBoolean() ? INSIDE : OUTSIDE);
            }
            final Fib now = fib;
            now.lookup(destinations, results, BURST);
            for (int i = 0; i < BURST; i++) {
                final int asn = (int) (destinations[i] >>> 32);
                final int hop = results[i] >= Fib.GROUP_BIT ? now.member(results[i], random.nextInt()) : results[i];
                final boolean isAllowed = hop >>> 1 == first(asn) >>> 1 || (int) destinations[i] == INSIDE && hop >>> 1 == longer(asn) >>> 1
                    || hop == Fib.NO_ASN && asn > FIRST_ASNS;
                if (!isAllowed) {
                    fault.compareAndSet(null, "destination " + Ipv8Address.ofBits(destinations[i]) + " gave " + hop);
                }
            }
        }
    }

    private static int first(final int asn) {
        return asn * 4;
    }

    private static int longer(final int asn) {
        return asn * 4 + 2;
    }

    private static Ipv8Prefix all(final int asn) {
        return new Ipv8Prefix(new Ipv8Address(asn, 0), 32);
    }

    private static Ipv8Prefix some(final int asn) {
        return new Ipv8Prefix(new Ipv8Address(asn, 0x0A010000), 48);
    }
}
