// SPDX-License-Identifier: Apache-2.0
// The sockets that neighbours connect to.
package io.eightfold.bgp8.transport;

import io.eightfold.bgp8.session.NeighborSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sockets that neighbours connect to. One that cannot be bound is tried again every few seconds: the address may not be there yet. Segments of a neighbour with
 * a password must be signed before the connection is there at all (RFC 2385), so every socket knows every password. Thread: session.
 */
final class Listeners {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);
    private static final long RETRY_NS = 3_000_000_000L;
    private static final long LOG_NS = 1_000_000_000L;

    private final Selector selector;
    private final Listener.Acceptor acceptor;
    private final Map<InetSocketAddress, Listener> all = new HashMap<>();
    private final Map<Integer, String> passwords = new HashMap<>();
    private int hops = Listener.ANY_HOPS;
    private long retryAtNs;
    private long strangers;
    private long strangersLogged;
    private long logAtNs;
    private String lastStranger = "";

    Listeners(final Selector selector, final Listener.Acceptor acceptor) {
        this.selector = selector;
        this.acceptor = acceptor;
    }

    /** Listens at these addresses from now on, and with the passwords of these neighbours. */
    void configure(final List<InetSocketAddress> addresses, final Collection<NeighborSettings> neighbors, final long nowNs) {
        final Map<Integer, String> changed = changed(neighbors);
        // A connection has the minimum from its first byte on only if the listening socket has it, and that one is for all: with a neighbour that may be far away there is a
        // moment until the connection is accepted in which GTSM is not in force.
        hops = neighbors.isEmpty() || neighbors.stream().anyMatch(each -> each.ttlSecurityHops() == 0) ? Listener.ANY_HOPS
            : neighbors.stream().mapToInt(NeighborSettings::ttlSecurityHops).max().getAsInt();
        all.values().forEach(each -> each.secure(changed, hops));
        closeOthers(addresses);
        addresses.forEach(address -> all.computeIfAbsent(address, at -> new Listener(at, selector, acceptor)));
        bind();
        retryAtNs = nowNs + RETRY_NS;
    }

    private void closeOthers(final List<InetSocketAddress> addresses) {
        final boolean isAnyClosed = all.entrySet().removeIf(each -> {
            final boolean isGone = !addresses.contains(each.getKey());
            if (isGone) {
                each.getValue().close();
            }
            return isGone;
        });
        if (isAnyClosed) {
            try {
                // The JDK keeps a registered socket open until the selector has seen that it is closed; its port may be wanted at once.
                selector.selectNow();
            } catch (final IOException e) {
                LOG.debug("bgp8 fault=host selector: {}", e.getMessage());
            }
        }
    }

    /** What is new about passwords, null for one that is no more. */
    private Map<Integer, String> changed(final Collection<NeighborSettings> neighbors) {
        final Map<Integer, String> next = new HashMap<>();
        neighbors.stream().filter(each -> each.password() != null).forEach(each -> next.put(each.address(), each.password()));
        final Map<Integer, String> changed = new HashMap<>();
        passwords.keySet().stream().filter(address -> !next.containsKey(address)).forEach(address -> changed.put(address, null));
        next.entrySet().stream().filter(each -> !each.getValue().equals(passwords.get(each.getKey()))).forEach(each -> changed.put(each.getKey(), each.getValue()));
        passwords.clear();
        passwords.putAll(next);
        return changed;
    }

    private void bind() {
        all.values().stream().filter(each -> !each.isOpen()).forEach(each -> each.open(passwords, hops));
    }

    /** Tries again what could not be bound, and tells of strangers. */
    void turn(final long nowNs) {
        if (retryAtNs - nowNs <= 0) {
            retryAtNs = nowNs + RETRY_NS;
            bind();
            all.values().forEach(Listener::listenAgain);
        }
        if (strangers > strangersLogged && logAtNs - nowNs <= 0) {
            LOG.warn("bgp8 peer={} fault=peer connection closed reason=unknown-peer connections={}; the block router bgp8 has no neighbor with this address (and, where it says update-source, with our end of it)",
                lastStranger, strangers - strangersLogged);
            strangersLogged = strangers;
            logAtNs = nowNs + LOG_NS;
        }
    }

    /** Somebody who is no neighbour was turned away. */
    void stranger(final SocketChannel channel) throws IOException {
        strangers++;
        lastStranger = ((InetSocketAddress) channel.getRemoteAddress()).getAddress().getHostAddress();
    }

    /** Connections of strangers that were turned away. */
    long strangers() {
        return strangers;
    }

    List<ListenStatus> status() {
        final List<ListenStatus> list = new ArrayList<>();
        all.values().forEach(each -> list.add(each.status()));
        return list;
    }

    void close() {
        all.values().forEach(Listener::close);
        all.clear();
    }
}
