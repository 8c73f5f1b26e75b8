// SPDX-License-Identifier: Apache-2.0
// A host's counts, written by its owner thread and readable from any.
package io.eightfold.host.stack;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/** One count for each {@link HostCounter}. Thread: session, the stack's owner adds; any thread reads. */
public final class HostCounters {
    private final AtomicLongArray values = new AtomicLongArray(HostCounter.values().length);

    void count(HostCounter counter) {
        add(counter, 1);
    }

    /** One writer, so a plain read and an opaque write are enough: no locked instruction. */
    void add(HostCounter counter, long amount) {
        int index = counter.ordinal();
        values.setOpaque(index, values.getPlain(index) + amount);
    }

    public long value(HostCounter counter) {
        return values.getOpaque(counter.ordinal());
    }

    /** Sum of all counters of a group. */
    public long sum(HostCounter.Group group) {
        long sum = 0;
        for (HostCounter counter : HostCounter.values()) {
            if (counter.group() == group) {
                sum += value(counter);
            }
        }
        return sum;
    }

    /** Every counter that is not zero, by label, in the order of {@link HostCounter}. */
    public Map<String, Long> nonZero() {
        Map<String, Long> result = new LinkedHashMap<>();
        for (HostCounter counter : HostCounter.values()) {
            long value = value(counter);
            if (value != 0) {
                result.put(counter.label(), value);
            }
        }
        return result;
    }

    @Override
    public String toString() {
        return nonZero().toString();
    }
}
