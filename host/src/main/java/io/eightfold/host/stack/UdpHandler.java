// SPDX-License-Identifier: Apache-2.0
// What receives the datagrams of one UDP port.
package io.eightfold.host.stack;

/** Receives datagrams of a bound port. Thread: session, the stack's owner, inside {@link HostStack#turn}. */
@FunctionalInterface
public interface UdpHandler {

    /** Takes one datagram; it is valid during the call only. The handler may send. */
    void onDatagram(UdpDatagram datagram);
}
