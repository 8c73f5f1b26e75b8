// SPDX-License-Identifier: Apache-2.0
// What a worker does with a packet of the slow path's.
package io.eightfold.dataplane.worker;

/** Kinds of the entries in the ring from the slow path to a worker. Thread: any. */
public final class InjectKind {
    /** A finished frame, to be sent by the port; the argument is its trace mark. */
    public static final int SEND = 1;
    /** An IPv8 packet out of a stream, to be forwarded as if it came in by the port; the argument is the other end of the tunnel, IPv4. */
    public static final int RECEIVE = 2;

    private InjectKind() {
    }
}
