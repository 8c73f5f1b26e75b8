// SPDX-License-Identifier: Apache-2.0
// Where published batches are kept.
package io.eightfold.controlplane.fib;

import org.agrona.DirectBuffer;

/** What the publisher asks of a journal. No call blocks or throws. Thread: control. */
public interface BatchJournal {
    /** Keeps nothing. */
    BatchJournal NONE = new BatchJournal() {
        @Override
        public void append(final DirectBuffer buffer, final int offset, final int lengthBytes) {
        }

        @Override
        public boolean needsCheckpoint() {
            return false;
        }

        @Override
        public void beginCheckpoint() {
        }

        @Override
        public void appendCheckpoint(final DirectBuffer buffer, final int offset, final int lengthBytes) {
        }

        @Override
        public void commitCheckpoint() {
        }

        @Override
        public boolean hasRoom() {
            return true;
        }
    };

    /** Keeps a frame. */
    void append(DirectBuffer buffer, int offset, int lengthBytes);

    /** Whether the whole table is to be written anew. */
    boolean needsCheckpoint();

    /** The whole table follows by {@link #appendCheckpoint}; one begun before is given up. */
    void beginCheckpoint();

    /** A frame of the whole table. */
    void appendCheckpoint(DirectBuffer buffer, int offset, int lengthBytes);

    /** The whole table is there; what was kept before may go. */
    void commitCheckpoint();

    /** Whether a piece of the whole table can be taken now. */
    boolean hasRoom();
}
