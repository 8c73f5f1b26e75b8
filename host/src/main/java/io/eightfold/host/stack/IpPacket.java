// SPDX-License-Identifier: Apache-2.0
// One view over a packet of either version, so that what is above the header is written once.
package io.eightfold.host.stack;

import io.eightfold.wire.header.IpView;
import io.eightfold.wire.header.Ipv4Layout;
import io.eightfold.wire.header.Ipv4View;
import io.eightfold.wire.header.Ipv8Layout;
import io.eightfold.wire.header.Ipv8View;
import io.eightfold.wire.memory.Memory;

/**
 * A packet of either version in native memory. Addresses are 64 bits; IPv4 addresses appear as IPv8 addresses of ASN 0.
 * <p>Thread: session, the stack's owner. Valid until the next {@link #wrap}.
 */
final class IpPacket {
    static final int VERSION_4 = Ipv4Layout.VERSION;
    static final int VERSION_8 = Ipv8Layout.VERSION;

    private final Ipv8View view8 = new Ipv8View();
    private final Ipv4View view4 = new Ipv4View();
    private IpView header = view8;

    /** Checks the header; the result is a {@code HeaderFault}. */
    int wrap(int version, long packetAddress, int availableBytes) {
        header = version == VERSION_8 ? view8 : view4;
        return header.wrap(packetAddress, availableBytes);
    }

    /** As {@link #wrap} for a packet that may be cut behind its header. */
    int wrapQuoted(int version, long packetAddress, int availableBytes) {
        header = version == VERSION_8 ? view8 : view4;
        return header.wrapQuoted(packetAddress, availableBytes);
    }

    /** Version, lengths, fragment fields, TTL, protocol and payload: the part both versions share. */
    IpView header() {
        return header;
    }

    boolean is8() {
        return header == view8;
    }

    int version() {
        return is8() ? VERSION_8 : VERSION_4;
    }

    long source() {
        return is8() ? view8.source() : view4.source() & 0xFFFF_FFFFL;
    }

    long destination() {
        return is8() ? view8.destination() : view4.destination() & 0xFFFF_FFFFL;
    }

    /** Writes a header without options, checksum included; its length is {@link #baseHeaderLength}. */
    static void writeHeader(int version, long a, int totalLength, int identification, int flags, int ttl, int protocol, long source,
                            long destination) {
        if (version == VERSION_8) {
            Ipv8View.write(a, 0, totalLength, identification, flags, ttl, protocol, source, destination);
        } else {
            Ipv4View.write(a, 0, totalLength, identification, flags, ttl, protocol, (int) source, (int) destination);
        }
    }

    /** Length of a header without options. */
    static int baseHeaderLength(int version) {
        return version == VERSION_8 ? Ipv8Layout.MIN_LENGTH : Ipv4Layout.MIN_LENGTH;
    }

    /** The version nibble of a packet. */
    static int versionAt(long packetAddress) {
        return Memory.u8(packetAddress) >>> 4;
    }
}
