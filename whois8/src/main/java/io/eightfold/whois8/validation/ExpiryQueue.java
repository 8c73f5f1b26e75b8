// SPDX-License-Identifier: Apache-2.0
// Which ASN has a record that expires next.
package io.eightfold.whois8.validation;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * A binary heap of expiries, 8 bytes each: seconds in the high half, the ASN in the low half. Entries of records that have changed stay until they are due or
 * the owner builds the queue anew. Thread: one at a time.
 */
final class ExpiryQueue {
    private static final long SIGN = 1L << 63;
    // Sign turned over, so that times after 2038 sort behind those before.
    private long[] heap;
    private int size;

    ExpiryQueue(final int capacity) {
        heap = new long[Math.max(16, capacity)];
    }

    ExpiryQueue copy() {
        final ExpiryQueue copy = new ExpiryQueue(0);
        copy.heap = heap.clone();
        copy.size = size;
        return copy;
    }

    int size() {
        return size;
    }

    long memoryBytes() {
        return (long) heap.length * Long.BYTES;
    }

    /** When the first is due; {@link PackedRecord#NEVER_S} when none is. */
    long firstS() {
        return size == 0 ? PackedRecord.NEVER_S : (heap[0] ^ SIGN) >>> 32;
    }

    void add(final long expiryS, final int asn) {
        append(expiryS, asn);
        up(size - 1);
    }

    /** Adds without order; {@link #order} must follow. */
    void append(final long expiryS, final int asn) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, heap.length + heap.length / 2);
        }
        heap[size++] = (expiryS << 32 | asn & 0xFFFF_FFFFL) ^ SIGN;
    }

    void order() {
        for (int i = size / 2 - 1; i >= 0; i--) {
            down(i);
        }
    }

    /** Takes out what is due. */
    void take(final long nowS, final IntConsumer asns) {
        while (size > 0 && firstS() <= nowS) {
            asns.accept((int) (heap[0] ^ SIGN));
            heap[0] = heap[--size];
            down(0);
        }
    }

    private void up(final int from) {
        final long value = heap[from];
        int i = from;
        for (int parent = i - 1 >> 1; i > 0 && heap[parent] > value; parent = i - 1 >> 1) {
            heap[i] = heap[parent];
            i = parent;
        }
        heap[i] = value;
    }

    private void down(final int from) {
        final long value = heap[from];
        int i = from;
        for (int child = 2 * i + 1; child < size; child = 2 * i + 1) {
            if (child + 1 < size && heap[child + 1] < heap[child]) {
                child++;
            }
            if (heap[child] >= value) {
                break;
            }
            heap[i] = heap[child];
            i = child;
        }
        heap[i] = value;
    }
}
