// SPDX-License-Identifier: Apache-2.0
// A running checksum over a table of routes, by which two sides notice that they differ.
package io.eightfold.fibprotocol;

import java.util.Arrays;
import java.util.List;

/**
 * The sum over all sets of (sum of the prefixes' hashes) x (hash of the set's hops). It does not depend on order nor on the numbers of sets, it follows each change
 * in constant time, and a set whose hops change is one change however many routes use it. Against mistakes, not against malice: both sides are ours.
 * <p>Thread: one owner.
 */
public final class TableDigest {
    private long[] sums = new long[64];
    private long[] hashes = new long[64];
    private int[] counts = new int[64];
    private long value;
    private long routes;

    /** The checksum. */
    public long value() {
        return value;
    }

    /** Routes counted. */
    public long routes() {
        return routes;
    }

    /** Routes that use a set. */
    public int uses(final int setId) {
        return setId < counts.length ? counts[setId] : 0;
    }

    /** Forgets everything. */
    public void clear() {
        Arrays.fill(sums, 0);
        Arrays.fill(hashes, 0);
        Arrays.fill(counts, 0);
        value = 0;
        routes = 0;
    }

    /** Gives a set its hops, or others. */
    public void set(final int setId, final List<NextHop> hops) {
        ensure(setId);
        final long hash = hash(hops);
        value += sums[setId] * (hash - hashes[setId]);
        hashes[setId] = hash;
    }

    /** A route uses the set from now on. */
    public void add(final int setId, final int vrf, final long address, final int hostLength) {
        change(setId, hash(vrf, address, hostLength), 1);
    }

    /** A route uses the set no longer. */
    public void remove(final int setId, final int vrf, final long address, final int hostLength) {
        change(setId, -hash(vrf, address, hostLength), -1);
    }

    /** Hash of a prefix. */
    public static long hash(final int vrf, final long address, final int hostLength) {
        return mix(mix(address) + ((long) vrf << 8 | hostLength & 0xFF));
    }

    /** Hash of a set's hops, in their order; odd, so that no sum is lost in the product. */
    public static long hash(final List<NextHop> hops) {
        long hash = hops.size();
        for (final NextHop hop : hops) {
            hash = mix(hash + switch (hop) {
                case NextHop.Gateway(var address, var port) -> mix(address) ^ port.hashCode();
                case NextHop.OnLink(var port) -> 0x0123_4567_89AB_CDEFL ^ port.hashCode();
                case NextHop.Blackhole _ -> 3;
                case NextHop.Unreachable _ -> 4;
                case NextHop.Prohibit _ -> 5;
                case NextHop.Tunnel(var local, var remote, var encapsulation, var gateway, var port) ->
                    mix(mix((long) local << 32 | remote & 0xFFFF_FFFFL) + encapsulation.id() ^ mix(gateway)) ^ port.hashCode();
            });
        }
        return hash | 1;
    }

    private void change(final int setId, final long prefixHash, final int count) {
        sums[setId] += prefixHash;
        counts[setId] += count;
        value += prefixHash * hashes[setId];
        routes += count;
    }

    private void ensure(final int setId) {
        if (setId >= sums.length) {
            final int capacity = Math.max(setId + 1, sums.length * 2);
            sums = Arrays.copyOf(sums, capacity);
            hashes = Arrays.copyOf(hashes, capacity);
            counts = Arrays.copyOf(counts, capacity);
        }
    }

    private static long mix(final long value) {
        long z = value + 0x9E37_79B9_7F4A_7C15L;
        z = (z ^ z >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ z >>> 27) * 0x94D0_49BB_1331_11EBL;
        return z ^ z >>> 31;
    }
}
