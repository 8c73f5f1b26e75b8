// SPDX-License-Identifier: Apache-2.0
// A route as neighbours tell it each other.
package io.eightfold.lab.interop;

import io.eightfold.wire.address.Ipv8Address;

/**
 * What every carrier must bring over whole.
 *
 * @param asn    of the prefix; 0 is IPv4
 * @param prefix of the host part, as stock routers write it: {@code 10.101.0.0/16}
 */
record PeerRoute(long asn, String prefix) {
    private static final int TWO_BYTES = 16;
    private static final long TWO_BYTE_MASK = 0xFFFF;
    /** The assigned number of every route distinguisher and route target of the carrier VPNv4. */
    private static final String ASSIGNED = ":65535";

    /** As Eightfold writes it. */
    String ipv8() {
        return asn == 0 ? prefix : asn + "." + prefix;
    }

    /** Route distinguisher and route target. */
    String rd() {
        return asn + ASSIGNED;
    }

    /** The same for those who take a number over 65535 in two halves only. */
    String dottedRd() {
        return asn > TWO_BYTE_MASK ? (asn >>> TWO_BYTES) + "." + (asn & TWO_BYTE_MASK) + ASSIGNED : rd();
    }

    /** The first host. */
    Ipv8Address host() {
        return Ipv8Address.ofBits(Ipv8Address.parse(ipv8().substring(0, ipv8().indexOf('/'))).bits() | 1);
    }
}
