// SPDX-License-Identifier: Apache-2.0
// What the servers on TCP have in common.
/**
 * The listener that text and RTR servers stand on: who may connect, how often he may ask, how long he may take.
 *
 * <pre>
 *   accept thread --> one virtual thread a connection --> ConnectionHandler.serve (text, rtr)
 *        |                       ^
 *   AddressLimits           sweep thread: closes connections whose deadline has passed
 * </pre>
 *
 * <p>A blocked read or write of a socket ends when the socket is closed, so deadlines need no non-blocking code: the sweep thread closes what is late.
 * Every accepted connection ends under exactly one {@link io.eightfold.whois8.server.EndReason}; the thread that served it counts the reason, once, last.
 */
package io.eightfold.whois8.server;
