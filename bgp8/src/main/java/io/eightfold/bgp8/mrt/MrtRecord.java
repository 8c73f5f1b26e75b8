// SPDX-License-Identifier: Apache-2.0
// A record of an MRT file.
package io.eightfold.bgp8.mrt;

import java.util.List;

/** A record of an MRT file. Arrays are not to be changed. Thread: any; immutable. */
public sealed interface MrtRecord {
    /** Seconds of the calendar. */
    long timeS();

    /** The neighbours that paths refer to. Those with IPv6 addresses have address 0. */
    record Peers(long timeS, int identifier, String view, List<MrtPeer> peers) implements MrtRecord {
    }

    /**
     * A prefix and the paths to it.
     *
     * @param address    of ASN 0 for IPv4
     * @param lengthBits of 64
     */
    record Route(long timeS, int sequence, boolean isIpv4, long address, int lengthBits, List<Path> paths) implements MrtRecord {
    }

    /** @param peer index in the list of peers */
    record Path(int peer, long originatedS, byte[] attributes) {
    }

    /** A message of a session. */
    record Message(long timeS, int micros, MrtSession session, byte[] message) implements MrtRecord {
    }

    /** A session changed its state. */
    record StateChange(long timeS, int micros, MrtSession session, int from, int to) implements MrtRecord {
    }

    /** Of a kind that is not read here. */
    record Other(long timeS, int type, int subtype, int length) implements MrtRecord {
    }
}
