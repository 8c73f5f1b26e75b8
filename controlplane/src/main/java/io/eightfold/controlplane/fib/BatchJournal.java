// SPDX-License-Identifier: Apache-2.0
// Where published batches are kept.
package io.eightfold.controlplane.fib;

import org.agrona.DirectBuffer;

/** What the publisher asks of a journal. No call blocks or throws. Thread: control. */
public interface BatchJournal {
    /** What became of the checkpoint begun last. */
    enum Checkpoint {
        /** Frames are missing, or on their way to the disk. */
        OPEN,
        /** On disk, and in force. */
        COMMITTED,
        /** Given up; what was in force before still is. */
        LOST
    }

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
        public void lacksRoutes() {
        }

        @Override
        public boolean beginCheckpoint() {
            return true;
        }

        @Override
        public void appendCheckpoint(final DirectBuffer buffer, final int offset, final int lengthBytes) {
        }

        @Override
        public boolean commitCheckpoint() {
            return true;
        }

        @Override
        public Checkpoint checkpoint() {
            return Checkpoint.COMMITTED;
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

    /** What is kept lacks routes from now on until a checkpoint is committed; a restart before says so. */
    void lacksRoutes();

    /** The whole table follows by {@link #appendCheckpoint}; one begun before is given up. False when that cannot be now. */
    boolean beginCheckpoint();

    /** A frame of the whole table. */
    void appendCheckpoint(DirectBuffer buffer, int offset, int lengthBytes);

    /** The whole table is there; what was kept before may go. False when that cannot be handed over now. */
    boolean commitCheckpoint();

    /** What became of the checkpoint begun last; never {@link Checkpoint#COMMITTED} before the disk has it. */
    Checkpoint checkpoint();

    /** Whether a piece of the whole table can be taken now: up to {@link FibPublisher#CHECKPOINT_PIECE} messages. */
    boolean hasRoom();
}
