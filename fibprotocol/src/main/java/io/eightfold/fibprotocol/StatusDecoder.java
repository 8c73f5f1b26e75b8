// SPDX-License-Identifier: Apache-2.0
// Reads what a dataplane says.
package io.eightfold.fibprotocol;

import io.eightfold.fibprotocol.codec.AckDecoder;
import io.eightfold.fibprotocol.codec.GatewaysDecoder;
import io.eightfold.fibprotocol.codec.HelloDecoder;
import io.eightfold.fibprotocol.codec.MessageHeaderDecoder;
import io.eightfold.fibprotocol.codec.ResyncDecoder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The counterpart of {@link UpdateDecoder}; no bytes make it throw, and what the handler throws passes. Thread: one owner. */
public final class StatusDecoder {
    private final UnsafeBuffer frame = new UnsafeBuffer(0, 0);
    private final FrameHeader check = new FrameHeader();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final HelloDecoder hello = new HelloDecoder();
    private final AckDecoder ack = new AckDecoder();
    private final ResyncDecoder resync = new ResyncDecoder();
    private final GatewaysDecoder gateways = new GatewaysDecoder();
    /** What is thrown by now is the handler's: it is called last, and the fields of a block whose length was checked can be read without fault. */
    private boolean isHandling;

    /** Reads one frame; {@link FrameFault#NONE}, or what is wrong with it, and then the handler was not called. */
    public FrameFault decode(final DirectBuffer buffer, final int offset, final int lengthBytes, final StatusHandler handler) {
        frame.wrap(buffer, offset, lengthBytes);
        isHandling = false;
        try {
            final FrameFault fault = check.check(frame, header);
            return fault == FrameFault.NONE ? decode(handler) : fault;
        } catch (final IndexOutOfBoundsException | IllegalArgumentException e) {
            if (isHandling) {
                throw e;
            }
            return FrameFault.MALFORMED;
        }
    }

    private FrameFault decode(final StatusHandler handler) {
        if (header.blockLength() < blockLength()) {
            return FrameFault.MALFORMED;
        }
        switch (header.templateId()) {
            case HelloDecoder.TEMPLATE_ID -> {
                hello.wrapAndApplyHeader(frame, 0, header);
                final List<StatusHandler.Port> ports = new ArrayList<>();
                final HelloDecoder.PortsDecoder group = hello.ports();
                // Entries of no length would be as many as a count can say, however short the frame.
                if (group.actingBlockLength() != HelloDecoder.PortsDecoder.sbeBlockLength()) {
                    return FrameFault.MALFORMED;
                }
                for (final HelloDecoder.PortsDecoder p : group) {
                    ports.add(new StatusHandler.Port(p.name(), p.index(), p.mac(), p.mtuBytes(), p.linkUp() != 0, p.vrf()));
                }
                isHandling = true;
                handler.onHello(hello.instance(), hello.epoch(), hello.peer(), hello.configuration(), ports);
            }
            case AckDecoder.TEMPLATE_ID -> {
                ack.wrapAndApplyHeader(frame, 0, header);
                isHandling = true;
                handler.onAck(ack.instance(), ack.epoch(), ack.batch(), ack.routes(), ack.digest(), ack.refused());
            }
            case ResyncDecoder.TEMPLATE_ID -> {
                resync.wrapAndApplyHeader(frame, 0, header);
                final ResyncCause cause = cause();
                isHandling = true;
                handler.onResync(resync.instance(), resync.epoch(), resync.expected(), resync.seen(), cause);
            }
            case GatewaysDecoder.TEMPLATE_ID -> {
                gateways.wrapAndApplyHeader(frame, 0, header);
                final List<StatusHandler.Gateway> list = new ArrayList<>();
                final GatewaysDecoder.EntriesDecoder group = gateways.entries();
                if (group.actingBlockLength() != GatewaysDecoder.EntriesDecoder.sbeBlockLength()) {
                    return FrameFault.MALFORMED;
                }
                for (final GatewaysDecoder.EntriesDecoder g : group) {
                    list.add(new StatusHandler.Gateway(g.gateway(), g.port(), state(g)));
                }
                isHandling = true;
                handler.onGateways(gateways.instance(), gateways.part(), gateways.last() != 0, list);
            }
            default -> {
                return FrameFault.UNKNOWN_MESSAGE;
            }
        }
        return FrameFault.NONE;
    }

    private int blockLength() {
        return switch (header.templateId()) {
            case HelloDecoder.TEMPLATE_ID -> HelloDecoder.BLOCK_LENGTH;
            case AckDecoder.TEMPLATE_ID -> AckDecoder.BLOCK_LENGTH;
            case ResyncDecoder.TEMPLATE_ID -> ResyncDecoder.BLOCK_LENGTH;
            case GatewaysDecoder.TEMPLATE_ID -> GatewaysDecoder.BLOCK_LENGTH;
            default -> 0;
        };
    }

    private ResyncCause cause() {
        return switch (resync.reason()) {
            case GAP -> ResyncCause.GAP;
            case UNKNOWN_HOP_SET -> ResyncCause.UNKNOWN_HOP_SET;
            case DIGEST -> ResyncCause.DIGEST;
            case MALFORMED, NULL_VAL -> ResyncCause.MALFORMED;
        };
    }

    private static StatusHandler.Gateway.State state(final GatewaysDecoder.EntriesDecoder gateway) {
        return switch (gateway.state()) {
            case REACHABLE -> StatusHandler.Gateway.State.REACHABLE;
            case FAILED -> StatusHandler.Gateway.State.FAILED;
            case UNKNOWN, NULL_VAL -> StatusHandler.Gateway.State.UNKNOWN;
        };
    }
}
