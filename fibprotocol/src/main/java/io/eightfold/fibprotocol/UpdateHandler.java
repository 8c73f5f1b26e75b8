// SPDX-License-Identifier: Apache-2.0
// What a control plane says, decoded.
package io.eightfold.fibprotocol;

import java.util.List;

/** Calls of {@link UpdateDecoder}, in the order of the wire. Thread: that of the decoder's caller. */
public interface UpdateHandler {
    /** A control plane wants answers on this stream. */
    void onConnect(long instance, int answerStream);

    /** A message of an epoch begins; called before the call for the message itself. Returns false to leave the message out. */
    boolean onSequence(long epoch, long sequence, boolean isOpen);

    /** The last message of the epoch has this number; nothing new. */
    void onHeartbeat(long epoch, long sequence);

    /** A new epoch. */
    void onOpen(long epoch);

    /** A batch begins. */
    void onBatchBegin(long batch);

    /**
     * A set of next hops.
     * @param hops        empty when the set is forgotten.
     * @param isRecursive whether it may change while many routes use it.
     */
    void onHopSet(int setId, boolean isRecursive, List<NextHop> hops);

    /**
     * A route.
     * @param setId {@link FibWire#WITHDRAWN} takes it out.
     */
    void onRoute(int vrf, long address, int hostLength, int setId, int source, int distance);

    /** A batch is whole. */
    void onBatchEnd(long batch, long routes, long digest, boolean isSnapshotEnd);
}
