// SPDX-License-Identifier: Apache-2.0
// Throws mutated and random frames at a stack; nothing may be thrown back, and each frame is counted once.
package io.eightfold.host.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.host.link.LinkPair;
import io.eightfold.host.link.RawLink;
import io.eightfold.host.testing.ManualClock;
import io.eightfold.host.testing.RawPeer;
import io.eightfold.wire.checksum.InternetChecksum;
import io.eightfold.wire.header.EthernetLayout;
import io.eightfold.wire.memory.Memory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MutatedFramesTest {
    private static final long SEED = 0x8f01d;
    private static final int FRAMES = 100_000;
    private static final int EXPECTED_DIFFERENT_ENDS = 25;

    private final Random random = new Random(SEED);
    private final ManualClock clock = new ManualClock();

    @Test
    void shouldSurviveMutatedFramesAndCountEachOnce() {
        System.out.println("seed " + SEED);
        List<byte[]> seeds = recordConversation();
        assertTrue(seeds.size() > 15, "frames to mutate: " + seeds.size());
        LinkPair pair = new LinkPair(TwoHosts.LEFT_MAC, TwoHosts.RIGHT_MAC, 1500);
        try (HostStack host = new HostStack(TwoHosts.config("64496.10.1.0.20/24").withUdpServices(), pair.left(), clock);
             RawPeer peer = new RawPeer(pair.right(), TwoHosts.LEFT_MAC)) {
            for (int i = 0; i < FRAMES; i++) {
                byte[] frame = mutate(seeds.get(random.nextInt(seeds.size())));
                peer.sendRaw(frame);
                assertEquals(1, host.turn(0));
                clock.advanceMs(random.nextInt(20));
                while (peer.next() > 0) {
                    assertSound(peer, host);
                }
            }
            assertEquals(FRAMES, host.counters().value(HostCounter.FRAMES_RECEIVED));
            assertEquals(FRAMES, host.counters().sum(HostCounter.Group.RECEIVE), host.counters().toString());
            long ends = Arrays.stream(HostCounter.values())
                .filter(counter -> counter.group() == HostCounter.Group.RECEIVE && host.counters().value(counter) > 0).count();
            assertTrue(ends >= EXPECTED_DIFFERENT_ENDS, "only " + ends + " kinds of end: " + host.counters());
        }
    }

    /** Whatever was provoked, the host's own packets are well-formed. */
    private static void assertSound(RawPeer peer, HostStack host) {
        if (peer.etherType() == EthernetLayout.ARP) {
            return;
        }
        IpPacket packet = new IpPacket();
        int version = peer.etherType() == EthernetLayout.IPV4 ? IpPacket.VERSION_4 : IpPacket.VERSION_8;
        assertEquals(0, packet.wrap(version, peer.payload(), 1500), host.counters().toString());
    }

    /** Frames that two hosts exchange, sent to the right one: ARP, ARP8, echo, UDP, fragments, errors in both versions. */
    private List<byte[]> recordConversation() {
        List<byte[]> frames = new ArrayList<>();
        LinkPair pair = new LinkPair(TwoHosts.RIGHT_MAC, TwoHosts.LEFT_MAC, 1500);
        try (HostStack left = new HostStack(TwoHosts.config("64496.10.1.0.10/24"), new Recorder(pair.left(), frames), clock);
             HostStack right = new HostStack(TwoHosts.config("64496.10.1.0.20/24").withUdpServices(), pair.right(), clock)) {
            for (var to : List.of(TwoHosts.RIGHT, TwoHosts.RIGHT_IPV4)) {
                left.sendEcho(to, 1, 1, new byte[40], SendOptions.DEFAULT);
                left.sendEcho(to, 1, 2, new byte[3000], SendOptions.DEFAULT);
                left.sendTo(to, 4000, 7, new byte[20]);
                left.sendTo(to, 4000, 9, new byte[20]);
                left.sendTo(to, 4000, 4000, new byte[20]);
            }
            for (int i = 0; i < 5; i++) {
                // The right host's pings and datagrams to closed ports draw replies and errors from the left one.
                right.sendEcho(i % 2 == 0 ? TwoHosts.LEFT : TwoHosts.LEFT_IPV4, 2, i, new byte[5], SendOptions.DEFAULT);
                right.sendTo(i % 2 == 0 ? TwoHosts.LEFT : TwoHosts.LEFT_IPV4, 4000, 4000, new byte[5]);
                settle(left, right);
                clock.advanceMs(60);
                settle(left, right);
            }
        }
        return frames;
    }

    private static void settle(HostStack left, HostStack right) {
        while (left.turn(0) + right.turn(0) > 0) {
            continue;
        }
    }

    private byte[] mutate(byte[] original) {
        byte[] frame = original.clone();
        // The recorded frames go to the right host's MAC address, which is the left end's here.
        switch (random.nextInt(8)) {
            case 0 -> frame = Arrays.copyOf(frame, random.nextInt(frame.length + 1));
            case 1 -> frame = Arrays.copyOf(frame, Math.min(1514, frame.length + random.nextInt(40)));
            case 2 -> flip(frame, random.nextInt(1, 4), 0);
            case 3 -> flip(frame, random.nextInt(1, 4), EthernetLayout.LENGTH);
            case 4 -> frame = changeHeader(frame);
            case 5 -> random.nextBytes(frame);
            case 6 -> frame = randomPayload(frame);
            default -> { }
        }
        return frame.length == 0 ? new byte[] {0} : frame;
    }

    private void flip(byte[] frame, int count, int from) {
        for (int i = 0; i < count && frame.length > from; i++) {
            frame[random.nextInt(from, frame.length)] ^= (byte) (1 << random.nextInt(8));
        }
    }

    private byte[] randomPayload(byte[] frame) {
        byte[] tail = new byte[Math.max(0, frame.length - 30)];
        random.nextBytes(tail);
        System.arraycopy(tail, 0, frame, Math.min(30, frame.length), tail.length);
        return frame;
    }

    /** Changes header fields and mends the checksum, so that what is behind the header check is reached. */
    private byte[] changeHeader(byte[] frame) {
        int header = EthernetLayout.LENGTH;
        int headerLength = frame.length > header ? (frame[header] & 0xF) * 4 : 0;
        if (headerLength < 20 || frame.length < header + headerLength) {
            return frame;
        }
        int field = random.nextInt(2, headerLength);
        frame[header + field] = (byte) random.nextInt(256);
        long copy = Memory.allocate(headerLength);
        Memory.fromBytes(Arrays.copyOfRange(frame, header, header + headerLength), copy);
        Memory.putU16(copy + 10, 0);
        Memory.putU16(copy + 10, InternetChecksum.of(copy, headerLength));
        System.arraycopy(Memory.toBytes(copy, headerLength), 0, frame, header, headerLength);
        Memory.free(copy);
        return frame;
    }

    /** Passes frames on and keeps a copy of what is sent, addressed to the host under test. */
    private record Recorder(RawLink delegate, List<byte[]> frames) implements RawLink {
        @Override
        public int receive(long address, int capacityBytes, long timeoutMs) {
            return delegate.receive(address, capacityBytes, timeoutMs);
        }

        @Override
        public void send(long address, int lengthBytes) {
            frames.add(Memory.toBytes(address, lengthBytes));
            delegate.send(address, lengthBytes);
        }

        @Override
        public long mac() {
            return delegate.mac();
        }

        @Override
        public int mtu() {
            return delegate.mtu();
        }

        @Override
        public void close() {
            delegate.close();
        }
    }
}
