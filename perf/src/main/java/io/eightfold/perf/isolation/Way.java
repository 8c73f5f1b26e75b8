// SPDX-License-Identifier: Apache-2.0
// The ways a packet of an internal zone might take.
package io.eightfold.perf.isolation;

import io.eightfold.dataplane.counter.DropReason;

/** Where a packet that names a zone comes in and where its route leads. Each is tried with every zone. Thread: any. */
public enum Way {
    SOURCE_OUT("source", "from inside to a host beyond the border", Port.INSIDE, Port.OUTSIDE),
    DESTINATION_OUT("destination", "from inside, with a route beyond the border", Port.INSIDE, Port.OUTSIDE),
    SOURCE_IN("source", "from outside to a host inside", Port.OUTSIDE, Port.INSIDE),
    DESTINATION_IN("destination", "from outside, with a route inside", Port.OUTSIDE, Port.INSIDE),
    SOURCE_OUT_OF_TUNNEL("source", "out of a tunnel to a host inside", Port.OUTSIDE, Port.INSIDE),
    DESTINATION_OUT_OF_TUNNEL("destination", "out of a tunnel, with a route inside", Port.OUTSIDE, Port.INSIDE),
    SOURCE_INTO_TUNNEL("source", "from inside to a host behind a tunnel", Port.INSIDE, Port.OUTSIDE),
    DESTINATION_INTO_TUNNEL("destination", "from inside, with a route into a tunnel", Port.INSIDE, Port.OUTSIDE),
    TO_NEXT_ZONE("both", "inside to the next zone, without permission", Port.INSIDE, Port.OTHER_INSIDE);

    private final String role;
    private final String description;
    private final Port from;
    private final Port to;

    /** Ports of the router under test, by index. */
    enum Port {
        INSIDE, OUTSIDE, OTHER_INSIDE
    }

    Way(final String role, final String description, final Port from, final Port to) {
        this.role = role;
        this.description = description;
        this.from = from;
        this.to = to;
    }

    /** What names the zone: source, destination or both. */
    public String role() {
        return role;
    }

    /** The way in words. */
    public String description() {
        return description;
    }

    /** Why packets must be dropped on it. */
    public DropReason reason() {
        return this == TO_NEXT_ZONE ? DropReason.ZONE_ISOLATION : DropReason.BORDER_INTERNAL_ZONE;
    }

    /** Whether packets come in with an outer IPv4 header. */
    boolean isOutOfTunnel() {
        return this == SOURCE_OUT_OF_TUNNEL || this == DESTINATION_OUT_OF_TUNNEL;
    }

    /** Whether packets that nothing stops would leave with an outer IPv4 header. */
    boolean isIntoTunnel() {
        return this == SOURCE_INTO_TUNNEL || this == DESTINATION_INTO_TUNNEL;
    }

    boolean isZoneSource() {
        return !"destination".equals(role);
    }

    boolean isZoneDestination() {
        return !"source".equals(role);
    }

    /** Where packets come in. */
    Port from() {
        return from;
    }

    /** Where they would leave. */
    Port to() {
        return to;
    }
}
