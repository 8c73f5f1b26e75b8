// SPDX-License-Identifier: Apache-2.0
// When the last packet of a destination came out.
package io.eightfold.perf.push;

/** Of one destination at a time; late packets of the others do not count. Thread: the receiver writes arrivals, the measuring thread the rest. */
final class LastArrivals implements ProbeTraffic.Arrivals {
    /** 0: none yet. */
    private volatile long lastNs;
    private volatile int watched = -1;

    /** From now on this destination counts, from nothing on. */
    void watch(final int index) {
        watched = -1;
        lastNs = 0;
        watched = index;
    }

    @Override
    public void arrived(final int index, final long nowNs) {
        if (index == watched) {
            lastNs = nowNs == 0 ? 1 : nowNs;
        }
    }

    /** By {@link System#nanoTime}; 0 when none came. */
    long lastNs() {
        return lastNs;
    }
}
