// SPDX-License-Identifier: Apache-2.0
// BGP8: routes of IPv8 between routers, in three carriers that stock routers understand too.
/**
 * BGP8: BGP-4 (RFC 4271) for IPv8 prefixes.
 *
 * <pre>
 *   message     the bytes: OPEN, UPDATE, NOTIFICATION, ROUTE-REFRESH, and what RFC 7606 demands when they are wrong
 *   attribute   path attributes as values, AS paths, communities, Cost Factor, 8TO4-ENDPOINT
 *   session     the machine of one session: bytes and time in, bytes and events out; no I/O
 *   transport   sockets, the thread that serves them, MD5 and GTSM
 *   policy      prefix, as-path and community lists, route-maps
 *   cost        the Cost Factor of a session, measured and damped
 *   rib         Adj-RIBs, decision, update groups; one owner
 *   mrt         dumps for the tools of others
 *   bmp         what a monitoring station is told, as bytes
 * </pre>
 *
 * <p>A prefix here is its lowest address (64 bits, the ASN on top) and its length in bits: 0, or 32 to 64. An ASN, an IPv4 address and a community are
 * {@code int}s without a sign. Times are nanoseconds of a clock that never goes back, handed in by whoever calls.
 *
 * <p>Two threads: the session thread owns sockets and machines, the RIB's owner everything in {@code rib}, {@code policy} and {@code attribute}'s pool. Whole
 * messages go from the first to the second through a bounded ring, encoded ones back through bounded queues.
 */
package io.eightfold.bgp8;
