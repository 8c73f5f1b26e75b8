// SPDX-License-Identifier: Apache-2.0
// Numbers of entries that wait, first in first out.
package io.eightfold.controlplane.rib;

/** A queue of ints that grows as needed and gives large memory back when it is empty. Who adds sees to it that nothing is in it twice. Thread: control. */
final class DirtyQueue {
    private static final int MIN_CAPACITY = 1024;
    private static final int KEPT_CAPACITY = 64 * 1024;

    private int[] items = new int[MIN_CAPACITY];
    private int head;
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    void add(final int item) {
        if (size == items.length) {
            grow();
        }
        items[head + size & items.length - 1] = item;
        size++;
    }

    /** The oldest; there must be one. */
    int remove() {
        assert size > 0;
        final int item = items[head];
        head = head + 1 & items.length - 1;
        size--;
        if (size == 0 && items.length > KEPT_CAPACITY) {
            clear();
        }
        return item;
    }

    void clear() {
        if (items.length > KEPT_CAPACITY) {
            items = new int[MIN_CAPACITY];
        }
        head = 0;
        size = 0;
    }

    long memoryBytes() {
        return (long) items.length * Integer.BYTES;
    }

    private void grow() {
        final int[] grown = new int[2 * items.length];
        final int untilEnd = items.length - head;
        System.arraycopy(items, head, grown, 0, untilEnd);
        System.arraycopy(items, 0, grown, untilEnd, head);
        items = grown;
        head = 0;
    }
}
