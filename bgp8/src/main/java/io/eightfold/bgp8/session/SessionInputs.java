// SPDX-License-Identifier: Apache-2.0
// What the machine of a session is told.
package io.eightfold.bgp8.session;

import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.MessageError;
import org.agrona.DirectBuffer;

/**
 * What the machine of a session is told: all that it knows of the world. The same calls with the same times and the same seed lead to the same actions. Times
 * never go back. Thread: that of the machine.
 */
public interface SessionInputs {
    /** Restart delay of {@link #reset}: the usual wait after a failure. */
    long RESTART_AS_USUAL = -1;
    /** Restart delay of {@link #reset}: the session stays down until {@link #start}. */
    long RESTART_BY_OPERATOR = 0;

    /** Begin, also when the session waits for its next attempt or was held down. Without effect on a session that is on its way, and when the settings say shutdown. */
    void start(long nowNs);

    /** The operator wants no session: Cease with these words (RFC 9003). @param message may be empty */
    void shutdown(String message, long nowNs);

    /** The neighbour is taken out of the configuration: Cease, and nothing more. */
    void deconfigure(long nowNs);

    /** The program ends and comes back: the connections are closed without a NOTIFICATION, so that a peer with graceful restart keeps the routes (RFC 4724 §4). */
    void halt(long nowNs);

    /**
     * End the session with a NOTIFICATION, and begin again later. Without effect on a session that is shut down or waits for the operator.
     *
     * @param cause         a stable word, as in {@link SessionDown}
     * @param data          of the NOTIFICATION; of an administrative reset the length and the operator's words
     * @param restartDelayS seconds after which to begin again, or one of the constants
     */
    void reset(int code, int subcode, String cause, byte[] data, long restartDelayS, long nowNs);

    /** The settings have changed. The session ends only when it has to: {@link NeighborSettings} that a running session does not use are just kept. */
    void reconfigure(NeighborSettings next, long nowNs);

    /**
     * The peer has connected, and nothing was sent yet: whether to take the connection. If so, {@link #connected} follows at once; a connection of before that the peer
     * opened is closed during this call.
     */
    boolean accept(long nowNs);

    /** A connection is open: the attempt of {@code SessionActions.connect} or one that {@link #accept} took. */
    void connected(Side side, long nowNs);

    /** The attempt of {@code SessionActions.connect} failed. */
    void connectFailed(String why, long nowNs);

    /** The connection is gone, by the peer or the network. It must not be closed any more. */
    void closed(Side side, String why, long nowNs);

    /** One whole message, as {@code MessageFramer} cut it. The buffer is valid during the call. */
    void received(Side side, DirectBuffer buffer, int offset, int length, long nowNs);

    /** What came does not begin like a message. */
    void framingError(Side side, MessageError error, long nowNs);

    /** The peer's TCP took bytes. @param isWaiting whether more wait for it */
    void progress(Side side, boolean isWaiting, long nowNs);

    /** Bytes wait, and the peer's TCP takes none. */
    void stalled(Side side, long nowNs);

    /** Nobody reads the connections for now, because there is no room for UPDATEs; or they are read again. */
    void readingPaused(boolean isPaused, long nowNs);

    /** That many UPDATEs went out: for the counter only. */
    void updatesSent(int count);

    /** Asks the peer for its routes again (RFC 2918). @return false when the session is not up or the peer cannot */
    boolean requestRefresh(Carrier carrier);

    /** The time has come that {@code SessionMachine.deadlineNs} names; earlier calls do no harm. */
    void onTime(long nowNs);
}
