// SPDX-License-Identifier: Apache-2.0
// Answers a router that looks for the generator.
package io.eightfold.perf.pktgen;

import io.eightfold.dataplane.port.PacketBuffer;
import io.eightfold.dpdk.Turn;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.header.ArpLayout;
import io.eightfold.wire.header.ArpView;
import io.eightfold.wire.header.EthernetLayout;
import io.eightfold.wire.header.HeaderFault;
import io.eightfold.wire.memory.Memory;
import java.util.List;

/**
 * Plain ARP and ARP8 for a few addresses, from the port the request came in by. An address with an ASN is also answered for by its
 * host part in plain ARP, as a router's second probe asks. <p>Thread: worker, but for the constructor and {@link #close}.
 */
final class ArpAnswers implements AutoCloseable {
    private final long[] addresses;
    private final long mac;
    private final long pool;
    private final ArpView view = new ArpView();
    private final long handle = Memory.allocate(2L * Long.BYTES);
    private final long group = Memory.allocate(Turn.TX_GROUP_BYTES);
    private long answered;

    /**
     * @param port DPDK's number of the port.
     * @param mac  the port's MAC.
     */
    ArpAnswers(final List<Ipv8Address> addresses, final int port, final long mac, final long pool) {
        this.addresses = addresses.stream().mapToLong(Ipv8Address::bits).toArray();
        this.mac = mac;
        this.pool = pool;
        Memory.putNativeLong(group + Turn.GROUP_MBUFS, handle);
        Memory.putNativeShort(group + Turn.GROUP_PORT, port);
        Memory.putNativeShort(group + Turn.GROUP_QUEUE, 0);
        Memory.putNativeShort(group + Turn.GROUP_COUNT, 1);
    }

    /** Answers the frame if it is a request for one of the addresses; the frame itself stays as it is. */
    void offer(final long frame, final int lengthBytes) {
        if (lengthBytes < EthernetLayout.LENGTH || Memory.u16(frame + EthernetLayout.TYPE) != EthernetLayout.ARP
            || view.wrap(frame + EthernetLayout.LENGTH, lengthBytes - EthernetLayout.LENGTH) != HeaderFault.OK
            || view.operation() != ArpLayout.REQUEST || view.targetAddress() == view.senderAddress() || !isOurs(view.targetAddress())) {
            return;
        }
        if (Turn.allocate(pool, handle, handle + Long.BYTES, 1) != 0) {
            return;
        }
        final long reply = Memory.nativeLong(handle + Long.BYTES);
        EthernetLayout.write(reply, view.senderMac(), mac, EthernetLayout.ARP);
        final long out = reply + EthernetLayout.LENGTH;
        final int length = view.isArp8()
            ? ArpView.writeArp8(out, ArpLayout.REPLY, mac, view.targetAddress(), view.senderMac(), view.senderAddress())
            : ArpView.writeArp(out, ArpLayout.REPLY, mac, (int) view.targetAddress(), view.senderMac(), (int) view.senderAddress());
        final int frameLength = EthernetLayout.LENGTH + length;
        Memory.fill(reply + frameLength, EthernetLayout.MIN_FRAME_LENGTH - frameLength, 0);
        PacketBuffer.setLength(Memory.nativeLong(handle), EthernetLayout.MIN_FRAME_LENGTH);
        if (Turn.send(group) == 1) {
            answered++;
        } else {
            Turn.free(handle, 1);
        }
    }

    /** Answers sent. */
    long answered() {
        return answered;
    }

    @Override
    public void close() {
        Memory.free(handle);
        Memory.free(group);
    }

    private boolean isOurs(final long asked) {
        for (final long address : addresses) {
            if (address == asked || view.kind() == ArpView.ARP && (address & 0xFFFF_FFFFL) == asked) {
                return true;
            }
        }
        return false;
    }
}
