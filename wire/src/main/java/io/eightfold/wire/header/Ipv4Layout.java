// SPDX-License-Identifier: Apache-2.0
// IPv4 header: offsets and masks.
package io.eightfold.wire.header;

/**
 * IPv4 header (RFC 791 §3.1), 20 to 60 bytes.
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-------+-------+---------------+-------------------------------+
 * |Vers=4 |IHL>=5 |Type of Service|          Total Length         |
 * +-------+-------+---------------+-----+-------------------------+
 * |         Identification        |Flags|     Fragment Offset     |
 * +---------------+---------------+-----+-------------------------+
 * |  Time to Live |    Protocol   |        Header Checksum        |
 * +---------------+---------------+-------------------------------+
 * |                         Source Address                        |
 * +---------------------------------------------------------------+
 * |                      Destination Address                      |
 * +---------------------------------------------------------------+
 * |                   Options, 0 to 40 bytes                      |
 * </pre>
 */
public final class Ipv4Layout {
    /** Value of the version nibble. */
    public static final int VERSION = 4;
    /** Version (high nibble) and header length in 32-bit words (low nibble), 1 byte. */
    public static final int VERSION_AND_IHL = 0;
    /** Type of service: DSCP and ECN (RFC 2474, RFC 3168), 1 byte. */
    public static final int TOS = 1;
    /** Length of header and payload in bytes, 2 bytes. */
    public static final int TOTAL_LENGTH = 2;
    /** Ties the fragments of one packet together, 2 bytes. */
    public static final int IDENTIFICATION = 4;
    /** Three flag bits and the fragment offset in units of 8 bytes, 2 bytes. */
    public static final int FLAGS_AND_OFFSET = 6;
    /** Hops left, 1 byte. */
    public static final int TTL = 8;
    /** What the payload is (see {@link Protocol}), 1 byte. */
    public static final int PROTOCOL = 9;
    /** RFC 1071 checksum over the header, 2 bytes. */
    public static final int CHECKSUM = 10;
    /** Source address, 4 bytes. */
    public static final int SOURCE = 12;
    /** Destination address, 4 bytes. */
    public static final int DESTINATION = 16;
    /** First option, if the header is longer than {@link #MIN_LENGTH}. */
    public static final int OPTIONS = 20;

    /** Length of a header without options: IHL 5. */
    public static final int MIN_LENGTH = 20;
    /** Length of the longest header: IHL 15. */
    public static final int MAX_LENGTH = 60;

    /** Mask in {@link #FLAGS_AND_OFFSET}: do not fragment. */
    public static final int DF = 0x4000;
    /** Mask in {@link #FLAGS_AND_OFFSET}: more fragments follow. */
    public static final int MF = 0x2000;
    /** Mask in {@link #FLAGS_AND_OFFSET}: offset in units of 8 bytes. */
    public static final int OFFSET = 0x1FFF;

    private Ipv4Layout() {
    }
}
