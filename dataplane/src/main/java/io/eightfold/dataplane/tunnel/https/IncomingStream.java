// SPDX-License-Identifier: Apache-2.0
// A stream that another end opened.
package io.eightfold.dataplane.tunnel.https;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shakes hands, then reads packets until the other end closes, breaks the format, or is closed from here. Thread: one of its own; {@link #close} and the views from any.
 */
final class IncomingStream {
    private static final Logger LOG = LoggerFactory.getLogger(IncomingStream.class);

    private final Socket plain;
    private final TunnelKeys keys;
    private final Owner owner;
    private final InetAddress remote;
    private final long openedNs = System.nanoTime();
    private volatile boolean isProven;
    private volatile long received;

    /** Who accepts streams. All calls come from streams' threads. */
    interface Owner {
        /** The other end has shown a certificate that we believe, and asks for a stream; false when there is no room for it. */
        boolean onProven(IncomingStream stream);

        /** A packet; returns when it is taken, or false when nobody takes any more. */
        boolean onFrame(IncomingStream stream, byte[] frame, int lengthBytes);

        /** The other end did not come as far as {@link #onProven}. */
        void onRefused(IncomingStream stream, String cause);

        /** The other end broke the format. */
        void onFault(IncomingStream stream, String fault);

        /** The last call. */
        void onEnd(IncomingStream stream);
    }

    IncomingStream(final Socket plain, final TunnelKeys keys, final Owner owner) {
        this.plain = plain;
        this.keys = keys;
        this.owner = owner;
        remote = plain.getInetAddress();
    }

    void start() {
        Thread.ofPlatform().daemon().name("e8-https-from-" + remote.getHostAddress()).start(this::run);
    }

    InetAddress remote() {
        return remote;
    }

    /** Whether the other end has shown who it is. */
    boolean isProven() {
        return isProven;
    }

    long openedNs() {
        return openedNs;
    }

    HttpsTunnel.Incoming view() {
        return new HttpsTunnel.Incoming(remote.getHostAddress(), received);
    }

    /** Ends the stream; its thread ends soon after. */
    void close() {
        try {
            plain.close();
        } catch (final IOException e) {
            // It is closed either way.
            LOG.debug("tunnel stream socket: {}", e.getMessage());
        }
    }

    private void run() {
        try {
            serve();
        } catch (final StreamFault e) {
            owner.onFault(this, e.getMessage());
        } catch (final SSLException e) {
            ended("TLS: " + e.getMessage());
        } catch (final IOException | RuntimeException e) {
            ended(e.getMessage());
        } finally {
            close();
            owner.onEnd(this);
        }
    }

    private void ended(final String cause) {
        if (!isProven) {
            owner.onRefused(this, cause);
        }
    }

    private void serve() throws IOException {
        plain.setSoTimeout(StreamFormat.OPENING_LIMIT_MS);
        plain.setKeepAlive(true);
        final SSLSocket secured = keys.server(plain);
        TunnelKeys.shakeHands(secured);
        final InputStream in = new BufferedInputStream(secured.getInputStream());
        final String objection = StreamFormat.objection(StreamFormat.readHead(in));
        final OutputStream out = secured.getOutputStream();
        if (objection != null) {
            out.write(StreamFormat.refusal(objection));
            throw new IOException("answered " + objection);
        }
        isProven = true;
        if (!owner.onProven(this)) {
            out.write(StreamFormat.refusal("503 Service Unavailable"));
            return;
        }
        out.write(StreamFormat.welcome());
        secured.setSoTimeout(0);
        Thread.ofVirtual().name("e8-https-life-to-" + remote.getHostAddress()).start(() -> live(out));
        read(new ChunkedInput(in));
    }

    private void read(final InputStream body) throws IOException {
        final byte[] frame = new byte[StreamFormat.MAX_FRAME_BYTES];
        int length = StreamFormat.readFrame(body, frame);
        while (length != StreamFormat.END && owner.onFrame(this, frame, length)) {
            received++;
            length = StreamFormat.readFrame(body, frame);
        }
    }

    /** Tells the other end that we are there, for as long as we are. */
    private void live(final OutputStream out) {
        try {
            while (!plain.isClosed()) {
                TimeUnit.SECONDS.sleep(StreamFormat.SIGN_OF_LIFE_S);
                out.write(StreamFormat.signOfLife());
            }
        } catch (final IOException e) {
            // It does not take them: it is gone.
            close();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
