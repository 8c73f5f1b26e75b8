// SPDX-License-Identifier: Apache-2.0
// A running stream of probes.
package io.eightfold.host.probe;

import io.eightfold.host.link.LinkException;
import io.eightfold.host.link.RawLink;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Sends from one link and receives at another until it is closed; does not own the links. Windows are settled by the numbers of their probes:
 * <pre>
 *   int first = session.next();
 *   ... kill something ...
 *   ProbeAccount account = session.settle(first);
 * </pre>
 * Thread: session.
 */
public final class ProbeSession implements AutoCloseable {
    /** How long a probe may be on its way before it counts as lost. */
    private static final long GRACE_MS = 500;
    private static final long POLL_MS = 5;
    private final ProbeLog log = new ProbeLog();
    private final ProbeSender sender;
    private final ProbeReceiver receiver;
    private final Thread senderThread;
    private final Thread receiverThread;

    private ProbeSession(RawLink from, RawLink to, ProbePlan plan) {
        sender = new ProbeSender(from, plan);
        receiver = new ProbeReceiver(to, plan, log);
        receiverThread = Thread.ofPlatform().name("probe-receiver").daemon().start(receiver);
        senderThread = Thread.ofPlatform().name("probe-sender").daemon().start(sender);
    }

    /** Starts sending. */
    public static ProbeSession start(RawLink from, RawLink to, ProbePlan plan) {
        return new ProbeSession(from, to, plan);
    }

    /** The number of the probe that is sent next: a window that begins now begins with it. */
    public int next() {
        return sender.next();
    }

    /**
     * The account of the window from {@code first} to now; waits half a second for what is still on its way.
     *
     * @throws LinkException if a link failed, so that nothing can be said
     */
    public ProbeAccount settle(int first) {
        return settle(first, sender.next());
    }

    /** The account of the numbers from {@code first} to before {@code end}. */
    public ProbeAccount settle(int first, int end) {
        long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GRACE_MS);
        while (!log.isComplete(first, end) && deadlineNs - System.nanoTime() > 0) {
            pause(POLL_MS);
        }
        requireLinks();
        return log.account(first, end);
    }

    /** When the last probe of the window from {@code first} to now arrived that has, by {@link System#nanoTime}; empty if none has. */
    public OptionalLong lastArrivalNs(int first) {
        return log.lastArrivalNs(first, sender.next());
    }

    /** @throws LinkException if a link failed */
    private void requireLinks() {
        if (sender.fault() != null) {
            throw sender.fault();
        }
        if (receiver.fault() != null) {
            throw receiver.fault();
        }
    }

    /** Lets the stream run. */
    public void pause(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LinkException("interrupted while probes were on their way");
        }
    }

    /** Ends both threads; the links may be closed afterwards. */
    @Override
    public void close() {
        sender.stop();
        receiver.stop();
        try {
            senderThread.join();
            receiverThread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
