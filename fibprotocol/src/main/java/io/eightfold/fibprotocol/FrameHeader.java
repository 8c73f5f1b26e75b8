// SPDX-License-Identifier: Apache-2.0
// The check that both decoders begin with.
package io.eightfold.fibprotocol;

import io.eightfold.fibprotocol.codec.MessageHeaderDecoder;
import org.agrona.DirectBuffer;

/** Schema, version and checksum of a frame. */
final class FrameHeader {
    private final FrameChecksum checksum = new FrameChecksum();

    /** Wraps the header; {@link FrameFault#NONE} when the rest may be read. */
    FrameFault check(final DirectBuffer frame, final MessageHeaderDecoder header) {
        if (frame.capacity() < MessageHeaderDecoder.ENCODED_LENGTH) {
            return FrameFault.MALFORMED;
        }
        header.wrap(frame, 0);
        if (header.schemaId() != MessageHeaderDecoder.SCHEMA_ID) {
            return FrameFault.WRONG_SCHEMA;
        }
        if (header.version() != MessageHeaderDecoder.SCHEMA_VERSION) {
            return FrameFault.WRONG_VERSION;
        }
        final int bodyBytes = frame.capacity() - MessageHeaderDecoder.ENCODED_LENGTH;
        if ((int) header.checksum() != checksum.of(frame, MessageHeaderDecoder.ENCODED_LENGTH, bodyBytes)) {
            return FrameFault.CHECKSUM;
        }
        return header.blockLength() > bodyBytes ? FrameFault.MALFORMED : FrameFault.NONE;
    }
}
