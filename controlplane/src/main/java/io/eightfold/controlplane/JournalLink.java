// SPDX-License-Identifier: Apache-2.0
// The publisher's way to the journal.
package io.eightfold.controlplane;

import io.eightfold.controlplane.fib.BatchJournal;
import io.eightfold.controlplane.journal.JournalWriter;
import org.agrona.DirectBuffer;

/** A checkpoint that the journal cannot follow is given up; the journal then asks for another when it can. Thread: control. */
final class JournalLink implements BatchJournal {
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
    public void beginCheckpoint() {
        writer.beginCheckpoint();
    }

    @Override
    public void appendCheckpoint(final DirectBuffer buffer, final int offset, final int lengthBytes) {
        if (writer.appendCheckpoint(buffer, offset, lengthBytes) == JournalWriter.Offer.FULL) {
            writer.abandonCheckpoint();
        }
    }

    @Override
    public void commitCheckpoint() {
        if (writer.commitCheckpoint() == JournalWriter.Offer.FULL) {
            writer.abandonCheckpoint();
        }
    }

    @Override
    public boolean hasRoom() {
        return writer.lagBytes() < LAG_LIMIT_BYTES;
    }
}
