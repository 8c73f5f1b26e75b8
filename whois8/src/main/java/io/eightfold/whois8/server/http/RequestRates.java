// SPDX-License-Identifier: Apache-2.0
// How often an address may ask.
package io.eightfold.whois8.server.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A token bucket for each address that asked lately. Thread: any. */
final class RequestRates {
    /** Addresses remembered; beyond, new ones share one bucket, so that a flood of addresses costs no memory. */
    static final int MAX_ADDRESSES = 65_536;
    private static final ClientAddress OTHERS = new ClientAddress(-1, false);

    /** When the bucket is full again; what is missing from it follows from the time until then. */
    private final Map<ClientAddress, Long> fullAtNs = new ConcurrentHashMap<>();
    private final long intervalNs;
    private final long depthNs;

    /** @param perS 0 is no limit */
    RequestRates(final int perS, final int burst) {
        intervalNs = perS == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / perS;
        depthNs = intervalNs * burst;
    }

    /** Takes a request's token; 0 when there was one, else in how many ns there will be. */
    long waitNs(final ClientAddress address, final long nowNs) {
        if (intervalNs == 0) {
            return 0;
        }
        final ClientAddress key = fullAtNs.size() < MAX_ADDRESSES || fullAtNs.containsKey(address) ? address : OTHERS;
        final long[] missingNs = new long[1];
        fullAtNs.compute(key, (same, before) -> {
            final long fullNs = before == null || before - nowNs < 0 ? nowNs : before;
            missingNs[0] = Math.max(0, fullNs + intervalNs - nowNs - depthNs);
            return missingNs[0] > 0 ? fullNs : fullNs + intervalNs;
        });
        return missingNs[0];
    }

    /** Forgets addresses that have all their tokens. */
    void sweep(final long nowNs) {
        fullAtNs.values().removeIf(fullNs -> fullNs - nowNs <= 0);
    }

    int addresses() {
        return fullAtNs.size();
    }
}
