// SPDX-License-Identifier: Apache-2.0
// What a host knows about one neighbor, for showing.
package io.eightfold.host.stack;

import io.eightfold.wire.address.Ipv8Address;

/**
 * One neighbor at one moment.
 *
 * @param address    IPv8 address, or IPv4 address (ASN 0), that is used as next hop
 * @param mac        MAC address in the low 48 bits; 0 while probing
 * @param capability {@code ipv8}, {@code ipv4-only} or {@code probing}
 * @param remainingMs time until the entry expires or the next probe step is due, in milliseconds
 */
public record NeighborInfo(Ipv8Address address, long mac, String capability, long remainingMs) {

    static NeighborInfo of(Neighbor neighbor, long nowNs) {
        String capability = switch (neighbor.capability()) {
            case UNKNOWN -> "probing";
            case IPV4_ONLY -> "ipv4-only";
            case IPV8 -> "ipv8";
        };
        return new NeighborInfo(neighbor.address(), neighbor.mac(), capability, neighbor.remainingNs(nowNs) / 1_000_000);
    }
}
