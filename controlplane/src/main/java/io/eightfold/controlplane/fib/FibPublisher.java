// SPDX-License-Identifier: Apache-2.0
// The control plane's side of the FIB protocol.
package io.eightfold.controlplane.fib;

import io.eightfold.controlplane.rib.FibSink;
import io.eightfold.controlplane.rib.FibWalk;
import io.eightfold.controlplane.rib.Rib;
import io.eightfold.fibprotocol.FibWire;
import io.eightfold.fibprotocol.FrameFault;
import io.eightfold.fibprotocol.FrameSink;
import io.eightfold.fibprotocol.NextHop;
import io.eightfold.fibprotocol.ResyncCause;
import io.eightfold.fibprotocol.StatusDecoder;
import io.eightfold.fibprotocol.StatusHandler;
import io.eightfold.fibprotocol.TableDigest;
import io.eightfold.fibprotocol.UpdateDecoder;
import io.eightfold.fibprotocol.UpdateEncoder;
import io.eightfold.fibprotocol.channel.FibChannel;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens an epoch with each new dataplane, sends the whole table and then what changes, a bounded number of batches ahead of the acknowledgements. Anything that might have made the two tables
 * differ opens a new epoch: an answer that says so, a channel that was built anew, a digest that is another.
 *
 * <p>Time and bytes come from outside, so that a test can lose, repeat and delay them. Thread: control.
 */
public final class FibPublisher {
    private static final Logger LOG = LoggerFactory.getLogger(FibPublisher.class);
    /** Batches on their way: enough to keep a dataplane busy while an acknowledgement travels. */
    static final int WINDOW_BATCHES = 16;
    /** Messages of the whole table that the journal is handed in one turn. */
    static final int CHECKPOINT_PIECE = 512;
    /** Before a checkpoint that was lost is tried again: a full disk needs time. */
    private static final long CHECKPOINT_RETRY_NS = 3_000_000_000L;
    private static final int ANSWERS_A_ROUND = 64;
    private static final long CONNECT_NS = 50_000_000L;
    private static final long RECONNECT_NS = 1_000_000_000L;
    private static final long FIRST_RETRY_NS = 10_000_000L;
    private static final long LAST_RETRY_NS = 5_000_000_000L;
    private static final long REFUSED_RETRY_NS = 30_000_000_000L;

    /** Where the session stands. */
    public enum State {
        /** No dataplane has answered. */
        CONNECTING("connecting"),
        /** The whole table is on its way. */
        SNAPSHOT("snapshot"),
        /** Changes are sent as they come. */
        UP("up");

        private final String word;

        State(final String word) {
            this.word = word;
        }

        /** The word in output. */
        public String word() {
            return word;
        }
    }

    private final Rib rib;
    private final FibChannel channel;
    private final IntSupplier answerStream;
    private final BatchJournal journal;
    private final DataplaneListener listener;
    private final long instance;
    private final int routesABatch;
    private final UpdateEncoder encoder;
    private final UpdateEncoder connectEncoder;
    private final UpdateEncoder checkpointEncoder;
    private final StatusDecoder decoder = new StatusDecoder();
    private final FrameQueue queue = new FrameQueue();
    private final TableDigest digest = new TableDigest();
    private final Sink sink = new Sink();
    private final CheckpointSink checkpointSink = new CheckpointSink();
    private final Answers answers = new Answers();
    private final GatewayParts gateways;
    private final FrameSink receive = this::receive;
    private final long[] counters = new long[PublisherCounter.values().length];
    private final Map<ResyncCause, Long> snapshots = new EnumMap<>(ResyncCause.class);
    private State state = State.CONNECTING;
    private long generation;
    private long connectNs;
    private long nowNs;
    private boolean isFirstEpoch = true;
    // the dataplane
    private long dataplane;
    private long heardNs;
    private boolean isSilent = true;
    private long refused;
    // the epoch
    private long lastEpoch;
    private long batch;
    private long ackedBatch;
    /** The last one of the whole table. */
    private long snapshotBatch;
    private long openedNs;
    private long retryNs = FIRST_RETRY_NS;
    private long heartbeatNs;
    private ResyncCause pendingCause;
    private long pendingNs;
    private boolean isBatchOpen;
    private int batchRoutes;
    private int batchSets;
    /** What the journal holds is not what the dataplane was told, until a checkpoint is committed. */
    private boolean isCheckpointDue;
    private long checkpointNs;
    private FibWalk checkpoint;
    /** Its walk is done, and the journal knows it; the disk may not. */
    private boolean isCheckpointHandedOver;
    private long snapshotTookNs;
    /** When each batch on its way was made, by its number modulo the length. */
    private final long[] sentNs = new long[2 * WINDOW_BATCHES];
    private long lastAckNs;

    /**
     * @param answerStream the stream on which the channel takes answers; 0 while it is not connected.
     * @param instance     of this control plane; differs at each start.
     * @param firstEpoch   above every epoch of an earlier control plane: the time will do.
     */
    public FibPublisher(final Rib rib, final FibChannel channel, final IntSupplier answerStream, final BatchJournal journal, final DataplaneListener listener,
                        final long instance, final long firstEpoch, final long startNs) {
        this(rib, channel, answerStream, journal, listener, instance, firstEpoch, startNs, FibWire.MAX_BATCH_ROUTES);
    }

    /** @param routesABatch at most; fewer are visible sooner and cost more. */
    public FibPublisher(final Rib rib, final FibChannel channel, final IntSupplier answerStream, final BatchJournal journal, final DataplaneListener listener,
                        final long instance, final long firstEpoch, final long startNs, final int routesABatch) {
        this.rib = rib;
        this.channel = channel;
        this.answerStream = answerStream;
        this.journal = journal;
        this.listener = listener;
        gateways = new GatewayParts(listener::gateways);
        this.instance = instance;
        this.routesABatch = Math.clamp(routesABatch, 1, FibWire.MAX_BATCH_ROUTES);
        lastEpoch = firstEpoch;
        nowNs = startNs;
        connectNs = startNs;
        checkpointNs = startNs;
        heardNs = startNs - FibWire.SILENCE_LIMIT_NS - 1;
        encoder = new UpdateEncoder(this::enqueue);
        connectEncoder = new UpdateEncoder(channel::offer);
        checkpointEncoder = new UpdateEncoder(journal::appendCheckpoint);
    }

    /** One turn: answers, then what is due to be sent. Returns the work done. */
    public int round(final long timeNs) {
        nowNs = timeNs;
        int work = channel.poll(receive, ANSWERS_A_ROUND);
        if (channel.generation() != generation) {
            generation = channel.generation();
            disconnected();
        }
        connect();
        if (state != State.CONNECTING) {
            work += publish();
        }
        work += journalWalk();
        watch();
        return work;
    }

    private void disconnected() {
        if (state != State.CONNECTING) {
            LOG.info("fib session channel=new state={} was={}", State.CONNECTING.word(), state.word());
        }
        state = State.CONNECTING;
        queue.clear();
        connectNs = nowNs;
        pendingCause = null;
    }

    /** A dataplane that has gone silent is asked too: it may be another one, on the same address, or answer somebody else by now. */
    private void connect() {
        if ((state == State.CONNECTING || isSilent) && connectNs - nowNs <= 0 && answerStream.getAsInt() != 0) {
            connectEncoder.connect(instance, answerStream.getAsInt());
            connectNs = nowNs + (state == State.CONNECTING ? CONNECT_NS : RECONNECT_NS);
        }
    }

    private int publish() {
        if (pendingCause != null && pendingNs - nowNs <= 0) {
            openEpoch(pendingCause);
        }
        int work = flush();
        while (queue.isEmpty() && hasWindow() && (state == State.SNAPSHOT || rib.hasWork()) && work < 4 * routesABatch) {
            work += 1 + sendBatch();
            flush();
        }
        heartbeat();
        return work;
    }

    private int flush() {
        if (queue.isEmpty()) {
            return 0;
        }
        final int frames = queue.flush(channel);
        counters[PublisherCounter.FRAMES.ordinal()] += frames;
        if (frames > 0) {
            heartbeatNs = nowNs + FibWire.HEARTBEAT_NS;
        }
        if (!queue.isEmpty()) {
            count(PublisherCounter.BACK_PRESSURE);
        }
        return frames;
    }

    private boolean hasWindow() {
        if (batch - ackedBatch < WINDOW_BATCHES) {
            return true;
        }
        count(PublisherCounter.WINDOW_FULL);
        return false;
    }

    /** Sends what has changed, as much as one batch holds. Returns the messages. */
    private int sendBatch() {
        final int messages = rib.drain(sink, routesABatch);
        final boolean isSnapshotEnd = state == State.SNAPSHOT && rib.isSnapshotDone();
        if (isSnapshotEnd) {
            beginBatchIfNone();
        }
        if (isBatchOpen) {
            endBatch(isSnapshotEnd);
        }
        if (isSnapshotEnd) {
            snapshotSent();
        }
        return messages;
    }

    private void snapshotSent() {
        state = State.UP;
        snapshotBatch = batch;
        snapshotTookNs = nowNs - openedNs;
        isCheckpointDue = true;
        LOG.info("fib session snapshot=sent epoch={} routes={} tookMs={}", encoder.epoch(), digest.routes(), snapshotTookNs / 1_000_000);
    }

    private void beginBatchIfNone() {
        if (!isBatchOpen) {
            isBatchOpen = true;
            batchRoutes = 0;
            batchSets = 0;
            encoder.beginBatch(++batch);
        }
    }

    private void endBatch(final boolean isSnapshotEnd) {
        encoder.endBatch(batch, digest.routes(), digest.value(), isSnapshotEnd);
        isBatchOpen = false;
        sentNs[(int) (batch % sentNs.length)] = nowNs;
        count(PublisherCounter.BATCHES);
    }

    private void enqueue(final DirectBuffer buffer, final int offset, final int lengthBytes) {
        queue.add(buffer, offset, lengthBytes);
        // The walk after a snapshot tells its routes. Its numbers of sets must be known before: changes that use them may come earlier than the walk's end.
        if (state == State.UP ? isBatchOpen : UpdateDecoder.isNumbering(buffer, offset)) {
            journal.append(buffer, offset, lengthBytes);
        }
    }

    private void heartbeat() {
        if (queue.isEmpty() && heartbeatNs - nowNs <= 0) {
            encoder.heartbeat();
            heartbeatNs = nowNs + FibWire.HEARTBEAT_NS;
            flush();
        }
    }

    /** Writes the whole table for the journal, between the turns; again until the journal has it on disk. Returns the work done. */
    private int journalWalk() {
        if (checkpoint == null) {
            return beginCheckpoint() ? 1 : 0;
        }
        return switch (journal.checkpoint()) {
            case OPEN -> checkpointPiece();
            case COMMITTED -> {
                checkpoint = null;
                isCheckpointDue = false;
                yield 1;
            }
            case LOST -> {
                LOG.warn("fib session journal checkpoint=lost; trying again in {} ms", CHECKPOINT_RETRY_NS / 1_000_000);
                checkpoint = null;
                checkpointNs = nowNs + CHECKPOINT_RETRY_NS;
                yield 1;
            }
        };
    }

    private boolean beginCheckpoint() {
        final boolean isDue = isCheckpointDue && checkpointNs - nowNs <= 0 || journal.needsCheckpoint();
        if (!isDue || state != State.UP || !journal.hasRoom() || !journal.beginCheckpoint()) {
            return false;
        }
        isCheckpointDue = true;
        isCheckpointHandedOver = false;
        checkpoint = new FibWalk();
        return true;
    }

    private int checkpointPiece() {
        if (isCheckpointHandedOver || !journal.hasRoom()) {
            return 0;
        }
        if (!checkpoint.isDone()) {
            checkpointEncoder.beginBatch(0);
            rib.walk(checkpoint, checkpointSink, CHECKPOINT_PIECE);
            checkpointEncoder.endBatch(0, 0, 0, checkpoint.isDone());
        }
        isCheckpointHandedOver = checkpoint.isDone() && journal.commitCheckpoint();
        return 1;
    }

    private void watch() {
        final boolean isSilentNow = nowNs - heardNs > FibWire.SILENCE_LIMIT_NS;
        if (isSilentNow != isSilent) {
            isSilent = isSilentNow;
            LOG.info("fib session dataplane={} state={} waitingBatches={}", isSilent ? "silent" : "heard", state.word(), batch - ackedBatch);
        }
    }

    private void receive(final DirectBuffer buffer, final int offset, final int lengthBytes) {
        final FrameFault fault = decoder.decode(buffer, offset, lengthBytes, answers);
        if (fault != FrameFault.NONE) {
            count(PublisherCounter.MALFORMED);
            LOG.warn("fib session fault=peer answer refused reason={} bytes={}", fault.label(), lengthBytes);
        }
    }

    /** Opens an epoch as soon as it may: a dataplane that breaks one after the other is not to be flooded. */
    private void openEpochSoon(final ResyncCause cause) {
        if (pendingCause == null) {
            pendingCause = cause;
            pendingNs = Math.max(nowNs, openedNs == 0 ? nowNs : openedNs + retryNs);
            retryNs = Math.min(LAST_RETRY_NS, retryNs * 2);
        }
    }

    private void openEpoch(final ResyncCause cause) {
        pendingCause = null;
        isFirstEpoch = false;
        lastEpoch++;
        openedNs = nowNs;
        state = State.SNAPSHOT;
        snapshots.merge(cause, 1L, Long::sum);
        count(PublisherCounter.SNAPSHOTS);
        LOG.info("fib session epoch={} cause={} dataplane={}", lastEpoch, cause.label(), Long.toHexString(dataplane));
        queue.clear();
        digest.clear();
        batch = 0;
        ackedBatch = 0;
        refused = 0;
        isBatchOpen = false;
        checkpoint = null;
        // The routes of a snapshot are not journaled, and there may be changes among them: only the checkpoint after it has those.
        journal.lacksRoutes();
        rib.startSnapshot();
        encoder.open(lastEpoch);
    }

    /** The whole table is sent again, because an operator wants it so. */
    public void resync() {
        if (state != State.CONNECTING) {
            openEpochSoon(ResyncCause.OPERATOR);
        }
    }

    /** A batch can be made now: nothing of the one before is left. For tests and for those who wait for quiet. */
    public boolean isQuiet() {
        return state == State.UP && queue.isEmpty() && batch == ackedBatch && !rib.hasWork();
    }

    /** The dataplane has the whole table, and follows. */
    public boolean isUp() {
        return state == State.UP;
    }

    /** The last batch made. */
    public long batch() {
        return batch;
    }

    /** The last batch that every worker sees. */
    public long ackedBatch() {
        return ackedBatch;
    }

    /** The session at this moment. */
    public PublisherView view() {
        return new PublisherView(state.word(), !isSilent, dataplane, instance, encoder.epoch(), batch, ackedBatch, digest.routes(), digest.value(), refused,
            rib.coalesced(), snapshotTookNs, lastAckNs, counters.clone(), Map.copyOf(snapshots));
    }

    private void count(final PublisherCounter counter) {
        counters[counter.ordinal()]++;
    }

    private final class Sink implements FibSink {
        @Override
        public void hopSet(final int setId, final boolean isRecursive, final List<NextHop> hops) {
            makeRoom();
            batchSets++;
            count(PublisherCounter.HOP_SETS);
            digest.set(setId, hops);
            encoder.hopSet(setId, isRecursive, hops);
        }

        @Override
        public void forgetHopSet(final int setId) {
            makeRoom();
            batchSets++;
            encoder.hopSet(setId, false, List.of());
        }

        @Override
        public void route(final int vrf, final long address, final int hostLength, final int setId, final int source, final int distance,
                          final int previousSetId) {
            makeRoom();
            batchRoutes++;
            count(PublisherCounter.ROUTES);
            if (previousSetId != Rib.NO_SET) {
                digest.remove(previousSetId, vrf, address, hostLength);
            }
            digest.add(setId, vrf, address, hostLength);
            encoder.route(vrf, address, hostLength, setId, source, distance);
        }

        @Override
        public void withdraw(final int vrf, final long address, final int hostLength, final int previousSetId) {
            makeRoom();
            batchRoutes++;
            count(PublisherCounter.ROUTES);
            digest.remove(previousSetId, vrf, address, hostLength);
            encoder.route(vrf, address, hostLength, FibWire.WITHDRAWN, 0, 0);
        }

        /** The sets of a drain are not bounded by its limit. */
        private void makeRoom() {
            if (isBatchOpen && (batchRoutes == routesABatch || batchSets == FibWire.MAX_BATCH_SETS)) {
                endBatch(false);
            }
            beginBatchIfNone();
        }
    }

    /** The same for the journal, where a batch means nothing. */
    private final class CheckpointSink implements FibSink {
        @Override
        public void hopSet(final int setId, final boolean isRecursive, final List<NextHop> hops) {
            checkpointEncoder.hopSet(setId, isRecursive, hops);
        }

        @Override
        public void forgetHopSet(final int setId) {
            throw new IllegalStateException("a walk forgets no set: " + setId);
        }

        @Override
        public void route(final int vrf, final long address, final int hostLength, final int setId, final int source, final int distance,
                          final int previousSetId) {
            checkpointEncoder.route(vrf, address, hostLength, setId, source, distance);
        }

        @Override
        public void withdraw(final int vrf, final long address, final int hostLength, final int previousSetId) {
            throw new IllegalStateException("a walk withdraws no route");
        }
    }

    private final class Answers implements StatusHandler {
        @Override
        public void onHello(final long from, final long epoch, final long peer, final long configuration, final List<Port> ports) {
            if (peer != instance) {
                count(PublisherCounter.STALE_ANSWERS);
                return;
            }
            heardNs = nowNs;
            final boolean isNew = from != dataplane;
            if (isNew) {
                listener.dataplane(epoch == 0, configuration);
            }
            listener.ports(ports, isNew);
            if (epoch > lastEpoch) {
                LOG.warn("fib session fault=config another control plane opened epoch={} above ours={}; is there a second one for this dataplane?", epoch, lastEpoch);
                lastEpoch = epoch;
                openEpochSoon(ResyncCause.CHANNEL);
            }
            if (state == State.CONNECTING || isNew) {
                final ResyncCause cause = isFirstEpoch ? ResyncCause.CONTROLPLANE_START : isNew ? ResyncCause.DATAPLANE_START : ResyncCause.CHANNEL;
                dataplane = from;
                openEpoch(cause);
            }
        }

        @Override
        public void onAck(final long from, final long epoch, final long acked, final long routes, final long itsDigest, final long refusedRoutes) {
            if (from != dataplane || epoch != lastEpoch || state == State.CONNECTING) {
                count(PublisherCounter.STALE_ANSWERS);
                return;
            }
            heardNs = nowNs;
            if (acked > ackedBatch && acked <= batch) {
                count(PublisherCounter.ACKS);
                ackedBatch = acked;
                lastAckNs = nowNs - sentNs[(int) (acked % sentNs.length)];
                // Not with any batch: an epoch that always breaks at its end would come again and again without a pause.
                if (state == State.UP && acked >= snapshotBatch) {
                    retryNs = FIRST_RETRY_NS;
                }
            }
            onRefused(refusedRoutes);
        }

        private void onRefused(final long refusedRoutes) {
            if (refusedRoutes != refused) {
                LOG.error("fib session fault=host refused={} routes are not in the dataplane's table as given: without memory (raise fib-memory and restart it), or without "
                    + "one of its ECMP groups (let routes with equal next hops share one); `ipv8 show fib-session` counts the latter as stand-ins", refusedRoutes);
                refused = refusedRoutes;
            }
            if (refused > 0 && nowNs - openedNs > REFUSED_RETRY_NS) {
                openEpochSoon(ResyncCause.REFUSED);
            }
        }

        @Override
        public void onResync(final long from, final long epoch, final long expected, final long seen, final ResyncCause cause) {
            if (from != dataplane || epoch != lastEpoch || state == State.CONNECTING) {
                count(PublisherCounter.STALE_ANSWERS);
                return;
            }
            heardNs = nowNs;
            if (cause == ResyncCause.DIGEST) {
                count(PublisherCounter.DIGEST_MISMATCHES);
            }
            openEpochSoon(cause);
        }

        @Override
        public void onGateways(final long from, final int part, final boolean isLast, final List<Gateway> list) {
            if (from == dataplane) {
                heardNs = nowNs;
                gateways.part(part, isLast, list);
            }
        }
    }
}
