// SPDX-License-Identifier: Apache-2.0
// The entry of the host's network layer: owns a link, moves its frames, and is what programs talk to.
package io.eightfold.host.stack;

import io.eightfold.host.link.RawLink;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.header.EthernetLayout;
import io.eightfold.wire.memory.Memory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * A small IPv8 host on one link, reachable under its IPv8 address and, as IPv4, under the host part of it.
 *
 * <pre>{@code
 * try (HostStack stack = new HostStack(config, PacketSocketLink.open("eth0"))) {
 *     stack.bind(4000, datagram -> ...);
 *     stack.start();
 *     while (!stopped) stack.turn(100);
 * }
 * }</pre>
 * <p>Thread: session, one owner calls everything except {@link #counters()}, which any thread may read.
 * <p>Failure: what a frame can cause is counted; {@link #turn} throws {@code LinkException} only if the link itself is gone.
 */
public final class HostStack implements AutoCloseable {
    private static final int FRAMES_PER_TURN = 64;
    /** A veth pair hands over segments of up to 64 KiB that no wire would carry; they must fit to be refused properly. */
    private static final int RECEIVE_CAPACITY_BYTES = EthernetLayout.LENGTH + (1 << 16);

    private final HostConfig config;
    private final RawLink link;
    private final LongSupplier clockNs;
    private final HostCounters counters = new HostCounters();
    private final long receiveBuffer = Memory.allocate(RECEIVE_CAPACITY_BYTES);
    private final FrameOutput frames;
    private final HostRoutes routes;
    private final ArpService arp;
    private final PacketOutput output;
    private final IcmpService icmp;
    private final UdpService udp;
    private final IpInput ip;
    private final FrameInput input;
    private Consumer<HostNotice> notices = notice -> { };

    /** A stack on the system's monotonic clock. It takes over the link and closes it. */
    public HostStack(HostConfig config, RawLink link) {
        this(config, link, System::nanoTime);
    }

    /** A stack on a clock of nanoseconds that the caller may advance. */
    public HostStack(HostConfig config, RawLink link, LongSupplier clockNs) {
        this.config = config;
        this.link = link;
        this.clockNs = clockNs;
        long nowNs = clockNs.getAsLong();
        Consumer<HostNotice> toListener = notice -> notices.accept(notice);
        this.frames = new FrameOutput(link, config.etherType(), counters);
        this.routes = new HostRoutes(config);
        this.arp = new ArpService(config, routes, frames, counters);
        // Two tools on one host number their packets apart only if they do not both start at 0.
        this.output = new PacketOutput(routes, arp, frames, counters, toListener, (int) (nowNs ^ nowNs >>> 20));
        this.icmp = new IcmpService(config, routes, output, counters, toListener, nowNs);
        this.udp = new UdpService(output, counters);
        this.ip = new IpInput(config, routes, new Reassembler(counters), icmp, udp);
        this.input = new FrameInput(config.etherType(), link.mac(), arp, output.neighbors(), ip);
        if (config.hasUdpServices()) {
            udp.bind(UdpService.ECHO_PORT, this::echo);
            udp.bind(UdpService.DISCARD_PORT, udp::discard);
        }
    }

    /**
     * Announces the address with gratuitous ARP8 if this stack owns it.
     *
     * @return whether there is nothing left to announce; false if the interface did not take the frame, so that the caller can try again
     */
    public boolean start() {
        return !config.isOwner() || arp.announce();
    }

    /**
     * Takes in what has arrived, waiting for the first frame if there is none, and does what time demands.
     *
     * @param maxWaitMs longest wait in milliseconds; a timer that is due earlier ends it
     * @return number of frames taken in
     */
    public int turn(long maxWaitMs) {
        long waitMs = Math.min(maxWaitMs, timerWaitMs());
        int count = 0;
        int lengthBytes = link.receive(receiveBuffer, RECEIVE_CAPACITY_BYTES, waitMs);
        while (lengthBytes > 0) {
            counters.count(HostCounter.FRAMES_RECEIVED);
            counters.count(input.receive(receiveBuffer, lengthBytes, link.isChecksumPending(), clockNs.getAsLong()));
            count++;
            lengthBytes = count < FRAMES_PER_TURN ? link.receive(receiveBuffer, RECEIVE_CAPACITY_BYTES, 0) : 0;
        }
        long nowNs = clockNs.getAsLong();
        output.neighbors().onTime(nowNs);
        ip.onTime(nowNs);
        return count;
    }

    private long timerWaitMs() {
        long remainingNs = output.neighbors().remainingNs(clockNs.getAsLong());
        // Rounded up: waking before the deadline would only turn the loop once more.
        return remainingNs == Long.MAX_VALUE ? Long.MAX_VALUE : TimeUnit.NANOSECONDS.toMillis(remainingNs) + 1;
    }

    /** Sets who hears of echo replies, ICMP errors and failed sends; there is one listener. */
    public void onNotice(Consumer<HostNotice> listener) {
        notices = listener;
    }

    /**
     * Receives UDP on a port, in both versions.
     *
     * @throws IllegalStateException if the port is bound already
     */
    public void bind(int port, UdpHandler handler) {
        udp.bind(port, handler);
    }

    public void unbind(int port) {
        udp.unbind(port);
    }

    /** Sends one UDP datagram; a destination in ASN 0 goes out as IPv4. */
    public SendResult sendTo(Ipv8Address destination, int sourcePort, int destinationPort, byte[] payload) {
        return sendTo(destination, sourcePort, destinationPort, payload, SendOptions.DEFAULT);
    }

    /** As {@link #sendTo(Ipv8Address, int, int, byte[])}, with header fields chosen by the caller. */
    public SendResult sendTo(Ipv8Address destination, int sourcePort, int destinationPort, byte[] payload, SendOptions options) {
        long copy = Memory.allocate(Math.max(1, payload.length));
        try {
            Memory.fromBytes(payload, copy);
            return sendTo(destination, sourcePort, destinationPort, copy, payload.length, options);
        } finally {
            Memory.free(copy);
        }
    }

    /** As {@link #sendTo(Ipv8Address, int, int, byte[], SendOptions)}, with the payload in native memory. */
    public SendResult sendTo(Ipv8Address destination, int sourcePort, int destinationPort, long payloadAddress, int payloadLengthBytes,
                             SendOptions options) {
        return udp.send(destination.bits(), routes.sourceFor(destination.bits()), sourcePort, destinationPort, payloadAddress,
            payloadLengthBytes, options, clockNs.getAsLong());
    }

    /** Sends one echo request; the answer arrives as {@link HostNotice.EchoReply}. */
    public SendResult sendEcho(Ipv8Address destination, int id, int sequence, byte[] payload, SendOptions options) {
        return icmp.sendEcho(destination.bits(), id, sequence, payload, options, clockNs.getAsLong());
    }

    /** RFC 862: what comes goes back. */
    private void echo(UdpDatagram datagram) {
        sendTo(datagram.source(), UdpService.ECHO_PORT, datagram.sourcePort(), datagram.payloadAddress(), datagram.payloadLengthBytes(),
            SendOptions.DEFAULT);
    }

    public HostConfig config() {
        return config;
    }

    /** The address that packets to a destination carry as source. */
    public Ipv8Address sourceFor(Ipv8Address destination) {
        return Ipv8Address.ofBits(routes.sourceFor(destination.bits()));
    }

    /** Thread: any. */
    public HostCounters counters() {
        return counters;
    }

    public List<NeighborInfo> neighbors() {
        long nowNs = clockNs.getAsLong();
        return output.neighbors().entries().stream().map(neighbor -> NeighborInfo.of(neighbor, nowNs)).toList();
    }

    public int mtu() {
        return link.mtu();
    }

    public long mac() {
        return link.mac();
    }

    /** The stack's clock, in nanoseconds. */
    public long nowNs() {
        return clockNs.getAsLong();
    }

    /** What the link said when it last refused a frame, or an empty string. */
    public String lastSendFailure() {
        return frames.lastFailure();
    }

    @Override
    public void close() {
        ip.close();
        icmp.close();
        output.close();
        frames.close();
        Memory.free(receiveBuffer);
        link.close();
    }
}
