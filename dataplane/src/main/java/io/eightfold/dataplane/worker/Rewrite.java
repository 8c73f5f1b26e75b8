// SPDX-License-Identifier: Apache-2.0
// What changes in a frame when it is forwarded.
package io.eightfold.dataplane.worker;

import io.eightfold.dataplane.fib.NextHopTable;
import io.eightfold.wire.header.EthernetLayout;
import io.eightfold.wire.header.Ipv8Layout;
import io.eightfold.wire.memory.Memory;

/** TTL, checksum and Ethernet header. TTL, protocol and checksum lie at the same offsets in both versions. Thread: any. */
public final class Rewrite {
    private Rewrite() {
    }

    /**
     * Rewrites a frame in place.
     * @param version      0 for IPv8, 1 for IPv4.
     * @param macAndFlags  first long of the record, flags clear for this version.
     * @param ttlWord      TTL, protocol and checksum as one native int; TTL above 1.
     */
    public static void apply(final long frame, final long record, final int version, final long macAndFlags, final int ttlWord) {
        ethernet(frame, record, version, macAndFlags);
        Memory.putNativeInt(frame + EthernetLayout.LENGTH + Ipv8Layout.TTL, decremented(ttlWord));
    }

    /** The Ethernet header alone, for packets of our own, which keep their TTL. Thread: any. */
    public static void ethernet(final long frame, final long record, final int version, final long macAndFlags) {
        // The three variants of source MAC and EtherType differ by version only: record + 8 or record + 16.
        // The first store's last two bytes, the flags, are overwritten by the second.
        Memory.putNativeLong(frame, macAndFlags);
        Memory.putNativeLong(frame + EthernetLayout.SRC, Memory.nativeLong(record + NextHopTable.SOURCE_IPV8 + ((long) version << 3)));
    }

    /** A packet loses one of its TTL, which is above 1. Thread: any. */
    public static void decrementTtl(final long packet) {
        Memory.putNativeInt(packet + Ipv8Layout.TTL, decremented(Memory.nativeInt(packet + Ipv8Layout.TTL)));
    }

    /**
     * RFC 1624 equation 3, HC' = ~(~HC + ~m + m'), on native little-endian words: TTL is the low byte of its word, so m' = m - 1 and
     * ~m + m' = 0xFFFE.
     */
    static int decremented(final int ttlWord) {
        final int sum = (~ttlWord >>> 16) + 0xFFFE;
        final int folded = (sum & 0xFFFF) + (sum >>> 16);
        return (ttlWord & 0xFFFF) - 1 | ~folded << 16;
    }
}
