// SPDX-License-Identifier: Apache-2.0
// The ring between workers with a thread at each end.
package io.eightfold.dataplane.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.wire.memory.Memory;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * The writer numbers entries and writes each number into the buffer it hands over; the reader expects every number once, in order, and the
 * buffer written. An entry seen before it is published, a place reused before it is read, or a buffer whose content lags behind its
 * handle would each show as a wrong number.
 */
class MbufRingStress {
    private static final int ENTRIES = 5_000_000;
    private static final int CAPACITY = 256;
    /** More than the ring and the reader's burst hold, so that a buffer is home before its turn comes again. */
    private static final int BUFFERS = 1024;
    private static final int BUFFER_BYTES = 64;
    private static final int JOIN_MS = 60_000;

    private final MbufRing ring = new MbufRing(CAPACITY);
    private final long buffers = Memory.allocate((BUFFERS + 1) * BUFFER_BYTES) + BUFFER_BYTES - 1 & -BUFFER_BYTES;
    private final AtomicReference<String> fault = new AtomicReference<>();
    private long fullTimes;

    @Test
    void shouldHandEveryEntryOverOnceInOrderWithItsContent() throws InterruptedException {
        final Thread writer = new Thread(this::write, "writer");
        writer.setDaemon(true);
        writer.start();
        final int read = read();
        writer.join(JOIN_MS);
        assertNull(fault.get(), fault.get());
        assertEquals(ENTRIES, read);
        assertTrue(fullTimes > 0, "the ring was full at times");
    }

    private void write() {
        int next = 0;
        while (next < ENTRIES && fault.get() == null) {
            final int burst = 1 + next % 61;
            for (int i = 0; i < burst && next < ENTRIES; i++) {
                final long mbuf = buffers + (long) (next % BUFFERS) * BUFFER_BYTES;
                if (!fits(mbuf, next)) {
                    break;
                }
                next++;
            }
            ring.publish();
        }
    }

    private boolean fits(final long mbuf, final int number) {
        final long before = Memory.nativeLong(mbuf);
        Memory.putNativeLong(mbuf, number);
        if (ring.put(mbuf, port(number))) {
            return true;
        }
        Memory.putNativeLong(mbuf, before);
        fullTimes++;
        Thread.onSpinWait();
        return false;
    }

    private int read() {
        final long to = Memory.allocate(64 * 8);
        int expected = 0;
        final long endNs = System.nanoTime() + JOIN_MS * 1_000_000L;
        while (expected < ENTRIES && fault.get() == null && System.nanoTime() - endNs < 0) {
            final int port = ring.firstPort();
            final int count = port < 0 ? 0 : ring.take(to, 1 + expected % 64);
            for (int i = 0; i < count; i++, expected++) {
                final long number = Memory.nativeLong(Memory.nativeLong(to + i * 8L));
                if (number != expected || port != port(expected)) {
                    fault.compareAndSet(null, "expected " + expected + " of port " + port(expected) + ", read " + number + " of port " + port);
                }
            }
        }
        Memory.free(to);
        return expected;
    }

    private static int port(final int number) {
        return number / 37 % 3;
    }
}
