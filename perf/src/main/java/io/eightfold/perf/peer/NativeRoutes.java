// SPDX-License-Identifier: Apache-2.0
// A table's host prefixes in the arrays that the C functions take.
package io.eightfold.perf.peer;

import io.eightfold.perf.table.LongMap;
import io.eightfold.perf.table.RouteTable;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Host parts, host lengths and next hops of all routes, short prefixes first: rte_fib walks all longer prefixes below one that it adds, which takes
 * half a minute for a million routes in no order. Thread: one.
 */
record NativeRoutes(MemorySegment hosts, MemorySegment lengths, MemorySegment nextHops, int count) {
    /** A spare of /24 tables, since a table without a single one is refused. */
    private static final int SPARE_TBL8S = 64;
    private static final int TBL24_BITS = 24;
    /** Lengths count all 64 bits. */
    private static final int LENGTHS = 65;

    static NativeRoutes of(final RouteTable table, final Arena arena) {
        final MemorySegment hosts = arena.allocate(ValueLayout.JAVA_INT, Math.max(table.size(), 1));
        final MemorySegment lengths = arena.allocate(Math.max(table.size(), 1));
        final MemorySegment nextHops = arena.allocate(ValueLayout.JAVA_INT, Math.max(table.size(), 1));
        final int[] at = firstOfLength(table);
        for (int i = 0; i < table.size(); i++) {
            final int place = at[table.lengthBits(i)]++;
            hosts.setAtIndex(ValueLayout.JAVA_INT, place, (int) table.prefix(i));
            lengths.set(ValueLayout.JAVA_BYTE, place, (byte) (table.lengthBits(i) - RouteTable.ASN_BITS));
            nextHops.setAtIndex(ValueLayout.JAVA_INT, place, table.nextHop(i));
        }
        return new NativeRoutes(hosts, lengths, nextHops, table.size());
    }

    /** For each length, where its routes begin when all are sorted by length. */
    private static int[] firstOfLength(final RouteTable table) {
        final int[] first = new int[LENGTHS + 1];
        for (int i = 0; i < table.size(); i++) {
            first[table.lengthBits(i) + 1]++;
        }
        for (int length = 1; length < first.length; length++) {
            first[length] += first[length - 1];
        }
        return first;
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
