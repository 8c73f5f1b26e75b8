// SPDX-License-Identifier: Apache-2.0
// One turn after the other of the session thread.
package io.eightfold.bgp8.transport;

import io.eightfold.bgp8.session.NeighborSettings;
import io.eightfold.bgp8.session.SessionInputs;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjLongConsumer;

/**
 * One turn after the other of the session thread: what is asked, what the sockets have, what is due, what is to be written. Thread: session, unless a method says
 * otherwise.
 */
final class SessionLoop implements AutoCloseable {
    private static final int QUESTIONS_A_TURN = 64;
    private static final long MAX_WAIT_NS = 250_000_000L;
    /** While a full ring stops sockets: the RIB's owner rings when there is room, this is for when it does not. */
    private static final long PAUSED_WAIT_NS = 20_000_000L;
    /** For last words at the end. */
    private static final long FINISH_NS = 1_000_000_000L;
    private static final long FINISH_TURN_MS = 20;

    private final Selector selector;
    private final Bell bell;
    private final EventRing ring;
    private final Queue<Runnable> questions;
    private final Runnable wake;
    private final LinkContext context;
    private final Listeners listeners;
    private final Map<Integer, SessionLink> byPeer = new TreeMap<>();
    private final SplittableRandom seeds = new SplittableRandom(System.nanoTime());
    private List<SessionLink> links = List.of();
    private long nowNs = System.nanoTime();
    private volatile boolean isGraceful;

    SessionLoop(final Selector selector, final Bell bell, final EventRing ring, final Queue<Runnable> questions, final Runnable wake) {
        this.selector = selector;
        this.bell = bell;
        this.ring = ring;
        this.questions = questions;
        this.wake = wake;
        context = new LinkContext(selector, ring);
        listeners = new Listeners(selector, this::accepted);
    }

    /** Makes these the neighbours. */
    void configure(final List<InetSocketAddress> listen, final Map<Integer, NeighborSettings> wanted) {
        byPeer.entrySet().removeIf(each -> {
            final boolean isGone = !wanted.containsKey(each.getKey());
            if (isGone) {
                each.getValue().tell(SessionInputs::deconfigure, nowNs);
            }
            return isGone;
        });
        // Before anybody connects: their segments are to be signed from the first on.
        listeners.configure(listen, wanted.values(), nowNs);
        wanted.forEach(this::configure);
        links = List.copyOf(byPeer.values());
    }

    private void configure(final int peer, final NeighborSettings settings) {
        final SessionLink known = byPeer.get(peer);
        if (known == null) {
            final SessionLink link = new SessionLink(peer, settings, context, seeds.nextLong());
            byPeer.put(peer, link);
            link.tell(SessionInputs::start, nowNs);
        } else if (!known.settings().equals(settings)) {
            known.reconfigure(settings, nowNs);
        }
    }

    /** Tells a neighbour's machine. @return whether there is such a neighbour */
    boolean tell(final int peer, final ObjLongConsumer<SessionInputs> what) {
        final SessionLink link = byPeer.get(peer);
        if (link != null) {
            link.tell(what::accept, nowNs);
        }
        return link != null;
    }

    /** Tells it only when its session is the one with this queue, and none that came after it. */
    void end(final int peer, final SessionOutput session, final ObjLongConsumer<SessionInputs> how) {
        final SessionLink link = byPeer.get(peer);
        if (link != null && link.established() != null && link.established().queue.output() == session) {
            link.tell(how::accept, nowNs);
        }
    }

    List<SessionStatus> status() {
        final List<SessionStatus> all = new ArrayList<>();
        links.forEach(link -> all.add(SessionStatus.of(link, nowNs)));
        return all;
    }

    List<ListenStatus> listening() {
        return listeners.status();
    }

    long strangers() {
        return listeners.strangers();
    }

    /** Whether a neighbour is not read because the ring is full. Thread: any. */
    boolean isAnyPaused() {
        return context.isAnyPaused();
    }

    /** How {@link #finish} ends sessions. Thread: any. */
    void endWith(final boolean gracefully) {
        isGraceful = gracefully;
    }

    void turn() throws IOException {
        bell.prepare();
        bell.sleep(waitMs());
        nowNs = System.nanoTime();
        answer();
        sockets();
        ring.retry();
        for (final SessionLink link : links) {
            link.turn(nowNs);
        }
        listeners.turn(nowNs);
        context.farewells().turn(nowNs);
        if (ring.takeTouched()) {
            wake.run();
        }
    }

    private void answer() {
        Runnable question;
        for (int asked = 0; asked < QUESTIONS_A_TURN && (question = questions.poll()) != null; asked++) {
            question.run();
        }
    }

    private void sockets() {
        for (final Iterator<SelectionKey> keys = selector.selectedKeys().iterator(); keys.hasNext();) {
            final SelectionKey key = keys.next();
            keys.remove();
            if (key.isValid()) {
                ((SessionThread.Ready) key.attachment()).at(nowNs);
            }
        }
    }

    /** Until the next timer; not at all while there is something to do. */
    private long waitMs() {
        if (!questions.isEmpty() || context.isAnyPaused() && ring.isRoomy()) {
            return 0;
        }
        final long now = System.nanoTime();
        long waitNs = context.isAnyPaused() || ring.isWaiting() ? PAUSED_WAIT_NS : MAX_WAIT_NS;
        for (final SessionLink link : links) {
            if (link.hasOutput()) {
                return 0;
            }
            waitNs = Math.min(waitNs, link.deadlineNs() - now);
        }
        // Rounded up: a wait that ends before the timer would only be followed by another.
        return Math.max(0, TimeUnit.NANOSECONDS.toMillis(waitNs + 999_999));
    }

    /** Without a byte to whoever is no neighbour, so that nobody learns that a BGP speaker is here, and nothing that they send is looked at. */
    private void accepted(final SocketChannel channel) throws IOException {
        final SessionLink link = link(channel);
        if (link == null) {
            listeners.stranger(channel);
            channel.close();
        } else if (!link.accepted(channel, nowNs)) {
            channel.close();
        }
    }

    private SessionLink link(final SocketChannel channel) throws IOException {
        final int remote = SocketAddresses.bits((InetSocketAddress) channel.getRemoteAddress());
        final int local = SocketAddresses.bits((InetSocketAddress) channel.getLocalAddress());
        SessionLink found = null;
        for (final SessionLink link : links) {
            final NeighborSettings settings = link.settings();
            if (settings.address() == remote && (settings.localAddress() == local || settings.localAddress() == 0 && found == null)) {
                found = link;
            }
        }
        return found;
    }

    /** Ends all sessions, and waits a little for the last words to be heard. */
    void finish() throws IOException {
        nowNs = System.nanoTime();
        listeners.close();
        for (final SessionLink link : links) {
            link.end(isGraceful, nowNs);
        }
        final long untilNs = nowNs + FINISH_NS;
        while (!context.farewells().isEmpty() && nowNs - untilNs < 0) {
            selector.select(FINISH_TURN_MS);
            nowNs = System.nanoTime();
            sockets();
        }
        ring.retry();
        wake.run();
    }

    /** Closes every socket, whatever state it is in. */
    @Override
    public void close() throws IOException {
        for (final SelectionKey key : List.copyOf(selector.keys())) {
            key.channel().close();
        }
        selector.close();
    }
}
