// SPDX-License-Identifier: Apache-2.0
// The ICMP room: messages that a router or host sends.

/**
 * Complete ICMPv8 and ICMP packets, laid out straight into a buffer: errors that quote an offender, echo requests and
 * replies, and the reply made in place out of a request. {@link io.eightfold.wire.icmp.IcmpErrors} answers the question that
 * comes first, whether an error may be sent about a packet at all.
 * <p>Called by the dataplane's ICMP step and by the host stack. Left to them: which address is the source, rate limits
 * (RFC 1812 §4.3.2.8), rules that need the interface (directed broadcasts, link-layer broadcasts), the Ethernet header.
 * <p>Standards: draft-thain-ipv8-02 (ICMPv8), RFC 792, RFC 1122 §3.2.2, RFC 1191, RFC 1812 §4.3.
 */
package io.eightfold.wire.icmp;
