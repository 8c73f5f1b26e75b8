// SPDX-License-Identifier: Apache-2.0
// What is sent.
package io.eightfold.perf.pktgen;

import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.header.EthernetLayout;
import io.eightfold.wire.header.Ipv4Layout;
import io.eightfold.wire.header.Ipv8Layout;

/**
 * UDP datagrams of one source to many destinations and from many source ports.
 *
 * @param version        8 or 4.
 * @param sizes          frame sizes.
 * @param source         source address; with ASN 0 in version 4.
 * @param flows          source ports, from {@value #FIRST_SOURCE_PORT} on, that go to each destination.
 * @param sourceMac      own MAC.
 * @param destinationMac the router's MAC.
 * @param etherType      EtherType of version 8.
 * @param ttl            hops left when sent.
 */
public record Traffic(int version, FrameSizes sizes, Ipv8Address source, Destinations destinations, int flows, long sourceMac,
                      long destinationMac, int etherType, int ttl) {
    /** First of the dynamic ports (RFC 6335 §6). */
    public static final int FIRST_SOURCE_PORT = 49_152;
    /** Discard (RFC 863). */
    public static final int DESTINATION_PORT = 9;
    /** Streams for which the receiver keeps their place. */
    public static final int MAX_STREAMS = 1 << 22;
    private static final int MAX_FLOWS = 65_536 - FIRST_SOURCE_PORT;
    private static final int MAX_TTL = 255;

    /** @throws IllegalArgumentException naming the option that is wrong. */
    public Traffic {
        if (version != Ipv8Layout.VERSION && version != Ipv4Layout.VERSION) {
            throw new IllegalArgumentException("--version " + version + " is neither 8 nor 4; choose one of them");
        }
        if (version == Ipv4Layout.VERSION) {
            requireIpv4("--src", source, Destinations.STEP_HOST_BITS);
            requireIpv4("--dst", destinations.first().address(), destinations.first().prefix().lengthBits());
        }
        check("--flows", flows, 1, MAX_FLOWS);
        check("--ttl", ttl, 1, MAX_TTL);
        if ((long) flows * destinations.count() > MAX_STREAMS) {
            throw new IllegalArgumentException("--flows " + flows + " x --dst-count " + destinations.count() + " is more than " + MAX_STREAMS
                + " streams; lower one of them");
        }
    }

    /** Streams: destinations times flows. */
    public int streams() {
        return flows * destinations.count();
    }

    /** EtherType on the wire. */
    public int type() {
        return version == Ipv8Layout.VERSION ? etherType : EthernetLayout.IPV4;
    }

    /** Bytes of the IP header. */
    public int headerBytes() {
        return version == Ipv8Layout.VERSION ? Ipv8Layout.MIN_LENGTH : Ipv4Layout.MIN_LENGTH;
    }

    private static void requireIpv4(final String option, final Ipv8Address address, final int prefixBits) {
        if (!address.isIpv4() || prefixBits < Destinations.STEP_ASN_BITS) {
            throw new IllegalArgumentException(option + " " + address + " has an ASN, and --version 4 has no place for one; write an IPv4 address or use --version 8");
        }
    }

    private static void check(final String option, final int value, final int lowest, final int highest) {
        if (value < lowest || value > highest) {
            throw new IllegalArgumentException(option + " " + value + " is outside " + lowest + " to " + highest + "; choose one inside");
        }
    }
}
