// SPDX-License-Identifier: Apache-2.0
// The three messages to zebra that a benchmark needs.
package io.eightfold.perf.push;

import java.nio.ByteBuffer;

/**
 * Messages of zebra's client protocol (ZAPI), version 6, with the command numbers of FRR 8.4: they differ between releases of FRR. Big endian. Every message begins
 * <pre>
 *   0  length with this header (2 bytes)
 *   2  marker 254
 *   3  version 6
 *   4  VRF, 0 (4 bytes)
 *   8  command (2 bytes)
 * </pre>
 * Thread: any.
 */
final class ZapiMessages {
    /** Bytes of the longest message: a /32 with its next hop. */
    static final int LONGEST_BYTES = 44;
    private static final int HEADER_BYTES = 10;
    private static final byte MARKER = (byte) 254;
    private static final byte VERSION = 6;
    private static final short ROUTE_ADD = 8;
    private static final short ROUTE_DELETE = 9;
    private static final short HELLO = 18;
    /** The number of static routes among FRR's protocols: nothing is compared with other sources, as with a single BGP table. */
    private static final byte STATIC = 3;
    private static final byte UNICAST = 1;
    private static final byte IPV4 = 2;
    private static final int HAS_NEXT_HOPS = 1;
    private static final byte IPV4_ON_INTERFACE = 3;

    private ZapiMessages() {
    }

    /** The first message of a client: protocol, instance (2 bytes), session (4 bytes), no notification of each route, not synchronous. */
    static void hello(final ByteBuffer to) {
        final int start = begin(to, HELLO);
        to.put(STATIC).putShort((short) 0).putInt(0).put((byte) 0).put((byte) 0);
        end(to, start);
    }

    /** A route over one next hop. */
    static void add(final ByteBuffer to, final int prefix, final int lengthBits, final int gateway, final int interfaceIndex) {
        final int start = begin(to, ROUTE_ADD);
        route(to, HAS_NEXT_HOPS, prefix, lengthBits);
        to.putShort((short) 1);
        // VRF, type, flags, address, interface
        to.putInt(0).put(IPV4_ON_INTERFACE).put((byte) 0).putInt(gateway).putInt(interfaceIndex);
        end(to, start);
    }

    /** No such route any more. */
    static void delete(final ByteBuffer to, final int prefix, final int lengthBits) {
        final int start = begin(to, ROUTE_DELETE);
        route(to, 0, prefix, lengthBits);
        end(to, start);
    }

    /** Protocol, instance, flags, which parts follow, SAFI, family, prefix in as many bytes as its length needs. */
    private static void route(final ByteBuffer to, final int parts, final int prefix, final int lengthBits) {
        to.put(STATIC).putShort((short) 0).putInt(0).putInt(parts).put(UNICAST).put(IPV4).put((byte) lengthBits);
        for (int bits = 0; bits < lengthBits; bits += Byte.SIZE) {
            to.put((byte) (prefix >>> Integer.SIZE - Byte.SIZE - bits));
        }
    }

    private static int begin(final ByteBuffer to, final short command) {
        final int start = to.position();
        to.putShort((short) HEADER_BYTES).put(MARKER).put(VERSION).putInt(0).putShort(command);
        return start;
    }

    private static void end(final ByteBuffer to, final int start) {
        to.putShort(start, (short) (to.position() - start));
    }
}
