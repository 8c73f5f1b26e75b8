// SPDX-License-Identifier: Apache-2.0
// A counter for each constant.
package io.eightfold.whois8.server;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** One counter for each constant of an enum. Thread: any. */
public final class CounterSet<E extends Enum<E> & Counter> {
    private final Class<E> kind;
    private final Map<E, LongAdder> counters;

    public CounterSet(final Class<E> kind) {
        this.kind = kind;
        counters = new EnumMap<>(kind);
        for (final E each : kind.getEnumConstants()) {
            counters.put(each, new LongAdder());
        }
    }

    public void count(final E what) {
        counters.get(what).increment();
    }

    public long value(final E what) {
        return counters.get(what).sum();
    }

    /** All counters together; exact when nothing is being counted. */
    public long sum() {
        return counters.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** A copy, in the order of the enum. */
    public Map<E, Long> values() {
        final Map<E, Long> values = new EnumMap<>(kind);
        counters.forEach((each, counter) -> values.put(each, counter.sum()));
        return values;
    }

    /** A copy by word, in the order of the enum. */
    public Map<String, Long> byWord() {
        final Map<String, Long> values = new LinkedHashMap<>();
        counters.forEach((each, counter) -> values.put(each.word(), counter.sum()));
        return values;
    }

    /** What is not 0, such as {answered=3, peer-closed=1}, for people. */
    @Override
    public String toString() {
        final Map<String, Long> values = byWord();
        values.values().removeIf(count -> count == 0);
        return values.toString();
    }
}
