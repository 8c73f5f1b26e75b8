// SPDX-License-Identifier: Apache-2.0
// The publisher's way to the journal.
package io.eightfold.controlplane;

import io.eightfold.controlplane.fib.BatchJournal;
import io.eightfold.controlplane.journal.JournalWriter;
import org.agrona.DirectBuffer;

/** The publisher asks for room before each piece; a checkpoint that finds none all the same is lost, and the publisher begins another. Thread: control. */
final class JournalLink implements BatchJournal {
    /** Checkpoints may fill half the ring of 4 MiB: with this much waiting, a piece of 512 messages still fits, each a set of 64 next hops. */
    private static final int LAG_LIMIT_BYTES = 512 * 1024;

    private final JournalWriter writer;

    JournalLink(final JournalWriter writer) {
        this.writer = writer;
    }

    @Override
    public void append(final DirectBuffer buffer, final int offset, final int lengthBytes) {
        writer.append(buffer, offset, lengthBytes);
    }

    @Override
    public boolean needsCheckpoint() {
        return writer.needsCheckpoint();
    }

    @Override
    public void lacksRoutes() {
        writer.markIncomplete();
    }

    @Override
    public boolean beginCheckpoint() {
        return writer.beginCheckpoint();
    }

    @Override
    public void appendCheckpoint(final DirectBuffer buffer, final int offset, final int lengthBytes) {
        if (writer.appendCheckpoint(buffer, offset, lengthBytes) == JournalWriter.Offer.FULL) {
            writer.abandonCheckpoint();
        }
    }

    @Override
    public boolean commitCheckpoint() {
        return writer.commitCheckpoint() == JournalWriter.Offer.ACCEPTED;
    }

    @Override
    public Checkpoint checkpoint() {
        return writer.isCommitted() ? Checkpoint.COMMITTED : writer.isLost() ? Checkpoint.LOST : Checkpoint.OPEN;
    }

    @Override
    public boolean hasRoom() {
        return writer.lagBytes() < LAG_LIMIT_BYTES;
    }
}
