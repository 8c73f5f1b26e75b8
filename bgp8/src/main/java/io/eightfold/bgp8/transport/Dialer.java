// SPDX-License-Identifier: Apache-2.0
// Opens connections to one neighbour.
package io.eightfold.bgp8.transport;

import io.eightfold.bgp8.session.NeighborSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.function.LongConsumer;

/**
 * Opens connections to one neighbour, one attempt at a time. What came of an attempt waits here until it is asked for, for it may be known at once, while the
 * machine that wanted the attempt is still in its call. Thread: session.
 */
final class Dialer {
    private final Selector selector;
    private SocketChannel channel;
    private SelectionKey key;
    private boolean isConnected;
    private String fault;

    Dialer(final Selector selector) {
        this.selector = selector;
    }

    /** The options that a neighbour's sockets have, whoever opened them. */
    static void prepare(final SocketChannel channel, final NeighborSettings settings) throws IOException {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        SocketOptions.networkControl(channel);
        if (settings.ttlSecurityHops() > 0) {
            SocketOptions.ttlSecurity(channel, settings.ttlSecurityHops());
        } else if (!settings.isInternal() && settings.ttl() > 0) {
            SocketOptions.ttl(channel, settings.ttl());
        }
    }

    /** Begins an attempt. @param onResult called with the time when something came of it later */
    void dial(final NeighborSettings settings, final LongConsumer onResult) {
        stop();
        try {
            channel = SocketChannel.open(StandardProtocolFamily.INET);
            prepare(channel, settings);
            if (settings.localAddress() != 0) {
                channel.bind(new InetSocketAddress(SocketAddresses.address(settings.localAddress()), 0));
            }
            if (settings.password() != null) {
                SocketOptions.md5(channel, settings.address(), settings.password());
            }
            isConnected = channel.connect(new InetSocketAddress(SocketAddresses.address(settings.address()), settings.port()));
            key = channel.register(selector, isConnected ? 0 : SelectionKey.OP_CONNECT, (SessionThread.Ready) now -> ready(onResult, now));
        } catch (final IOException e) {
            failed(e);
        }
    }

    private void ready(final LongConsumer onResult, final long now) {
        try {
            isConnected = channel.finishConnect();
        } catch (final IOException e) {
            failed(e);
        }
        if (hasResult()) {
            onResult.accept(now);
        }
    }

    private void failed(final IOException why) {
        stop();
        fault = String.valueOf(why.getMessage());
    }

    boolean hasResult() {
        return isConnected || fault != null;
    }

    /** Why the attempt failed, or null when it did not. */
    String takeFault() {
        final String taken = fault;
        fault = null;
        return taken;
    }

    /** The open connection. */
    SocketChannel takeChannel() {
        final SocketChannel taken = channel;
        channel = null;
        isConnected = false;
        key.interestOps(SelectionKey.OP_READ);
        return taken;
    }

    /** Of the connection taken last. */
    SelectionKey key() {
        return key;
    }

    /** Gives up the attempt. */
    void stop() {
        if (channel != null) {
            try {
                channel.close();
            } catch (final IOException e) {
                // It never was a connection.
            }
        }
        channel = null;
        isConnected = false;
        fault = null;
    }
}
