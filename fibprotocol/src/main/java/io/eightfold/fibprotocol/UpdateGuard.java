// SPDX-License-Identifier: Apache-2.0
// Tells a fault of the handler from a fault of the frame.
package io.eightfold.fibprotocol;

import java.util.List;

/**
 * Stands between {@link UpdateDecoder} and its handler, and remembers that the handler did not return: what it threw is no fault of the frame, although it may be
 * of the same class as what a frame's bad count makes a buffer throw. Thread: that of the decoder's caller.
 */
final class UpdateGuard implements UpdateHandler {
    private UpdateHandler handler;
    private boolean isHandling;

    UpdateGuard around(final UpdateHandler newHandler) {
        handler = newHandler;
        isHandling = false;
        return this;
    }

    /** Whether an exception that comes by now is the handler's. */
    boolean isHandling() {
        return isHandling;
    }

    @Override
    public void onConnect(final long instance, final int answerStream) {
        isHandling = true;
        handler.onConnect(instance, answerStream);
        isHandling = false;
    }

    @Override
    public boolean onSequence(final long epoch, final long sequence, final boolean isOpen) {
        isHandling = true;
        final boolean isTaken = handler.onSequence(epoch, sequence, isOpen);
        isHandling = false;
        return isTaken;
    }

    @Override
    public void onHeartbeat(final long epoch, final long sequence) {
        isHandling = true;
        handler.onHeartbeat(epoch, sequence);
        isHandling = false;
    }

    @Override
    public void onOpen(final long epoch) {
        isHandling = true;
        handler.onOpen(epoch);
        isHandling = false;
    }

    @Override
    public void onBatchBegin(final long batch) {
        isHandling = true;
        handler.onBatchBegin(batch);
        isHandling = false;
    }

    @Override
    public void onHopSet(final int setId, final boolean isRecursive, final List<NextHop> hops) {
        isHandling = true;
        handler.onHopSet(setId, isRecursive, hops);
        isHandling = false;
    }

    @Override
    public void onRoute(final int vrf, final long address, final int hostLength, final int setId, final int source, final int distance) {
        isHandling = true;
        handler.onRoute(vrf, address, hostLength, setId, source, distance);
        isHandling = false;
    }

    @Override
    public void onBatchEnd(final long batch, final long routes, final long digest, final boolean isSnapshotEnd) {
        isHandling = true;
        handler.onBatchEnd(batch, routes, digest, isSnapshotEnd);
        isHandling = false;
    }
}
