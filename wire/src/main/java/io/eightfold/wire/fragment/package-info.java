// SPDX-License-Identifier: Apache-2.0
// The fragment room: how a packet is cut to a smaller MTU.

/**
 * Fragmentation as arithmetic: how many pieces, where each starts, and one piece written into a buffer. The same code
 * serves IPv8 and IPv4, whose headers agree in everything it touches.
 * <p>Called by the dataplane's MTU step and by the host stack when DF is clear; whoever sees DF set answers with ICMP
 * fragmentation needed instead. Reassembly belongs to hosts and is not here.
 * <p>Standards: RFC 791 §3.2 (fragmentation) and §3.1 (options and their copied bit), RFC 1812 §4.2.2.7.
 */
package io.eightfold.wire.fragment;
