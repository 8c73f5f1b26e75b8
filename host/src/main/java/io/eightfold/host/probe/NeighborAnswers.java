// SPDX-License-Identifier: Apache-2.0
// Answers a router that looks for the receiver of probes.
package io.eightfold.host.probe;

import io.eightfold.host.link.RawLink;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.header.ArpLayout;
import io.eightfold.wire.header.ArpView;
import io.eightfold.wire.header.EthernetLayout;
import io.eightfold.wire.header.HeaderFault;
import io.eightfold.wire.memory.Memory;
import java.util.List;

/** ARP8 for addresses with an ASN, ARP for those without, from the link the request came by. Thread: session, the link's owner. */
public final class NeighborAnswers {
    private final RawLink link;
    private final long[] addresses;
    private final long reply;
    private final ArpView view = new ArpView();

    /** @param reply memory for a frame of {@link EthernetLayout#MIN_FRAME_LENGTH} bytes, the caller's */
    public NeighborAnswers(RawLink link, List<Ipv8Address> addresses, long reply) {
        this.link = link;
        this.addresses = addresses.stream().mapToLong(Ipv8Address::bits).toArray();
        this.reply = reply;
    }

    /** Answers the frame if it asks for one of the addresses. */
    public void offer(long frame, int lengthBytes) {
        if (lengthBytes < EthernetLayout.LENGTH || Memory.u16(frame + EthernetLayout.TYPE) != EthernetLayout.ARP
            || view.wrap(frame + EthernetLayout.LENGTH, lengthBytes - EthernetLayout.LENGTH) != HeaderFault.OK
            || view.operation() != ArpLayout.REQUEST || !isOurs(view.targetAddress())) {
            return;
        }
        EthernetLayout.write(reply, view.senderMac(), link.mac(), EthernetLayout.ARP);
        long packet = reply + EthernetLayout.LENGTH;
        int length = EthernetLayout.LENGTH + (view.isArp8()
            ? ArpView.writeArp8(packet, ArpLayout.REPLY, link.mac(), view.targetAddress(), view.senderMac(), view.senderAddress())
            : ArpView.writeArp(packet, ArpLayout.REPLY, link.mac(), (int) view.targetAddress(), view.senderMac(), (int) view.senderAddress()));
        Memory.fill(reply + length, EthernetLayout.MIN_FRAME_LENGTH - length, 0);
        link.send(reply, EthernetLayout.MIN_FRAME_LENGTH);
    }

    private boolean isOurs(long asked) {
        for (long address : addresses) {
            if (address == asked) {
                return true;
            }
        }
        return false;
    }
}
