// SPDX-License-Identifier: Apache-2.0
// The thread that serves all sessions.
package io.eightfold.bgp8.transport;

import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.NotificationMessage;
import io.eightfold.bgp8.rib.PeerOutput;
import io.eightfold.bgp8.session.NeighborSettings;
import io.eightfold.bgp8.session.SessionInputs;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import java.util.function.Supplier;

/**
 * The thread that serves all sessions ({@code e8-bgp8}): connects, listens, reads, writes, and keeps the time of every machine, whatever the owner of the RIB does
 * meanwhile. Work on one socket is bounded a turn, so that no neighbour keeps the others waiting.
 *
 * <p>Neighbours have numbers that the events carry. A number is one neighbour's for ever: events of a neighbour that was taken out may still be in the ring, its
 * {@code down} the last of them.
 *
 * <p>Thread: control for {@link #poll} and what {@link #output} gives; any for the rest, but not the session thread itself.
 */
public final class SessionThread implements AutoCloseable {
    private static final long ANSWER_TIMEOUT_S = 5;
    private static final long STOP_TIMEOUT_MS = 5_000;
    private static final byte[] NO_DATA = {};

    /**
     * @param ringBytes of the ring to the owner of the RIB; a power of two, at least 1 MiB
     * @param wake      called on the session thread when something was put into the ring; short, and must not wait
     */
    public record Options(int ringBytes, Runnable wake) {
        public static final int DEFAULT_RING_BYTES = 8 << 20;
    }

    /** What a key of the selector does when it is ready. */
    interface Ready {
        void at(long nowNs);
    }

    private final EventRing ring;
    private final Bell bell;
    private final SessionLoop loop;
    private final RibSide rib;
    private final Thread thread;
    private final Queue<Runnable> questions = new ConcurrentLinkedQueue<>();
    private volatile boolean isRunning = true;

    private SessionThread(final Options options, final Consumer<Throwable> onFailure) throws IOException {
        ring = new EventRing(options.ringBytes());
        final Selector selector = Selector.open();
        bell = new Bell(selector);
        loop = new SessionLoop(selector, bell, ring, questions, options.wake());
        rib = new RibSide(ring, bell, this::end);
        thread = Thread.ofPlatform().daemon().name("e8-bgp8").unstarted(() -> run(onFailure));
    }

    /**
     * Starts without neighbours.
     *
     * @param onFailure told when the thread ends by a fault of ours
     * @throws IOException when the host gives no selector
     */
    public static SessionThread start(final Options options, final Consumer<Throwable> onFailure) throws IOException {
        final SessionThread made = new SessionThread(options, onFailure);
        made.thread.start();
        return made;
    }

    /**
     * These are the neighbours from now on; sessions of those that did not change, or whose change does not concern a running session, go on. Addresses to listen at
     * that cannot be bound are logged and tried again, see {@link #listening}.
     */
    public void neighbors(final List<InetSocketAddress> listen, final Map<Integer, NeighborSettings> neighbors) {
        final Map<Integer, NeighborSettings> wanted = Map.copyOf(neighbors);
        final List<InetSocketAddress> at = List.copyOf(listen);
        ask(() -> {
            loop.configure(at, wanted);
            return null;
        });
    }

    /** What operators mean by {@code clear bgp}: the session ends and starts anew, also one that waits for the operator. */
    public void clear(final int peer) {
        // Cease, administrative reset: RFC 4486 §4.
        ask(() -> loop.tell(peer, (session, nowNs) -> {
            session.reset(NotificationMessage.CEASE, NotificationMessage.CEASE_RESET, "admin-reset", NO_DATA, SessionInputs.RESTART_AS_USUAL, nowNs);
            session.start(nowNs);
        }));
    }

    /** Asks the peer for all its routes again. @return false when the session is not up or the peer cannot */
    public boolean requestRefresh(final int peer, final Carrier carrier) {
        final boolean[] isSent = new boolean[1];
        ask(() -> loop.tell(peer, (session, _) -> isSent[0] = session.requestRefresh(carrier)));
        return isSent[0];
    }

    /** What is to be shown of every neighbour, by number. */
    public List<SessionStatus> status() {
        return ask(loop::status);
    }

    /** Where neighbours can connect to, and where they should but cannot. */
    public List<ListenStatus> listening() {
        return ask(loop::listening);
    }

    /** Connections that were closed without a byte because no neighbour has that address: {@code unknown-peer}. */
    public long unknownPeers() {
        return ask(loop::strangers);
    }

    /** Hands events on. @return how many */
    public int poll(final SessionEvents to, final int limit) {
        final int polled = rib.poll(to, limit);
        if (polled > 0 && loop.isAnyPaused() && ring.isRoomy()) {
            bell.ring();
        }
        return polled;
    }

    /** The queues in front of the sessions. */
    public PeerOutput output() {
        return rib;
    }

    private void end(final int peer, final SessionOutput session, final ObjLongConsumer<SessionInputs> how) {
        questions.add(() -> loop.end(peer, session, how));
        bell.ring();
    }

    /** Ends all sessions and the thread. @param isGraceful without a word, so that peers that can keep our routes and wait for us (RFC 4724) */
    public void close(final boolean isGraceful) {
        isRunning = false;
        loop.endWith(isGraceful);
        bell.ring();
        try {
            thread.join(STOP_TIMEOUT_MS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        close(false);
    }

    private <T> T ask(final Supplier<T> question) {
        final CompletableFuture<T> answer = new CompletableFuture<>();
        questions.add(() -> {
            try {
                answer.complete(question.get());
            } catch (final RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        bell.ring();
        try {
            return answer.get(isRunning ? ANSWER_TIMEOUT_S : 0, TimeUnit.SECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the thread of the sessions", e);
        } catch (final TimeoutException e) {
            throw new IllegalStateException(isRunning ? "the thread of the sessions did not answer within " + ANSWER_TIMEOUT_S + " s; the host is starved of CPU, try again"
                : "the thread of the sessions has ended", e);
        } catch (final ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    private void run(final Consumer<Throwable> onFailure) {
        try (loop) {
            while (isRunning) {
                loop.turn();
            }
            loop.finish();
        } catch (final Throwable e) {
            isRunning = false;
            onFailure.accept(e);
        }
    }
}
