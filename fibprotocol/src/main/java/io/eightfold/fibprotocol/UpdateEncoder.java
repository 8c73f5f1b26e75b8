// SPDX-License-Identifier: Apache-2.0
// Writes what a control plane says.
package io.eightfold.fibprotocol;

import io.eightfold.fibprotocol.codec.BatchBeginEncoder;
import io.eightfold.fibprotocol.codec.BatchEndEncoder;
import io.eightfold.fibprotocol.codec.ConnectEncoder;
import io.eightfold.fibprotocol.codec.HeartbeatEncoder;
import io.eightfold.fibprotocol.codec.HopKind;
import io.eightfold.fibprotocol.codec.HopSetsEncoder;
import io.eightfold.fibprotocol.codec.MessageHeaderEncoder;
import io.eightfold.fibprotocol.codec.OpenEncoder;
import io.eightfold.fibprotocol.codec.RoutesEncoder;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Packs routes and sets into frames of at most {@link FibWire#MAX_FRAME_BYTES}, in the order of the calls, numbers them, and gives each whole frame to a
 * sink. Nothing is allocated after construction. Thread: one owner.
 */
public final class UpdateEncoder {
    private static final int ROUTES_A_FRAME = 1400;
    private static final int SETS_FRAME_LIMIT = FibWire.MAX_FRAME_BYTES - 2 * FibWire.MAX_HOPS * HopSetsEncoder.SetsEncoder.HopsEncoder.sbeBlockLength();

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[FibWire.MAX_FRAME_BYTES]);
    private final FrameChecksum checksum = new FrameChecksum();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ConnectEncoder connect = new ConnectEncoder();
    private final OpenEncoder open = new OpenEncoder();
    private final BatchBeginEncoder begin = new BatchBeginEncoder();
    private final BatchEndEncoder end = new BatchEndEncoder();
    private final HeartbeatEncoder heartbeat = new HeartbeatEncoder();
    private final RoutesEncoder routes = new RoutesEncoder();
    private final HopSetsEncoder sets = new HopSetsEncoder();
    private final FrameSink sink;
    private RoutesEncoder.EntriesEncoder entries;
    private HopSetsEncoder.SetsEncoder setEntries;
    private int entryCount;
    private long epoch;
    private long sequence;

    /** @param sink takes each frame at once. */
    public UpdateEncoder(final FrameSink sink) {
        this.sink = sink;
    }

    /** The epoch at hand. */
    public long epoch() {
        return epoch;
    }

    /** Number of the last frame of the epoch; Open is 0. */
    public long sequence() {
        return sequence;
    }

    /** Asks a dataplane to answer. */
    public void connect(final long instance, final int answerStream) {
        connect.wrapAndApplyHeader(buffer, 0, header).instance(instance).answerStream(answerStream);
        emit(connect.encodedLength());
    }

    /** Begins an epoch. */
    public void open(final long newEpoch) {
        epoch = newEpoch;
        sequence = 0;
        entries = null;
        setEntries = null;
        entryCount = 0;
        open.wrapAndApplyHeader(buffer, 0, header).epoch(epoch).sequence(sequence);
        emit(open.encodedLength());
    }

    /** Begins a batch. */
    public void beginBatch(final long batch) {
        begin.wrapAndApplyHeader(buffer, 0, header).epoch(epoch).sequence(++sequence).batch(batch);
        emit(begin.encodedLength());
    }

    /** Gives a set its hops; none forgets it. */
    public void hopSet(final int setId, final boolean isRecursive, final List<NextHop> hops) {
        if (hops.size() > FibWire.MAX_HOPS) {
            throw new IllegalArgumentException("hops=" + hops.size() + " of set " + setId + " are above the " + FibWire.MAX_HOPS + " that a set holds");
        }
        if (entries != null || setEntries != null && sets.encodedLength() > SETS_FRAME_LIMIT) {
            flush();
        }
        if (setEntries == null) {
            setEntries = sets.wrapAndApplyHeader(buffer, 0, header).epoch(epoch).sequence(++sequence).setsCount(1024);
        }
        final HopSetsEncoder.SetsEncoder.HopsEncoder hop = setEntries.next().setId(setId).recursive((short) (isRecursive ? 1 : 0)).hopsCount(hops.size());
        hops.forEach(h -> write(hop.next(), h));
        if (++entryCount == 1024) {
            flush();
        }
    }

    /** Adds, changes or (with {@link FibWire#WITHDRAWN}) takes out a route. */
    public void route(final int vrf, final long address, final int hostLength, final int setId, final int source, final int distance) {
        if (setEntries != null || entryCount == ROUTES_A_FRAME) {
            flush();
        }
        if (entries == null) {
            entries = routes.wrapAndApplyHeader(buffer, 0, header).epoch(epoch).sequence(++sequence).entriesCount(ROUTES_A_FRAME);
        }
        entryCount++;
        entries.next().asn(address >>> 32).host(address & 0xFFFF_FFFFL).setId(setId & 0xFFFF_FFFFL).hostLength((byte) hostLength).vrf((short) vrf)
            .source((short) source).distance((short) distance);
    }

    /** Ends the batch. */
    public void endBatch(final long batch, final long routeCount, final long digest, final boolean isSnapshotEnd) {
        flush();
        end.wrapAndApplyHeader(buffer, 0, header).epoch(epoch).sequence(++sequence).batch(batch).routes(routeCount).digest(digest)
            .snapshotEnd((short) (isSnapshotEnd ? 1 : 0));
        emit(end.encodedLength());
    }

    /** Says that the other side has everything up to the last frame. */
    public void heartbeat() {
        heartbeat.wrapAndApplyHeader(buffer, 0, header).epoch(epoch).sequence(sequence);
        emit(heartbeat.encodedLength());
    }

    private static void write(final HopSetsEncoder.SetsEncoder.HopsEncoder to, final NextHop hop) {
        to.local(0).remote(0).encapsulation((short) 0);
        switch (hop) {
            case NextHop.Gateway(var address, var port) -> to.gateway(address).port(port).kind(HopKind.GATEWAY);
            case NextHop.OnLink(var port) -> to.gateway(0).port(port).kind(HopKind.ON_LINK);
            case NextHop.Blackhole _ -> to.gateway(0).port("").kind(HopKind.BLACKHOLE);
            case NextHop.Unreachable _ -> to.gateway(0).port("").kind(HopKind.UNREACHABLE);
            case NextHop.Prohibit _ -> to.gateway(0).port("").kind(HopKind.PROHIBIT);
            case NextHop.Tunnel(var local, var remote, var encapsulation, var gateway, var port) -> to.gateway(gateway).port(port).kind(HopKind.TUNNEL)
                .local(local & 0xFFFF_FFFFL).remote(remote & 0xFFFF_FFFFL).encapsulation((short) encapsulation.id());
        }
    }

    private void flush() {
        if (entries != null) {
            entries.resetCountToIndex();
            entries = null;
            entryCount = 0;
            emit(routes.encodedLength());
        } else if (setEntries != null) {
            setEntries.resetCountToIndex();
            setEntries = null;
            entryCount = 0;
            emit(sets.encodedLength());
        }
    }

    private void emit(final int bodyBytes) {
        final int lengthBytes = MessageHeaderEncoder.ENCODED_LENGTH + bodyBytes;
        header.wrap(buffer, 0).checksum(Integer.toUnsignedLong(checksum.of(buffer, lengthBytes)));
        sink.frame(buffer, 0, lengthBytes);
    }
}
