// SPDX-License-Identifier: Apache-2.0
// A route within an ASN as one long.
package io.eightfold.dataplane.fib;

/** {@code host32 | length6 | group1 | index25}: unsigned order is that of (host, length). Thread: any. */
final class PackedRoute {
    /** Next hops and groups there can be. */
    static final int HOP_LIMIT = 1 << 25;
    private static final int HOP_BITS = 26;
    private static final int GROUP = 1 << 25;

    private PackedRoute() {
    }

    static long of(final int host, final int length, final int hop) {
        return key(host, length) | (hop >= Fib.GROUP_BIT ? hop & HOP_LIMIT - 1 | GROUP : hop);
    }

    /** The route without its hop. */
    static long key(final int host, final int length) {
        return (long) host << 32 | (long) length << HOP_BITS;
    }

    static int host(final long route) {
        return (int) (route >>> 32);
    }

    static int length(final long route) {
        return (int) route >>> HOP_BITS;
    }

    static int hop(final long route) {
        return (int) route & HOP_LIMIT - 1 | ((int) route & GROUP) << 5;
    }

    static boolean isSamePrefix(final long a, final long b) {
        return a >>> HOP_BITS == b >>> HOP_BITS;
    }
}
