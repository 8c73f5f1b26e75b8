// SPDX-License-Identifier: Apache-2.0
// What a dataplane says, decoded.
package io.eightfold.fibprotocol;

import java.util.List;

/** Calls of {@link StatusDecoder}. Thread: that of the decoder's caller. */
public interface StatusHandler {
    /** A port of the dataplane. */
    record Port(String name, int index, long mac, int mtuBytes, boolean isUp, int vrf) {
    }

    /** A gateway and whether it answers. */
    record Gateway(long address, String port, State state) {
        /** Whether it answers. */
        public enum State {
            UNKNOWN, REACHABLE, FAILED
        }
    }

    /**
     * The dataplane's ports. {@code peer} is the control plane it answers to, {@code epoch} the newest it has seen, 0 when none. {@code configuration} is the fingerprint of the
     * configuration it was started with, 0 when not known.
     */
    void onHello(long instance, long epoch, long peer, long configuration, List<Port> ports);

    /** Everything up to {@code batch} is visible to every worker. {@code refused} routes did not fit. */
    void onAck(long instance, long epoch, long batch, long routes, long digest, long refused);

    /** The epoch is broken. */
    void onResync(long instance, long epoch, long expected, long seen, ResyncCause cause);

    /** A part of all gateways in use, those that have failed first; parts are counted from 0, and without one of them the report is worth nothing. */
    void onGateways(long instance, int part, boolean isLast, List<Gateway> gateways);
}
