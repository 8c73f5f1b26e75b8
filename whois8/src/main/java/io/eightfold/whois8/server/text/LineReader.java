// SPDX-License-Identifier: Apache-2.0
// Lines of a client.
package io.eightfold.whois8.server.text;

import io.eightfold.whois8.server.Connection;
import io.eightfold.whois8.server.EndReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Reads lines up to a length, ended by LF, CR LF or the end of input. What follows a line waits for the next call. Thread: session. */
final class LineReader {
    /** Bytes of a line, without its end. */
    static final int MAX_LINE_BYTES = 512;

    private final Connection connection;
    private final byte[] bytes = new byte[MAX_LINE_BYTES + 2];
    private int length;
    private boolean isAtEnd;

    LineReader(final Connection connection) {
        this.connection = connection;
    }

    /** The next line; null when the client has closed and sent nothing more. */
    String next() throws IOException, QueryException {
        int end = find(0);
        while (end < 0 && !isAtEnd && length < bytes.length) {
            final int searched = length;
            fill();
            end = find(searched);
        }
        if (end < 0 && length == 0) {
            return null;
        }
        final int lineLength = withoutReturn(end < 0 ? length : end);
        if (lineLength > MAX_LINE_BYTES || end < 0 && !isAtEnd) {
            throw new QueryException(TextError.LINE_TOO_LONG, "a line has at most " + MAX_LINE_BYTES + " bytes", EndReason.BAD_REQUEST);
        }
        final String line = text(lineLength);
        final int used = end < 0 ? length : end + 1;
        System.arraycopy(bytes, used, bytes, 0, length - used);
        length -= used;
        return line;
    }

    private void fill() throws IOException {
        final int count = connection.read(bytes, length, bytes.length - length);
        isAtEnd = count < 0;
        length += Math.max(0, count);
    }

    private int find(final int from) {
        for (int i = from; i < length; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private int withoutReturn(final int end) {
        return end > 0 && bytes[end - 1] == '\r' ? end - 1 : end;
    }

    private String text(final int lineLength) throws QueryException {
        final String line;
        try {
            line = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT).decode(ByteBuffer.wrap(bytes, 0, lineLength)).toString();
        } catch (final CharacterCodingException e) {
            throw new QueryException(TextError.BAD_CHARACTER, "the line is not UTF-8", EndReason.BAD_REQUEST);
        }
        if (line.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t')) {
            throw new QueryException(TextError.BAD_CHARACTER, "the line holds a control character", EndReason.BAD_REQUEST);
        }
        return line;
    }
}
