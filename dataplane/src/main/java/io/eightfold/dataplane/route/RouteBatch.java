// SPDX-License-Identifier: Apache-2.0
// Routes that become visible together.
package io.eightfold.dataplane.route;

import io.eightfold.fibprotocol.FibWire;

/** What came between the begin and the end of a batch, kept back until the end has come. Thread: control. */
final class RouteBatch {
    private final long[] addresses = new long[FibWire.MAX_BATCH_ROUTES];
    private final byte[] vrfs = new byte[FibWire.MAX_BATCH_ROUTES];
    private final byte[] lengths = new byte[FibWire.MAX_BATCH_ROUTES];
    private final HopSet[] sets = new HopSet[FibWire.MAX_BATCH_ROUTES];
    private final byte[] sources = new byte[FibWire.MAX_BATCH_ROUTES];
    private final byte[] distances = new byte[FibWire.MAX_BATCH_ROUTES];
    private int size;

    int size() {
        return size;
    }

    boolean isFull() {
        return size == FibWire.MAX_BATCH_ROUTES;
    }

    void clear() {
        size = 0;
    }

    /** @param set null takes the route out. */
    void add(final int vrf, final long address, final int hostLength, final HopSet set, final int source, final int distance) {
        addresses[size] = address;
        vrfs[size] = (byte) vrf;
        lengths[size] = (byte) hostLength;
        sets[size] = set;
        sources[size] = (byte) source;
        distances[size++] = (byte) distance;
    }

    /** Gives a route the set that its number stands for. */
    void resolve(final int i, final HopSet set) {
        sets[i] = set;
    }

    int vrf(final int i) {
        return vrfs[i];
    }

    long address(final int i) {
        return addresses[i];
    }

    int hostLength(final int i) {
        return lengths[i];
    }

    HopSet set(final int i) {
        return sets[i];
    }

    int source(final int i) {
        return sources[i] & 0xFF;
    }

    int distance(final int i) {
        return distances[i] & 0xFF;
    }
}
