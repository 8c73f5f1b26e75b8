// SPDX-License-Identifier: Apache-2.0
// Which tables a router has.
package io.eightfold.dataplane.fib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.dataplane.port.QueuePlan;
import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.dataplane.testing.TestPorts;
import io.eightfold.fibprotocol.Vrf;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import java.util.List;
import org.junit.jupiter.api.Test;

class FibTablesTest {
    private static final String ADDRESS = "64496.10.1.0.1/24";
    private final List<RouterPort> ports = List.of(port(0, Vrf.DEFAULT), port(1, Vrf.MANAGEMENT), port(2, Vrf.MANAGEMENT));

    @Test
    void shouldMakeTablesForVrfsInUse() {
        try (FibTables tables = FibTables.of(ports, 8L << 20)) {
            assertTrue(tables.has(Vrf.DEFAULT));
            assertTrue(tables.has(Vrf.MANAGEMENT));
            assertFalse(tables.has(Vrf.OOB));
            assertEquals(8L << 20, tables.of(Vrf.DEFAULT).limitBytes());
            assertEquals(FibTables.SMALL_LIMIT_BYTES, tables.of(Vrf.MANAGEMENT.id()).limitBytes());
            final Fib[] byPort = tables.byPort(ports);
            assertSame(tables.of(Vrf.DEFAULT), byPort[0]);
            assertSame(byPort[1], byPort[2]);
            assertNotSame(byPort[0], byPort[1]);
        }
    }

    @Test
    void shouldAlwaysHaveTheDefaultTable() {
        try (FibTables tables = FibTables.of(List.of(port(0, Vrf.OOB)), 4L << 20)) {
            assertTrue(tables.has(Vrf.DEFAULT));
            assertTrue(tables.has(Vrf.OOB));
        }
    }

    @Test
    void shouldRefuseVrfWithoutPortByName() {
        try (FibTables tables = FibTables.of(ports, 4L << 20)) {
            assertTrue(assertThrows(IllegalArgumentException.class, () -> tables.of(Vrf.OOB)).getMessage().contains("vrf=oob"));
            assertThrows(IllegalArgumentException.class, () -> tables.of(Vrf.count()));
        }
    }

    @Test
    void shouldKeepRoutesApartForReaders() {
        try (FibTables tables = FibTables.of(ports, 4L << 20)) {
            final FibReader[] readers = tables.newReaders();
            assertNull(readers[Vrf.OOB.id()]);
            tables.of(Vrf.MANAGEMENT).put(Ipv8Prefix.parse("64497.0.0.0.0/0"), 7);
            assertEquals(7, lookup(readers[Vrf.MANAGEMENT.id()]));
            assertEquals(Fib.NO_ASN, lookup(readers[Vrf.DEFAULT.id()]));
        }
    }

    private static int lookup(final FibReader reader) {
        final int[] hop = new int[1];
        reader.refresh();
        reader.lookup(new long[] {Ipv8Address.parse("64497.10.0.0.1").bits()}, hop, 1);
        return hop[0];
    }

    private static RouterPort port(final int index, final Vrf vrf) {
        return TestPorts.port(index, 0, null, TestPorts.MTU, null, QueuePlan.single(), vrf, ADDRESS);
    }
}
