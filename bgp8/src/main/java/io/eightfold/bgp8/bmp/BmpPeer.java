// SPDX-License-Identifier: Apache-2.0
// A neighbour as a monitoring station sees it.
package io.eightfold.bgp8.bmp;

/**
 * A neighbour as a monitoring station sees it. Thread: any; immutable.
 *
 * @param address      IPv4
 * @param asn          its AS
 * @param identifier   its router id; 0 when it was never up
 * @param isPostPolicy whether routes are told as the in policy left them
 * @param isTwoOctet   whether its AS paths have ASNs of 2 bytes
 */
public record BmpPeer(int address, int asn, int identifier, boolean isPostPolicy, boolean isTwoOctet) {
}
