// SPDX-License-Identifier: Apache-2.0
// Package description: 8to4 tunnels in the dataplane.

/**
 * 8to4: IPv8 across IPv4-only transit (spec section 5). A tunnel is a next hop: {@code fib.NextHopTable} keeps its ends and the record of the gateway under it, the worker puts
 * the outer header in front and takes it off, this package holds the settings and what concerns both threads.
 */
package io.eightfold.dataplane.tunnel;
