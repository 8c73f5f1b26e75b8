// SPDX-License-Identifier: Apache-2.0
// How a worker's record of a traced packet is laid out.
package io.eightfold.dataplane.trace;

/** Offsets in a record of {@link #BYTES}, behind the ring's stamp. {@link WorkerTrace} writes, {@link TraceReader} reads. */
final class PacketRecord {
    /** Names the packet towards the control thread, which writes of it under the same number. */
    static final int NUMBER = 8;
    static final int SESSION = 12;
    static final int TIME_NS = 16;
    static final int PORT = 24;
    /** As received; the sign bit is set for a frame of several segments. */
    static final int LENGTH = 28;
    /** Of the check, as in ForwardingWorker. */
    static final int VERDICT = 32;
    /** Result of the lookup: record, group or reason. */
    static final int HOP = 36;
    /** The next-hop record chosen; below 0 for none. */
    static final int MEMBER = 40;
    static final int END = 44;
    /** Reason's id, kind of what was handed over, or the MTU of fragments. */
    static final int END_ARGUMENT = 48;
    static final int OUT_PORT = 52;
    static final int OUT_LENGTH = 56;
    static final int IS_TENTATIVE = 60;
    static final int NEXT_HOP_MAC_AND_FLAGS = 64;
    static final int NEXT_HOP_TYPE = 72;
    static final int NEXT_HOP_PORT = 76;
    static final int NEXT_HOP_MTU = 80;
    static final int MBUF = 88;
    /** Place in the ring, or below 0; used by the writer alone. */
    static final int PLACE = 96;
    /** Type and code of an ICMP error that the worker did not ask for, the ring being busy; below 0 for none. */
    static final int SUPPRESSED = 104;
    /** Of a next hop that is a tunnel: its other end, and the encapsulation's id. MAC and flags are those of the gateway under it. */
    static final int NEXT_HOP_REMOTE = 108;
    static final int NEXT_HOP_ENCAPSULATION = 112;
    /** Of a packet that came out of a tunnel: who sent the outer packet, and the encapsulation's id, 0 for none. */
    static final int OUTER_SOURCE = 116;
    static final int OUTER_ENCAPSULATION = 120;
    static final int RECEIVED = 128;
    static final int SENT = 192;
    static final int BYTES = 256;
    /** Of a frame, at each end. */
    static final int FRAME_BYTES = 64;

    // ends
    static final int OPEN = 0;
    static final int FORWARDED = 1;
    static final int FRAGMENTED = 2;
    static final int DROPPED = 3;
    static final int HANDED_OVER = 4;
    /** Not a packet but the end of one that the control thread had finished: the device did not take it. */
    static final int REFUSED_LATE = 5;

    private PacketRecord() {
    }
}
