// SPDX-License-Identifier: Apache-2.0
// Who this router is among the speakers.
package io.eightfold.bgp8.rib;

/**
 * Who this router is among the speakers. Thread: any; immutable.
 *
 * @param localAsn  its AS
 * @param routerId  its BGP identifier (RFC 4271 §4.2)
 * @param clusterId of the route reflection cluster it serves (RFC 4456 §7); mostly the router id
 */
public record LocalSettings(int localAsn, int routerId, int clusterId) {
}
