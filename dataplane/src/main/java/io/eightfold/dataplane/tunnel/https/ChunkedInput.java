// SPDX-License-Identifier: Apache-2.0
// Takes the chunks off a body of HTTP/1.1.
package io.eightfold.dataplane.tunnel.https;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The body inside its chunks (RFC 9112 §7.1). Reads no further than it was asked to. Thread: its owner. */
final class ChunkedInput extends InputStream {
    /** Digits of a size: a chunk is below 256 MiB. */
    private static final int MAX_DIGITS = 7;
    /** Extensions are ignored (RFC 9112 §7.1.1), as far as they go. */
    private static final int MAX_EXTENSION_BYTES = 256;

    private final InputStream in;
    private int left;
    private boolean isFirst = true;
    private boolean isEnd;

    /** @param in buffered: it is read byte by byte. */
    ChunkedInput(final InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        if (left == 0 && !next()) {
            return -1;
        }
        left--;
        return take();
    }

    @Override
    public int read(final byte[] bytes, final int offset, final int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (left == 0 && !next()) {
            return -1;
        }
        final int read = in.read(bytes, offset, Math.min(length, left));
        if (read < 0) {
            throw broken();
        }
        left -= read;
        return read;
    }

    /** Goes to the next chunk; false when it is the last, which is empty. What may follow that one is not looked at. */
    private boolean next() throws IOException {
        if (isEnd) {
            return false;
        }
        if (!isFirst) {
            expect('\r');
            expect('\n');
        }
        isFirst = false;
        left = size();
        isEnd = left == 0;
        return !isEnd;
    }

    private int size() throws IOException {
        int size = 0;
        int digits = 0;
        int next = take();
        while (Character.digit(next, 16) >= 0) {
            size = size << 4 | Character.digit(next, 16);
            digits++;
            if (digits > MAX_DIGITS) {
                throw new StreamFault("chunk size of more than " + MAX_DIGITS + " digits");
            }
            next = take();
        }
        if (digits == 0 || next != '\r' && next != ';' && next != ' ') {
            throw new StreamFault("no chunk size where one is due");
        }
        for (int skipped = 0; next != '\r'; skipped++) {
            if (skipped == MAX_EXTENSION_BYTES) {
                throw new StreamFault("chunk extension of more than " + MAX_EXTENSION_BYTES + " bytes");
            }
            next = take();
        }
        expect('\n');
        return size;
    }

    private void expect(final char due) throws IOException {
        if (take() != due) {
            throw new StreamFault("no end of line where one is due");
        }
    }

    private int take() throws IOException {
        final int next = in.read();
        if (next < 0) {
            throw broken();
        }
        return next;
    }

    private static EOFException broken() {
        return new EOFException("the connection ended inside the body");
    }
}
