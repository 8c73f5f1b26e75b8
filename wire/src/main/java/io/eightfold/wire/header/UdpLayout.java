// SPDX-License-Identifier: Apache-2.0
// UDP header: offsets.
package io.eightfold.wire.header;

/**
 * UDP header (RFC 768), 8 bytes.
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-------------------------------+-------------------------------+
 * |          Source Port          |        Destination Port       |
 * +-------------------------------+-------------------------------+
 * |             Length            |            Checksum           |
 * +-------------------------------+-------------------------------+
 * </pre>
 */
public final class UdpLayout {
    /** Source port, 2 bytes; TCP has it in the same place. */
    public static final int SOURCE_PORT = 0;
    /** Destination port, 2 bytes; TCP has it in the same place. */
    public static final int DESTINATION_PORT = 2;
    /** Length of header and data, 2 bytes. */
    public static final int UDP_LENGTH = 4;
    /** Checksum with pseudo-header, 0 for none, 2 bytes. */
    public static final int CHECKSUM = 6;
    /** Length of the header; the data starts here. */
    public static final int LENGTH = 8;

    private UdpLayout() {
    }
}
