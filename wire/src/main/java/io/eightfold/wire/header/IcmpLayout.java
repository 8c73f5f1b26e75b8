// SPDX-License-Identifier: Apache-2.0
// ICMPv8 and ICMP message header: offsets.
package io.eightfold.wire.header;

/**
 * ICMP header (RFC 792), the same for ICMPv8 (draft-thain-ipv8-02), 8 bytes. What the second word holds depends on the type.
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +---------------+---------------+-------------------------------+
 * |     Type      |     Code      |           Checksum            |
 * +---------------+---------------+-------------------------------+
 * |           Identifier          |        Sequence Number        |  echo (0, 8)
 * +-------------------------------+-------------------------------+
 * |             unused            |          Next-Hop MTU         |  fragmentation needed (3, 4), RFC 1191 §4
 * +-------------------------------+-------------------------------+
 * |            Data, or the header and first bytes of the offender
 * </pre>
 */
public final class IcmpLayout {
    /** Message type, 1 byte. */
    public static final int TYPE = 0;
    /** Code within the type, 1 byte. */
    public static final int CODE = 1;
    /** RFC 1071 checksum over the whole message, without pseudo-header, 2 bytes. */
    public static final int CHECKSUM = 2;
    /** The second word, 4 bytes. */
    public static final int REST = 4;
    /** Echo identifier, 2 bytes. */
    public static final int ECHO_ID = 4;
    /** Echo sequence number, 2 bytes. */
    public static final int ECHO_SEQUENCE = 6;
    /** Next hop's MTU in fragmentation needed, 2 bytes. */
    public static final int MTU = 6;
    /** Length of the header; data or the quoted packet starts here. */
    public static final int LENGTH = 8;

    private IcmpLayout() {
    }
}
