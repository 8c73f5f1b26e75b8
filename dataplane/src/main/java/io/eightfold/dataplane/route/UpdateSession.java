// SPDX-License-Identifier: Apache-2.0
// The dataplane's side of the FIB protocol.
package io.eightfold.dataplane.route;

import io.eightfold.dataplane.fib.FibFullException;
import io.eightfold.fibprotocol.FibWire;
import io.eightfold.fibprotocol.FrameFault;
import io.eightfold.fibprotocol.NextHop;
import io.eightfold.fibprotocol.ResyncCause;
import io.eightfold.fibprotocol.TableDigest;
import io.eightfold.fibprotocol.UpdateDecoder;
import io.eightfold.fibprotocol.UpdateHandler;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows one control plane, the one with the newest epoch. A missing, unreadable or unexpected frame breaks the epoch: nothing more of it is applied, and a new one is asked for until it
 * comes. Within an epoch frames come in order, each once; a batch is kept back until it is whole. The first batches of an epoch are the whole table, and what they did not name is swept
 * out when the last of them has come. After that both sides compare a digest of their tables with each batch.
 *
 * <p>A pure state machine: bytes and the time go in, answers come out by {@link Answers}. Thread: control.
 */
public final class UpdateSession implements UpdateHandler {
    private static final Logger LOG = LoggerFactory.getLogger(UpdateSession.class);
    private static final int SWEEP_DONE = -1;

    /** What the session wants said and known. */
    public interface Answers {
        /** A control plane takes answers on this stream. */
        void connected(long peer, int answerStream);

        /** The epoch is broken. */
        void resync(long epoch, long expected, long seen, ResyncCause cause);
    }

    private final AppliedRoutes routes;
    private final HopSetTable sets;
    private final TableDigest digest;
    private final Answers answers;
    private final UpdateDecoder decoder = new UpdateDecoder();
    private final long[] counters = new long[SessionCounter.values().length];
    private final Int2ObjectHashMap<RemoteSet> remote = new Int2ObjectHashMap<>();
    // the batch at hand
    private final RouteBatch batch = new RouteBatch();
    private final List<PendingSet> pendingSets = new ArrayList<>();
    private final int[] pendingRouteSets = new int[FibWire.MAX_BATCH_ROUTES];
    private boolean isBatchOpen;
    // the epoch at hand
    private long epoch;
    private long expected;
    private boolean isBroken;
    private ResyncCause brokenBy;
    private long brokenSeen;
    private boolean isSnapshot;
    private int sweepFrom = SWEEP_DONE;
    private final RouteBatch sweep = new RouteBatch();
    private long appliedBatch;
    private long sweptBatch;
    /** Of routes that this epoch has announced. */
    private byte mark;
    private long announcedRoutes;
    private long announcedDigest;
    private long refusedInEpoch;
    private boolean isRefusalLogged;
    /** Why a set of this epoch has no group, or null. */
    private String noGroup;
    private long nowNs;
    private long heardNs;
    private boolean isHeard;

    private record PendingSet(int setId, boolean isRecursive, List<NextHop> hops) {
    }

    UpdateSession(final AppliedRoutes routes, final HopSetTable sets, final TableDigest digest, final Answers answers) {
        this.routes = routes;
        this.sets = sets;
        this.digest = digest;
        this.answers = answers;
    }

    /** Takes one frame. */
    public void receive(final DirectBuffer buffer, final int offset, final int lengthBytes, final long timeNs) {
        nowNs = timeNs;
        heardNs = timeNs;
        isHeard = true;
        count(SessionCounter.FRAMES, 1);
        final FrameFault fault = decoder.decode(buffer, offset, lengthBytes, this);
        if (fault != FrameFault.NONE) {
            count(SessionCounter.MALFORMED, 1);
            LOG.warn("fib session fault=peer frame refused reason={} bytes={}", fault.label(), lengthBytes);
            breakEpoch(ResyncCause.MALFORMED, expected);
        }
    }

    /** Whether frames may be given: not while a sweep goes on, which must be over before what comes next. */
    public boolean isReady() {
        return sweepFrom == SWEEP_DONE;
    }

    /** Goes on with a sweep; returns the work done. */
    public int advance() {
        if (sweepFrom == SWEEP_DONE) {
            return 0;
        }
        sweep.clear();
        sweepFrom = routes.collectUnmarked(mark, sweepFrom, sweep);
        count(SessionCounter.SWEPT, sweep.size());
        routes.apply(sweep, mark);
        if (sweepFrom == SWEEP_DONE) {
            sets.sweep();
            LOG.info("fib session snapshot=complete epoch={} routes={} swept={}", epoch, digest.routes(), counters[SessionCounter.SWEPT.ordinal()]);
            isSnapshot = false;
            complete(sweptBatch);
        }
        return 1 + sweep.size();
    }

    /** Whether a control plane has been heard of within {@link FibWire#SILENCE_LIMIT_NS}. */
    public boolean isAlive(final long timeNs) {
        return isHeard && timeNs - heardNs < FibWire.SILENCE_LIMIT_NS;
    }

    /** The newest epoch seen; 0 at first. */
    public long epoch() {
        return epoch;
    }

    /** Last batch whose routes are in the forwarding table. */
    public long appliedBatch() {
        return appliedBatch;
    }

    /** Routes of this epoch that did not fit, or use one hop of several for want of a group. */
    public long refused() {
        return refusedInEpoch;
    }

    /** Whether the whole table of the epoch is here. */
    public boolean isSynchronized() {
        return epoch != 0 && !isSnapshot && !isBroken;
    }

    /** Why the epoch is broken, or null. */
    public ResyncCause brokenBy() {
        return isBroken ? brokenBy : null;
    }

    /** Routes that the control plane has given. */
    public long routeCount() {
        return digest.routes();
    }

    /** Digest over them. */
    public long digestValue() {
        return digest.value();
    }

    /** A counter's value. Thread: any, as a value of some moment. */
    public long counter(final SessionCounter counter) {
        return counters[counter.ordinal()];
    }

    /** Says again that the epoch is broken, if it is. */
    public void repeatResync() {
        if (isBroken) {
            answers.resync(epoch, expected, brokenSeen, brokenBy);
        }
    }

    @Override
    public void onConnect(final long peer, final int answerStream) {
        count(SessionCounter.CONNECTS, 1);
        answers.connected(peer, answerStream);
    }

    @Override
    public boolean onSequence(final long ofEpoch, final long sequence, final boolean isOpen) {
        if (isOpen) {
            if (ofEpoch <= epoch) {
                count(SessionCounter.OLD_EPOCH, 1);
            }
            return ofEpoch > epoch;
        }
        if (ofEpoch < epoch) {
            count(SessionCounter.OLD_EPOCH, 1);
            return false;
        }
        if (ofEpoch > epoch) {
            // The Open was lost: ask in the name of the epoch that we do not know.
            epoch = ofEpoch;
            expected = 0;
            breakEpoch(ResyncCause.GAP, sequence);
            return false;
        }
        return isNext(sequence);
    }

    private boolean isNext(final long sequence) {
        if (isBroken) {
            count(SessionCounter.AFTER_GAP, 1);
            return false;
        }
        if (sequence < expected) {
            count(SessionCounter.DUPLICATES, 1);
            return false;
        }
        if (sequence > expected) {
            breakEpoch(ResyncCause.GAP, sequence);
            return false;
        }
        expected++;
        return true;
    }

    @Override
    public void onHeartbeat(final long ofEpoch, final long sequence) {
        if (ofEpoch > epoch || ofEpoch == epoch && sequence >= expected && !isBroken) {
            epoch = ofEpoch;
            breakEpoch(ResyncCause.GAP, sequence + 1);
        }
    }

    @Override
    public void onOpen(final long newEpoch) {
        count(SessionCounter.EPOCHS, 1);
        LOG.info("fib session epoch={} was={} routes={}", newEpoch, epoch, digest.routes());
        epoch = newEpoch;
        expected = 1;
        isBroken = false;
        isSnapshot = true;
        mark = routes.nextMark();
        refusedInEpoch = 0;
        isRefusalLogged = false;
        noGroup = null;
        appliedBatch = 0;
        remote.clear();
        sets.forgetNames();
        abandonBatch();
    }

    @Override
    public void onBatchBegin(final long number) {
        if (isBatchOpen) {
            breakEpoch(ResyncCause.MALFORMED, expected);
            return;
        }
        isBatchOpen = true;
    }

    @Override
    public void onHopSet(final int setId, final boolean isRecursive, final List<NextHop> hops) {
        if (!isBatchOpen || pendingSets.size() == FibWire.MAX_BATCH_SETS) {
            breakEpoch(ResyncCause.MALFORMED, expected);
            return;
        }
        if (!hops.isEmpty() && !remote.containsKey(setId)) {
            // Known from here on, so that a route of the same batch may name it; nothing of it can be seen before a route uses it.
            remote.put(setId, new RemoteSet(hops, isRecursive));
        }
        pendingSets.add(new PendingSet(setId, isRecursive, hops));
    }

    @Override
    public void onRoute(final int vrf, final long address, final int hostLength, final int setId, final int source, final int distance) {
        if (isBroken) {
            return;
        }
        if (!isBatchOpen || batch.isFull()) {
            breakEpoch(ResyncCause.MALFORMED, expected);
            return;
        }
        if (setId != FibWire.WITHDRAWN && !remote.containsKey(setId)) {
            // Before anything of the batch is applied: half of it would be a table that never was.
            count(SessionCounter.UNKNOWN_HOP_SET, 1);
            breakEpoch(ResyncCause.UNKNOWN_HOP_SET, expected);
            return;
        }
        pendingRouteSets[batch.size()] = setId;
        batch.add(vrf, address, hostLength, null, source, distance);
    }

    @Override
    public void onBatchEnd(final long number, final long routeCount, final long digestValue, final boolean isSnapshotEnd) {
        if (isBroken) {
            return;
        }
        final long refusedBefore = routes.refused();
        if (!isBatchOpen || !applySets()) {
            breakEpoch(isBatchOpen ? ResyncCause.UNKNOWN_HOP_SET : ResyncCause.MALFORMED, expected);
            return;
        }
        resolveRoutes();
        routes.apply(batch, mark);
        watchUnused();
        freeForgotten();
        refusedInEpoch += routes.refused() - refusedBefore;
        warnOfRefused();
        count(SessionCounter.BATCHES, 1);
        count(SessionCounter.ROUTES, batch.size());
        announcedRoutes = routeCount;
        announcedDigest = digestValue;
        isBatchOpen = false;
        pendingSets.clear();
        batch.clear();
        if (isSnapshotEnd && isSnapshot) {
            sweptBatch = number;
            sweepFrom = 0;
        } else {
            complete(number);
        }
    }

    private void complete(final long number) {
        appliedBatch = number;
        if (!isSnapshot && refusedInEpoch == 0 && (announcedRoutes != digest.routes() || announcedDigest != digest.value())) {
            count(SessionCounter.DIGEST_MISMATCHES, 1);
            LOG.error("fib session fault=bug tables differ batch={} routes={} announced={}; asking for the whole table", number, digest.routes(), announcedRoutes);
            breakEpoch(ResyncCause.DIGEST, expected);
        }
    }

    /** Before the batch's routes: they may name the sets. Those that are to be forgotten go after them. */
    private boolean applySets() {
        for (final PendingSet pending : pendingSets) {
            if (!pending.hops().isEmpty()) {
                final RemoteSet present = remote.get(pending.setId());
                present.hops = pending.hops();
                present.isRecursive = pending.isRecursive();
                present.isChanged = true;
            }
        }
        final List<SetMove> moves = new ArrayList<>();
        try {
            for (final PendingSet pending : pendingSets) {
                final RemoteSet present = remote.get(pending.setId());
                if (present != null && present.isChanged) {
                    present.isChanged = false;
                    change(present, moves);
                }
            }
            routes.move(moves);
        } catch (final FibFullException e) {
            LOG.warn("fib fault=host sets={} cannot change: {}", pendingSets.size(), e.getMessage());
            moves.forEach(this::notMoved);
            return false;
        }
        moves.forEach(this::moved);
        return true;
    }

    private void change(final RemoteSet set, final List<SetMove> moves) {
        for (int vrf = 0; vrf < set.byVrf.length; vrf++) {
            final HopSet before = set.byVrf[vrf];
            if (before == null || before.hops.equals(set.hops)) {
                continue;
            }
            routes.leaves(before);
            if (sets.isGroup(before)) {
                sets.replace(before, set.hops, nowNs);
            } else {
                final HopSet after = nameOrStandIn(set, vrf);
                set.byVrf[vrf] = after;
                moves.add(new SetMove(set, vrf, before, after));
            }
        }
    }

    private void notMoved(final SetMove move) {
        move.set().byVrf[move.vrf()] = move.before();
        sets.forget(move.after());
    }

    private void moved(final SetMove move) {
        refusedInEpoch += isStandIn(move.after(), move.set()) ? digest.uses(move.after().id) : 0;
        move.before().isNamed = false;
        sets.free(move.before());
    }

    private void resolveRoutes() {
        for (int i = 0; i < batch.size(); i++) {
            if (pendingRouteSets[i] != FibWire.WITHDRAWN) {
                final RemoteSet set = remote.get(pendingRouteSets[i]);
                final HopSet local = local(set, batch.vrf(i));
                batch.resolve(i, local);
                refusedInEpoch += isStandIn(local, set) ? 1 : 0;
            }
        }
    }

    private HopSet local(final RemoteSet set, final int vrf) {
        if (set.byVrf[vrf] == null) {
            set.byVrf[vrf] = nameOrStandIn(set, vrf);
        }
        return set.byVrf[vrf];
    }

    /** When there is no group left the set's routes use one of its hops, until the next epoch, which a control plane that hears of them opens after a while. */
    private HopSet nameOrStandIn(final RemoteSet set, final int vrf) {
        try {
            return sets.name(vrf, set.isRecursive, set.hops, nowNs);
        } catch (final FibFullException e) {
            count(SessionCounter.STAND_INS, 1);
            noGroup = e.getMessage();
            return sets.standIn(vrf, set.hops, nowNs);
        }
    }

    private static boolean isStandIn(final HopSet local, final RemoteSet set) {
        return !local.hops.equals(set.hops);
    }

    /** Once an epoch: every batch of one that does not fit would say the same. */
    private void warnOfRefused() {
        if (refusedInEpoch > 0 && !isRefusalLogged) {
            isRefusalLogged = true;
            LOG.error("fib session fault=config epoch={} refused={} so far: routes are not in the table as they were given; {}", epoch, refusedInEpoch,
                noGroup == null ? "raise fib-memory and restart the dataplane" : noGroup + "; until then such routes use one of their next hops");
        }
    }

    /** A set without routes is told when its gateways have failed: only who looks for them notices that they are back. */
    private void watchUnused() {
        for (final PendingSet pending : pendingSets) {
            final RemoteSet set = remote.get(pending.setId());
            final int vrf = set == null || set.isLocal() || pending.hops().isEmpty() ? HopSetTable.NO_VRF : sets.vrfOfGateways(set.hops);
            if (vrf != HopSetTable.NO_VRF) {
                local(set, vrf);
            }
        }
    }

    private void freeForgotten() {
        for (final PendingSet pending : pendingSets) {
            if (pending.hops().isEmpty()) {
                final RemoteSet gone = remote.remove(pending.setId());
                for (int vrf = 0; gone != null && vrf < gone.byVrf.length; vrf++) {
                    if (gone.byVrf[vrf] != null) {
                        sets.forget(gone.byVrf[vrf]);
                    }
                }
            }
        }
    }

    private void breakEpoch(final ResyncCause cause, final long seen) {
        if (!isBroken) {
            isBroken = true;
            brokenBy = cause;
            brokenSeen = seen;
            if (cause == ResyncCause.GAP) {
                count(SessionCounter.GAPS, 1);
            }
            LOG.warn("fib session resync cause={} epoch={} expected={} seen={}", cause.label(), epoch, expected, seen);
            abandonBatch();
            answers.resync(epoch, expected, seen, cause);
        }
    }

    private void abandonBatch() {
        isBatchOpen = false;
        pendingSets.clear();
        batch.clear();
    }

    private void count(final SessionCounter counter, final long amount) {
        counters[counter.ordinal()] += amount;
    }
}
