// SPDX-License-Identifier: Apache-2.0
// BGP8 inside the control plane.
/**
 * BGP8 inside the control plane: takes the configuration to {@code io.eightfold.bgp8}, its best routes to the RIB, the RIB's other routes and the verdicts of WHOIS8 to
 * it, and answers what operators ask.
 *
 * <p>The session thread ({@code e8-bgp8}) belongs to {@code io.eightfold.bgp8.transport}; everything else runs on the RIB's thread, a bounded piece each turn.
 */
package io.eightfold.controlplane.bgp8;
