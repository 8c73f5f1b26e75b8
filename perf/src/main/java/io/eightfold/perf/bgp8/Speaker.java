// SPDX-License-Identifier: Apache-2.0
// One of the two neighbours of the daemon under test.
package io.eightfold.perf.bgp8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A neighbour of the daemon under test that does no more than a measurement needs: it connects, opens, keeps the session alive, sends messages that were written before and hands
 * those that come to its listener. It is much faster than any daemon: what it measures is theirs. Sources: RFC 4271 §4, 4760, 6793. Threads: a reader and a timer of its own;
 * {@code send} may be called by any one thread.
 */
final class Speaker implements AutoCloseable {
    /** Who gets the UPDATEs. */
    interface Listener {
        /** @param message from the marker on; valid during the call. Thread: the reader's. */
        void update(ByteBuffer message, int offset, int length);
    }

    private static final int OPEN = 1;
    private static final int UPDATE = 2;
    private static final int NOTIFICATION = 3;
    private static final int KEEPALIVE = 4;
    private static final int CEASE = 6;
    private static final int RECEIVE_BYTES = 1 << 18;
    private static final int SOCKET_BYTES = 1 << 20;
    private static final int AGAIN_MS = 50;
    private static final long OPEN_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(3);

    private final SocketChannel channel;
    private final Listener listener;
    private final ByteBuffer input;
    private final int holdTimeS;
    private final Thread reader;
    private final Thread timer;
    private volatile boolean isClosing;
    private volatile String fault;

    private Speaker(final SocketChannel channel, final ByteBuffer input, final int holdTimeS, final String name, final Listener listener) {
        this.channel = channel;
        this.input = input;
        this.holdTimeS = holdTimeS;
        this.listener = listener;
        reader = Thread.ofPlatform().daemon().name("bgp-" + name).unstarted(this::read);
        timer = Thread.ofPlatform().daemon().name("bgp-keepalive-" + name).unstarted(this::keepAlive);
    }

    /**
     * What it says of itself.
     *
     * @param name      for faults
     * @param address   to connect from; also its router id
     * @param asn       below 65536
     * @param holdTimeS 3 or more
     */
    record Identity(String name, InetSocketAddress address, int asn, int holdTimeS) {
    }

    /**
     * Makes the session; daemons that still tidy up after the last one are asked again.
     *
     * @throws Bgp8Exception when there is none before the deadline, or the daemon says why it wants none
     */
    static Speaker establish(final Identity self, final InetSocketAddress daemon, final RouteKind kind, final Listener listener, final long deadlineNs) {
        String why = "";
        while (deadlineNs - System.nanoTime() > 0) {
            try {
                return attempt(self, daemon, kind, listener);
            } catch (final IOException e) {
                why = e.getMessage();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(AGAIN_MS));
            }
        }
        throw new Bgp8Exception(self.name + " got no session with " + daemon + " in time: " + why);
    }

    private static Speaker attempt(final Identity self, final InetSocketAddress daemon, final RouteKind kind, final Listener listener) throws IOException {
        final SocketChannel channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BYTES);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BYTES);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.bind(self.address);
            channel.connect(daemon);
            writeAll(channel, open(self, kind));
            final ByteBuffer input = ByteBuffer.allocateDirect(RECEIVE_BYTES);
            handshake(channel, input);
            final Speaker speaker = new Speaker(channel, input, self.holdTimeS, self.name, listener);
            speaker.reader.start();
            speaker.timer.start();
            return speaker;
        } catch (final IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static ByteBuffer open(final Identity self, final RouteKind kind) {
        final ByteBuffer message = header(OPEN, 64);
        message.put((byte) 4).putShort((short) self.asn).putShort((short) self.holdTimeS).put(self.address.getAddress().getAddress());
        final ByteBuffer capabilities = ByteBuffer.allocate(32);
        capabilities.put((byte) 1).put((byte) 4).putShort((short) kind.afi()).put((byte) 0).put((byte) kind.safi());
        capabilities.put((byte) 2).put((byte) 0);
        capabilities.put((byte) 65).put((byte) 4).putInt(self.asn);
        capabilities.flip();
        message.put((byte) (capabilities.remaining() + 2)).put((byte) 2).put((byte) capabilities.remaining()).put(capabilities);
        return finished(message);
    }

    /** Up to the KEEPALIVE that answers our own; what the daemon sends after it stays in the buffer. */
    private static void handshake(final SocketChannel channel, final ByteBuffer input) throws IOException {
        final long deadlineNs = System.nanoTime() + OPEN_TIMEOUT_NS;
        expect(channel, input, OPEN, deadlineNs);
        writeAll(channel, keepalive());
        expect(channel, input, KEEPALIVE, deadlineNs);
    }

    private static void expect(final SocketChannel channel, final ByteBuffer input, final int type, final long deadlineNs) throws IOException {
        channel.configureBlocking(false);
        while (input.position() < UpdateWriter.HEADER || input.position() < (input.getShort(16) & 0xFFFF)) {
            if (channel.read(input) < 0) {
                throw new IOException("it closed the connection");
            }
            if (deadlineNs - System.nanoTime() <= 0) {
                throw new IOException("it did not answer in time");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        channel.configureBlocking(true);
        if (input.get(18) != type) {
            throw new IOException(input.get(18) == NOTIFICATION ? notification(input, 0) : "it answered with a message of type " + input.get(18) + " instead of " + type);
        }
        input.flip().position(input.getShort(16) & 0xFFFF);
        input.compact();
    }

    private static String notification(final ByteBuffer input, final int offset) {
        return "NOTIFICATION " + input.get(offset + 19) + '/' + input.get(offset + 20);
    }

    private static ByteBuffer header(final int type, final int capacity) {
        final ByteBuffer message = ByteBuffer.allocate(UpdateWriter.HEADER + capacity);
        Arrays.fill(message.array(), 0, 16, (byte) 0xFF);
        return message.position(18).put((byte) type);
    }

    private static ByteBuffer finished(final ByteBuffer message) {
        return message.putShort(16, (short) message.position()).flip();
    }

    private static ByteBuffer keepalive() {
        return finished(header(KEEPALIVE, 0));
    }

    private static void writeAll(final SocketChannel channel, final ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Writes all of it, which may take as long as the daemon wants. */
    void send(final ByteBuffer bytes) {
        try {
            synchronized (channel) {
                writeAll(channel, bytes);
            }
        } catch (final IOException e) {
            requireUp();
            throw new Bgp8Exception("the daemon under test took no more: " + e.getMessage(), e);
        }
    }

    /** Writes all messages, and for each when the kernel had it. @param sentNs gets {@link System#nanoTime} of each message */
    void send(final MessageStream messages, final long[] sentNs) {
        final ByteBuffer bytes = messages.bytes();
        int message = 0;
        while (bytes.hasRemaining()) {
            // Small enough that the time of one is that of all its messages.
            final ByteBuffer chunk = bytes.slice(bytes.position(), Math.min(bytes.remaining(), 1 << 14));
            bytes.position(bytes.position() + chunk.remaining());
            send(chunk);
            final long nowNs = System.nanoTime();
            while (message < messages.messages() && messages.end(message) <= bytes.position()) {
                sentNs[message++] = nowNs;
            }
        }
    }

    /** @throws Bgp8Exception when the session is down */
    void requireUp() {
        final String why = fault;
        if (why != null) {
            throw new Bgp8Exception(reader.getName() + ": the session went down: " + why);
        }
    }

    private void read() {
        try {
            dispatch();
            while (channel.read(input) >= 0) {
                dispatch();
            }
            fail("the daemon closed it");
        } catch (final IOException | RuntimeException e) {
            fail(e.toString());
        }
    }

    private void fail(final String why) {
        if (!isClosing && fault == null) {
            fault = why;
        }
    }

    private void dispatch() {
        int offset = 0;
        final int end = input.position();
        while (end - offset >= UpdateWriter.HEADER) {
            final int length = input.getShort(offset + 16) & 0xFFFF;
            if (length > end - offset) {
                break;
            }
            final int type = input.get(offset + 18);
            if (type == UPDATE) {
                listener.update(input, offset, length);
            } else if (type == NOTIFICATION) {
                fail(notification(input, offset));
            }
            offset += length;
        }
        input.position(offset).limit(end);
        input.compact();
    }

    private void keepAlive() {
        try {
            while (!isClosing && fault == null) {
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(holdTimeS) / 3);
                synchronized (channel) {
                    writeAll(channel, keepalive());
                }
            }
        } catch (final IOException e) {
            fail("keepalive: " + e.getMessage());
        }
    }

    /** Says so to the daemon: it is to withdraw all routes at once. */
    @Override
    public void close() {
        isClosing = true;
        // Not by an interrupt: that would close the channel before the daemon is told.
        LockSupport.unpark(timer);
        try {
            timer.join();
            if (fault == null) {
                writeAll(channel, finished(header(NOTIFICATION, 2).put((byte) CEASE).put((byte) 2)));
            }
        } catch (final IOException e) {
            // The daemon was faster.
            isClosing = true;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            disconnect();
        }
    }

    private void disconnect() {
        try {
            channel.close();
            reader.join();
        } catch (final IOException e) {
            throw new Bgp8Exception("a connection cannot be closed: " + e.getMessage(), e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
