// SPDX-License-Identifier: Apache-2.0
// PDU types of RTR.
package io.eightfold.whois8.server.rtr;

import java.util.Arrays;
import java.util.Optional;

/** RFC 8210 §5.2 to §5.11 and its length in bytes by version; 0 where it varies. IPv6 prefixes (6) and router keys (9) are not WHOIS8's: never sent. */
enum PduType {
    SERIAL_NOTIFY(0, 12, 12),
    SERIAL_QUERY(1, 12, 12),
    RESET_QUERY(2, 8, 8),
    CACHE_RESPONSE(3, 8, 8),
    IPV4_PREFIX(4, 20, 20),
    IPV6_PREFIX(6, 32, 32),
    END_OF_DATA(7, 12, 24),
    CACHE_RESET(8, 8, 8),
    ROUTER_KEY(9, 0, 0),
    ERROR_REPORT(10, 0, 0);

    private final int code;
    private final int[] lengths;

    PduType(final int code, final int... lengths) {
        this.code = code;
        this.lengths = lengths;
    }

    int code() {
        return code;
    }

    /** Bytes with the header; 0 when it varies. */
    int length(final int version) {
        return lengths[version];
    }

    static Optional<PduType> ofCode(final int code) {
        return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
    }
}
