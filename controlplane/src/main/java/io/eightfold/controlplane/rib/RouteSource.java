// SPDX-License-Identifier: Apache-2.0
// Who offers a route.
package io.eightfold.controlplane.rib;

import java.util.Locale;

/**
 * Who offers a route. Ids go to journals and over the wire and never change; code letters and distances are those that operators know from other routers.
 * Thread: any.
 */
public enum RouteSource {
    /** The prefix of an interface address. The dataplane installs it on its own. */
    CONNECTED(1, 'C', 0),
    /** An address of the router. The dataplane installs it on its own. */
    LOCAL(2, 'L', 0),
    /** A line of the configuration. */
    STATIC(3, 'S', 1),
    /** BGP8, learnt from another autonomous system. */
    BGP8_EXTERNAL(4, 'B', 20),
    /** BGP8, learnt inside the autonomous system. */
    BGP8_INTERNAL(5, 'B', 200),
    /** Added at run time, by {@code ipv8 route add}; nobody but its own journal will confirm it after a restart. */
    API(6, 'A', 1);

    /** Ids are below this. */
    static final int ID_LIMIT = 7;
    private static final RouteSource[] BY_ID = new RouteSource[ID_LIMIT];

    static {
        for (final RouteSource source : values()) {
            BY_ID[source.id] = source;
        }
    }

    private final int id;
    private final char code;
    private final int distance;

    RouteSource(final int id, final char code, final int distance) {
        this.id = id;
        this.code = code;
        this.distance = distance;
    }

    /** Its number in journals and on the wire: 1 to 255. */
    public int id() {
        return id;
    }

    /** Its letter in {@code show route}. */
    public char code() {
        return code;
    }

    /** The administrative distance when the configuration gives none. */
    public int distance() {
        return distance;
    }

    /** Its word in configuration and output. */
    public String word() {
        return switch (this) {
            case BGP8_EXTERNAL -> "bgp8";
            case BGP8_INTERNAL -> "ibgp8";
            default -> name().toLowerCase(Locale.ROOT);
        };
    }

    /** Whether the dataplane knows such routes without being told. */
    public boolean isOwnedByDataplane() {
        return this == CONNECTED || this == LOCAL;
    }

    /** Whether BGP8 offers them. */
    public boolean isBgp8() {
        return this == BGP8_EXTERNAL || this == BGP8_INTERNAL;
    }

    /**
     * The source of that number.
     * @throws IllegalArgumentException when there is none; a journal of a later version may hold such.
     */
    public static RouteSource of(final int id) {
        if (id <= 0 || id >= ID_LIMIT) {
            throw new IllegalArgumentException("route source id=" + id + " is none of 1 to " + (ID_LIMIT - 1));
        }
        return BY_ID[id];
    }
}
