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
    /** How many checkpoints the disk will not take. */
    int losing;
    /** How often a commit finds no room. */
    int commitsRefused;
    boolean isIncomplete;
    /** Between two questions for room. */
    int mostPieceBytes;
    private int pieceBytes;
    private Checkpoint outcome = Checkpoint.COMMITTED;

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
    public void lacksRoutes() {
        isIncomplete = true;
    }

    @Override
    public boolean beginCheckpoint() {
        next = new ArrayList<>();
        begun++;
        outcome = Checkpoint.OPEN;
        return true;
    }

    @Override
    public void appendCheckpoint(final DirectBuffer buffer, final int offset, final int lengthBytes) {
        pieceBytes += lengthBytes;
        mostPieceBytes = Math.max(mostPieceBytes, pieceBytes);
        if (next != null) {
            next.add(copy(buffer, offset, lengthBytes));
        }
    }

    @Override
    public boolean commitCheckpoint() {
        if (commitsRefused > 0) {
            commitsRefused--;
            return false;
        }
        outcome = losing > 0 ? Checkpoint.LOST : Checkpoint.COMMITTED;
        if (losing > 0) {
            losing--;
        } else {
            current = next;
            needsCheckpoint = false;
            isIncomplete = false;
            checkpoints++;
        }
        next = null;
        return true;
    }

    @Override
    public Checkpoint checkpoint() {
        return outcome;
    }

    @Override
    public boolean hasRoom() {
        pieceBytes = 0;
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
