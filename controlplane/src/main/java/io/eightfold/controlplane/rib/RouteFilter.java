// SPDX-License-Identifier: Apache-2.0
// Which routes to show.
package io.eightfold.controlplane.rib;

import io.eightfold.whois8.validation.Verdict;

/**
 * Which routes to show. Thread: any.
 *
 * @param match      how {@code address} and {@code hostLength} are meant
 * @param vrf        the table, or {@link #ALL_VRFS}
 * @param hostLength of {@code address} as a prefix; not used by the matches of an address and of everything
 * @param source     whose routes, or null for everybody's
 * @param verdict    routes of that verdict, or null for any
 */
public record RouteFilter(Match match, int vrf, long address, int hostLength, RouteSource source, Verdict verdict) {
    /** Routes of every table. */
    public static final int ALL_VRFS = -1;

    /** How the prefix of a route must relate to what is asked for. */
    public enum Match {
        /** Anyhow. */
        ALL,
        /** It is the prefix. */
        EXACT,
        /** It is the longest usable one that covers the address. */
        LONGEST,
        /** It covers the address, used or not; the longest prefix comes first. */
        COVERING,
        /** It is the prefix or lies inside. */
        LONGER_PREFIXES
    }

    /** Everything. */
    public static RouteFilter all() {
        return new RouteFilter(Match.ALL, ALL_VRFS, 0, 0, null, null);
    }

    /** The routes of a prefix. */
    public static RouteFilter exact(final int vrf, final long address, final int hostLength) {
        return new RouteFilter(Match.EXACT, vrf, address, hostLength, null, null);
    }

    /** The routes by which packets to an address go. */
    public static RouteFilter longest(final int vrf, final long address) {
        return new RouteFilter(Match.LONGEST, vrf, address, 0, null, null);
    }

    /** The routes of all prefixes that cover an address, from the longest to the shortest. */
    public static RouteFilter covering(final int vrf, final long address) {
        return new RouteFilter(Match.COVERING, vrf, address, 0, null, null);
    }

    /** The routes of a prefix and of all inside. */
    public static RouteFilter longerPrefixes(final int vrf, final long address, final int hostLength) {
        return new RouteFilter(Match.LONGER_PREFIXES, vrf, address, hostLength, null, null);
    }

    /** The same in one table. */
    public RouteFilter ofVrf(final int otherVrf) {
        return new RouteFilter(match, otherVrf, address, hostLength, source, verdict);
    }

    /** The same of one source. */
    public RouteFilter ofSource(final RouteSource otherSource) {
        return new RouteFilter(match, vrf, address, hostLength, otherSource, verdict);
    }

    /** The same with one verdict. */
    public RouteFilter ofVerdict(final Verdict otherVerdict) {
        return new RouteFilter(match, vrf, address, hostLength, source, otherVerdict);
    }

    boolean isVrf(final int candidate) {
        return vrf == ALL_VRFS || vrf == candidate;
    }
}
