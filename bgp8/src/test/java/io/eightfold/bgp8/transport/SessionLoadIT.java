// SPDX-License-Identifier: Apache-2.0
// Sessions under load: a slow RIB, a slow reader, much to carry.
package io.eightfold.bgp8.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.bgp8.message.Capability;
import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.MessageHeader;
import io.eightfold.bgp8.message.OpenEncoder;
import io.eightfold.bgp8.message.OpenMessage;
import io.eightfold.bgp8.message.RefreshMessage;
import io.eightfold.bgp8.session.SessionState;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;

final class SessionLoadIT {
    private static final int LEFT_ASN = 64_496;
    private static final int RIGHT_ASN = 64_497;

    /** Notes whether numbered UPDATEs come in order, and takes its time. */
    private static final class Careful extends Speaker {
        private int restEvery = Integer.MAX_VALUE;
        private long bytes;

        private Careful(final String address) throws IOException {
            super(address);
        }

        @Override
        public void update(final int peer, final DirectBuffer buffer, final int offset, final int length) {
            assertEquals(updates, Updates.number(buffer, offset));
            assertEquals(Updates.length(updates), length);
            bytes += length;
            if (updates % restEvery == restEvery - 1) {
                pause(1);
            }
            super.update(peer, buffer, offset, length);
        }
    }

    private static void peer(final Speaker left, final Speaker right, final int holdS) {
        left.neighbor(left.to(right.address, right.port).asns(LEFT_ASN, RIGHT_ASN).hold(holdS));
        right.neighbor(right.to(left.address, left.port).asns(RIGHT_ASN, LEFT_ASN).hold(holdS));
        Speaker.await(10, left, right, () -> left.isUp() && right.isUp());
    }

    /** As far as there is room; returns the next number. */
    private static long send(final Speaker from, final long first, final long end) {
        long next = first;
        while (next < end && from.thread.output().room(Speaker.PEER) > 0) {
            from.thread.output().send(Speaker.PEER, Updates.update(next, Updates.length(next)));
            next++;
        }
        return next;
    }

    @Test
    void shouldLoseNothingOnTheWayToASlowRib() throws IOException {
        final long all = 100_000;
        try (Speaker left = new Speaker("127.0.2.1"); Careful right = new Careful("127.0.2.2")) {
            right.restEvery = 100;
            peer(left, right, 3);
            final long[] next = {0};
            Speaker.await(60, left, right, () -> {
                next[0] = send(left, next[0], all);
                return right.updates == all;
            });
            assertTrue(right.bytes > 10L << 20, "ten times what the ring holds");
            assertEquals(1, left.notes.size(), left::toString);
            assertEquals(all, left.status().sent().updates());
            assertEquals(all, right.status().received().updates());
        }
    }

    @Test
    void shouldKeepSessionsWhileARibStandsStill() throws IOException {
        final long all = 200_000;
        try (Speaker left = new Speaker("127.0.2.3"); Careful right = new Careful("127.0.2.4")) {
            peer(left, right, 3);
            long next = 0;
            final long untilNs = System.nanoTime() + 10_000_000_000L;
            boolean wasFull = false;
            while (System.nanoTime() - untilNs < 0) {
                next = send(left, next, all);
                left.drain();
                wasFull |= left.thread.output().room(Speaker.PEER) <= 0;
                Speaker.pause(5);
            }
            assertTrue(wasFull, "the way to the peer is full from end to end");
            assertTrue(right.status().isReadingPaused());
            assertEquals(SessionState.ESTABLISHED, right.state(), right::toString);
            final long[] goes = {next};
            Speaker.await(60, left, right, () -> {
                goes[0] = send(left, goes[0], all);
                return right.updates == all;
            });
            // The time left of the hold timer goes on as well.
            Speaker.pause(4000);
            Speaker.await(1, left, right, () -> left.isUp() && right.isUp());
            assertEquals(1, left.notes.size(), left::toString);
            assertEquals(1, right.notes.size(), right::toString);
        }
    }

    /** A peer that only does what a test says, over a socket that waits. */
    private static final class Script implements AutoCloseable {
        private final Socket socket;
        private final DataInputStream in;
        private final OutputStream out;

        private Script(final Speaker speaker, final String from) throws IOException {
            socket = new Socket();
            // Little: its TCP soon takes no more when nobody reads.
            socket.setReceiveBufferSize(16 * 1024);
            socket.bind(new InetSocketAddress(from, 0));
            socket.connect(new InetSocketAddress(speaker.address, speaker.port));
            in = new DataInputStream(socket.getInputStream());
            out = socket.getOutputStream();
            socket.setSoTimeout(10_000);
            out.write(OpenEncoder.encode(new OpenMessage(RIGHT_ASN, 90, Neighbor.bits(from),
                List.of(new Capability.Multiprotocol(Carrier.NATIVE), new Capability.RouteRefresh(false), new Capability.ExtendedMessage(), new Capability.FourOctetAsn(RIGHT_ASN)))));
            out.write(MessageHeader.keepalive());
            assertEquals(MessageHeader.OPEN, next());
            assertEquals(MessageHeader.KEEPALIVE, next());
        }

        /** Reads a message; returns its type. */
        private int next() throws IOException {
            in.skipNBytes(16);
            final int length = in.readUnsignedShort();
            final int type = in.readUnsignedByte();
            in.skipNBytes(length - 19L);
            return type;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static Speaker passive(final String address, final String other, final int sendHoldS) throws IOException {
        final Speaker speaker = new Speaker(address);
        speaker.neighbor(speaker.to(other, 1).asns(LEFT_ASN, RIGHT_ASN).passive().sendHold(sendHoldS));
        return speaker;
    }

    @Test
    void shouldEndTheSessionOfAPeerThatTakesNothing() throws IOException {
        try (Speaker speaker = passive("127.0.2.5", "127.0.2.6", 3); Script peer = new Script(speaker, "127.0.2.6")) {
            Speaker.await(5, speaker, speaker, speaker::isUp);
            long next = 0;
            long mostBytes = 0;
            final long untilNs = System.nanoTime() + 30_000_000_000L;
            while (speaker.downs.isEmpty() && System.nanoTime() - untilNs < 0) {
                next = send(speaker, next, Long.MAX_VALUE);
                mostBytes = Math.max(mostBytes, speaker.status().outputBytes());
                speaker.drain();
                Speaker.pause(5);
            }
            assertEquals("send-hold-timer", speaker.downs.getFirst().cause());
            assertEquals(8, speaker.downs.getFirst().code(), "RFC 9687 §3");
            assertTrue(mostBytes > SessionOutput.ROOM_BYTES / 2 && mostBytes < SessionOutput.ROOM_BYTES + 200_000, "queued " + mostBytes);
            assertTrue(peer.socket.isConnected());
        }
    }

    @Test
    void shouldEndTheSessionOfAPeerThatTakesNothingAlsoWhenOurKernelTakesItAll() throws IOException {
        try (Speaker speaker = passive("127.0.2.5", "127.0.2.6", 3); Script peer = new Script(speaker, "127.0.2.6")) {
            Speaker.await(5, speaker, speaker, speaker::isUp);
            for (int n = 0; n < 50; n++) {
                speaker.thread.output().send(Speaker.PEER, Updates.update(n, 4096));
            }
            Speaker.await(1, speaker, speaker, () -> speaker.status().outputBytes() == 0);
            Speaker.await(8, speaker, speaker, () -> !speaker.downs.isEmpty());
            assertEquals("send-hold-timer", speaker.downs.getFirst().cause());
            assertTrue(peer.socket.isConnected());
        }
    }

    @Test
    void shouldKeepTheSessionOfAPeerThatTakesLittle() throws IOException {
        try (Speaker speaker = passive("127.0.2.5", "127.0.2.6", 3); Script peer = new Script(speaker, "127.0.2.6")) {
            Speaker.await(5, speaker, speaker, speaker::isUp);
            long next = 0;
            final long untilNs = System.nanoTime() + 8_000_000_000L;
            while (System.nanoTime() - untilNs < 0) {
                next = send(speaker, next, Long.MAX_VALUE);
                for (int n = 0; n < 20; n++) {
                    peer.next();
                }
                speaker.drain();
                Speaker.pause(50);
            }
            assertTrue(speaker.thread.output().room(Speaker.PEER) <= 0, "it takes less than it is sent");
            assertTrue(speaker.isUp(), speaker::toString);
        }
    }

    @Test
    void shouldEndTheSessionWhenTheRibSendsWithoutRoom() throws IOException {
        try (Speaker speaker = passive("127.0.2.5", "127.0.2.6", 30); Script peer = new Script(speaker, "127.0.2.6")) {
            Speaker.await(5, speaker, speaker, speaker::isUp);
            for (int n = 0; n < 100_000; n++) {
                speaker.thread.output().send(Speaker.PEER, Updates.update(n, 4096));
            }
            Speaker.await(5, speaker, speaker, () -> !speaker.downs.isEmpty());
            assertEquals("output-overrun", speaker.downs.getFirst().cause());
            assertEquals(8, speaker.downs.getFirst().subcode(), "out of resources, RFC 4486 §3");
            assertTrue(peer.socket.isConnected());
        }
    }

    @Test
    void shouldSendKeepalivesBeforeWaitingUpdates() throws IOException {
        try (Speaker speaker = new Speaker("127.0.2.5")) {
            speaker.neighbor(speaker.to("127.0.2.6", 1).asns(LEFT_ASN, RIGHT_ASN).passive().hold(3));
            try (Script peer = new Script(speaker, "127.0.2.6")) {
                Speaker.await(5, speaker, speaker, speaker::isUp);
                final long endNs = System.nanoTime() + 5_000_000_000L;
                int keepalives = 0;
                long next = 0;
                long lastNs = System.nanoTime();
                long sentNs = lastNs;
                while (lastNs - endNs < 0) {
                    next = send(speaker, next, Long.MAX_VALUE);
                    speaker.drain();
                    if (peer.next() == MessageHeader.KEEPALIVE) {
                        keepalives++;
                    }
                    lastNs = System.nanoTime();
                    if (lastNs - sentNs > 500_000_000L) {
                        sentNs = lastNs;
                        peer.out.write(MessageHeader.keepalive());
                    }
                }
                assertTrue(keepalives >= 4, keepalives + " in 5 s, of 1 s each");
                assertTrue(speaker.isUp(), speaker::toString);
                assertTrue(next > 10_000, "there was something to wait behind: " + next);
            }
        }
    }

    @Test
    void shouldDeliverTheLastWordToAPeerThatIsSending() throws IOException {
        try (Speaker speaker = passive("127.0.2.5", "127.0.2.6", 30); Script peer = new Script(speaker, "127.0.2.6")) {
            Speaker.await(5, speaker, speaker, speaker::isUp);
            final Thread sender = Thread.ofPlatform().daemon().start(() -> {
                try {
                    while (true) {
                        peer.out.write(Updates.update(0, 4096));
                    }
                } catch (final IOException e) {
                    // The end.
                }
            });
            Speaker.await(5, speaker, speaker, () -> speaker.updates > 1000);
            speaker.thread.output().cease(Speaker.PEER, 1, "max-prefix", 0);
            int type = peer.next();
            while (type == MessageHeader.KEEPALIVE) {
                type = peer.next();
            }
            assertEquals(MessageHeader.NOTIFICATION, type);
            assertEquals(-1, peer.in.read());
            Speaker.pause(300);
            assertTrue(sender.isAlive(), "what it sends is thrown away for a while; a reset could take the word from its kernel before it is read");
        }
    }

    @Test
    void shouldBeBoundedWhenAPeerAsksForRefreshesWithoutEnd() throws IOException {
        try (Speaker speaker = passive("127.0.2.5", "127.0.2.6", 30); Script peer = new Script(speaker, "127.0.2.6")) {
            Speaker.await(5, speaker, speaker, speaker::isUp);
            final byte[] refresh = RefreshMessage.encode(Carrier.NATIVE, RefreshMessage.REQUEST);
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    while (true) {
                        peer.out.write(refresh);
                    }
                } catch (final IOException e) {
                    // The end.
                }
            });
            final long untilNs = System.nanoTime() + 20_000_000_000L;
            while (!speaker.status().isReadingPaused() && System.nanoTime() - untilNs < 0) {
                Speaker.pause(10);
            }
            assertTrue(speaker.status().isReadingPaused(), "reading stops when the ring is full of them");
        }
    }

    @Test
    void shouldTakeTheLongestMessages() throws IOException {
        try (Speaker speaker = passive("127.0.2.5", "127.0.2.6", 30); Script peer = new Script(speaker, "127.0.2.6")) {
            Speaker.await(5, speaker, speaker, speaker::isUp);
            // On a thread of its own: the ring takes less than all, and it is this one that empties it.
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    for (int n = 0; n < 100; n++) {
                        peer.out.write(Updates.update(n, 65_535));
                    }
                } catch (final IOException e) {
                    // The count says so.
                }
            });
            Speaker.await(10, speaker, speaker, () -> speaker.updates == 100);
            speaker.thread.output().send(Speaker.PEER, Updates.update(0, 65_535));
            assertEquals(MessageHeader.UPDATE, peer.next());
        }
    }

    @Test
    void shouldNotTakeMoreMemoryForAPeerThatConnectsAgainAndAgain() throws IOException {
        final BufferPoolMXBean direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream().filter(each -> "direct".equals(each.getName())).findFirst().orElseThrow();
        try (Speaker speaker = passive("127.0.2.5", "127.0.2.6", 30)) {
            final long before = direct.getMemoryUsed();
            int times = 0;
            for (int n = 0; n < 500; n++) {
                try (Socket peer = new Socket()) {
                    peer.bind(new InetSocketAddress("127.0.2.6", 0));
                    peer.connect(new InetSocketAddress(speaker.address, speaker.port));
                    peer.setSoTimeout(2000);
                    times += peer.getInputStream().read() == 0xFF ? 1 : 0;
                }
            }
            assertTrue(times > 0, "at first it is answered, and then let in again from time to time");
            assertTrue(direct.getMemoryUsed() - before < 1 << 20, direct.getMemoryUsed() - before + " bytes more");
        }
    }

    @Test
    void shouldAllocateNearlyNothingForAMessage() throws IOException {
        final var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Speaker speaker = passive("127.0.2.5", "127.0.2.6", 30); Script peer = new Script(speaker, "127.0.2.6")) {
            Speaker.await(5, speaker, speaker, speaker::isUp);
            final long id = Thread.getAllStackTraces().keySet().stream().filter(each -> "e8-bgp8".equals(each.getName())).findFirst().orElseThrow().threadId();
            transfer(speaker, peer, 20_000);
            final long before = threads.getThreadAllocatedBytes(id);
            transfer(speaker, peer, 100_000);
            final long bytes = threads.getThreadAllocatedBytes(id) - before;
            assertTrue(bytes < 100_000 * 20L, bytes + " bytes for 100,000 messages in and as many out");
        }
    }

    /** So many messages each way. */
    private static void transfer(final Speaker speaker, final Script peer, final int count) throws IOException {
        final long before = speaker.updates;
        final byte[] block = new byte[Updates.LEAST * 100];
        for (int n = 0; n < 100; n++) {
            System.arraycopy(Updates.update(n, Updates.LEAST), 0, block, n * Updates.LEAST, Updates.LEAST);
        }
        final byte[] message = Updates.update(0, Updates.LEAST);
        for (int n = 0; n < count; n += 100) {
            peer.out.write(block);
            for (int out = 0; out < 100; out++) {
                speaker.thread.output().send(Speaker.PEER, message);
            }
            for (int in = 0; in < 100;) {
                in += peer.next() == MessageHeader.UPDATE ? 1 : 0;
            }
            speaker.drain();
        }
        Speaker.await(10, speaker, speaker, () -> speaker.updates == before + count);
    }
}
