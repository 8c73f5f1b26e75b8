// SPDX-License-Identifier: Apache-2.0
// Numbers of the FIB protocol.
package io.eightfold.fibprotocol;

/** Limits and marks both sides keep to. */
public final class FibWire {
    /** Stream of the control plane's messages. */
    public static final int UPDATE_STREAM = 8001;
    /** In place of a set: the route is taken out. */
    public static final int WITHDRAWN = -2;
    /** Largest set number there can be. */
    public static final int MAX_SET_ID = (1 << 24) - 1;
    /** Most hops of a set. */
    public static final int MAX_HOPS = 64;
    /** Most routes between BatchBegin and BatchEnd: what becomes visible at once. */
    public static final int MAX_BATCH_ROUTES = 8192;
    /** Most sets between BatchBegin and BatchEnd. */
    public static final int MAX_BATCH_SETS = 8192;
    /** Largest frame, header included. */
    public static final int MAX_FRAME_BYTES = 24 * 1024;
    /** Bytes of a port's name at most. */
    public static final int MAX_PORT_NAME_BYTES = 15;
    /** Host length that stands for the default route of IPv8, which spans all ASNs. */
    public static final int DEFAULT_ROUTE_LENGTH = -32;
    /** A side that has said nothing for so long has gone. */
    public static final long SILENCE_LIMIT_NS = 3_000_000_000L;
    /** How often a side that has nothing to say says so. */
    public static final long HEARTBEAT_NS = 100_000_000L;

    private FibWire() {
    }
}
