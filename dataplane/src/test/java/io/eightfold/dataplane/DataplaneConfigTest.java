// SPDX-License-Identifier: Apache-2.0
// What a configuration must not ask for.
package io.eightfold.dataplane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.eightfold.dataplane.fib.Fib;
import io.eightfold.dataplane.neighbor.NeighborSettings;
import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.dataplane.port.WorkerSpread;
import io.eightfold.dataplane.slowpath.SlowPath;
import io.eightfold.dataplane.testing.DpdkFixture;
import io.eightfold.dpdk.DeviceArguments;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DataplaneConfigTest {
    /** One more would write behind the end of the structure that the shim reads. */
    @Test
    void shouldRefuseMorePortsThanATurnCanSendTo() {
        assertEquals(32, config(32).ports().size());
        assertEquals("ports=33 is above the 32 that a worker can send to in one turn; configure fewer interfaces",
            assertThrows(IllegalArgumentException.class, () -> config(33)).getMessage());
    }

    private static DataplaneConfig config(final int ports) {
        return new DataplaneConfig(DpdkFixture.options(), 65_535, 1, WorkerSpread.AUTO, List.of(), false, 32, Fib.DEFAULT_LIMIT_BYTES, new SlowPath.IcmpLimit(1_000, 100),
            NeighborSettings.DEFAULT,
            IntStream.range(0, ports).mapToObj(i -> new RouterPort.Config("p" + i, DeviceArguments.virtual("net_null", "p" + i, Map.of()), List.of(), List.of(),
                1500, 0x8080, null, false, 512, 512)).toList(), List.of(), Path.of("counters"));
    }
}
