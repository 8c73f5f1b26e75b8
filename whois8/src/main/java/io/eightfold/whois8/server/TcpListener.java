// SPDX-License-Identifier: Apache-2.0
// Accepts clients, within limits.
package io.eightfold.whois8.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on one address and gives each client a virtual thread. Counts: {@code accepted() = ended().sum() + open()} whenever nothing moves.
 * Thread: any.
 */
public final class TcpListener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TcpListener.class);
    private static final int BACKLOG = 512;
    private static final int SEND_BUFFER_BYTES = 128 * 1024;
    private static final int SWEEP_MS = 20;
    /** Refusals in words at one time; above, connections are closed without. */
    private static final int MAX_REFUSALS = 64;
    private static final int ACCEPT_RETRY_MS = 100;
    private static final int DRAIN_ON_CLOSE_MS = 2000;
    private static final int CUT_ON_CLOSE_MS = 1000;

    private final String name;
    private final ServerSocket server;
    private final Limits limits;
    private final ConnectionHandler handler;
    private final AddressLimits addresses;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final Semaphore places;
    private final Semaphore refusals = new Semaphore(MAX_REFUSALS);
    private final AtomicLong accepted = new AtomicLong();
    private final CounterSet<EndReason> ended = new CounterSet<>(EndReason.class);
    private final Thread acceptor;
    private final Thread sweeper;
    private volatile boolean isClosing;

    private TcpListener(final String name, final ServerSocket server, final Limits limits, final ConnectionHandler handler) {
        this.name = name;
        this.server = server;
        this.limits = limits;
        this.handler = handler;
        places = new Semaphore(limits.maxConnections());
        addresses = new AddressLimits(limits, AddressLimits.MAX_ADDRESSES, System.nanoTime());
        acceptor = Thread.ofPlatform().daemon().name("e8-" + name + "-accept").unstarted(this::accept);
        sweeper = Thread.ofPlatform().daemon().name("e8-" + name + "-sweep").unstarted(this::sweep);
    }

    /**
     * Listens from now on.
     *
     * @param name   of the server in the log and in names of threads, such as {@code text}
     * @param listen port 0 takes a free one
     * @throws IOException when the address is not of this machine or the port is taken, with the remedy
     */
    public static TcpListener start(final String name, final InetSocketAddress listen, final Limits limits, final ConnectionHandler handler) throws IOException {
        final ServerSocket server = new ServerSocket();
        try {
            server.setReuseAddress(true);
            server.bind(listen, BACKLOG);
        } catch (final IOException e) {
            server.close();
            throw new IOException("whois8 " + name + " cannot listen on " + text(listen) + ": " + e.getMessage()
                + "; give an address of this machine and a port that no other program has, see ss -ltn", e);
        }
        final TcpListener listener = new TcpListener(name, server, limits, handler);
        listener.acceptor.start();
        listener.sweeper.start();
        LOG.info("whois8 {} listen={}", name, text(listener.address()));
        return listener;
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    /** Connections taken from the kernel so far, those refused with. */
    public long accepted() {
        return accepted.get();
    }

    /** Connections that are served, refused or closed just now. */
    public int open() {
        return connections.size();
    }

    public CounterSet<EndReason> ended() {
        return ended;
    }

    /** Stops listening, lets answers that are being written end for a short time, and ends the rest. */
    @Override
    public void close() {
        isClosing = true;
        try {
            server.close();
            acceptor.join();
            awaitEnd(false, DRAIN_ON_CLOSE_MS);
            awaitEnd(true, CUT_ON_CLOSE_MS);
        } catch (final IOException e) {
            LOG.warn("whois8 {} fault=host listener not closed: {}", name, e.getMessage());
        } catch (final InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        sweeper.interrupt();
        LOG.info("whois8 {} closed accepted={} ended={}", name, accepted, ended);
    }

    /** Ends connections until none is left or the time is over; answers that are being written only when {@code isForced}. */
    private void awaitEnd(final boolean isForced, final int ms) throws InterruptedException {
        final long endNs = System.nanoTime() + ms * 1_000_000L;
        while (!connections.isEmpty() && endNs - System.nanoTime() > 0) {
            connections.stream().filter(connection -> isForced || !connection.isAnswering()).forEach(connection -> connection.end(EndReason.SHUTDOWN));
            Thread.sleep(2);
        }
    }

    private void accept() {
        while (!isClosing) {
            try {
                take(server.accept());
            } catch (final IOException e) {
                pauseAfter(e);
            } catch (final RuntimeException e) {
                LOG.error("whois8 {} fault=bug connection not served", name, e);
            }
        }
    }

    /** Out of file descriptors, usually: without a pause this would be a busy loop that makes it worse. */
    private void pauseAfter(final IOException fault) {
        if (!isClosing) {
            LOG.warn("whois8 {} fault=host accept failed: {}; trying again in {} ms, raise the limit of open files if that is the cause", name, fault.getMessage(), ACCEPT_RETRY_MS);
            sleep(ACCEPT_RETRY_MS);
        }
    }

    private void take(final Socket socket) throws IOException {
        accepted.incrementAndGet();
        try {
            // Answers are written whole; waiting for more to send would only delay the last part.
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            // The kernel lets a blocked write go on when a third of the buffer is free. The megabytes that it would grow to by itself could be taken by a
            // client within the deadline of the answer, but not a third of them within that of a part.
            socket.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER_BYTES);
            if (!places.tryAcquire()) {
                refuse(socket, EndReason.TOO_MANY_CONNECTIONS);
                return;
            }
            serve(socket);
        } catch (final IOException e) {
            // The client was gone before anything was done for it.
            ended.count(EndReason.PEER_CLOSED);
            socket.close();
        }
    }

    /** Holds a place; gives it back unless a session takes it over. */
    private void serve(final Socket socket) throws IOException {
        final AddressLimits.Usage usage = addresses.enter(socket.getInetAddress(), System.nanoTime());
        boolean isStarted = false;
        try {
            if (usage != null) {
                start(new Connection(socket, limits, addresses, usage), places);
                isStarted = true;
            }
        } finally {
            if (!isStarted) {
                places.release();
                if (usage != null) {
                    addresses.leave(usage);
                }
            }
        }
        if (usage == null) {
            refuse(socket, EndReason.TOO_MANY_FROM_ADDRESS);
        }
    }

    private void refuse(final Socket socket, final EndReason reason) throws IOException {
        final Connection connection = new Connection(socket, limits, addresses, null);
        connection.decide(reason);
        if (refusals.tryAcquire()) {
            start(connection, refusals);
        } else {
            ended.count(reason);
            socket.close();
        }
    }

    private void start(final Connection connection, final Semaphore place) {
        connections.add(connection);
        Thread.ofVirtual().name("e8-" + name + "-session").start(() -> run(connection, place));
    }

    private void run(final Connection connection, final Semaphore place) {
        try {
            connection.decide(connection.isEnded() ? sayWhy(connection) : handler.serve(connection));
        } catch (final IOException _) {
            connection.decide(EndReason.PEER_CLOSED);
        } catch (final RuntimeException e) {
            LOG.error("whois8 {} fault=bug peer={} session ended", name, connection.peer(), e);
            connection.decide(EndReason.FAULT);
        } finally {
            // Only an Error gets here without a reason.
            connection.decide(EndReason.FAULT);
            connection.close();
            ended.count(connection.reason());
            connections.remove(connection);
            place.release();
        }
    }

    private EndReason sayWhy(final Connection connection) throws IOException {
        final byte[] words = handler.refusal(connection.reason(), connection.address());
        connection.beginAnswer();
        connection.write(words, 0, words.length);
        connection.endAnswer();
        return connection.reason();
    }

    private void sweep() {
        while (!isClosing || !connections.isEmpty()) {
            final long nowNs = System.nanoTime();
            connections.forEach(connection -> connection.endWhenLate(nowNs));
            if (!sleep(SWEEP_MS) && connections.isEmpty()) {
                return;
            }
        }
    }

    private static boolean sleep(final int ms) {
        try {
            Thread.sleep(ms);
            return true;
        } catch (final InterruptedException _) {
            return false;
        }
    }

    /** Address and port as the log and messages have them: 192.0.2.1:4343, [2001:db8::1]:4343. */
    public static String text(final InetSocketAddress address) {
        final String host = address.isUnresolved() ? address.getHostString() : address.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }
}
