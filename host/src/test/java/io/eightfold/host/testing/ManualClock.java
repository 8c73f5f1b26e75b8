// SPDX-License-Identifier: Apache-2.0
// A clock that only moves when a test moves it.
package io.eightfold.host.testing;

import java.util.function.LongSupplier;

/** Nanoseconds, starting near the overflow so that deadlines compared with {@code <} would show. */
public final class ManualClock implements LongSupplier {
    private long nowNs = Long.MAX_VALUE - 1_000_000;

    @Override
    public long getAsLong() {
        return nowNs;
    }

    public void advanceMs(long durationMs) {
        nowNs += durationMs * 1_000_000;
    }
}
