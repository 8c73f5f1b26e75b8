// SPDX-License-Identifier: Apache-2.0
// Takes messages to peers.
package io.eightfold.bgp8.rib;

import io.eightfold.bgp8.message.MessageError;

/** Takes messages to peers: the bounded queues in front of the sessions. Thread: control. */
public interface PeerOutput {
    /** Bytes that the peer's queue takes now; 0 or less when it is full. Called again later: nobody tells when there is room. */
    int room(int peer);

    /** Puts a whole message into the peer's queue, also when there is no room. The array is shared among peers and not changed later. */
    void send(int peer, byte[] message);

    /** Ends the session with a NOTIFICATION for an error that RFC 7606 answers with a reset. */
    void reset(int peer, MessageError error);

    /** Ends the session with a Cease. @param subcode RFC 4486: 1 maximum number of prefixes, 4 administrative reset, ... @param restartS 0: stays down until cleared */
    void cease(int peer, int subcode, String cause, int restartS);
}
