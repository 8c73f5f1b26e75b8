// SPDX-License-Identifier: Apache-2.0
// A table's host prefixes in the arrays that the C functions take.
package io.eightfold.perf.peer;

import io.eightfold.perf.table.LongMap;
import io.eightfold.perf.table.RouteTable;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Host parts, host lengths and next hops of all routes. Thread: one. */
record NativeRoutes(MemorySegment hosts, MemorySegment lengths, MemorySegment nextHops, int count) {
    /** A spare of /24 tables, since a table without a single one is refused. */
    private static final int SPARE_TBL8S = 64;
    private static final int TBL24_BITS = 24;

    static NativeRoutes of(final RouteTable table, final Arena arena) {
        final MemorySegment hosts = arena.allocate(ValueLayout.JAVA_INT, Math.max(table.size(), 1));
        final MemorySegment lengths = arena.allocate(Math.max(table.size(), 1));
        final MemorySegment nextHops = arena.allocate(ValueLayout.JAVA_INT, Math.max(table.size(), 1));
        for (int i = 0; i < table.size(); i++) {
            hosts.setAtIndex(ValueLayout.JAVA_INT, i, (int) table.prefix(i));
            lengths.set(ValueLayout.JAVA_BYTE, i, (byte) (table.lengthBits(i) - RouteTable.ASN_BITS));
            nextHops.setAtIndex(ValueLayout.JAVA_INT, i, table.nextHop(i));
        }
        return new NativeRoutes(hosts, lengths, nextHops, table.size());
    }

    /** The /24s that hold longer prefixes: each takes a second table of 256 entries in rte_lpm and rte_fib. */
    static int tbl8s(final RouteTable table) {
        final LongMap seen = new LongMap(1024);
        for (int i = 0; i < table.size(); i++) {
            if (table.lengthBits(i) > RouteTable.ASN_BITS + TBL24_BITS) {
                seen.put((table.prefix(i) & 0xFFFF_FFFFL) >>> 8, 1);
            }
        }
        return seen.size() + SPARE_TBL8S;
    }

    static int highestNextHop(final RouteTable table) {
        int highest = 0;
        for (int i = 0; i < table.size(); i++) {
            highest = Math.max(highest, table.nextHop(i));
        }
        return highest;
    }
}
