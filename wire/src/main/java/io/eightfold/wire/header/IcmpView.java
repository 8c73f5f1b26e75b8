// SPDX-License-Identifier: Apache-2.0
// Flyweight over an ICMPv8 or ICMP message, and the types and codes.
package io.eightfold.wire.header;

import io.eightfold.wire.checksum.InternetChecksum;
import io.eightfold.wire.memory.Memory;

/**
 * A view over a whole ICMPv8 or ICMP message; see {@link IcmpLayout}. The two differ only in the packet they quote.
 * <p>Thread: any, one at a time.
 */
public final class IcmpView {
    /** Type: echo reply. */
    public static final int ECHO_REPLY = 0;
    /** Type: destination unreachable. */
    public static final int UNREACHABLE = 3;
    /** Type: source quench (deprecated by RFC 6633; recognised as an error, never sent). */
    public static final int SOURCE_QUENCH = 4;
    /** Type: redirect. */
    public static final int REDIRECT = 5;
    /** Type: echo request. */
    public static final int ECHO_REQUEST = 8;
    /** Type: time exceeded. */
    public static final int TIME_EXCEEDED = 11;
    /** Type: parameter problem. */
    public static final int PARAMETER_PROBLEM = 12;

    /** Unreachable code: no route to the network. */
    public static final int NET_UNREACHABLE = 0;
    /** Unreachable code: the host does not answer on its link. */
    public static final int HOST_UNREACHABLE = 1;
    /** Unreachable code: the host does not speak the protocol. */
    public static final int PROTOCOL_UNREACHABLE = 2;
    /** Unreachable code: nobody listens on the port. */
    public static final int PORT_UNREACHABLE = 3;
    /** Unreachable code: larger than the next hop's MTU and DF is set; carries that MTU (RFC 1191). */
    public static final int FRAGMENTATION_NEEDED = 4;
    /** Unreachable code: source route failed. */
    public static final int SOURCE_ROUTE_FAILED = 5;
    /** Unreachable code in ICMPv8: no route to the ASN. (In ICMP, 6 is "destination network unknown".) */
    public static final int NO_ROUTE_TO_ASN = 6;
    /** Unreachable code: forbidden by an administrator (RFC 1812 §5.2.7.1). */
    public static final int ADMINISTRATIVELY_PROHIBITED = 13;

    /** Time exceeded code: the TTL ran out on the way. */
    public static final int TTL_EXCEEDED = 0;
    /** Time exceeded code: fragments were missing at the destination. */
    public static final int REASSEMBLY_TIME_EXCEEDED = 1;

    private static final int TIMESTAMP = 13;
    private static final int ADDRESS_MASK_REPLY = 18;
    private static final int ROUTER_ADVERTISEMENT = 9;
    private static final int ROUTER_SOLICITATION = 10;

    private long address;
    private int length;

    /** An empty view; call {@link #wrap} first. */
    public IcmpView() {
    }

    /**
     * Checks a message and, if it is sound, takes it as the view's content.
     *
     * @param address        of the first byte
     * @param availableBytes length of the message: the payload length of an unfragmented packet
     * @return {@link HeaderFault#OK}, {@link HeaderFault#TOO_SHORT} or {@link HeaderFault#BAD_CHECKSUM}; on anything but OK
     *     the view keeps its former content
     */
    public int wrap(long address, int availableBytes) {
        if (availableBytes < IcmpLayout.LENGTH) {
            return HeaderFault.TOO_SHORT;
        }
        if (!InternetChecksum.isValid(address, availableBytes)) {
            return HeaderFault.BAD_CHECKSUM;
        }
        this.address = address;
        this.length = availableBytes;
        return HeaderFault.OK;
    }

    /** Address of the first byte. */
    public long address() {
        return address;
    }

    /** Length of the whole message in bytes. */
    public int length() {
        return length;
    }

    /** Message type. */
    public int type() {
        return Memory.u8(address + IcmpLayout.TYPE);
    }

    /** Code within the type. */
    public int code() {
        return Memory.u8(address + IcmpLayout.CODE);
    }

    /** The checksum as stored. */
    public int checksum() {
        return Memory.u16(address + IcmpLayout.CHECKSUM);
    }

    /** The second word as raw bits. */
    public int rest() {
        return Memory.u32(address + IcmpLayout.REST);
    }

    /** Identifier of an echo request or reply. */
    public int echoId() {
        return Memory.u16(address + IcmpLayout.ECHO_ID);
    }

    /** Sequence number of an echo request or reply. */
    public int echoSequence() {
        return Memory.u16(address + IcmpLayout.ECHO_SEQUENCE);
    }

    /** Next hop's MTU in a fragmentation needed message; 0 from routers older than RFC 1191. */
    public int mtu() {
        return Memory.u16(address + IcmpLayout.MTU);
    }

    /** Address of the quoted packet in an error, or of the data in an echo. */
    public long quotedAddress() {
        return address + IcmpLayout.LENGTH;
    }

    /** Bytes from {@link #quotedAddress} to the end of the message. */
    public int quotedLength() {
        return length - IcmpLayout.LENGTH;
    }

    /** True for the types that report a problem with another packet (RFC 1122 §3.2.2). */
    public static boolean isError(int type) {
        return type == UNREACHABLE || type == SOURCE_QUENCH || type == REDIRECT || type == TIME_EXCEEDED
            || type == PARAMETER_PROBLEM;
    }

    /** True for the known types that are questions or answers. A type that is neither this nor an error is unknown. */
    public static boolean isQuery(int type) {
        return type == ECHO_REPLY || type == ECHO_REQUEST || type == ROUTER_ADVERTISEMENT || type == ROUTER_SOLICITATION
            || type >= TIMESTAMP && type <= ADDRESS_MASK_REPLY;
    }

    /** Writes the 8-byte header at {@code a} with the checksum over {@code length} bytes; the data is in place already. */
    public static void write(long a, int type, int code, int rest, int length) {
        Memory.putU8(a + IcmpLayout.TYPE, type);
        Memory.putU8(a + IcmpLayout.CODE, code);
        Memory.putU16(a + IcmpLayout.CHECKSUM, 0);
        Memory.putU32(a + IcmpLayout.REST, rest);
        Memory.putU16(a + IcmpLayout.CHECKSUM, InternetChecksum.of(a, length));
    }
}
