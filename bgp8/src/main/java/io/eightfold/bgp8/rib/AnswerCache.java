// SPDX-License-Identifier: Apache-2.0
// Keeps what became of attributes.
package io.eightfold.bgp8.rib;

/**
 * Keeps what became of attributes in a policy or on the way out: most prefixes come with the attributes of the one before. A slot for each remainder of the key; it holds
 * the sets it names. Thread: control.
 */
final class AnswerCache {
    static final int MISS = -1;
    private static final int SLOTS = 256;

    private final AttributePool pool;
    private final int[] attributes = new int[SLOTS];
    private final long[] conditions = new long[SLOTS];
    private final int[] answers = new int[SLOTS];

    AnswerCache(final AttributePool pool) {
        this.pool = pool;
    }

    /** The answer, not held, or {@link #MISS}. {@link AttributePool#NONE} is an answer too. */
    int find(final int set, final long condition) {
        final int slot = slot(set, condition);
        return attributes[slot] == set && conditions[slot] == condition ? answers[slot] : MISS;
    }

    void keep(final int set, final long condition, final int answer) {
        final int slot = slot(set, condition);
        final int oldSet = attributes[slot];
        final int oldAnswer = answers[slot];
        attributes[slot] = pool.hold(set);
        answers[slot] = pool.hold(answer);
        conditions[slot] = condition;
        pool.release(oldSet);
        pool.release(oldAnswer);
    }

    void clear() {
        for (int slot = 0; slot < SLOTS; slot++) {
            pool.release(attributes[slot]);
            pool.release(answers[slot]);
            attributes[slot] = AttributePool.NONE;
            answers[slot] = AttributePool.NONE;
        }
    }

    private static int slot(final int set, final long condition) {
        final long mixed = (condition * 31 + set) * 0x9E37_79B9_7F4A_7C15L;
        return (int) (mixed >>> 40) & SLOTS - 1;
    }
}
