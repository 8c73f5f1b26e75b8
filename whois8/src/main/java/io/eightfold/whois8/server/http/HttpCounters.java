// SPDX-License-Identifier: Apache-2.0
// Counts what the HTTP server does with connections and requests.
package io.eightfold.whois8.server.http;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Thread: any. */
public final class HttpCounters {
    private final Map<HttpCounter, LongAdder> adders = new EnumMap<>(HttpCounter.class);

    HttpCounters() {
        for (final HttpCounter counter : HttpCounter.values()) {
            adders.put(counter, new LongAdder());
        }
    }

    void count(final HttpCounter counter) {
        adders.get(counter).increment();
    }

    public long read(final HttpCounter counter) {
        return adders.get(counter).sum();
    }

    /** The sum of a group. */
    public long sum(final HttpCounter.Group group) {
        return HttpCounter.of(group).stream().mapToLong(this::read).sum();
    }

    /** All, by word, in the order of their declaration. */
    public Map<String, Long> byWord() {
        final Map<String, Long> result = new LinkedHashMap<>();
        adders.forEach((counter, adder) -> result.put(counter.word(), adder.sum()));
        return result;
    }
}
