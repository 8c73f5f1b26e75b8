// SPDX-License-Identifier: Apache-2.0
// Who a limit is counted for.
package io.eightfold.whois8.server.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * An IPv4 address, or the /64 of an IPv6 address: whoever has one address of a /64 has all of them. Thread: any.
 *
 * @param bits leading 64 bits of an IPv6 address, or all of an IPv4 address
 * @param isV6 which of the two
 */
record ClientAddress(long bits, boolean isV6) {
    static ClientAddress of(final InetAddress address) {
        final ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return address instanceof Inet6Address ? new ClientAddress(bytes.getLong(), true) : new ClientAddress(bytes.getInt() & 0xFFFF_FFFFL, false);
    }

    static ClientAddress of(final SocketAddress address) {
        return address instanceof InetSocketAddress internet && internet.getAddress() != null ? of(internet.getAddress()) : new ClientAddress(0, false);
    }

    @Override
    public String toString() {
        return isV6 ? HexFormat.of().toHexDigits(bits) + "::/64" : (bits >>> 24) + "." + (bits >>> 16 & 0xFF) + "." + (bits >>> 8 & 0xFF) + "." + (bits & 0xFF);
    }
}
