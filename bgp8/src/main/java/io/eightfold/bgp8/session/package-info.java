// SPDX-License-Identifier: Apache-2.0
// The machine of one session.
/**
 * The machine of one session: bytes, events of the transport and time go in, bytes to send and events come out. It knows no sockets, threads or clocks, so that a
 * session can be recorded, replayed and run under a virtual clock. Sources: RFC 4271 §8, RFC 6286, RFC 6608, RFC 4724, RFC 8538, RFC 9003,
 * RFC 9234, RFC 9687 (send hold timer).
 *
 * <p>{@link io.eightfold.bgp8.session.SessionMachine} is told what happens by {@link io.eightfold.bgp8.session.SessionInputs} and asks for what it wants by
 * {@link io.eightfold.bgp8.session.SessionActions}. Both can be written down: {@link io.eightfold.bgp8.session.SessionRecorder},
 * {@link io.eightfold.bgp8.session.ActionLog}; {@link io.eightfold.bgp8.session.SessionReplay} runs a machine again from such lines.
 */
package io.eightfold.bgp8.session;
