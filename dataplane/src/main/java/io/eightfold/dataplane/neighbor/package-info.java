// SPDX-License-Identifier: Apache-2.0
/**
 * Neighbours: the dual probe of draft-thain-ipv8-02 section 2 (ARP8, then ARP), RFC 826 learning, ageing. A state machine that takes the
 * time as an argument and asks for frames to be sent through an interface; it knows neither sockets nor packets.
 */
package io.eightfold.dataplane.neighbor;
