// SPDX-License-Identifier: Apache-2.0
// Keeps what is read.
package io.eightfold.whois8.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Writes every byte that is read to another stream too. When that fails, reading goes on. The stream read from is its owner's to close. Thread: one at a time. */
final class TeeStream extends FilterInputStream {
    private OutputStream copy;
    private IOException failure;

    /** Opens what is written to. */
    interface Opener {
        OutputStream open() throws IOException;
    }

    TeeStream(final InputStream from, final Opener copy) {
        super(from);
        try {
            this.copy = copy.open();
        } catch (final IOException e) {
            failure = e;
        }
    }

    @Override
    public int read() throws IOException {
        final byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(final byte[] to, final int offset, final int length) throws IOException {
        final int count = in.read(to, offset, length);
        if (count > 0 && failure == null) {
            try {
                copy.write(to, offset, count);
            } catch (final IOException e) {
                failure = e;
            }
        }
        return count;
    }

    /** Call it when closed. @throws IOException when the copy is not good */
    void requireGood() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void close() {
        try {
            if (copy != null) {
                copy.close();
            }
        } catch (final IOException e) {
            failure = e;
        }
    }
}
