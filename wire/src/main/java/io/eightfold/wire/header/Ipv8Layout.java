// SPDX-License-Identifier: Apache-2.0
// IPv8 header: offsets and masks.
package io.eightfold.wire.header;

/**
 * IPv8 header (draft-thain-ipv8-02), 28 to 60 bytes: IPv4's first 12 bytes, then two 8-byte addresses.
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-------+-------+---------------+-------------------------------+
 * |Vers=8 |IHL>=7 |Type of Service|          Total Length         |
 * +-------+-------+---------------+-----+-------------------------+
 * |         Identification        |Flags|     Fragment Offset     |
 * +---------------+---------------+-----+-------------------------+
 * |  Time to Live |    Protocol   |        Header Checksum        |
 * +---------------+---------------+-------------------------------+
 * |                     Source r.r.r.r (ASN)                      |
 * +---------------------------------------------------------------+
 * |                     Source n.n.n.n (host)                     |
 * +---------------------------------------------------------------+
 * |                   Destination r.r.r.r (ASN)                   |
 * +---------------------------------------------------------------+
 * |                   Destination n.n.n.n (host)                  |
 * +---------------------------------------------------------------+
 * |                   Options, 0 to 32 bytes                      |
 * </pre>
 * Fields have IPv4's meaning (RFC 791).
 */
public final class Ipv8Layout {
    /** Value of the version nibble. */
    public static final int VERSION = 8;
    /** Version (high nibble) and header length in 32-bit words (low nibble), 1 byte. */
    public static final int VERSION_AND_IHL = 0;
    /** Type of service, 1 byte. */
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
    /** Source address, 8 bytes. */
    public static final int SOURCE = 12;
    /** Source ASN, 4 bytes. */
    public static final int SOURCE_ASN = 12;
    /** Source host, 4 bytes. */
    public static final int SOURCE_HOST = 16;
    /** Destination address, 8 bytes. */
    public static final int DESTINATION = 20;
    /** Destination ASN, 4 bytes. */
    public static final int DESTINATION_ASN = 20;
    /** Destination host, 4 bytes. */
    public static final int DESTINATION_HOST = 24;
    /** First option, if the header is longer than {@link #MIN_LENGTH}. */
    public static final int OPTIONS = 28;

    /** Length of a header without options: IHL 7. */
    public static final int MIN_LENGTH = 28;
    /** Length of the longest header: IHL 15. */
    public static final int MAX_LENGTH = 60;

    /** Mask in {@link #FLAGS_AND_OFFSET}: do not fragment. */
    public static final int DF = 0x4000;
    /** Mask in {@link #FLAGS_AND_OFFSET}: more fragments follow. */
    public static final int MF = 0x2000;
    /** Mask in {@link #FLAGS_AND_OFFSET}: offset in units of 8 bytes. */
    public static final int OFFSET = 0x1FFF;

    private Ipv8Layout() {
    }
}
