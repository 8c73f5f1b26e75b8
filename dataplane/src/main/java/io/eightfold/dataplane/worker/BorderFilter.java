// SPDX-License-Identifier: Apache-2.0
// What an external port lets in.
package io.eightfold.dataplane.worker;

import io.eightfold.dataplane.counter.DropReason;
import io.eightfold.dataplane.fib.NextHopTable;
import io.eightfold.dataplane.port.Border;
import io.eightfold.dpdk.Turn;
import io.eightfold.wire.header.EthernetLayout;
import io.eightfold.wire.header.Ipv8Layout;
import io.eightfold.wire.memory.Memory;

/**
 * A pass over a burst of an external port, after the check and before the lookup: drops what the draft's border filters name, and sources that the peer may not send for. IPv4 has no
 * ASN to judge. Ports inside the AS do not come here. Thread: worker, its owner.
 */
final class BorderFilter {
    private static final int SOURCE = ForwardingWorker.DROP + DropReason.BORDER_SOURCE.id();
    private static final int PROTOCOL_MULTICAST = ForwardingWorker.DROP + DropReason.BORDER_PROTOCOL_MULTICAST.id();
    private static final int FIRST_PROTOCOL_ASN = 0xFFFF_0001;
    private static final int PROTOCOL_ASNS = 5;

    private final AsnSet sources;
    private final int stopped;

    BorderFilter(final Border border) {
        sources = new AsnSet(border.asns(), border.isInverted());
        stopped = NextHopTable.borderFlags(border);
    }

    /**
     * Judges the packets of a burst.
     * @param turn    where the burst lies
     * @param verdict of the check, changed for what is dropped
     * @param scope   of each packet of version 8
     */
    void pass(final long turn, final int count, final int[] verdict, final int[] scope) {
        for (int i = 0; i < count; i++) {
            final long packet = Memory.nativeLong(turn + Turn.RX_DATA + ((long) i << 3)) + EthernetLayout.LENGTH;
            final int version = verdict[i];
            if (version == ForwardingWorker.IPV8) {
                if ((scope[i] & stopped) != 0 || !sources.contains(Memory.u32(packet + Ipv8Layout.SOURCE_ASN))) {
                    verdict[i] = reason(packet, scope[i] & stopped);
                }
            } else if (version == ForwardingWorker.GROUP_IPV8 && isProtocolGroup(Memory.u32(packet + Ipv8Layout.DESTINATION_ASN))) {
                verdict[i] = PROTOCOL_MULTICAST;
            }
        }
    }

    private static int reason(final long packet, final int scope) {
        return scope == 0 ? SOURCE : ForwardingWorker.DROP + HeaderCheck.borderReason(packet, scope);
    }

    /** 255.255.0.1 to 255.255.0.5: routing protocols, which do not cross a border. */
    private static boolean isProtocolGroup(final int asn) {
        return Integer.compareUnsigned(asn - FIRST_PROTOCOL_ASN, PROTOCOL_ASNS) < 0;
    }
}
