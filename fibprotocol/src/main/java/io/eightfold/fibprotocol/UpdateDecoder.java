// SPDX-License-Identifier: Apache-2.0
// Reads what a control plane says.
package io.eightfold.fibprotocol;

import io.eightfold.fibprotocol.codec.BatchBeginDecoder;
import io.eightfold.fibprotocol.codec.BatchEndDecoder;
import io.eightfold.fibprotocol.codec.ConnectDecoder;
import io.eightfold.fibprotocol.codec.HeartbeatDecoder;
import io.eightfold.fibprotocol.codec.HopSetsDecoder;
import io.eightfold.fibprotocol.codec.MessageHeaderDecoder;
import io.eightfold.fibprotocol.codec.OpenDecoder;
import io.eightfold.fibprotocol.codec.RoutesDecoder;
import io.eightfold.wire.tunnel.Encapsulation;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Checks each frame against its own length before it believes a count in it, and values against {@link FibWire}'s limits; no bytes make it throw. What the handler
 * throws passes.
 * Thread: one owner.
 */
public final class UpdateDecoder {
    private final UnsafeBuffer frame = new UnsafeBuffer(0, 0);
    private final FrameHeader check = new FrameHeader();
    private final UpdateGuard guard = new UpdateGuard();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ConnectDecoder connect = new ConnectDecoder();
    private final OpenDecoder open = new OpenDecoder();
    private final BatchBeginDecoder begin = new BatchBeginDecoder();
    private final BatchEndDecoder end = new BatchEndDecoder();
    private final HeartbeatDecoder heartbeat = new HeartbeatDecoder();
    private final HopSetsDecoder sets = new HopSetsDecoder();
    private final RoutesDecoder routes = new RoutesDecoder();

    /**
     * Reads one frame.
     * @return {@link FrameFault#NONE}, or what is wrong with it; the handler may have been called for what came before the fault.
     */
    public FrameFault decode(final DirectBuffer buffer, final int offset, final int lengthBytes, final UpdateHandler handler) {
        // A view of exactly the frame: a count that leads out of it is caught by the buffer's own bounds.
        frame.wrap(buffer, offset, lengthBytes);
        try {
            final FrameFault fault = check.check(frame, header);
            return fault == FrameFault.NONE ? decode(guard.around(handler)) : fault;
        } catch (final IndexOutOfBoundsException | IllegalArgumentException e) {
            if (guard.isHandling()) {
                throw e;
            }
            return FrameFault.MALFORMED;
        }
    }

    private FrameFault decode(final UpdateHandler handler) {
        if (header.blockLength() < blockLength()) {
            return FrameFault.MALFORMED;
        }
        switch (header.templateId()) {
            case ConnectDecoder.TEMPLATE_ID -> {
                connect.wrapAndApplyHeader(frame, 0, header);
                handler.onConnect(connect.instance(), connect.answerStream());
            }
            case OpenDecoder.TEMPLATE_ID -> {
                open.wrapAndApplyHeader(frame, 0, header);
                if (handler.onSequence(open.epoch(), open.sequence(), true)) {
                    handler.onOpen(open.epoch());
                }
            }
            case BatchBeginDecoder.TEMPLATE_ID -> {
                begin.wrapAndApplyHeader(frame, 0, header);
                final long batch = begin.batch();
                if (handler.onSequence(begin.epoch(), begin.sequence(), false)) {
                    handler.onBatchBegin(batch);
                }
            }
            case HopSetsDecoder.TEMPLATE_ID -> {
                sets.wrapAndApplyHeader(frame, 0, header);
                return handler.onSequence(sets.epoch(), sets.sequence(), false) ? decodeSets(handler) : FrameFault.NONE;
            }
            case RoutesDecoder.TEMPLATE_ID -> {
                routes.wrapAndApplyHeader(frame, 0, header);
                return handler.onSequence(routes.epoch(), routes.sequence(), false) ? decodeRoutes(handler) : FrameFault.NONE;
            }
            case BatchEndDecoder.TEMPLATE_ID -> {
                end.wrapAndApplyHeader(frame, 0, header);
                final long digest = end.digest();
                final boolean isSnapshotEnd = end.snapshotEnd() != 0;
                if (handler.onSequence(end.epoch(), end.sequence(), false)) {
                    handler.onBatchEnd(end.batch(), end.routes(), digest, isSnapshotEnd);
                }
            }
            case HeartbeatDecoder.TEMPLATE_ID -> {
                heartbeat.wrapAndApplyHeader(frame, 0, header);
                // The next message will have one more than this.
                handler.onHeartbeat(heartbeat.epoch(), heartbeat.sequence());
            }
            default -> {
                return FrameFault.UNKNOWN_MESSAGE;
            }
        }
        return FrameFault.NONE;
    }

    private int blockLength() {
        return switch (header.templateId()) {
            case ConnectDecoder.TEMPLATE_ID -> ConnectDecoder.BLOCK_LENGTH;
            case OpenDecoder.TEMPLATE_ID -> OpenDecoder.BLOCK_LENGTH;
            case BatchBeginDecoder.TEMPLATE_ID -> BatchBeginDecoder.BLOCK_LENGTH;
            case HopSetsDecoder.TEMPLATE_ID -> HopSetsDecoder.BLOCK_LENGTH;
            case RoutesDecoder.TEMPLATE_ID -> RoutesDecoder.BLOCK_LENGTH;
            case BatchEndDecoder.TEMPLATE_ID -> BatchEndDecoder.BLOCK_LENGTH;
            case HeartbeatDecoder.TEMPLATE_ID -> HeartbeatDecoder.BLOCK_LENGTH;
            default -> 0;
        };
    }

    private FrameFault decodeSets(final UpdateHandler handler) {
        final HopSetsDecoder.SetsDecoder group = sets.sets();
        if (group.actingBlockLength() != HopSetsDecoder.SetsDecoder.sbeBlockLength()) {
            return FrameFault.MALFORMED;
        }
        for (final HopSetsDecoder.SetsDecoder set : group) {
            final int setId = (int) set.setId();
            final boolean isRecursive = set.recursive() != 0;
            final HopSetsDecoder.SetsDecoder.HopsDecoder hops = set.hops();
            if (hops.actingBlockLength() != HopSetsDecoder.SetsDecoder.HopsDecoder.sbeBlockLength()) {
                return FrameFault.MALFORMED;
            }
            if (setId < 0 || setId > FibWire.MAX_SET_ID || hops.count() > FibWire.MAX_HOPS) {
                return FrameFault.OUT_OF_RANGE;
            }
            final List<NextHop> members = new ArrayList<>(hops.count());
            for (final HopSetsDecoder.SetsDecoder.HopsDecoder hop : hops) {
                final NextHop member = member(hop);
                if (member == null) {
                    return FrameFault.OUT_OF_RANGE;
                }
                members.add(member);
            }
            handler.onHopSet(setId, isRecursive, members);
        }
        return FrameFault.NONE;
    }

    /**
     * Whether a frame must be kept by whoever keeps later ones: it opens an epoch, in which sets are numbered anew, or tells the numbers.
     * Of a frame made by {@link UpdateEncoder}; nothing is checked.
     */
    public static boolean isNumbering(final DirectBuffer buffer, final int offset) {
        final int template = buffer.getShort(offset + MessageHeaderDecoder.templateIdEncodingOffset(), ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        return template == OpenDecoder.TEMPLATE_ID || template == HopSetsDecoder.TEMPLATE_ID;
    }

    private static NextHop member(final HopSetsDecoder.SetsDecoder.HopsDecoder hop) {
        return switch (hop.kind()) {
            case GATEWAY -> new NextHop.Gateway(hop.gateway(), hop.port());
            case ON_LINK -> new NextHop.OnLink(hop.port());
            case BLACKHOLE -> new NextHop.Blackhole();
            case UNREACHABLE -> new NextHop.Unreachable();
            case PROHIBIT -> new NextHop.Prohibit();
            case TUNNEL -> Encapsulation.ofId(hop.encapsulation())
                .map(e -> new NextHop.Tunnel((int) hop.local(), (int) hop.remote(), e, hop.gateway(), hop.port())).orElse(null);
            case NULL_VAL -> null;
        };
    }

    private FrameFault decodeRoutes(final UpdateHandler handler) {
        final RoutesDecoder.EntriesDecoder entries = routes.entries();
        // Entries of no length would be as many as a count can say, however short the frame.
        if (entries.actingBlockLength() != RoutesDecoder.EntriesDecoder.sbeBlockLength()) {
            return FrameFault.MALFORMED;
        }
        while (entries.hasNext()) {
            entries.next();
            final long address = entries.asn() << 32 | entries.host();
            final int length = entries.hostLength();
            if (!isPrefix(address, length) || entries.vrf() >= Vrf.count()) {
                return FrameFault.OUT_OF_RANGE;
            }
            handler.onRoute(entries.vrf(), address, length, (int) entries.setId(), entries.source(), entries.distance());
        }
        return FrameFault.NONE;
    }

    private static boolean isPrefix(final long address, final int hostLength) {
        if (hostLength == FibWire.DEFAULT_ROUTE_LENGTH) {
            return address == 0;
        }
        return hostLength >= 0 && hostLength <= 32 && (hostLength == 32 || (address & 0xFFFF_FFFFL >>> hostLength) == 0);
    }
}
