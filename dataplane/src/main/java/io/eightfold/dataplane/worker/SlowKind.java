// SPDX-License-Identifier: Apache-2.0
// What a worker asks of the slow path.
package io.eightfold.dataplane.worker;

/**
 * Kinds of {@link PacketRing} entries from a worker to the slow path, with their arguments. A traced packet has its
 * {@link io.eightfold.dataplane.trace.TraceMark} above the kind.
 */
public final class SlowKind {
    /** ARP or ARP8. The slow path counts its end. */
    public static final int ARP = 1;
    /** IPv8 for an own address, header checked. The slow path counts its end. */
    public static final int DELIVER_IPV8 = 2;
    /** IPv4 for an own address, header checked. The slow path counts its end. */
    public static final int DELIVER_IPV4 = 3;
    /** Header checked, next hop not resolved; argument: index of the next-hop record. The slow path counts its end. */
    public static final int RESOLVE = 4;
    /** For the kernel as it is. The slow path counts its end. */
    public static final int PUNT = 5;
    /** Dropped and counted already, IPv8; argument: ICMPv8 type, code and MTU by {@link #icmp}. */
    public static final int ERROR_IPV8 = 6;
    /** Dropped and counted already, IPv4; argument: ICMP type, code and MTU by {@link #icmp}. */
    public static final int ERROR_IPV4 = 7;

    private SlowKind() {
    }

    /** What the slow path is asked for, in the operator's words. */
    public static String word(final int kind) {
        return switch (kind) {
            case ARP -> "arp";
            case DELIVER_IPV8, DELIVER_IPV4 -> "deliver";
            case RESOLVE -> "resolve";
            case PUNT -> "punt";
            default -> "error";
        };
    }

    /** Packs an ICMP type, code and next-hop MTU (0 to 65535 bytes). */
    public static int icmp(final int type, final int code, final int mtuBytes) {
        return type << 24 | code << 16 | mtuBytes;
    }

    /** Type packed by {@link #icmp}. */
    public static int icmpType(final int packed) {
        return packed >>> 24;
    }

    /** Code packed by {@link #icmp}. */
    public static int icmpCode(final int packed) {
        return packed >>> 16 & 0xFF;
    }

    /** MTU packed by {@link #icmp}. */
    public static int icmpMtuBytes(final int packed) {
        return packed & 0xFFFF;
    }
}
