// SPDX-License-Identifier: Apache-2.0
// IPv4 addresses of sockets.
package io.eightfold.bgp8.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.NetworkChannel;

/** IPv4 addresses of sockets. Thread: any. */
final class SocketAddresses {
    private SocketAddresses() {
    }

    static InetAddress address(final int address) {
        try {
            return InetAddress.getByAddress(ByteBuffer.allocate(4).putInt(address).array());
        } catch (final UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    static int bits(final InetSocketAddress address) {
        return ByteBuffer.wrap(address.getAddress().getAddress()).getInt();
    }

    static int local(final NetworkChannel channel) {
        try {
            return bits((InetSocketAddress) channel.getLocalAddress());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
