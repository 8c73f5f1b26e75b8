// SPDX-License-Identifier: Apache-2.0
// Which packets are traced.
package io.eightfold.dataplane.trace;

import io.eightfold.wire.address.Ipv8Prefix;
import io.eightfold.wire.header.EthernetLayout;
import io.eightfold.wire.header.Ipv4Layout;
import io.eightfold.wire.header.Ipv8Layout;
import io.eightfold.wire.memory.Memory;

/**
 * All that is given must hold. Immutable.
 *
 * @param port          index of the port they come in by, or {@link #ANY_PORT}.
 * @param destination   prefix of their destination, or null; frames without an address match no prefix.
 * @param source        prefix of their source, or null.
 * @param isDroppedOnly only packets that end as dropped, at a worker or later.
 */
public record TraceFilter(int port, Ipv8Prefix destination, Ipv8Prefix source, boolean isDroppedOnly) {
    public static final int ANY_PORT = -1;
    /** Every packet. */
    public static final TraceFilter ALL = new TraceFilter(ANY_PORT, null, null, false);

    /**
     * Whether a frame is one of those, apart from how it ends. Thread: worker.
     * @param ipv8EtherType of the port of arrival.
     */
    boolean matches(final int arrival, final long frame, final int lengthBytes, final int ipv8EtherType) {
        if (port != ANY_PORT && port != arrival) {
            return false;
        }
        return destination == null && source == null || matchesAddresses(frame, lengthBytes, ipv8EtherType);
    }

    /** A broken header is compared as it is, as far as the frame reaches: it may be what is looked for. */
    private boolean matchesAddresses(final long frame, final int lengthBytes, final int ipv8EtherType) {
        if (lengthBytes < EthernetLayout.LENGTH + Ipv4Layout.MIN_LENGTH) {
            return false;
        }
        final int type = Memory.u16(frame + EthernetLayout.TYPE);
        final long packet = frame + EthernetLayout.LENGTH;
        if (type == ipv8EtherType && lengthBytes >= EthernetLayout.LENGTH + Ipv8Layout.MIN_LENGTH) {
            return isWithin(destination, Memory.u64(packet + Ipv8Layout.DESTINATION)) && isWithin(source, Memory.u64(packet + Ipv8Layout.SOURCE));
        }
        return type == EthernetLayout.IPV4 && isWithin(destination, Memory.u32(packet + Ipv4Layout.DESTINATION) & 0xFFFF_FFFFL)
            && isWithin(source, Memory.u32(packet + Ipv4Layout.SOURCE) & 0xFFFF_FFFFL);
    }

    private static boolean isWithin(final Ipv8Prefix prefix, final long address) {
        return prefix == null || prefix.contains(address);
    }
}
