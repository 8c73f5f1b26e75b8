// SPDX-License-Identifier: Apache-2.0
// A journal in memory.
package io.eightfold.controlplane.fib;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Keeps frames as a journal does: appended ones go to the generation in force and to the one being written. */
final class KeptFrames implements BatchJournal {
    List<byte[]> current = new ArrayList<>();
    private List<byte[]> next;
    boolean needsCheckpoint;
    boolean hasRoom = true;
    int checkpoints;
    int begun;

    @Override
    public void append(final DirectBuffer buffer, final int offset, final int lengthBytes) {
        final byte[] frame = copy(buffer, offset, lengthBytes);
        current.add(frame);
        if (next != null) {
            next.add(frame);
        }
    }

    @Override
    public boolean needsCheckpoint() {
        return needsCheckpoint;
    }

    @Override
    public void beginCheckpoint() {
        next = new ArrayList<>();
        begun++;
    }

    @Override
    public void appendCheckpoint(final DirectBuffer buffer, final int offset, final int lengthBytes) {
        next.add(copy(buffer, offset, lengthBytes));
    }

    @Override
    public void commitCheckpoint() {
        current = next;
        next = null;
        needsCheckpoint = false;
        checkpoints++;
    }

    @Override
    public boolean hasRoom() {
        return hasRoom;
    }

    /** Reads all back. */
    RibRestore restore() {
        final RibRestore restore = new RibRestore();
        current.forEach(f -> restore.frame(new UnsafeBuffer(f), 0, f.length));
        return restore;
    }

    private static byte[] copy(final DirectBuffer buffer, final int offset, final int lengthBytes) {
        final byte[] frame = new byte[lengthBytes];
        buffer.getBytes(offset, frame);
        return frame;
    }
}
