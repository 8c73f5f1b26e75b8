// SPDX-License-Identifier: Apache-2.0
// Tests reassembly through a whole stack: order, overlap, repetition, limits, time.
package io.eightfold.host.stack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.host.link.LinkPair;
import io.eightfold.host.testing.ManualClock;
import io.eightfold.host.testing.RawPeer;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.header.HeaderFault;
import io.eightfold.wire.header.IcmpView;
import io.eightfold.wire.header.Ipv8View;
import io.eightfold.wire.header.Protocol;
import io.eightfold.wire.header.UdpView;
import io.eightfold.wire.memory.Memory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReassemblyTest {
    private static final int MF = 0x2000;
    private static final int PORT = 4000;

    /** A piece of a datagram: payload bytes {@code start} to {@code end}. */
    private record Piece(int start, int end, boolean isLast) { }

    private final ManualClock clock = new ManualClock();
    private final LinkPair pair = new LinkPair(TwoHosts.LEFT_MAC, TwoHosts.RIGHT_MAC, 1500);
    private final RawPeer peer = new RawPeer(pair.right(), TwoHosts.LEFT_MAC);
    private final HostStack host = new HostStack(TwoHosts.config("64496.10.1.0.10/24"), pair.left(), clock);
    private final List<byte[]> received = new ArrayList<>();

    ReassemblyTest() {
        host.bind(PORT, datagram -> received.add(datagram.payload()));
    }

    @AfterEach
    void close() {
        assertEquals(count(HostCounter.FRAMES_RECEIVED), host.counters().sum(HostCounter.Group.RECEIVE));
        host.close();
        peer.close();
    }

    @Test
    void shouldAcceptAnyOrderInBothVersions() {
        long seed = 20_260;
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            boolean isVersion8 = random.nextBoolean();
            byte[] data = new byte[random.nextInt(1, 9000)];
            random.nextBytes(data);
            byte[] datagram = udp(data, isVersion8);
            List<Piece> pieces = cut(datagram.length, 8 * random.nextInt(1, 180));
            Collections.shuffle(pieces, random);
            pieces.forEach(piece -> send(datagram, piece, isVersion8, 1));
            settle();

            assertEquals(1, received.size(), "round " + round + " " + host.counters());
            assertArrayEquals(data, received.removeFirst());
        }
    }

    @Test
    void shouldKeepPacketsWithDifferentIdentificationApart() {
        byte[] first = udp(new byte[] {1, 1, 1, 1, 1, 1, 1, 1}, true);
        byte[] second = udp(new byte[] {2, 2, 2, 2, 2, 2, 2, 2}, true);
        send(first, new Piece(0, 8, false), true, 1);
        send(second, new Piece(8, 16, true), true, 2);
        send(second, new Piece(0, 8, false), true, 2);
        send(first, new Piece(8, 16, true), true, 1);
        settle();

        assertEquals(List.of(2, 1), received.stream().map(data -> (int) data[0]).toList());
    }

    @Test
    void shouldRefuseOverlapAndWhatFollows() {
        byte[] datagram = udp(new byte[40], true);
        send(datagram, new Piece(0, 24, false), true, 1);
        send(datagram, new Piece(16, 32, false), true, 1);
        send(datagram, new Piece(24, 48, true), true, 1);
        settle();

        assertTrue(received.isEmpty());
        assertEquals(2, count(HostCounter.FRAGMENT_OVERLAP));

        // Not even the complete packet under the same identification, until the time is over.
        send(datagram, new Piece(0, 24, false), true, 1);
        settle();
        assertEquals(3, count(HostCounter.FRAGMENT_OVERLAP));
    }

    @Test
    void shouldRefuseSecondEnd() {
        byte[] datagram = udp(new byte[40], true);
        send(datagram, new Piece(40, 48, true), true, 1);
        send(datagram, new Piece(24, 32, true), true, 1);
        settle();

        assertEquals(1, count(HostCounter.FRAGMENT_OVERLAP));
    }

    @Test
    void shouldRefuseDataBehindTheEnd() {
        byte[] datagram = udp(new byte[40], true);
        send(datagram, new Piece(24, 32, false), true, 1);
        send(datagram, new Piece(8, 16, true), true, 1);
        settle();

        assertEquals(1, count(HostCounter.FRAGMENT_OVERLAP));
    }

    @Test
    void shouldIgnoreExactRepetition() {
        byte[] datagram = udp(new byte[40], true);
        send(datagram, new Piece(0, 24, false), true, 1);
        send(datagram, new Piece(0, 24, false), true, 1);
        send(datagram, new Piece(24, 48, true), true, 1);
        settle();

        assertEquals(1, count(HostCounter.FRAGMENT_DUPLICATE));
        assertEquals(1, received.size());
    }

    @Test
    void shouldRefuseRepetitionWithOtherBytes() {
        byte[] datagram = udp(new byte[40], true);
        send(datagram, new Piece(0, 24, false), true, 1);
        datagram[20] ^= 1;
        send(datagram, new Piece(0, 24, false), true, 1);
        settle();

        assertEquals(1, count(HostCounter.FRAGMENT_OVERLAP));
    }

    @Test
    void shouldRefuseMalformedFragments() {
        byte[] datagram = udp(new byte[40], true);
        send(datagram, new Piece(0, 20, false), true, 1);
        send(datagram, new Piece(8, 8, true), true, 2);
        peer.sendPacket(TwoHosts.RIGHT, TwoHosts.LEFT, Protocol.UDP, 3, 0x1FFF, 64, new byte[64]);
        settle();

        assertEquals(3, count(HostCounter.FRAGMENT_MALFORMED));
    }

    @Test
    void shouldForgetAfterThirtySecondsAndSaySo() {
        byte[] datagram = udp(new byte[40], true);
        send(datagram, new Piece(0, 24, false), true, 1);
        send(datagram, new Piece(24, 32, false), true, 2);
        settle();
        peer.broadcastArp8(1, TwoHosts.RIGHT, TwoHosts.LEFT);
        clock.advanceMs(29_999);
        settle();
        assertEquals(0, count(HostCounter.REASSEMBLY_TIMED_OUT));
        drain();
        clock.advanceMs(1);
        settle();

        assertEquals(2, count(HostCounter.REASSEMBLY_TIMED_OUT));
        // Only the packet whose first fragment came is reported: nothing is known of the other's beginning.
        assertEquals(1, count(HostCounter.ICMP_ERRORS_SENT));
        int lengthBytes = peer.next();
        Ipv8View packet = new Ipv8View();
        IcmpView message = new IcmpView();
        assertEquals(HeaderFault.OK, packet.wrap(peer.payload(), lengthBytes - 14));
        assertEquals(HeaderFault.OK, message.wrap(packet.payloadAddress(), packet.payloadLength()));
        assertEquals(IcmpView.TIME_EXCEEDED, message.type());
        assertEquals(IcmpView.REASSEMBLY_TIME_EXCEEDED, message.code());
        assertEquals(28 + 24, message.quotedLength());
        assertEquals(0, peer.next());

        send(datagram, new Piece(24, 48, true), true, 1);
        settle();
        assertTrue(received.isEmpty());
    }

    @Test
    void shouldLimitNumberOfIncompletePackets() {
        byte[] datagram = udp(new byte[40], true);
        for (int id = 0; id < Reassembler.MAX_PACKETS + 5; id++) {
            send(datagram, new Piece(0, 24, false), true, id);
        }
        settle();
        assertEquals(5, count(HostCounter.FRAGMENT_LIMIT));

        clock.advanceMs(30_000);
        settle();
        send(datagram, new Piece(0, 24, false), true, 1);
        send(datagram, new Piece(24, 48, true), true, 1);
        settle();
        assertEquals(1, received.size());
    }

    @Test
    void shouldLimitBytesHeld() {
        byte[] piece = new byte[8];
        // One byte range near the end of each packet makes it hold 64 KiB.
        for (int id = 0; id < Reassembler.MAX_PACKETS; id++) {
            peer.sendPacket(TwoHosts.RIGHT, TwoHosts.LEFT, Protocol.UDP, id, MF | 8000, 64, piece);
        }
        settle();

        int fitting = Reassembler.MAX_HELD_BYTES / (65_536 + 64);
        assertEquals(fitting, count(HostCounter.FRAGMENT_HELD));
        assertEquals(Reassembler.MAX_PACKETS - fitting, count(HostCounter.FRAGMENT_LIMIT));
    }

    /** A UDP datagram with checksum, as the payload of a packet between the two hosts. */
    private static byte[] udp(byte[] data, boolean isVersion8) {
        long a = Memory.allocate(8L + data.length);
        Memory.fromBytes(data, a + 8);
        if (isVersion8) {
            UdpView.writeV8(a, 5000, PORT, data.length, TwoHosts.RIGHT.bits(), TwoHosts.LEFT.bits());
        } else {
            UdpView.writeV4(a, 5000, PORT, data.length, TwoHosts.RIGHT.host(), TwoHosts.LEFT.host());
        }
        byte[] datagram = Memory.toBytes(a, 8 + data.length);
        Memory.free(a);
        return datagram;
    }

    private static List<Piece> cut(int length, int step) {
        List<Piece> pieces = new ArrayList<>();
        for (int start = 0; start < length; start += step) {
            pieces.add(new Piece(start, Math.min(length, start + step), start + step >= length));
        }
        return pieces;
    }

    private void send(byte[] datagram, Piece piece, boolean isVersion8, int id) {
        Ipv8Address from = isVersion8 ? TwoHosts.RIGHT : TwoHosts.RIGHT_IPV4;
        Ipv8Address to = isVersion8 ? TwoHosts.LEFT : TwoHosts.LEFT_IPV4;
        int flagsAndOffset = piece.start() / 8 | (piece.isLast() ? 0 : MF);
        peer.sendPacket(from, to, Protocol.UDP, id, flagsAndOffset, 64, Arrays.copyOfRange(datagram, piece.start(), piece.end()));
        // Large rounds would overflow the link's queue.
        host.turn(0);
    }

    private void settle() {
        while (host.turn(0) > 0) {
            continue;
        }
    }

    private void drain() {
        while (peer.next() > 0) {
            continue;
        }
    }

    private long count(HostCounter counter) {
        return host.counters().value(counter);
    }
}
