// SPDX-License-Identifier: Apache-2.0
// The ways an IPv8 packet travels inside IPv4.
package io.eightfold.wire.tunnel;

import java.util.Optional;

/** The ways an IPv8 packet travels inside IPv4. The id is what the attribute 8TO4-ENDPOINT and the FIB protocol carry. Thread: any. Source: spec section 5. */
public enum Encapsulation {
    /** Right behind an IPv4 header of protocol 253 (RFC 3692; a later revision of the draft). */
    PROTOCOL(1, "protocol", TunnelLayout.IPV4_BYTES),
    /** In UDP to port 8418, for ways with address translation. */
    UDP(2, "udp", TunnelLayout.IPV4_BYTES + TunnelLayout.UDP_BYTES),
    /** In an HTTPS stream to TCP port 8418, for ways that let nothing else through. The kernel's TCP cuts it as it likes: nothing is added to a packet. */
    HTTPS(3, "https", 0);

    private final int id;
    private final String word;
    private final int overheadBytes;

    Encapsulation(final int id, final String word, final int overheadBytes) {
        this.id = id;
        this.word = word;
        this.overheadBytes = overheadBytes;
    }

    /** Number on the wire, 1 to 255. */
    public int id() {
        return id;
    }

    /** The operator's word. */
    public String word() {
        return word;
    }

    /** Bytes that come before the IPv8 header in the outer packet. */
    public int overheadBytes() {
        return overheadBytes;
    }

    /** The one with this id, or empty when there is none. */
    public static Optional<Encapsulation> ofId(final int id) {
        for (final Encapsulation candidate : values()) {
            if (candidate.id == id) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** The one with this word, or empty when there is none. */
    public static Optional<Encapsulation> ofWord(final String word) {
        for (final Encapsulation candidate : values()) {
            if (candidate.word.equals(word)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
