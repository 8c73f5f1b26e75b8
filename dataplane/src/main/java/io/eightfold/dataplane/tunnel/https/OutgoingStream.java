// SPDX-License-Identifier: Apache-2.0
// Keeps a stream to one other end open, and sends packets by it.
package io.eightfold.dataplane.tunnel.https;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread of its own opens the stream, writes what the queue holds, and opens it anew when it broke, after 1 to 60 seconds. Another reads the signs of life of the other end.
 * <p>Thread: control for {@link #send} and {@link #close}, any for the views.
 */
final class OutgoingStream {
    private static final Logger LOG = LoggerFactory.getLogger(OutgoingStream.class);
    private static final int MAX_PAUSE_S = 60;
    private static final int MAX_CAUSE_CHARS = 200;
    /** What the kernel holds of ours: packets that wait longer are of no use to anybody. */
    private static final int SEND_BUFFER_BYTES = 1 << 18;

    private final TunnelKeys keys;
    private final InetAddress local;
    private final InetAddress remote;
    private final int port;
    private final FrameQueue queue = new FrameQueue();
    private final Thread thread;
    private volatile boolean isClosed;
    /** Packets may wait for the first attempt to open, as for a neighbour that is asked; not for further ones. */
    private volatile boolean isOpening = true;
    private volatile boolean isUp;
    private volatile Socket socket;
    private volatile String cause = "not opened yet";
    /** Since when the other end has to take what is being written; 0 when nothing is. */
    private volatile long writingSinceNs;
    // written by the stream's thread
    private volatile long sent;
    private volatile long lost;
    private int pauseS = 1;
    private String reported = "";

    /** @param local address that the stream comes from: the other end knows us by it. */
    OutgoingStream(final TunnelKeys keys, final InetAddress local, final InetAddress remote, final int port) {
        this.keys = keys;
        this.local = local;
        this.remote = remote;
        this.port = port;
        thread = Thread.ofPlatform().daemon().name("e8-https-to-" + remote.getHostAddress()).start(this::run);
    }

    /** Queues a copy of the packet; false, and nothing done, when the stream is down or its queue is full. Thread: control. */
    boolean send(final long packet, final int lengthBytes) {
        return (isUp || isOpening) && queue.offer(packet, lengthBytes);
    }

    HttpsTunnel.Outgoing view() {
        return new HttpsTunnel.Outgoing(remote.getHostAddress(), isUp, sent, lost, isUp ? "" : cause);
    }

    /** Ends the stream for good; its threads end soon after. */
    void close() {
        isClosed = true;
        thread.interrupt();
        abort();
    }

    /** Waits for the stream's thread. */
    void join(final long timeoutMs) throws InterruptedException {
        thread.join(timeoutMs);
    }

    private void run() {
        while (!isClosed) {
            try {
                open();
            } catch (final SocketTimeoutException e) {
                failed("silent for " + StreamFormat.OPENING_LIMIT_MS / 1000 + " s while the stream was opened");
            } catch (final IOException | RuntimeException e) {
                // TLS throws both for what the other end does.
                failed(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
            }
            final boolean wasUp = isUp;
            isUp = false;
            isOpening = false;
            writingSinceNs = 0;
            abort();
            // The control thread may have seen the stream up just before.
            lost += queue.clear();
            pauseS = wasUp ? 1 : pauseS;
            reportDown();
            pause();
        }
    }

    /** The first cause of an attempt is the cause; what follows from it is not. The other end's words are shown as one printable line. */
    private synchronized void failed(final String why) {
        if (cause.isEmpty()) {
            final String line = why.codePoints().limit(MAX_CAUSE_CHARS).map(each -> each == '"' || Character.isISOControl(each) || !Character.isDefined(each)
                || Character.getType(each) == Character.FORMAT ? '?' : each).collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
            cause = line.isBlank() ? "unknown" : line;
        }
    }

    /** Opens the stream and stays until it ends. */
    private void open() throws IOException {
        cause = "";
        final Socket plain = new Socket();
        socket = plain;
        plain.bind(new InetSocketAddress(local, 0));
        plain.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER_BYTES);
        plain.setTcpNoDelay(true);
        plain.connect(new InetSocketAddress(remote, port), StreamFormat.OPENING_LIMIT_MS);
        plain.setSoTimeout(StreamFormat.OPENING_LIMIT_MS);
        final SSLSocket secured = keys.client(plain, remote.getHostAddress(), port);
        TunnelKeys.shakeHands(secured);
        secured.getOutputStream().write(StreamFormat.request(remote.getHostAddress(), port));
        // With TLS 1.3 the server judges our certificate after our part of the handshake: its answer tells.
        final InputStream in = new BufferedInputStream(secured.getInputStream());
        final String head = StreamFormat.readHead(in);
        if (!StreamFormat.isWelcome(head)) {
            throw new IOException("the other end answered " + head.substring(0, head.indexOf('\r')));
        }
        secured.setSoTimeout(StreamFormat.SILENCE_LIMIT_MS);
        Thread.ofVirtual().name("e8-https-signs-of-" + remote.getHostAddress()).start(() -> listen(in, plain));
        // What was taken in the moment when the last stream broke is too old by now; what waited for this one is not.
        if (!isOpening) {
            lost += queue.clear();
        }
        isUp = !isClosed;
        isOpening = false;
        reportUp();
        pump(secured.getOutputStream());
    }

    private void pump(final OutputStream out) throws IOException {
        while (!isClosed && !socket.isClosed()) {
            final int length = queue.collect();
            if (length == 0) {
                queue.await();
            } else {
                final int frames = queue.chunkFrames();
                lost += frames;
                writingSinceNs = System.nanoTime() | 1;
                out.write(queue.chunk(), 0, length);
                writingSinceNs = 0;
                lost -= frames;
                sent += frames;
            }
        }
    }

    /** Until the other end closes, or is silent for too long. */
    private void listen(final InputStream in, final Socket plain) {
        try (InputStream body = new ChunkedInput(in)) {
            while (body.read() >= 0 && !isStuck()) {
                // a sign of life
            }
            failed(isStuck() ? "takes nothing for " + StreamFormat.SILENCE_LIMIT_MS / 1000 + " s" : "the other end closed");
        } catch (final SocketTimeoutException e) {
            failed("silent for " + StreamFormat.SILENCE_LIMIT_MS / 1000 + " s");
        } catch (final EOFException e) {
            failed("the other end closed");
        } catch (final IOException e) {
            failed(String.valueOf(e.getMessage()));
        }
        close(plain);
    }

    /** Signs of life come the other way: they do not show that what we write arrives. */
    private boolean isStuck() {
        final long since = writingSinceNs;
        return since != 0 && System.nanoTime() - since > TimeUnit.MILLISECONDS.toNanos(StreamFormat.SILENCE_LIMIT_MS);
    }

    private void abort() {
        close(socket);
    }

    /** The socket below TLS: nobody waits for the other end to agree. */
    private static void close(final Socket plain) {
        try {
            if (plain != null) {
                plain.close();
            }
        } catch (final IOException e) {
            // It is closed either way.
            LOG.debug("tunnel stream socket: {}", e.getMessage());
        }
    }

    private void pause() {
        if (isClosed) {
            return;
        }
        try {
            TimeUnit.SECONDS.sleep(pauseS);
        } catch (final InterruptedException e) {
            // Asked to close: the loop ends.
            Thread.currentThread().interrupt();
        }
        pauseS = Math.min(MAX_PAUSE_S, 2 * pauseS);
    }

    private void reportUp() {
        reported = "";
        LOG.info("tunnel stream remote={} state=up", remote.getHostAddress());
    }

    /** The same cause is told once. */
    private void reportDown() {
        if (!isClosed && !cause.equals(reported)) {
            reported = cause;
            LOG.warn("tunnel stream remote={} state=down fault=peer cause=\"{}\"", remote.getHostAddress(), cause);
        }
    }
}
