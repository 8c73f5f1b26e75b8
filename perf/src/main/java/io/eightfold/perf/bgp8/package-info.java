// SPDX-License-Identifier: Apache-2.0
/**
 * BGP daemons as their neighbours see them. {@link io.eightfold.perf.bgp8.PropagateBenchmark} and the others start our control plane, BIRD, FRR's bgpd and GoBGP as processes
 * on addresses of the loopback interface, with one configuration in the words of each ({@code ...Config}): take all routes of all neighbours, tell them to all others, install nothing
 * into the kernel. {@code Speaker} is every neighbour: a few hundred lines of BGP of its own, whose UPDATEs ({@code UpdateWriter}) are written before the clock runs, and whose
 * {@code Receiver} looks every prefix up and compares its AS path. Sources: RFC 4271, 4364, 4760, 6793, 8092.
 */
package io.eightfold.perf.bgp8;
