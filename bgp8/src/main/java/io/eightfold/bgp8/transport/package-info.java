// SPDX-License-Identifier: Apache-2.0
// Sockets, and the thread that serves them.
/**
 * Sockets, and the thread that serves them: one for all neighbours. It owns the machine of each session, listens, connects, reads whole messages and writes what is
 * queued. Who is not a neighbour gets no byte.
 *
 * <pre>
 *   SessionThread   what others ask of it            SessionLoop   one turn after the other
 *   SessionLink     a neighbour: machine and sockets  Listeners     who may connect to us, signed or not
 *   Connection      bytes in, cut into messages       WriteQueue    bytes out, keepalives before UPDATEs
 *   EventRing       to the RIB's owner                RibSide       its end of the ring, and of the queues
 *   SocketOptions   what the JDK does not know        Farewells     last words under way
 * </pre>
 *
 * <p>UPDATEs go through a bounded ring to the owner of the RIB. When it is full the socket is not read any more, TCP slows the peer down, and the hold timer of the
 * session stands still; KEEPALIVEs go on. What the RIB sends waits in a bounded queue that belongs to one session and ends with it: nothing of an old session gets
 * into a new one.
 *
 * <p>Sources: RFC 4271 §8, RFC 2385 (TCP MD5), RFC 5082 (GTSM), RFC 9687 (send hold timer: on what the peer's TCP acknowledges).
 */
package io.eightfold.bgp8.transport;
