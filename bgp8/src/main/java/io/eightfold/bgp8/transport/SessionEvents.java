// SPDX-License-Identifier: Apache-2.0
// What sessions tell the owner of the RIB.
package io.eightfold.bgp8.transport;

import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.SessionOptions;
import io.eightfold.bgp8.session.SessionDown;
import org.agrona.DirectBuffer;

/** What sessions tell the owner of the RIB, in order for each neighbour. {@code peer} is the number of {@link SessionThread#neighbors}. Thread: control. */
public interface SessionEvents {
    /** @param localAddress IPv4 of our end */
    void up(int peer, SessionOptions options, int localAddress);

    void down(int peer, SessionDown down);

    /** A whole UPDATE with its header; valid during the call. */
    void update(int peer, DirectBuffer buffer, int offset, int length);

    /** @param subtype 0 request, 1 begin, 2 end (RFC 7313) */
    void refresh(int peer, Carrier carrier, int subtype);

    /** The kernel measured the connection, about once a second. */
    void measured(int peer, TcpInfo info);
}
