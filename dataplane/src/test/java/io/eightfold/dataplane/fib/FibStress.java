// SPDX-License-Identifier: Apache-2.0
// Readers of the forwarding table while it changes under them.
package io.eightfold.dataplane.fib;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.dataplane.testing.TestSeed;
import io.eightfold.wire.address.Ipv8Address;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * One batch after the other gives every watched route, in nodes of every shape, the batch's number as its next hop. A reader that holds one state
 * must read one and the same number everywhere, and never a lower one than before. Between the batches other routes come and go one by one, ASNs
 * arrive and tables grow, nodes change their shape. What is freed is overwritten (assertions are on), so that a use after free shows as a number
 * that was never given.
 */
class FibStress {
    private static final long RUN_NS = 6_000_000_000L;
    private static final int BATCHES_OF_A_TABLE = 3_000;
    private static final int READERS = 2;
    /** Each of the 34 ASNs may become a trie of 1 MiB; nodes, and what readers hold back, come on top. */
    private static final long MEMORY_BOUND_BYTES = 48L << 20;
    private static final int OWN_AS = 64_496;

    private final AtomicReference<String> fault = new AtomicReference<>();
    private volatile boolean isRunning;

    @Test
    void shouldShowReadersEachBatchWhole() throws InterruptedException {
        final SplittableRandom random = TestSeed.random("FibStress");
        final long endNs = System.nanoTime() + RUN_NS;
        long batches = 0;
        long bursts = 0;
        while (System.nanoTime() - endNs < 0 && fault.get() == null) {
            try (Fib fib = new Fib(64L << 20)) {
                final long[] watched = watched();
                fill(fib, watched);
                final List<Reader> readers = start(fib, watched, random);
                batches += churn(fib, watched, random, endNs);
                isRunning = false;
                for (final Reader reader : readers) {
                    reader.join();
                    bursts += reader.bursts;
                }
                assertTrue(fib.memoryBytes() < MEMORY_BOUND_BYTES, "memory leaks: " + fib.memoryBytes() + " bytes for " + fib.size() + " routes");
            }
        }
        assertNull(fault.get());
        assertTrue(batches > 1_000 && bursts > 10_000, "hardly anything happened: batches=" + batches + " bursts=" + bursts);
    }

    /** Destinations whose routes carry the number: single /16s, small and large hashes, lines, two tries with several slots and depths. */
    private static long[] watched() {
        final List<Long> all = new ArrayList<>();
        for (int asn = 1; asn <= 8; asn++) {
            all.add(address(asn, 0x0A010203));
            all.add(address(100 + asn, 0x0A010203));
            all.add(address(200 + asn, 0x0A010203));
            all.add(address(300 + asn, 0x0A010203));
        }
        for (int i = 0; i < 12; i++) {
            all.add(address(OWN_AS, 0x0A000001 + (i << 13)));
            all.add(address(0, 0x0B000001 + (i << 20)));
        }
        return all.stream().mapToLong(Long::longValue).toArray();
    }

    private static void fill(final Fib fib, final long[] watched) {
        fib.beginBatch();
        for (int asn = 1; asn <= 8; asn++) {
            for (int i = 0; i < 12; i++) {
                fib.put(100 + asn, 0x14000000 + (i << 16), 16, 7 + i);
            }
            for (int i = 0; i < 200; i++) {
                fib.put(200 + asn, 0x15000000 + (i << 17), 16, 7 + i);
            }
            for (int i = 0; i < 20; i++) {
                fib.put(300 + asn, 0x16000000 + (i << 12), 24, 7 + i);
            }
        }
        for (int i = 0; i < 400; i++) {
            fib.put(OWN_AS, 0x17000000 + (i << 11), 22 + i % 11, 7 + i);
            fib.put(0, 0x18000000 + (i << 11), 22 + i % 11, 7 + i);
        }
        give(fib, watched, 1);
        fib.endBatch();
    }

    private static void give(final Fib fib, final long[] watched, final int number) {
        for (int i = 0; i < watched.length; i++) {
            final int host = (int) watched[i];
            final int asn = (int) (watched[i] >>> 32);
            // Lengths that make ONE16, hash entries, and runs and bit maps at all depths of the tries.
            final int length = asn >= OWN_AS || asn == 0 ? 20 + i % 13 : 16;
            fib.put(asn, length == 32 ? host : host & -1 << 32 - length, length, number);
        }
    }

    private List<Reader> start(final Fib fib, final long[] watched, final SplittableRandom random) {
        isRunning = true;
        final List<Reader> readers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            final Reader reader = new Reader(fib.newReader(), watched, random.split());
            reader.setUncaughtExceptionHandler((t, e) -> fault.compareAndSet(null, "a reader threw " + e));
            readers.add(reader);
            reader.start();
        }
        return readers;
    }

    private long churn(final Fib fib, final long[] watched, final SplittableRandom random, final long endNs) {
        int arrived = 0;
        int number = 1;
        while (number < BATCHES_OF_A_TABLE && fault.get() == null && System.nanoTime() - endNs < 0) {
            for (int single = random.nextInt(4); single > 0; single--) {
                changeOne(fib, random);
            }
            number++;
            fib.beginBatch();
            give(fib, watched, number);
            for (int other = random.nextInt(3); other > 0; other--) {
                changeOne(fib, random);
            }
            if (random.nextInt(8) == 0) {
                fib.put(100_000 + arrived++, 0, 0, number);
            }
            if (random.nextInt(500) == 0) {
                // All slots of a trie at once: its root is written anew.
                fib.put(OWN_AS, 0, 0, 7 + random.nextInt(9));
            }
            fib.endBatch();
        }
        return number;
    }

    /** A route that no watched destination lies in; shapes change on the way. */
    private static void changeOne(final Fib fib, final SplittableRandom random) {
        final int asn = switch (random.nextInt(6)) {
            case 0 -> 1 + random.nextInt(8);
            case 1 -> 101 + random.nextInt(8);
            case 2 -> 201 + random.nextInt(8);
            case 3 -> 301 + random.nextInt(8);
            case 4 -> OWN_AS;
            default -> 0;
        };
        final int length = random.nextInt(9, 33);
        final int host = (0x20000000 | random.nextInt(1 << 24)) & (length == 32 ? -1 : -1 << 32 - length);
        if (random.nextInt(3) == 0) {
            fib.remove(asn, host, length);
        } else {
            fib.put(asn, host, length, 7 + random.nextInt(1 << random.nextInt(20)));
        }
    }

    private static long address(final int asn, final int host) {
        return (long) asn << 32 | host & 0xFFFF_FFFFL;
    }

    /** Reads the watched destinations again and again; sometimes it dawdles while it holds a state. */
    private final class Reader extends Thread {
        private final FibReader fib;
        private final long[] watched;
        private final SplittableRandom random;
        private long bursts;

        Reader(final FibReader fib, final long[] watched, final SplittableRandom random) {
            this.fib = fib;
            this.watched = watched.clone();
            this.random = random;
        }

        @Override
        public void run() {
            final int[] results = new int[watched.length];
            int newest = 0;
            while (isRunning && fault.get() == null) {
                fib.refresh();
                int number = -1;
                for (int look = 0; look < 3; look++) {
                    fib.lookup(watched, results, watched.length);
                    number = look == 0 ? results[0] : number;
                    check(results, number, newest);
                    dawdle();
                }
                newest = number;
                bursts++;
                if (random.nextInt(50) == 0) {
                    fib.pause();
                }
            }
            fib.pause();
        }

        private void check(final int[] results, final int number, final int newest) {
            for (int i = 0; i < results.length; i++) {
                if (results[i] != number || number < newest) {
                    fault.compareAndSet(null, "destination " + Ipv8Address.ofBits(watched[i]) + " gave " + results[i] + " beside " + number + " after "
                        + newest + ": " + Arrays.toString(results));
                }
            }
        }

        private void dawdle() {
            if (random.nextInt(10) == 0) {
                Thread.yield();
            }
        }
    }
}
