// SPDX-License-Identifier: Apache-2.0
// Reads a generation only to see whether it can be read.
package io.eightfold.controlplane.journal;

import org.agrona.concurrent.UnsafeBuffer;

/** Reads a generation only to see whether it can be read; the reader remembers what it saw. */
final class NoRecords implements GenerationReader.RecordHandler {
    @Override
    public void onFrame(final UnsafeBuffer buffer, final int offset, final int lengthBytes) {
        // Not asked for.
    }

    @Override
    public void onCheckpointEnd() {
        // The reader remembers it.
    }
}
