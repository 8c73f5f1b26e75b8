// SPDX-License-Identifier: Apache-2.0
// Sends and receives frames.
package io.eightfold.fibprotocol.channel;

import io.eightfold.fibprotocol.FrameSink;
import org.agrona.DirectBuffer;

/**
 * A way to the other side that may lose everything at any moment, and comes back by itself. Frames that arrive do so in order and whole, unless the other
 * side was replaced. Thread: one owner.
 */
public interface FibChannel extends AutoCloseable {
    /**
     * Sends a frame.
     * @return false when there is no room or nobody there; nothing was sent then, and the same frame may be offered again.
     */
    boolean offer(DirectBuffer buffer, int offset, int lengthBytes);

    /** Hands over what has arrived, at most {@code frames}; returns how many. What the handler throws comes out of this call, and no frame behind it was given. */
    int poll(FrameSink handler, int frames);

    /** Whether somebody is at the other end, as far as one can know. */
    boolean isConnected();

    /** Counts the times that the way was built anew: frames offered before may be lost. */
    long generation();

    /** Ends it; does not throw. */
    @Override
    void close();
}
