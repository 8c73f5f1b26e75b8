// SPDX-License-Identifier: Apache-2.0
// What an external port lets in.
package io.eightfold.dataplane.worker;

import io.eightfold.dataplane.counter.DropReason;
import io.eightfold.dataplane.fib.NextHopTable;
import io.eightfold.dataplane.port.Border;
import io.eightfold.wire.header.Ipv8Layout;
import io.eightfold.wire.memory.Memory;
import java.util.List;

/**
 * The draft's border filters for what comes in by an external port, and sources that the peer may not send for. IPv4 has no ASN to judge. What must not leave is stopped by the flags
 * of next hops beyond the border. Thread: worker, its owner.
 */
final class BorderFilter implements AutoCloseable {
    private static final int FIRST_PROTOCOL_ASN = 0xFFFF_0001;
    private static final int PROTOCOL_ASNS = 5;

    private final AsnSet sources;
    private final int stopped;

    BorderFilter(final Border border) {
        sources = new AsnSet(border.asns(), border.isInverted());
        stopped = NextHopTable.borderFlags(border);
    }

    /** For packets that came out of tunnels: they are from outside, and {@link Decapsulator} knows whose they are. */
    static BorderFilter ofTunnels() {
        return new BorderFilter(new Border(List.of(), true, false));
    }

    /** Where the set of sources lies: all that is left to ask of a packet without a scope. */
    long sources() {
        return sources.address();
    }

    /** The id of the reason why a packet does not come in, or 0. */
    int stops(final long packet, final int scope) {
        if ((scope & stopped) != 0) {
            return HeaderCheck.borderReason(packet, scope & stopped);
        }
        return sources.contains(Memory.u32(packet + Ipv8Layout.SOURCE_ASN)) ? 0 : DropReason.BORDER_SOURCE.id();
    }

    @Override
    public void close() {
        sources.close();
    }

    /** 255.255.0.1 to 255.255.0.5 as destination: routing protocols, which do not cross a border. */
    static boolean isProtocolGroup(final long packet) {
        return Integer.compareUnsigned(Memory.u32(packet + Ipv8Layout.DESTINATION_ASN) - FIRST_PROTOCOL_ASN, PROTOCOL_ASNS) < 0;
    }
}
