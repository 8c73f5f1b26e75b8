// SPDX-License-Identifier: Apache-2.0
// The text of an answer.
package io.eightfold.whois8.server.text;

import io.eightfold.whois8.server.Connection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Writes blocks of lines, a blank line behind each, one more at the end. Blocks are written whole or not at all; what is above the limit of the answer
 * is left out, and the answer says so. Thread: session.
 */
final class AnswerWriter {
    /** Left for the note that the answer is cut, and for the end. */
    private static final int RESERVED_BYTES = 256;
    private static final String LINE_END = "\r\n";

    private final Connection connection;
    private final int maxBytes;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(Connection.CHUNK_BYTES);
    private final StringBuilder block = new StringBuilder(1024);
    private long bytes;
    private boolean isCut;

    AnswerWriter(final Connection connection, final int maxBytes) {
        this.connection = connection;
        this.maxBytes = maxBytes;
    }

    /** Adds a line to the block. */
    AnswerWriter line(final String line) {
        block.append(line).append(LINE_END);
        return this;
    }

    /** Ends the block. */
    void endBlock() throws IOException {
        final byte[] text = block.append(LINE_END).toString().getBytes(StandardCharsets.UTF_8);
        block.setLength(0);
        if (isCut || bytes + text.length > maxBytes - RESERVED_BYTES) {
            isCut = true;
            return;
        }
        put(text);
    }

    /** Whether the limit was met: what follows is left out. */
    boolean isCut() {
        return isCut;
    }

    /** Ends the answer and hands it to the kernel. */
    void end() throws IOException {
        if (isCut) {
            put(("% The answer is cut: it has more than " + maxBytes + " bytes. Ask for less, or read the feed for all." + LINE_END + LINE_END).getBytes(StandardCharsets.UTF_8));
        }
        put(LINE_END.getBytes(StandardCharsets.UTF_8));
        flush();
    }

    private void put(final byte[] text) throws IOException {
        buffer.writeBytes(text);
        bytes += text.length;
        if (buffer.size() >= Connection.CHUNK_BYTES) {
            flush();
        }
    }

    private void flush() throws IOException {
        connection.write(buffer.toByteArray(), 0, buffer.size());
        buffer.reset();
    }
}
