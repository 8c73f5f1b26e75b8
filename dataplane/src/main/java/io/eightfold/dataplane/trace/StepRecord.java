// SPDX-License-Identifier: Apache-2.0
// How the control thread's record of one step is laid out.
package io.eightfold.dataplane.trace;

/** Offsets in a record of {@link #BYTES}, behind the ring's stamp. {@link SlowTrace} writes, {@link TraceReader} reads. */
final class StepRecord {
    /** The packet's, see {@link PacketRecord#NUMBER}. */
    static final int NUMBER = 8;
    static final int STEP = 12;
    static final int TIME_NS = 16;
    /** Reason's id, ICMP type and code, or the encapsulation's id. */
    static final int ARGUMENT = 24;
    static final int PORT = 28;
    static final int LENGTH = 32;
    /** The other end of a tunnel. */
    static final int REMOTE = 36;
    static final int SENT = 64;
    static final int BYTES = 128;

    // steps
    static final int DELIVERED = 1;
    static final int PUNTED = 2;
    static final int WAITING = 3;
    static final int SENT_FRAME = 4;
    static final int DROPPED = 5;
    static final int LOST = 6;
    static final int ICMP_ERROR = 7;
    static final int ICMP_SUPPRESSED = 8;
    static final int ENCAPSULATED = 9;

    private StepRecord() {
    }
}
