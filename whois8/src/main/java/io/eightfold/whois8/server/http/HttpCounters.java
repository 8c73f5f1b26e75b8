// SPDX-License-Identifier: Apache-2.0
// Counts what the HTTP server does with connections and requests.
package io.eightfold.whois8.server.http;

import io.eightfold.whois8.server.CounterSet;
import java.util.Map;

/** The counters of {@link HttpCounter}, which only this package counts up, and the sums of its groups. Thread: any. */
public final class HttpCounters {
    private final CounterSet<HttpCounter> counters = new CounterSet<>(HttpCounter.class);

    HttpCounters() {
    }

    void count(final HttpCounter counter) {
        counters.count(counter);
    }

    public long read(final HttpCounter counter) {
        return counters.value(counter);
    }

    /** The sum of a group. */
    public long sum(final HttpCounter.Group group) {
        return HttpCounter.of(group).stream().mapToLong(this::read).sum();
    }

    /** All, by word, in the order of their declaration. */
    public Map<String, Long> byWord() {
        return counters.byWord();
    }

    /** What is not 0, for people. */
    @Override
    public String toString() {
        return counters.toString();
    }
}
