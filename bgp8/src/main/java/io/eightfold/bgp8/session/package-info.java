// SPDX-License-Identifier: Apache-2.0
// The machine of one session.
/**
 * The machine of one session: bytes, events of the transport and time go in, bytes to send and events come out. It knows no sockets, threads or clocks, so that a
 * session can be recorded, replayed and run under a virtual clock. Sources: RFC 4271 §8, RFC 6286, RFC 4724, RFC 9003, RFC 9234, RFC 9687 (send hold timer).
 */
package io.eightfold.bgp8.session;
