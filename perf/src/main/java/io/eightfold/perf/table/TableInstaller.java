// SPDX-License-Identifier: Apache-2.0
// Brings routes of a table into a FIB.
package io.eightfold.perf.table;

import io.eightfold.dataplane.fib.Fib;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;

/** The one place that turns a table's routes into calls of the FIB. Thread: control. */
public final class TableInstaller {
    private TableInstaller() {
    }

    /** All routes, as one batch. */
    public static void install(final RouteTable table, final Fib fib) {
        fib.beginBatch();
        for (int i = 0; i < table.size(); i++) {
            put(fib, table.prefix(i), table.lengthBits(i), table.nextHop(i));
        }
        fib.endBatch();
    }

    /** One route. */
    public static void put(final Fib fib, final long prefix, final int lengthBits, final int nextHop) {
        fib.put(prefixOf(prefix, lengthBits), nextHop);
    }

    /** Removes one route. */
    public static void remove(final Fib fib, final long prefix, final int lengthBits) {
        fib.remove(prefixOf(prefix, lengthBits));
    }

    private static Ipv8Prefix prefixOf(final long prefix, final int lengthBits) {
        return new Ipv8Prefix(Ipv8Address.ofBits(prefix), lengthBits);
    }
}
