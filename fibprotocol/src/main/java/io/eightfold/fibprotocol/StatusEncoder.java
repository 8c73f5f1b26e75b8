// SPDX-License-Identifier: Apache-2.0
// Writes what a dataplane says.
package io.eightfold.fibprotocol;

import io.eightfold.fibprotocol.codec.AckEncoder;
import io.eightfold.fibprotocol.codec.GatewayState;
import io.eightfold.fibprotocol.codec.GatewaysEncoder;
import io.eightfold.fibprotocol.codec.HelloEncoder;
import io.eightfold.fibprotocol.codec.MessageHeaderEncoder;
import io.eightfold.fibprotocol.codec.ResyncEncoder;
import io.eightfold.fibprotocol.codec.ResyncReason;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** One frame a call. Thread: one owner. */
public final class StatusEncoder {
    /** Gateways that one part tells at most. */
    public static final int MAX_GATEWAYS = 800;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[FibWire.MAX_FRAME_BYTES]);
    private final FrameChecksum checksum = new FrameChecksum();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final HelloEncoder hello = new HelloEncoder();
    private final AckEncoder ack = new AckEncoder();
    private final ResyncEncoder resync = new ResyncEncoder();
    private final GatewaysEncoder gateways = new GatewaysEncoder();
    private final FrameSink sink;
    private final long instance;

    /** @param instance of this dataplane; differs at each start. */
    public StatusEncoder(final long instance, final FrameSink sink) {
        this.instance = instance;
        this.sink = sink;
    }

    /** Who this is. {@code configuration} is the fingerprint of what the dataplane was started with, 0 when it knows none. */
    public void hello(final long epoch, final long peer, final long configuration, final List<StatusHandler.Port> ports) {
        final HelloEncoder.PortsEncoder group = hello.wrapAndApplyHeader(buffer, 0, header).instance(instance).epoch(epoch).peer(peer)
            .configuration(configuration).portsCount(ports.size());
        for (final StatusHandler.Port port : ports) {
            group.next().name(port.name()).mac(port.mac()).index(port.index()).mtuBytes(port.mtuBytes()).linkUp((short) (port.isUp() ? 1 : 0))
                .vrf((short) port.vrf());
        }
        emit(hello.encodedLength());
    }

    /** Everything up to the batch is visible. */
    public void ack(final long epoch, final long batch, final long routes, final long digest, final long refused) {
        ack.wrapAndApplyHeader(buffer, 0, header).instance(instance).epoch(epoch).batch(batch).routes(routes).digest(digest).refused(refused);
        emit(ack.encodedLength());
    }

    /** The epoch is broken; {@code cause} is one that a dataplane can find. */
    public void resync(final long epoch, final long expected, final long seen, final ResyncCause cause) {
        resync.wrapAndApplyHeader(buffer, 0, header).instance(instance).epoch(epoch).expected(expected).seen(seen).reason(switch (cause) {
            case GAP -> ResyncReason.GAP;
            case UNKNOWN_HOP_SET -> ResyncReason.UNKNOWN_HOP_SET;
            case DIGEST -> ResyncReason.DIGEST;
            default -> ResyncReason.MALFORMED;
        });
        emit(resync.encodedLength());
    }

    /**
     * A part of all gateways in use: the parts of a report follow one another.
     * @param list at most {@link #MAX_GATEWAYS}.
     * @param part counted from 0.
     */
    public void gateways(final List<StatusHandler.Gateway> list, final int part, final boolean isLast) {
        if (list.size() > MAX_GATEWAYS) {
            throw new IllegalArgumentException("gateways=" + list.size() + " are above the " + MAX_GATEWAYS + " of one part; tell them in several");
        }
        final GatewaysEncoder.EntriesEncoder group = gateways.wrapAndApplyHeader(buffer, 0, header).instance(instance).part(part)
            .last((short) (isLast ? 1 : 0)).entriesCount(list.size());
        for (final StatusHandler.Gateway gateway : list) {
            group.next().gateway(gateway.address()).port(gateway.port()).state(switch (gateway.state()) {
                case UNKNOWN -> GatewayState.UNKNOWN;
                case REACHABLE -> GatewayState.REACHABLE;
                case FAILED -> GatewayState.FAILED;
            });
        }
        emit(gateways.encodedLength());
    }

    private void emit(final int bodyBytes) {
        final int lengthBytes = MessageHeaderEncoder.ENCODED_LENGTH + bodyBytes;
        header.wrap(buffer, 0).checksum(Integer.toUnsignedLong(checksum.of(buffer, lengthBytes)));
        sink.frame(buffer, 0, lengthBytes);
    }
}
