// SPDX-License-Identifier: Apache-2.0
// Where encoded frames go.
package io.eightfold.fibprotocol;

import org.agrona.DirectBuffer;

/** Takes one encoded frame; the bytes are valid during the call. Thread: that of the caller. */
@FunctionalInterface
public interface FrameSink {
    /** One whole message with its header. */
    void frame(DirectBuffer buffer, int offset, int lengthBytes);
}
