// SPDX-License-Identifier: Apache-2.0
// Numbers of MRT.
package io.eightfold.bgp8.mrt;

/**
 * Numbers of MRT. Every record begins with time (4 bytes, seconds), type (2), subtype (2) and length of what follows (4). Source: RFC 6396 §2, §4.
 * <p>Thread: any.
 */
final class MrtLayout {
    static final int HEADER = 12;
    static final int LENGTH = 8;

    static final int TABLE_DUMP_V2 = 13;
    static final int PEER_INDEX_TABLE = 1;
    static final int RIB_IPV4_UNICAST = 2;
    static final int RIB_GENERIC = 6;

    /** With microseconds after the header, which its length includes (RFC 6396 §3). */
    static final int BGP4MP_ET = 17;
    static final int MESSAGE_AS4 = 4;
    static final int STATE_CHANGE_AS4 = 5;

    static final int PEER_IPV6 = 1;
    static final int PEER_AS4 = 2;

    static final int AFI_IPV4 = 1;
    static final int ASN_BITS = 32;
    /** Bytes of a record that are read: more is a damaged file. */
    static final int MAX_RECORD = 16 << 20;

    private MrtLayout() {
    }
}
