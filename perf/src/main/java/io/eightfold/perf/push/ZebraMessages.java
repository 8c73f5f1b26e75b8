// SPDX-License-Identifier: Apache-2.0
// The few messages to zebra that a benchmark needs.
package io.eightfold.perf.push;

import java.nio.ByteBuffer;

/**
 * ZAPI version 6, as zebra of FRR 8 reads it from its clients; big endian. Every message begins
 * <pre>
 *   0  length with this header (2 bytes)
 *   2  marker 254
 *   3  version 6
 *   4  VRF, 0 (4 bytes)
 *   8  command (2 bytes)
 * </pre>
 * Thread: one.
 */
final class ZebraMessages {
    /** Bytes of the longest message. */
    static final int LONGEST = 64;
    private static final int HEADER_BYTES = 10;
    private static final byte MARKER = (byte) 254;
    private static final byte VERSION = 6;
    private static final short COMMAND_ROUTE_ADD = 8;
    private static final short COMMAND_ROUTE_DELETE = 9;
    private static final short COMMAND_HELLO = 18;
    /** The number of static routes among FRR's protocols. */
    private static final byte PROTOCOL_STATIC = 3;
    private static final byte SAFI_UNICAST = 1;
    private static final byte FAMILY_IPV4 = 2;
    private static final int HAS_NEXT_HOPS = 1;
    private static final byte NEXT_HOP_IPV4_ON_INTERFACE = 3;

    private ZebraMessages() {
    }

    /** The first message of a client: protocol, instance, session, no notifications, asynchronous. */
    static void hello(final ByteBuffer to) {
        final int start = begin(to, COMMAND_HELLO);
        to.put(PROTOCOL_STATIC).putShort((short) 0).putInt(0).put((byte) 0).put((byte) 0);
        end(to, start);
    }

    /** A route over one next hop. */
    static void add(final ByteBuffer to, final int prefix, final int lengthBits, final int gateway, final int interfaceIndex) {
        final int start = begin(to, COMMAND_ROUTE_ADD);
        route(to, HAS_NEXT_HOPS, prefix, lengthBits);
        to.putShort((short) 1);
        // VRF, type, flags, address, interface
        to.putInt(0).put(NEXT_HOP_IPV4_ON_INTERFACE).put((byte) 0).putInt(gateway).putInt(interfaceIndex);
        end(to, start);
    }

    /** The same route, no more. */
    static void delete(final ByteBuffer to, final int prefix, final int lengthBits) {
        final int start = begin(to, COMMAND_ROUTE_DELETE);
        route(to, 0, prefix, lengthBits);
        end(to, start);
    }

    /** Protocol, instance, flags, what follows, SAFI, prefix in as many bytes as it needs. */
    private static void route(final ByteBuffer to, final int follows, final int prefix, final int lengthBits) {
        to.put(PROTOCOL_STATIC).putShort((short) 0).putInt(0).putInt(follows).put(SAFI_UNICAST).put(FAMILY_IPV4).put((byte) lengthBits);
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
