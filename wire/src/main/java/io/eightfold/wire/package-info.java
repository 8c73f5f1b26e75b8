// SPDX-License-Identifier: Apache-2.0
// The wire module: everything that is known from bytes alone.

/**
 * What goes over the wire, and nothing else: addresses and their text, header layouts and views, checksums, ICMPv8
 * messages, ARP8, fragmentation arithmetic. Pure code: no threads, no input or output, no state beyond the views a
 * caller owns. It depends on nothing of this project; {@code dataplane}, {@code host} and {@code controlplane} depend on it.
 * <p>Rooms, bottom up: {@code memory} (raw loads and stores), {@code address}, {@code checksum}, {@code header} (layouts and
 * flyweights that check before they read), {@code icmp} (messages a router or host sends), {@code fragment}.
 */
package io.eightfold.wire;
