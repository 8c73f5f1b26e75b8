// SPDX-License-Identifier: Apache-2.0
// Sockets, and the thread that serves them.
/**
 * Sockets, and the thread that serves them: one for all neighbours. It owns the machine of each session, listens, connects, reads whole messages and writes what is queued. UPDATEs go
 * through a bounded ring to the owner of the RIB; when it is full the socket is not read any more, and TCP slows the peer down. Who is not a neighbour gets no byte.
 * Sources: RFC 4271 §8, RFC 2385 (TCP MD5), RFC 5082 (GTSM).
 */
package io.eightfold.bgp8.transport;
