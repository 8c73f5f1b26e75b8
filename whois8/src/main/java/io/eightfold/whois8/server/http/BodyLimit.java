// SPDX-License-Identifier: Apache-2.0
// Reads no more of a body than is allowed.
package io.eightfold.whois8.server.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Thread: session. */
final class BodyLimit extends FilterInputStream {
    /** There is more. */
    static final class ExceededException extends IOException {
        private static final long serialVersionUID = 1L;

        ExceededException(final long limit) {
            super("the body is longer than " + limit + " bytes; send less at once");
        }
    }

    /** It did not come whole: the client's connection ended, or it was too slow. */
    static final class BrokenException extends IOException {
        private static final long serialVersionUID = 1L;

        BrokenException(final IOException cause) {
            super("the body did not come whole", cause);
        }
    }

    private final long limit;
    private long read;

    BodyLimit(final InputStream in, final long limit) {
        super(in);
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        final byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(final byte[] to, final int offset, final int length) throws IOException {
        final int count = readOfClient(to, offset, length);
        count(Math.max(0, count));
        return count;
    }

    private int readOfClient(final byte[] to, final int offset, final int length) throws BrokenException {
        try {
            return super.read(to, offset, length);
        } catch (final IOException e) {
            throw new BrokenException(e);
        }
    }

    private void count(final int more) throws ExceededException {
        read += more;
        if (read > limit) {
            throw new ExceededException(limit);
        }
    }
}
