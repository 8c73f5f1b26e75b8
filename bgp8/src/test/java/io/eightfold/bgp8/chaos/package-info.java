// SPDX-License-Identifier: Apache-2.0
// Networks of speakers to which everything happens.
/**
 * Networks of speakers to which everything happens, under a clock of their own: whole RIBs joined by whole session machines, with all chance from a seed. A
 * {@link io.eightfold.bgp8.chaos.Plan} says what a network is to be, a {@link io.eightfold.bgp8.chaos.Network} is one that runs,
 * {@link io.eightfold.bgp8.chaos.Faults} harm it and change the plan, and {@link io.eightfold.bgp8.chaos.Checks} say what must hold when it has come to rest: among
 * others that a network which never saw a fault comes to the same.
 */
package io.eightfold.bgp8.chaos;
