// SPDX-License-Identifier: Apache-2.0
// The link to the control plane, as the control thread turns it.
package io.eightfold.dataplane.route;

import io.eightfold.dataplane.neighbor.NeighborTable;
import io.eightfold.fibprotocol.FibWire;
import io.eightfold.fibprotocol.FrameSink;
import io.eightfold.fibprotocol.ResyncCause;
import io.eightfold.fibprotocol.StatusEncoder;
import io.eightfold.fibprotocol.StatusHandler;
import io.eightfold.fibprotocol.channel.DataplaneChannel;
import io.eightfold.fibprotocol.channel.FibChannel;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntToLongFunction;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds the session with what the channel brings, a bounded amount a round so that neighbours and ICMP do not wait, and sends what the session has to say. A batch is
 * acknowledged when every worker has begun a turn after it was published: packets take the new routes from then on, whatever worker they come to.
 * <p>Thread: control.
 */
public final class ControlLink {
    private static final Logger LOG = LoggerFactory.getLogger(ControlLink.class);
    private static final int FRAMES_A_ROUND = 8;
    /** A control plane that is there has told by then. */
    private static final long TABLE_WAIT_NS = 10_000_000_000L;
    private static final long HELLO_NS = 1_000_000_000L;

    private final FibChannel channel;
    private final IntConsumer answerTo;
    private final UpdateSession session;
    private final StatusEncoder encoder;
    private final GatewayReport gateways;
    private final Supplier<List<StatusHandler.Port>> ports;
    private final IntToLongFunction workerTurns;
    private final long[] turnsAtPublish;
    private final FrameSink receive = this::receive;
    private final long instance;
    private long configuration;
    private long peer;
    private long nowNs;
    private long helloNs;
    private long ackNs;
    private final long startedNs;
    private boolean hasHadTable;
    private boolean isAlive;
    private boolean isHelloDue;
    // the batch that waits for the workers
    private long waitingEpoch;
    private long waitingBatch;
    private boolean isWaiting;
    // what was acknowledged last
    private long visibleEpoch;
    private long visibleBatch;
    private long acks;

    /**
     * @param instance    of this dataplane; differs at each start.
     * @param workers     how many threads must have seen a batch.
     * @param workerTurns turns each has made, read with acquire.
     */
    public ControlLink(final DataplaneChannel channel, final RouteInstaller routes, final NeighborTable neighbors, final long instance,
                       final Supplier<List<StatusHandler.Port>> ports, final int workers, final IntToLongFunction workerTurns) {
        this(channel, channel::answerTo, routes, neighbors, instance, ports, workers, workerTurns, System.nanoTime());
    }

    /** The same over any channel; {@code answerTo} takes the stream that the control plane named. */
    public ControlLink(final FibChannel channel, final IntConsumer answerTo, final RouteInstaller routes, final NeighborTable neighbors, final long instance,
                       final Supplier<List<StatusHandler.Port>> ports, final int workers, final IntToLongFunction workerTurns, final long startNs) {
        this.channel = channel;
        this.answerTo = answerTo;
        this.instance = instance;
        this.ports = ports;
        this.workerTurns = workerTurns;
        turnsAtPublish = new long[workers];
        encoder = new StatusEncoder(instance, channel::offer);
        gateways = new GatewayReport(neighbors, channel, instance, startNs);
        session = routes.session(new SessionAnswers());
        routes.onGatewayChange(gateways::changed);
        nowNs = startNs;
        startedNs = nowNs;
        ackNs = nowNs;
        helloNs = nowNs;
    }

    /** One round; returns the work done. */
    public int round(final long timeNs) {
        nowNs = timeNs;
        int work = session.advance();
        // One by one: after a snapshot's end the sweep comes first, in pieces, and what is behind it waits in the channel.
        for (int i = 0, polled = 1; i < FRAMES_A_ROUND && polled > 0 && session.isReady(); i++) {
            polled = channel.poll(receive, 1);
            work += polled;
        }
        acknowledge();
        tell();
        return work;
    }

    /** What this dataplane was started with, as a fingerprint that the control plane compares with its own. Thread: startup. */
    public void configuration(final long fingerprint) {
        configuration = fingerprint;
    }

    /** A port changed. */
    public void onPortChange() {
        isHelloDue = true;
    }

    /** The protocol's state; thread: control. */
    public UpdateSession session() {
        return session;
    }

    /** Number of this dataplane among its starts. */
    public long instance() {
        return instance;
    }

    /**
     * Whether this dataplane has just started and not been told its table yet. What it does not know now it may know in a moment: an error would make senders give up
     * that a lost packet would not.
     */
    public boolean awaitsTable(final long timeNs) {
        if (!hasHadTable) {
            hasHadTable = session.isSynchronized() || timeNs - startedNs > TABLE_WAIT_NS;
        }
        return !hasHadTable;
    }

    /** Whether a control plane is heard of. */
    public boolean isAlive() {
        return isAlive;
    }

    /** Last batch that every worker sees. */
    public long visibleBatch() {
        return visibleBatch;
    }

    /** Acknowledgements sent. */
    public long acks() {
        return acks;
    }

    private void receive(final DirectBuffer buffer, final int offset, final int lengthBytes) {
        session.receive(buffer, offset, lengthBytes, nowNs);
    }

    private void acknowledge() {
        if (isWaiting && haveAllTurned()) {
            isWaiting = false;
            visibleEpoch = waitingEpoch;
            visibleBatch = waitingBatch;
            sendAck();
        }
        if (!isWaiting && session.epoch() != 0 && session.brokenBy() == null
            && (session.epoch() != visibleEpoch || session.appliedBatch() != visibleBatch) && session.appliedBatch() != 0) {
            isWaiting = true;
            waitingEpoch = session.epoch();
            waitingBatch = session.appliedBatch();
            // The counts must not be read before the batch can be seen: a turn counted too early would acknowledge what its worker does not use yet.
            VarHandle.fullFence();
            for (int i = 0; i < turnsAtPublish.length; i++) {
                turnsAtPublish[i] = workerTurns.applyAsLong(i);
            }
        }
    }

    private boolean haveAllTurned() {
        for (int i = 0; i < turnsAtPublish.length; i++) {
            // The turn under way may have begun before: only the one after it surely took the new table.
            if (workerTurns.applyAsLong(i) - turnsAtPublish[i] < 2) {
                return false;
            }
        }
        return true;
    }

    private void sendAck() {
        encoder.ack(visibleEpoch, visibleBatch, session.routeCount(), session.digestValue(), session.refused());
        acks++;
        ackNs = nowNs + FibWire.HEARTBEAT_NS;
    }

    private void tell() {
        final boolean isAliveNow = session.isAlive(nowNs);
        if (isAliveNow != isAlive) {
            isAlive = isAliveNow;
            LOG.info("fib session controlplane={} routes={}; {}", isAlive ? "heard" : "silent", session.routeCount(),
                isAlive ? "following it" : "forwarding goes on with what it said last");
        }
        if (isHelloDue || peer != 0 && helloNs - nowNs <= 0) {
            isHelloDue = false;
            encoder.hello(session.epoch(), peer, configuration, ports.get());
            helloNs = nowNs + HELLO_NS;
        }
        gateways.round(peer != 0, nowNs);
        if (peer != 0 && ackNs - nowNs <= 0) {
            session.repeatResync();
            sendAck();
        }
    }

    private final class SessionAnswers implements UpdateSession.Answers {
        @Override
        public void connected(final long newPeer, final int answerStream) {
            if (newPeer != peer && peer != 0) {
                LOG.info("fib session controlplane=new instance={} was={}", Long.toHexString(newPeer), Long.toHexString(peer));
            }
            peer = newPeer;
            answerTo.accept(answerStream);
            isHelloDue = true;
            gateways.restart();
        }

        @Override
        public void resync(final long epoch, final long expected, final long seen, final ResyncCause cause) {
            encoder.resync(epoch, expected, seen, cause);
        }
    }
}
