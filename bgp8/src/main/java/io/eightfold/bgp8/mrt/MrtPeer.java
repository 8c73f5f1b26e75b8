// SPDX-License-Identifier: Apache-2.0
// A neighbour in a table dump.
package io.eightfold.bgp8.mrt;

/**
 * A neighbour in a table dump. Routes of our own are of one with address 0 and our ASN. Thread: any; immutable.
 *
 * @param identifier its router id
 * @param address    IPv4
 * @param asn        its AS
 */
public record MrtPeer(int identifier, int address, int asn) {
}
