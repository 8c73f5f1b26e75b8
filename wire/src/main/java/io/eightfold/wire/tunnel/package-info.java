// SPDX-License-Identifier: Apache-2.0
// Package description: IPv8 inside IPv4.

/**
 * 8to4: how an IPv8 packet lies inside an IPv4 packet on its way across a network that knows IPv4 only (spec section 5). {@link io.eightfold.wire.tunnel.Encapsulation} names the
 * three ways, {@link io.eightfold.wire.tunnel.TunnelLayout} the bytes of the two that a worker writes. What packets are tunnelled, and where to, is decided elsewhere.
 */
package io.eightfold.wire.tunnel;
