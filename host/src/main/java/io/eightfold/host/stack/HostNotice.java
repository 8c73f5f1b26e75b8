// SPDX-License-Identifier: Apache-2.0
// What a stack tells the tools above it.
package io.eightfold.host.stack;

import io.eightfold.wire.address.Ipv8Address;

/** An event for whoever sent something. Thread: delivered on the stack's owner thread, inside {@link HostStack#turn}. */
public sealed interface HostNotice {

    /** When it happened, on the stack's clock, in nanoseconds. */
    long atNs();

    /**
     * An answer to an echo request.
     *
     * @param ttl              time to live it arrived with
     * @param icmpLengthBytes  ICMP header and data
     */
    record EchoReply(Ipv8Address from, int id, int sequence, int ttl, int icmpLengthBytes, long atNs) implements HostNotice { }

    /**
     * An ICMP error about a packet of ours.
     *
     * @param version  4 or 8, the version the error came in
     * @param type     3, 4, 5, 11 or 12 (RFC 792)
     * @param code     as the type defines it
     * @param rest     bytes 4 to 7 of the ICMP header, network order; type 3 code 4 has the next hop's MTU in the low 16 bits
     * @param ttl      time to live the error arrived with
     * @param original the packet it is about
     */
    record IcmpError(Ipv8Address from, int version, int type, int code, int rest, int ttl, QuotedPacket original, long atNs)
         implements HostNotice { }

    /** A queued packet that could not be sent after all. */
    record SendFailure(SendResult reason, QuotedPacket original, long atNs) implements HostNotice { }
}
