// SPDX-License-Identifier: Apache-2.0
// Who may connect.
package io.eightfold.whois8.server.http;

import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.io.SelectorManager;

/** Counts open connections, in all and per address, and how each ended. Thread: any. */
final class ConnectionGate implements SelectorManager.AcceptListener {
    private static final class Open {
        private final ClientAddress address;
        private HttpCounter end = HttpCounter.CONNECTION_CLOSED;

        private Open(final ClientAddress address) {
            this.address = address;
        }
    }

    private final HttpLimits limits;
    private final HttpCounters counters;
    private final Map<SelectableChannel, Open> open = new HashMap<>();
    private final Map<ClientAddress, Integer> byAddress = new HashMap<>();

    ConnectionGate(final HttpLimits limits, final HttpCounters counters) {
        this.limits = limits;
        this.counters = counters;
    }

    /** Whether a connection may stay; the caller closes it otherwise. */
    synchronized boolean admit(final SocketChannel channel) {
        counters.count(HttpCounter.CONNECTION_ACCEPTED);
        final ClientAddress address = ClientAddress.of(channel.socket().getRemoteSocketAddress());
        final boolean isFull = open.size() >= limits.connections();
        if (isFull || byAddress.getOrDefault(address, 0) >= limits.connectionsPerAddress()) {
            counters.count(isFull ? HttpCounter.CONNECTION_REFUSED_FULL : HttpCounter.CONNECTION_REFUSED_ADDRESS);
            return false;
        }
        open.put(channel, new Open(address));
        byAddress.merge(address, 1, Integer::sum);
        return true;
    }

    /** States why a connection is about to be closed. */
    synchronized void cut(final Object channel, final HttpCounter reason) {
        if (channel instanceof SelectableChannel selectable && open.get(selectable) instanceof Open connection) {
            connection.end = reason;
        }
    }

    @Override
    public synchronized void onClosed(final SelectableChannel channel) {
        final Open connection = open.remove(channel);
        if (connection != null) {
            counters.count(connection.end);
            byAddress.computeIfPresent(connection.address, (address, count) -> count == 1 ? null : count - 1);
        }
    }

    @Override
    public void onAcceptFailed(final SelectableChannel channel, final Throwable cause) {
        onClosed(channel);
    }

    /** Connections that are open. */
    synchronized int count() {
        return open.size();
    }
}
