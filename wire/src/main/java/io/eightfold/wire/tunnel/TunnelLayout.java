// SPDX-License-Identifier: Apache-2.0
// Bytes of an IPv8 packet inside IPv4.
package io.eightfold.wire.tunnel;

/**
 * <pre>
 *  0                   1                   2                   3
 * |  0x45 |  ToS  |     Total Length      |
 * |     Identification    |DF | Offset 0  |
 * |  TTL  |253, 17|    Header Checksum    |
 * |    our tunnel end (IPv4)              |
 * |    the other tunnel end (IPv4)        |   20 bytes; IPv8 follows with protocol 253
 * |  Source Port  |  8418                 |
 * |    Length     |  Checksum, 0          |   28 bytes; IPv8 follows
 * </pre>
 * The identification is 0: packets with DF need none (RFC 6864 §4.1). The source port tells flows apart for whoever spreads them (as RFC 7510 §3 for MPLS), and a zero
 * checksum of UDP is allowed under IPv4 (RFC 768). Thread: any.
 */
public final class TunnelLayout {
    /** Protocol number of an IPv8 packet right behind an IPv4 header. */
    public static final int PROTOCOL = 253;
    /** Destination port of UDP that carries IPv8, and the TCP port of the HTTPS stream. */
    public static final int UDP_PORT = 8418;
    /** Outer IPv4 header; we send no options. */
    public static final int IPV4_BYTES = 20;
    public static final int UDP_BYTES = 8;
    /** TTL of outer packets: the length of the tunnel is no matter of the packet inside (RFC 2003 §3.1). */
    public static final int TTL = 64;
    /** Lowest source port of UDP: the dynamic ports. */
    public static final int SOURCE_PORT_MIN = 49_152;
    /** Source ports in use, a power of two. */
    public static final int SOURCE_PORTS = 16_384;

    private TunnelLayout() {
    }
}
