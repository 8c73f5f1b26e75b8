// SPDX-License-Identifier: Apache-2.0
// What happens to the frames of a forwarding benchmark beside being forwarded.
package io.eightfold.perf.forward;

import io.eightfold.dataplane.port.Border;
import io.eightfold.dataplane.port.Border.AsnRange;
import io.eightfold.dataplane.tunnel.TunnelConfig;
import io.eightfold.wire.tunnel.Encapsulation;
import java.util.EnumSet;
import java.util.List;

/** What happens to the frames beside being forwarded. Thread: any. */
public enum ForwardKind {
    /** Nothing. */
    PLAIN("plain", null, "the worker", 1),
    /** They come in by an external interface, whose peer may send for {@value #PEER_ASNS} ASNs, and leave by another. */
    BORDER("border", null, "the worker between two external interfaces: border filters in and out, source validation among 1,001 ASNs", 0.97),
    /** They go into tunnels of protocol 253, 16 of them. */
    INTO_PROTOCOL("into-protocol", Encapsulation.PROTOCOL, "the worker, every packet into one of 16 tunnels of protocol 253", 0.7),
    /** They go into tunnels of UDP. */
    INTO_UDP("into-udp", Encapsulation.UDP, "the worker, every packet into one of 16 tunnels of UDP", 0.7),
    /** They come out of tunnels of protocol 253. */
    OUT_OF_PROTOCOL("out-of-protocol", Encapsulation.PROTOCOL, "the worker, every packet out of a tunnel of protocol 253", 0.7),
    /** They come out of tunnels of UDP. */
    OUT_OF_UDP("out-of-udp", Encapsulation.UDP, "the worker, every packet out of a tunnel of UDP", 0.7);

    /** ASNs that the peer may send for beside the one it does send for. */
    static final int PEER_ASNS = 1_000;
    private static final int FIRST_PEER_ASN = 65_000;
    /** Our tunnel end. */
    static final int LOCAL_END = 203 << 24 | 113 << 8 | 1;
    /** The first of the other ends. */
    static final int FIRST_REMOTE_END = 198 << 24 | 51 << 16 | 100 << 8 | 1;

    private final String word;
    private final Encapsulation encapsulation;
    private final String description;
    private final double reach;

    ForwardKind(final String word, final Encapsulation encapsulation, final String description, final double reach) {
        this.word = word;
        this.encapsulation = encapsulation;
        this.description = description;
        this.reach = reach;
    }

    /** As the command line and names of results have it. */
    public String word() {
        return word;
    }

    String description() {
        return description;
    }

    /** Ratio to plain forwarding that the project set itself as the least. */
    double reach() {
        return reach;
    }

    /** Of the tunnels; null without. */
    Encapsulation encapsulation() {
        return encapsulation;
    }

    boolean isInto() {
        return this == INTO_PROTOCOL || this == INTO_UDP;
    }

    boolean isOutOf() {
        return this == OUT_OF_PROTOCOL || this == OUT_OF_UDP;
    }

    /** Bytes by which frames are longer when they come in than those of the other kinds. */
    int moreBytes() {
        return isOutOf() ? encapsulation.overheadBytes() : 0;
    }

    /** Of both ports; null inside an AS. */
    Border border() {
        return this == BORDER ? new Border(List.of(new AsnRange(TestTraffic.FROM_ASN), new AsnRange(FIRST_PEER_ASN, FIRST_PEER_ASN + PEER_ASNS - 1)), false, false) : null;
    }

    TunnelConfig tunnels() {
        return encapsulation == null ? TunnelConfig.NONE : new TunnelConfig(LOCAL_END, EnumSet.of(encapsulation), null);
    }
}
