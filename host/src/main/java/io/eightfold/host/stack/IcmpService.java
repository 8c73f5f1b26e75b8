// SPDX-License-Identifier: Apache-2.0
// ICMPv8 and ICMP of a host: answers echo, announces replies and errors, sends errors.
package io.eightfold.host.stack;

import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.header.HeaderFault;
import io.eightfold.wire.header.IcmpLayout;
import io.eightfold.wire.header.IcmpView;
import io.eightfold.wire.header.Protocol;
import io.eightfold.wire.icmp.IcmpWriter;
import io.eightfold.wire.memory.Memory;
import java.util.function.Consumer;

/** RFC 792 and RFC 1122 section 3.2.2 for both versions. Thread: session, the stack's owner. */
final class IcmpService implements AutoCloseable {
    private static final int ERRORS_PER_S = 100;
    private static final int ERROR_BURST = 50;

    private final IcmpView view = new IcmpView();
    private final HostConfig config;
    private final HostRoutes routes;
    private final PacketOutput output;
    private final HostCounters counters;
    private final Consumer<HostNotice> notices;
    private final TokenBucket errorBudget;
    private final long errorPacket = Memory.allocate(IcmpWriter.MAX_ERROR_LENGTH);

    IcmpService(HostConfig config, HostRoutes routes, PacketOutput output, HostCounters counters, Consumer<HostNotice> notices, long nowNs) {
        this.config = config;
        this.routes = routes;
        this.output = output;
        this.counters = counters;
        this.notices = notices;
        this.errorBudget = new TokenBucket(ERRORS_PER_S, ERROR_BURST, nowNs);
    }

    /** Handles one message; the result says how its frame ended. */
    HostCounter receive(IpPacket packet, long nowNs) {
        switch (view.wrap(packet.header().payloadAddress(), packet.header().payloadLength())) {
            case HeaderFault.TOO_SHORT -> { return HostCounter.ICMP_TOO_SHORT; }
            case HeaderFault.BAD_CHECKSUM -> { return HostCounter.ICMP_BAD_CHECKSUM; }
            default -> { }
        }
        return switch (view.type()) {
            case IcmpView.ECHO_REQUEST -> answerEcho(packet, nowNs);
            case IcmpView.ECHO_REPLY -> announceReply(packet, nowNs);
            default -> IcmpView.isError(view.type()) ? announceError(packet, nowNs) : HostCounter.ICMP_IGNORED;
        };
    }

    /** RFC 1122 section 3.2.2.6: the same identifier, sequence number and data go back; source and destination change places. */
    private HostCounter answerEcho(IpPacket packet, long nowNs) {
        if (!config.isOwner()) {
            return HostCounter.LEFT_TO_OWNER;
        }
        Memory.copy(view.address(), output.payload(), view.length());
        IcmpView.write(output.payload(), IcmpView.ECHO_REPLY, 0, view.rest(), view.length());
        output.send(packet.source(), Protocol.ICMP, SendOptions.DEFAULT, view.length(), nowNs);
        return HostCounter.ECHO_ANSWERED;
    }

    private HostCounter announceReply(IpPacket packet, long nowNs) {
        notices.accept(new HostNotice.EchoReply(Ipv8Address.ofBits(packet.source()), view.echoId(), view.echoSequence(),
            packet.header().ttl(), view.length(), nowNs));
        return HostCounter.ECHO_REPLY;
    }

    private HostCounter announceError(IpPacket packet, long nowNs) {
        QuotedPacket original = QuotedPacket.read(view.quotedAddress(), view.quotedLength()).orElse(null);
        if (original == null) {
            return HostCounter.ICMP_BAD_QUOTE;
        }
        // An error about a packet that we cannot have sent is forged or misrouted.
        if (!routes.isOwn(original.version(), original.source().bits())) {
            return HostCounter.ICMP_ERROR_NOT_OURS;
        }
        notices.accept(new HostNotice.IcmpError(Ipv8Address.ofBits(packet.source()), packet.version(), view.type(), view.code(),
            view.rest(), packet.header().ttl(), original, nowNs));
        return HostCounter.ICMP_ERROR;
    }

    /** Sends an echo request whose data is copied from {@code payload}. */
    SendResult sendEcho(long destination, int id, int sequence, byte[] payload, SendOptions options, long nowNs) {
        int lengthBytes = IcmpLayout.LENGTH + payload.length;
        int maxBytes = PacketOutput.maxPayloadBytes(destination);
        if (lengthBytes > maxBytes) {
            throw new IllegalArgumentException("echo data of " + payload.length + " bytes > " + (maxBytes - IcmpLayout.LENGTH)
                + " that a packet can carry; send less");
        }
        Memory.fromBytes(payload, output.payload() + IcmpLayout.LENGTH);
        IcmpView.write(output.payload(), IcmpView.ECHO_REQUEST, 0, id << 16 | sequence & 0xFFFF, lengthBytes);
        return output.send(destination, Protocol.ICMP, options, lengthBytes, nowNs);
    }

    /** Tells a packet's source what became of it, unless the rules or the rate limit forbid it. */
    void sendError(int type, int code, IpPacket offender, long offenderAddress, int offenderLength, long nowNs) {
        boolean mayCause = offender.is8() ? IcmpWriter.mayCauseErrorV8(offenderAddress, offenderLength)
            : IcmpWriter.mayCauseErrorV4(offenderAddress, offenderLength);
        if (!config.isOwner() || !mayCause) {
            return;
        }
        if (!errorBudget.tryTake(nowNs)) {
            counters.count(HostCounter.ICMP_RATE_LIMITED);
            return;
        }
        long to = offender.source();
        long from = offender.destination();
        int lengthBytes = offender.is8()
            ? IcmpWriter.writeErrorV8(errorPacket, from, to, type, code, 0, offenderAddress, offenderLength)
            : IcmpWriter.writeErrorV4(errorPacket, (int) from, (int) to, type, code, 0, offenderAddress, offenderLength);
        counters.count(HostCounter.ICMP_ERRORS_SENT);
        output.sendPacket(to, errorPacket, lengthBytes, nowNs);
    }

    @Override
    public void close() {
        Memory.free(errorPacket);
    }
}
