// SPDX-License-Identifier: Apache-2.0
// What the machine of a session asks of the world.
package io.eightfold.bgp8.session;

import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.MessageError;
import io.eightfold.bgp8.message.SessionOptions;
import org.agrona.DirectBuffer;

/**
 * What the machine of a session asks of the world. All calls are made from inside a call of the machine, in order; they must not call it back.
 * Thread: that of the machine.
 */
public interface SessionActions {
    /** Begin to open a TCP connection; {@code SessionMachine.connected} or {@code connectFailed} tells how it went. One at a time. */
    void connect();

    /** Give up an attempt of {@link #connect}; nothing is told of it any more. */
    void stopConnecting();

    /** Send these bytes after those of before; the array is not changed later. */
    void send(Side side, byte[] message);

    /** Close the connection after all that was given to {@link #send} has been tried; nothing is told of it any more. */
    void close(Side side);

    /** The session is up on that connection; UPDATEs may be sent. */
    void established(Side side, SessionOptions options);

    /** An UPDATE came: the whole message, with its header. Valid during the call. */
    void update(DirectBuffer buffer, int offset, int length);

    /** A ROUTE-REFRESH came. @param subtype 0 request, 1 begin, 2 end (RFC 7313) */
    void refresh(Carrier carrier, int subtype);

    /** The session that was up is down. */
    void down(SessionDown down);

    /** The state has changed; cause is for the log, such as {@code hold-timer}. */
    void stateChanged(SessionState from, SessionState to, String cause);

    /** A peer broke a rule, or a message did not lead to an error of the session; to be counted and logged. */
    void error(MessageError error);
}
