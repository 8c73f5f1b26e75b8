// SPDX-License-Identifier: Apache-2.0
// Brings routes of a table into a FIB.
package io.eightfold.perf.table;

import io.eightfold.dataplane.fib.Fib;
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
        if (lengthBits == 0) {
            fib.put(Ipv8Prefix.DEFAULT, nextHop);
        } else {
            fib.put((int) (prefix >>> 32), (int) prefix, lengthBits - RouteTable.ASN_BITS, nextHop);
        }
    }

    /** Removes one route. */
    public static void remove(final Fib fib, final long prefix, final int lengthBits) {
        if (lengthBits == 0) {
            fib.remove(Ipv8Prefix.DEFAULT);
        } else {
            fib.remove((int) (prefix >>> 32), (int) prefix, lengthBits - RouteTable.ASN_BITS);
        }
    }
}
