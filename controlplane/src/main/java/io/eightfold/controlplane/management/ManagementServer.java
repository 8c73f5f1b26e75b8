// SPDX-License-Identifier: Apache-2.0
// Answers management requests on a Unix domain socket.
package io.eightfold.controlplane.management;

import io.eightfold.controlplane.management.ManagementConnection.RequestTooLongException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers management requests on a Unix domain socket: one thread accepts, up to {@value #MAX_CLIENTS} answer. All are
 * daemon threads. Nothing a client does and nothing the handler throws ends the server.
 * <p>Thread: startup for {@link #start}; {@link #close} from any.
 */
public final class ManagementServer implements AutoCloseable {
    /** Clients served at once; the next is told that the router is busy. */
    public static final int MAX_CLIENTS = 16;
    /** Time for a client to send its request, and to take each part of the answer. */
    public static final long CLIENT_TIMEOUT_MS = 2_000;
    private static final Logger LOGGER = LoggerFactory.getLogger(ManagementServer.class);
    private static final int BACKLOG = 64;
    /** Rest after a failed accept (no file descriptor left), so that the loop does not spin. */
    private static final long ACCEPT_RETRY_MS = 100;

    private final Path socket;
    private final RequestHandler handler;
    private final ThreadPoolExecutor clients = new ThreadPoolExecutor(0, MAX_CLIENTS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("management-client-", 0).factory());
    private ServerSocketChannel listener;

    /**
     * @param socket  where to listen; {@link #start} makes its directory
     * @param handler answers the requests
     */
    public ManagementServer(Path socket, RequestHandler handler) {
        this.socket = socket;
        this.handler = handler;
    }

    /**
     * Removes the socket of a dead process, listens and returns.
     *
     * @throws ManagementException when a router answers there already, or the socket cannot be made
     */
    public void start() throws ManagementException {
        if (listener != null) {
            throw new IllegalStateException("started twice");
        }
        RunDirectory.makePrivate(socket.toAbsolutePath().getParent());
        StaleSocket.remove(socket);
        listener = listen();
        Thread.ofPlatform().daemon().name("management-accept").start(this::acceptUntilClosed);
        LOGGER.info("management socket={} state=listening", socket);
    }

    private ServerSocketChannel listen() throws ManagementException {
        ServerSocketChannel opened = null;
        try {
            opened = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            opened.bind(UnixDomainSocketAddress.of(socket), BACKLOG);
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
            return opened;
        } catch (IOException | RuntimeException e) {
            closeQuietly(opened);
            // sun_path of unix(7) holds 108 bytes; the JDK's message does not say so.
            throw new ManagementException("cannot listen on " + socket + " (" + e.getMessage()
                    + "); a socket's path has at most 107 bytes and its directory must be writable, else set "
                    + RunDirectory.ENVIRONMENT_VARIABLE + " to another directory", e);
        }
    }

    private void acceptUntilClosed() {
        while (listener.isOpen()) {
            try {
                serve(listener.accept());
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                LOGGER.warn("management socket={} fault=host accept failed: {}", socket, e.getMessage());
                rest();
            } catch (RuntimeException | Error e) {
                LOGGER.error("management socket={} fault=bug accept failed", socket, e);
                rest();
            }
        }
    }

    private static void rest() {
        try {
            Thread.sleep(ACCEPT_RETRY_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(SocketChannel channel) throws IOException {
        try {
            clients.execute(() -> answer(channel));
        } catch (RejectedExecutionException e) {
            // A short answer fits the socket's buffer, so this cannot hold up the accepting thread.
            try (ManagementConnection connection = new ManagementConnection(channel)) {
                connection.write(ManagementMessage.error("the router serves " + MAX_CLIENTS + " management clients already; try again"), 1);
            }
        }
    }

    private void answer(SocketChannel channel) {
        try (ManagementConnection connection = new ManagementConnection(channel)) {
            connection.write(answerTo(connection), CLIENT_TIMEOUT_MS);
        } catch (IOException e) {
            LOGGER.debug("management fault=peer client went away: {}", e.getMessage());
        } catch (RuntimeException | Error e) {
            LOGGER.error("management fault=bug request failed", e);
        }
    }

    private String answerTo(ManagementConnection connection) throws IOException {
        try {
            return handle(connection.readLine(ManagementMessage.MAX_REQUEST_BYTES, CLIENT_TIMEOUT_MS));
        } catch (RequestTooLongException e) {
            return ManagementMessage.error("the request is longer than " + ManagementMessage.MAX_REQUEST_BYTES + " bytes; shorten it");
        } catch (SocketTimeoutException e) {
            return ManagementMessage.error("no whole request came within " + CLIENT_TIMEOUT_MS + " ms; end it with a newline");
        }
    }

    private String handle(String request) {
        List<String> words = List.of();
        try {
            words = ManagementMessage.words(request);
            return ManagementMessage.result(handler.handle(words));
        } catch (ManagementException e) {
            return ManagementMessage.error(e.getMessage());
        } catch (RuntimeException | Error e) {
            // Never the whole request: it may carry a configuration with its secrets.
            LOGGER.error("management fault=bug request=\"{}\"", String.join(" ", words.subList(0, Math.min(2, words.size()))), e);
            return ManagementMessage.error("the router failed on this request (" + e.getClass().getSimpleName()
                    + "); its log has the details, please report them");
        }
    }

    /** Stops listening, removes the socket and lets go of the clients. */
    @Override
    public void close() {
        if (listener == null || !listener.isOpen()) {
            return;
        }
        closeQuietly(listener);
        clients.shutdownNow();
        try {
            // A question may be in the middle of the dataplane's memory, which goes next.
            if (!clients.awaitTermination(CLIENT_TIMEOUT_MS + 1_000, TimeUnit.MILLISECONDS)) {
                LOGGER.warn("management socket={} fault=bug a client's question did not end", socket);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            LOGGER.warn("management socket={} fault=host not removed: {}", socket, e.getMessage());
        }
        LOGGER.info("management socket={} state=closed", socket);
    }

    private static void closeQuietly(ServerSocketChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            LOGGER.debug("management fault=host close failed: {}", e.getMessage());
        }
    }
}
