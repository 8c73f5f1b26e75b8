// SPDX-License-Identifier: Apache-2.0
// Takes the frames that a journal replays.
package io.eightfold.controlplane.journal;

import org.agrona.DirectBuffer;

/** Takes the frames that a journal replays. Thread: that of {@link RouteJournal#replay}. */
@FunctionalInterface
public interface FrameHandler {
    /**
     * One frame, as it was appended. The buffer is reused: it is valid until the method returns.
     *
     * @param lengthBytes 0 to {@link RouteJournal#MAX_FRAME_BYTES}
     */
    void onFrame(DirectBuffer buffer, int offset, int lengthBytes);
}
