// SPDX-License-Identifier: Apache-2.0
// What can be read from the first bytes of a packet, as ICMP errors quote them.
package io.eightfold.host.stack;

import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.header.HeaderFault;
import io.eightfold.wire.header.Protocol;
import io.eightfold.wire.memory.Memory;
import java.util.Optional;

/**
 * Header fields and the first 8 payload bytes of a packet that may be cut anywhere behind them (RFC 792: "the internet header plus the first
 * 64 bits of the original datagram's data").
 *
 * @param version     4 or 8
 * @param protocol    protocol number
 * @param firstWord   payload bytes 0 to 3, network order
 * @param secondWord  payload bytes 4 to 7, network order
 */
public record QuotedPacket(int version, Ipv8Address source, Ipv8Address destination, int protocol, int firstWord, int secondWord) {
    private static final int PAYLOAD_BYTES = 8;
    private static final int WORD_BYTES = 4;

    /** Reads a quote; empty if it is shorter than its header and 8 bytes, or of neither version. Thread: any. */
    static Optional<QuotedPacket> read(long address, int availableBytes) {
        if (availableBytes == 0) {
            return Optional.empty();
        }
        int version = IpPacket.versionAt(address);
        IpPacket packet = new IpPacket();
        boolean known = version == IpPacket.VERSION_4 || version == IpPacket.VERSION_8;
        if (!known || packet.wrapQuoted(version, address, availableBytes) != HeaderFault.OK) {
            return Optional.empty();
        }
        int headerLength = packet.header().headerLength();
        if (availableBytes < headerLength + PAYLOAD_BYTES) {
            return Optional.empty();
        }
        return Optional.of(new QuotedPacket(version, Ipv8Address.ofBits(packet.source()), Ipv8Address.ofBits(packet.destination()),
            packet.header().protocol(), Memory.u32(address + headerLength), Memory.u32(address + headerLength + WORD_BYTES)));
    }

    public boolean isIcmp() {
        return protocol == Protocol.ICMP;
    }

    public boolean isUdp() {
        return protocol == Protocol.UDP;
    }

    /** Identifier of a quoted echo request. */
    public int echoId() {
        return secondWord >>> 16;
    }

    /** Sequence number of a quoted echo request. */
    public int echoSequence() {
        return secondWord & 0xFFFF;
    }

    /** Source port of quoted UDP. */
    public int sourcePort() {
        return firstWord >>> 16;
    }

    /** Destination port of quoted UDP. */
    public int destinationPort() {
        return firstWord & 0xFFFF;
    }
}
