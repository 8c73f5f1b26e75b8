// SPDX-License-Identifier: Apache-2.0
// A clock that a test advances.
package io.eightfold.whois8.registry;

import java.time.Instant;
import java.time.InstantSource;

/** Begins at 2027-01-01. */
final class TestClock implements InstantSource {
    private volatile long nowS = 1_798_761_600L;

    @Override
    public Instant instant() {
        return Instant.ofEpochSecond(nowS);
    }

    long nowS() {
        return nowS;
    }

    void advance(final long seconds) {
        nowS += seconds;
    }
}
