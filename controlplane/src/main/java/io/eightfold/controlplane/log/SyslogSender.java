// SPDX-License-Identifier: Apache-2.0
// Sends events to a syslog server by UDP.
package io.eightfold.controlplane.log;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends events to a syslog server, one datagram each (RFC 5426). Never waits: what the socket does not take at once is lost and counted,
 * as datagrams are. Thread: any.
 */
final class SyslogSender implements AutoCloseable {
    /** RFC 5426 §3.2: every receiver must take 480 octets, and should take 2048; longer events are cut. */
    static final int MAX_BYTES = 2048;
    private static final int CONTINUATION_MASK = 0xC0;
    private static final int CONTINUATION = 0x80;

    private final DatagramChannel channel;
    private final InetSocketAddress server;
    private final AtomicLong lost = new AtomicLong();

    /** @throws IOException when the machine has no socket for that address family */
    SyslogSender(final InetSocketAddress server) throws IOException {
        this.server = server;
        channel = DatagramChannel.open();
        channel.configureBlocking(false);
    }

    InetSocketAddress server() {
        return server;
    }

    /** @return why the event was lost, or null */
    String send(final byte[] line) {
        try {
            if (channel.send(ByteBuffer.wrap(line, 0, length(line)), server) > 0) {
                return null;
            }
            lost.incrementAndGet();
            return "the socket's buffer is full";
        } catch (final IOException e) {
            lost.incrementAndGet();
            return String.valueOf(e.getMessage());
        }
    }

    /** Events that were not sent. What the network loses afterwards nobody knows. */
    long lost() {
        return lost.get();
    }

    /** As much as a datagram may hold, without half a character at the end. */
    private static int length(final byte[] line) {
        int length = Math.min(line.length, MAX_BYTES);
        while (length < line.length && length > 0 && (line[length] & CONTINUATION_MASK) == CONTINUATION) {
            length--;
        }
        return length;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (final IOException e) {
            // A datagram socket holds nothing that could be lost by a failed close.
        }
    }
}
