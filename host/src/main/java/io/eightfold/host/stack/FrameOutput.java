// SPDX-License-Identifier: Apache-2.0
// Puts Ethernet headers on packets and hands the frames to the link.
package io.eightfold.host.stack;

import io.eightfold.host.link.LinkException;
import io.eightfold.host.link.RawLink;
import io.eightfold.wire.header.EthernetLayout;
import io.eightfold.wire.memory.Memory;

/**
 * The last step before the link. It owns one frame buffer; {@link #payload} is where the caller writes what goes into the frame.
 * <p>Thread: session, the stack's owner.
 */
final class FrameOutput implements AutoCloseable {
    private final RawLink link;
    private final HostCounters counters;
    private final int etherType8;
    private final long frame;
    private String lastFailure = "";

    FrameOutput(RawLink link, int etherType8, HostCounters counters) {
        this.link = link;
        this.etherType8 = etherType8;
        this.counters = counters;
        this.frame = Memory.allocate(EthernetLayout.LENGTH + (long) link.mtu());
    }

    /** Where the next frame's payload begins; it has room for {@link #mtu()} bytes. */
    long payload() {
        return frame + EthernetLayout.LENGTH;
    }

    int mtu() {
        return link.mtu();
    }

    long mac() {
        return link.mac();
    }

    /** What the link said when it last refused a frame, or an empty string. */
    String lastFailure() {
        return lastFailure;
    }

    /** Sends the packet written at {@link #payload()}; false if the link did not take it. */
    boolean sendPacket(int version, long destinationMac, int lengthBytes) {
        return send(destinationMac, version == IpPacket.VERSION_8 ? etherType8 : EthernetLayout.IPV4, lengthBytes);
    }

    /** Sends what is written at {@link #payload()} under any EtherType. */
    boolean send(long destinationMac, int etherType, int lengthBytes) {
        EthernetLayout.write(frame, destinationMac, link.mac(), etherType);
        try {
            link.send(frame, EthernetLayout.LENGTH + lengthBytes);
        } catch (LinkException e) {
            lastFailure = e.getMessage();
            counters.count(HostCounter.SEND_FAILED);
            return false;
        }
        counters.count(HostCounter.FRAMES_SENT);
        return true;
    }

    @Override
    public void close() {
        Memory.free(frame);
    }
}
