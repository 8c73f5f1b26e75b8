// SPDX-License-Identifier: Apache-2.0
// Counters of a port as JSON.
package io.eightfold.cli.show;

import com.google.gson.JsonObject;
import io.eightfold.dataplane.counter.CounterReader;
import io.eightfold.dataplane.counter.PortCounter;

/** Keys of the port counters, {@code inTransit}, {@code dropped}, and the reasons that are not zero under {@code drops}. Thread: any. */
public final class CounterJson {
    private CounterJson() {
    }

    /** One port. */
    public static JsonObject of(final CounterReader.PortValues values) {
        final JsonObject result = new JsonObject();
        for (final PortCounter counter : PortCounter.values()) {
            result.addProperty(counter.key(), values.of(counter));
        }
        result.addProperty("dropped", values.dropped());
        result.addProperty("inTransit", values.inTransit());
        final JsonObject drops = new JsonObject();
        values.drops().forEach((reason, value) -> {
            if (value != 0) {
                drops.addProperty(reason.label(), value);
            }
        });
        result.add("drops", drops);
        return result;
    }
}
