// SPDX-License-Identifier: Apache-2.0
// Socket options against the kernel itself.
package io.eightfold.bgp8.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Test;

final class SocketOptionsIT {
    private static final int LOOPBACK = 0x7F00_0001;

    @Test
    void shouldConnectWhenPasswordsAgree() throws IOException {
        assertTrue(connects("secret", "secret"));
        assertTrue(connects(null, null));
    }

    @Test
    void shouldNotConnectWhenPasswordsDiffer() throws IOException {
        assertFalse(connects("secret", "other"));
        assertFalse(connects("secret", null));
        assertFalse(connects(null, "secret"));
    }

    private static boolean connects(final String ours, final String theirs) throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.INET).bind(new InetSocketAddress("127.0.0.1", 0)); SocketChannel client = SocketChannel.open(StandardProtocolFamily.INET)) {
            if (ours != null) {
                SocketOptions.md5(server, LOOPBACK, ours);
            }
            if (theirs != null) {
                SocketOptions.md5(client, LOOPBACK, theirs);
            }
            client.socket().connect(server.getLocalAddress(), 700);
            return true;
        } catch (final SocketTimeoutException e) {
            return false;
        }
    }

    @Test
    void shouldTakeAPasswordAwayAgain() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.INET).bind(new InetSocketAddress("127.0.0.1", 0)); SocketChannel client = SocketChannel.open(StandardProtocolFamily.INET)) {
            SocketOptions.md5(server, LOOPBACK, "secret");
            SocketOptions.md5(server, LOOPBACK, null);
            client.socket().connect(server.getLocalAddress(), 2000);
            assertTrue(client.isConnected());
        }
    }

    @Test
    void shouldRefuseAPasswordThatIsTooLong() throws IOException {
        try (SocketChannel client = SocketChannel.open(StandardProtocolFamily.INET)) {
            final IOException refused = assertThrows(IOException.class, () -> SocketOptions.md5(client, LOOPBACK, "x".repeat(81)));
            assertEquals("a password of 81 bytes is above the 80 of TCP MD5", refused.getMessage());
        }
    }

    @Test
    void shouldTakePacketsOnlyFromAsFarAsTtlSecuritySays() throws IOException {
        assertEquals(5, received(255));
        assertEquals(0, received(64));
    }

    /** Bytes that arrive over a connection whose one end sends with a TTL and whose other end wants 255. */
    private static int received(final int ttl) throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.INET).bind(new InetSocketAddress("127.0.0.1", 0)); SocketChannel client = SocketChannel.open(StandardProtocolFamily.INET)) {
            client.connect(server.getLocalAddress());
            try (SocketChannel accepted = server.accept()) {
                SocketOptions.ttl(client, ttl);
                SocketOptions.ttlSecurity(accepted, 1);
                client.write(ByteBuffer.wrap(new byte[5]));
                accepted.socket().setSoTimeout(500);
                return accepted.socket().getInputStream().read(new byte[9]);
            } catch (final SocketTimeoutException e) {
                return 0;
            }
        }
    }

    @Test
    void shouldSayWhatTheKernelKnowsOfAConnection() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.INET).bind(new InetSocketAddress("127.0.0.1", 0)); SocketChannel client = SocketChannel.open(StandardProtocolFamily.INET)) {
            client.connect(server.getLocalAddress());
            SocketOptions.networkControl(client);
            client.write(ByteBuffer.wrap(new byte[5000]));
            final TcpInfo info = SocketOptions.info(client);
            assertTrue(info.rttUs() > 0 && info.rttUs() < 1_000_000, info::toString);
            assertTrue(info.minRttUs() > 0 && info.minRttUs() <= info.rttUs() * 4L, info::toString);
            assertTrue(info.mssBytes() > 500 && info.congestionWindow() > 0 && info.segmentsOut() > 0, info::toString);
        }
    }
}
