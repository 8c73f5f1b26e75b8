// SPDX-License-Identifier: Apache-2.0
// The checksum room: the Internet checksum, whole and incremental.

/**
 * One algorithm serves the IPv8 and IPv4 headers, ICMPv8 and ICMP, UDP and TCP: the 16-bit one's complement sum of
 * RFC 1071. {@link io.eightfold.wire.checksum.InternetChecksum} computes it over memory, checks it, and corrects it
 * after a field changed (RFC 1624), which is how a router handles the TTL without reading the whole header again.
 * <p>Sums are {@code long}s of 32-bit words, so that a pseudo-header, a header and a payload are simply added; folding to
 * 16 bits happens once, at the end. Called by the views in {@code io.eightfold.wire.header} and by the forwarding steps.
 * <p>Standards: RFC 1071, RFC 1624, RFC 768 and RFC 9293 (pseudo-headers); the IPv8 pseudo-header has both full 64-bit addresses.
 */
package io.eightfold.wire.checksum;
