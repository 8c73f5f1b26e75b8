// SPDX-License-Identifier: Apache-2.0
// Numbers of entries that wait, first in first out, each once.
package io.eightfold.bgp8.rib;

/** Numbers of entries that wait, first in first out, each once. Gives large memory back when it is empty. Thread: control. */
final class IntQueue {
    private static final int MIN_CAPACITY = 1024;
    private static final int KEPT_CAPACITY = 64 * 1024;

    private final RowSet waiting = new RowSet();
    private int[] items = new int[MIN_CAPACITY];
    private int head;
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    boolean contains(final int item) {
        return waiting.contains(item);
    }

    /** Nothing when it waits already. */
    void add(final int item) {
        if (waiting.add(item)) {
            if (size == items.length) {
                grow();
            }
            items[head + size & items.length - 1] = item;
            size++;
        }
    }

    /** The oldest; there must be one. */
    int remove() {
        final int item = items[head];
        head = head + 1 & items.length - 1;
        size--;
        waiting.remove(item);
        if (size == 0 && items.length > KEPT_CAPACITY) {
            items = new int[MIN_CAPACITY];
            head = 0;
        }
        return item;
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
