// SPDX-License-Identifier: Apache-2.0
// A socket that neighbours connect to.
package io.eightfold.bgp8.transport;

import io.eightfold.wire.address.Ipv8Address;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A socket that neighbours connect to, or an attempt at one. Thread: session. */
final class Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final int BACKLOG = 128;
    private static final int ACCEPTED_A_TURN = 64;
    /** Without a limit: every TTL will do. */
    static final int ANY_HOPS = 256;
    private static final int LOWEST_FREE_PORT = 1024;

    /** Takes connections. */
    interface Acceptor {
        void accepted(SocketChannel channel) throws IOException;
    }

    private final InetSocketAddress address;
    private final Selector selector;
    private final Acceptor acceptor;
    private ServerSocketChannel socket;
    private SelectionKey key;
    private String fault = "";

    Listener(final InetSocketAddress address, final Selector selector, final Acceptor acceptor) {
        this.address = address;
        this.selector = selector;
        this.acceptor = acceptor;
    }

    boolean isOpen() {
        return socket != null;
    }

    /** Tries to bind; what is wrong is logged once, and again when something else is. @param passwords by the neighbour's address @param hops see {@link #secure} */
    void open(final Map<Integer, String> passwords, final int hops) {
        try {
            socket = ServerSocketChannel.open(StandardProtocolFamily.INET);
            socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            socket.configureBlocking(false);
            secure(passwords, hops);
            socket.bind(address, BACKLOG);
            key = socket.register(selector, SelectionKey.OP_ACCEPT, (SessionThread.Ready) _ -> accept());
            fault = "";
            LOG.info("bgp8 listening at {}", text());
        } catch (final IOException e) {
            close();
            failed(String.valueOf(e.getMessage()));
        }
    }

    private void failed(final String why) {
        if (!why.equals(fault)) {
            fault = why;
            LOG.error("bgp8 fault=host not listening at {}: {}; {}; it is tried again until it works or 'listen' in the block router bgp8 says otherwise", text(), why, remedy(why));
        }
    }

    private String remedy(final String why) {
        if (why.contains("Permission") && address.getPort() < LOWEST_FREE_PORT) {
            return "ports below " + LOWEST_FREE_PORT + " need root or CAP_NET_BIND_SERVICE";
        }
        return why.contains("in use") ? "another BGP speaker of this host has the port, 'ss -ltnp' shows which" : "the address must be one of this host, 'ip address' shows them";
    }

    private String text() {
        return address.getAddress().getHostAddress() + ':' + address.getPort();
    }

    /**
     * Wants segments of these addresses signed, and none from farther away.
     *
     * @param passwords null takes the signature away
     * @param hops      from which neighbours connect at most, or {@link #ANY_HOPS}
     */
    void secure(final Map<Integer, String> passwords, final int hops) {
        if (socket == null) {
            return;
        }
        try {
            // The highest TTL of ours in any case: a neighbour behind GTSM wants it in the answer to its SYN (RFC 5082 §3).
            SocketOptions.ttlSecurity(socket, hops);
        } catch (final IOException e) {
            LOG.error("bgp8 fault=host TTL security of {} hops not in force at {}: {}", hops, text(), e.getMessage());
        }
        passwords.forEach(this::sign);
    }

    private void sign(final int from, final String password) {
        try {
            SocketOptions.md5(socket, from, password);
        } catch (final IOException e) {
            LOG.error("bgp8 peer={} fault=host password not in force at {}: {}", Ipv8Address.fourOctets(from), text(), e.getMessage());
        }
    }

    private void accept() {
        try {
            for (int accepted = 0; accepted < ACCEPTED_A_TURN; accepted++) {
                final SocketChannel channel = socket.accept();
                if (channel == null) {
                    return;
                }
                take(channel);
            }
        } catch (final IOException e) {
            // Mostly for want of file descriptors: the connection stays in the backlog, and asking for it at once again would keep the thread busy.
            key.interestOps(0);
            failed(String.valueOf(e.getMessage()));
        }
    }

    private void take(final SocketChannel channel) throws IOException {
        try {
            acceptor.accepted(channel);
        } catch (final IOException e) {
            LOG.debug("bgp8 fault=host connection not taken: {}", e.getMessage());
            channel.close();
        }
    }

    /** Goes on after a pause for want of resources. */
    void listenAgain() {
        if (key != null && key.isValid() && key.interestOps() == 0) {
            fault = "";
            key.interestOps(SelectionKey.OP_ACCEPT);
        }
    }

    ListenStatus status() {
        return new ListenStatus(socket == null ? address : new InetSocketAddress(address.getAddress(), socket.socket().getLocalPort()), fault);
    }

    void close() {
        if (socket != null) {
            try {
                socket.close();
            } catch (final IOException e) {
                LOG.debug("bgp8 fault=host socket at {} did not close: {}", text(), e.getMessage());
            }
        }
        socket = null;
        key = null;
    }
}
