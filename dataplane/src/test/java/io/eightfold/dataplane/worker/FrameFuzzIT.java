// SPDX-License-Identifier: Apache-2.0
// Millions of generated frames through worker and slow path, each against the oracle.
package io.eightfold.dataplane.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.dataplane.counter.CounterFile;
import io.eightfold.dataplane.counter.CounterReader;
import io.eightfold.dataplane.counter.DropReason;
import io.eightfold.dataplane.counter.PortCounter;
import io.eightfold.dataplane.port.PacketBuffer;
import io.eightfold.dataplane.testing.Bytes;
import io.eightfold.dataplane.testing.TestPorts;
import io.eightfold.dataplane.testing.TestSeed;
import io.eightfold.dpdk.MbufLayout;
import io.eightfold.dpdk.Turn;
import io.eightfold.wire.memory.Memory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Frames come in bursts on changing ports. After each burst every counter of every port must stand exactly where the oracle says. Every 16th
 * frame comes twice, once followed in its buffer by its own continuation and once by poison: both must end alike, and leave alike, or
 * something was read behind the end. In every eighth burst what is about to leave is compared with what came in.
 * <p>Settings: {@code -Deightfold.seed}, {@code -Deightfold.fuzz.frames}.
 */
class FrameFuzzIT {
    private static final long FRAMES = Long.getLong("eightfold.fuzz.frames", 10_000_000L);
    private static final int TWIN_EVERY = 16;
    private static final int COMPARE_EVERY = 8;
    private static final int POISON_BYTES = 256;
    private static final int SHOWN_BYTES = 100;
    private static final int PORTS = FuzzNetwork.PORTS;
    private static final int DROPS = DropReason.values().length;
    private static final int COUNTERS = PortCounter.values().length;
    private static final int MTU_OFFSET = 14;

    private final FuzzNetwork network = new FuzzNetwork();
    private final FuzzOracle oracle = network.oracle();
    private final long[][] expectedDrops = new long[PORTS][DROPS];
    private final long[][] expected = new long[PORTS][COUNTERS];
    // one burst, by place
    private final int[] outcomes = new int[Turn.BURST_MAX];
    private final int[] lengths = new int[Turn.BURST_MAX];
    private final boolean[] isTwin = new boolean[Turn.BURST_MAX];
    private final FuzzOracle.Route[] routes = new FuzzOracle.Route[Turn.BURST_MAX];
    private final long copies = Memory.allocate((long) Turn.BURST_MAX * FrameGenerator.MAX_LENGTH);
    private TestRouter router;
    private FrameGenerator generator;
    private long turn;
    private long seed;
    private long frameNumber;

    @Test
    void shouldEndEveryFrameAsTheOracleSays() {
        seed = TestSeed.of("FrameFuzzIT");
        System.out.println("FrameFuzzIT frames=" + FRAMES);
        final SplittableRandom bursts = new SplittableRandom(seed);
        generator = network.generator(seed);
        try (TestRouter made = network.router()) {
            router = made;
            turn = router.worker().turnAddress();
            for (long burst = 0; frameNumber < FRAMES; burst++) {
                final int port = bursts.nextInt(PORTS);
                final int count = 1 + bursts.nextInt(Turn.BURST_MAX);
                final boolean isCompared = burst % COMPARE_EVERY == 0;
                final boolean isInPlace = fill(port, count, isCompared);
                router.worker().forward(port, count);
                if (isCompared && isInPlace) {
                    compareForwarded(port, count);
                }
                router.worker().flush();
                router.run();
                oracle.endBurst();
                check(port, count);
            }
            report();
        } finally {
            generator.close();
            Memory.free(copies);
        }
    }

    /** Makes a burst in the worker's turn and adds up how it must end. False when a frame is fragmented, so that frames leave early. */
    private boolean fill(final int port, final int count, final boolean isCompared) {
        assertEquals(0, Turn.allocate(router.pool().handle(), turn + Turn.RX_MBUF, turn + Turn.RX_DATA, count), "buffers run out: a leak");
        boolean isInPlace = true;
        for (int i = 0; i < count; i++) {
            final long frame = Memory.nativeLong(turn + Turn.RX_DATA + i * 8L);
            isTwin[i] = i > 0 && !isTwin[i - 1] && frameNumber % TWIN_EVERY == 0;
            frameNumber += isTwin[i] ? 0 : 1;
            lengths[i] = generator.generate(frameSeed(frameNumber), port, frame);
            keepSilentNeighborSilent(frame);
            if (isTwin[i]) {
                Memory.fill(frame + lengths[i], POISON_BYTES, (int) (frameNumber / TWIN_EVERY % 3) * 0x7F);
            }
            if (isCompared) {
                Memory.copy(frame, copies + (long) i * FrameGenerator.MAX_LENGTH, lengths[i]);
            }
            final boolean isSegmented = (frameSeed(frameNumber) >>> 32 & 0x1FF) == 0 && lengths[i] > 0;
            final long mbuf = Memory.nativeLong(turn + Turn.RX_MBUF + i * 8L);
            PacketBuffer.setLength(mbuf, lengths[i]);
            Memory.putNativeShort(mbuf + MbufLayout.PORT, router.port(port).dpdkId());
            Memory.putNativeInt(turn + Turn.RX_LENGTH + i * 4L, isSegmented ? lengths[i] | Turn.LENGTH_SEGMENTED : lengths[i]);
            outcomes[i] = oracle.expect(port, frame, lengths[i], isSegmented);
            routes[i] = oracle.route();
            count(port, i);
            isInPlace &= oracle.fragments() == 0;
        }
        return isInPlace;
    }

    private long frameSeed(final long number) {
        return seed + number * 0xD1342543DE82EF95L;
    }

    /** Nothing may be sent to the neighbour that does not answer but what the oracle knows of: no answers to its sources, and no word from itself. */
    private static void keepSilentNeighborSilent(final long frame) {
        if (Memory.u32(frame + 26) == FuzzNetwork.SILENT_ASN || Memory.u64(frame + 26) == FuzzNetwork.SILENT) {
            Memory.putU8(frame + 28, 0);
        }
        if (Memory.u64(frame + 28) == FuzzNetwork.SILENT) {
            Memory.putU8(frame + 28, 1);
        }
    }

    private void count(final int port, final int place) {
        expected[port][PortCounter.RECEIVED.ordinal()]++;
        expected[port][PortCounter.RECEIVED_BYTES.ordinal()] += lengths[place];
        final int outcome = outcomes[place];
        if (outcome >= FuzzOracle.DROP) {
            expectedDrops[port][outcome - FuzzOracle.DROP]++;
            if (oracle.isTold()) {
                expected[port][(oracle.isAnsweredWithError() ? PortCounter.ICMP_ERRORS_SENT : PortCounter.ICMP_ERRORS_SUPPRESSED).ordinal()]++;
            }
        } else if (outcome == FuzzOracle.WAITS) {
            final int oldest = oracle.enqueue(port);
            if (oldest >= 0) {
                expectedDrops[oldest][DropReason.NEIGHBOR_QUEUE_FULL.id()]++;
            }
        } else {
            expected[port][(outcome == FuzzOracle.FORWARDED ? PortCounter.FORWARDED : PortCounter.DELIVERED).ordinal()]++;
            expected[port][PortCounter.FRAGMENTS_CREATED.ordinal()] += oracle.fragments();
        }
    }

    private void check(final int port, final int count) {
        for (int p = 0; p < PORTS; p++) {
            for (int reason = 0; reason < DROPS; reason++) {
                if (actual(p, CounterFile.DROPS + reason * 8) != expectedDrops[p][reason]) {
                    fail(port, count);
                }
            }
            for (final PortCounter counter : CHECKED) {
                if (actual(p, counter.ordinal() * 8) != expected[p][counter.ordinal()]) {
                    fail(port, count);
                }
            }
        }
    }

    private List<String> differences() {
        final List<String> lines = new ArrayList<>();
        for (int p = 0; p < PORTS; p++) {
            for (int reason = 0; reason < DROPS; reason++) {
                final long is = actual(p, CounterFile.DROPS + reason * 8);
                if (is != expectedDrops[p][reason]) {
                    lines.add("port " + p + " " + DropReason.ofId(reason) + " is " + is + ", expected " + expectedDrops[p][reason]);
                }
            }
            for (final PortCounter counter : CHECKED) {
                final long is = actual(p, counter.ordinal() * 8);
                if (is != expected[p][counter.ordinal()]) {
                    lines.add("port " + p + " " + counter + " is " + is + ", expected " + expected[p][counter.ordinal()]);
                }
            }
        }
        return lines;
    }

    private static final PortCounter[] CHECKED = {PortCounter.RECEIVED, PortCounter.RECEIVED_BYTES, PortCounter.FORWARDED, PortCounter.DELIVERED,
        PortCounter.PUNTED, PortCounter.ICMP_ERRORS_SENT, PortCounter.ICMP_ERRORS_SUPPRESSED, PortCounter.FRAGMENTS_CREATED};

    private long actual(final int port, final int offset) {
        return Memory.nativeLong(router.counterBlock(port, 0) + offset) + Memory.nativeLong(router.counterBlock(port, 1) + offset);
    }

    /** What is staged to leave, against what came in: Ethernet header and TTL new, checksum right, everything else as it was. */
    private void compareForwarded(final int port, final int count) {
        for (int i = 0; i < count; i++) {
            if (outcomes[i] == FuzzOracle.FORWARDED) {
                final byte[] in = Memory.toBytes(copies + (long) i * FrameGenerator.MAX_LENGTH, lengths[i]);
                final byte[] out = forwardedFrame(i);
                final int total = Bytes.u16(in, MTU_OFFSET + 2);
                final int length = lengths[i] == 60 ? 60 : Math.min(lengths[i], Math.max(60, total + 14));
                final byte[] expectedOut = Arrays.copyOf(in, length);
                final FuzzOracle.Route route = routes[i];
                final long mac = Bytes.u48(out, 0);
                assertTrue(route.stations().stream().anyMatch(s -> s.mac == mac), () -> describe(port, in) + " went to " + Long.toHexString(mac));
                Bytes.put48(expectedOut, 0, mac);
                Bytes.put48(expectedOut, 6, TestPorts.mac(route.stations().getFirst().port));
                expectedOut[22]--;
                Bytes.put16(expectedOut, 24, 0);
                Bytes.put16(expectedOut, 24, Bytes.checksum(expectedOut, 14, (in[14] & 15) * 4));
                assertEquals(Bytes.hex(expectedOut), Bytes.hex(out), () -> describe(port, in));
                if (isTwin[i]) {
                    assertEquals(Bytes.hex(forwardedFrame(i - 1)), Bytes.hex(out), () -> "what lies behind it changed " + describe(port, in));
                }
            }
        }
    }

    private byte[] forwardedFrame(final int place) {
        final long mbuf = Memory.nativeLong(turn + Turn.RX_MBUF + place * 8L);
        return Memory.toBytes(Memory.nativeLong(turn + Turn.RX_DATA + place * 8L), Memory.nativeInt(mbuf + MbufLayout.PKT_LEN));
    }

    /** The frames are gone, but each can be made again from its number. */
    private void fail(final int port, final int count) {
        final List<String> lines = differences();
        lines.addFirst("after frame " + frameNumber + ", seed " + seed + ":");
        lines.add("the burst came in by port " + port + ", last frame first:");
        long number = frameNumber;
        for (int i = count - 1; i >= 0; i--) {
            generator.generate(frameSeed(number), port, copies);
            keepSilentNeighborSilent(copies);
            lines.add(name(outcomes[i]) + (isTwin[i] ? " (twin) " : " ") + Bytes.hex(Memory.toBytes(copies, Math.min(lengths[i], SHOWN_BYTES)))
                + " length=" + lengths[i]);
            number -= isTwin[i] ? 0 : 1;
        }
        throw new AssertionError(String.join("\n", lines));
    }

    private static String describe(final int port, final byte[] frame) {
        return "frame on port " + port + ": " + Bytes.hex(frame);
    }

    private static String name(final int outcome) {
        return switch (outcome) {
            case FuzzOracle.FORWARDED -> "FORWARDED";
            case FuzzOracle.DELIVERED -> "DELIVERED";
            case FuzzOracle.WAITS -> "WAITS";
            default -> DropReason.ofId(outcome - FuzzOracle.DROP).name();
        };
    }

    /** A fuzz that never came to some end has not tried it. */
    private void report() {
        final StringBuilder seen = new StringBuilder("FrameFuzzIT ends:");
        for (final PortCounter counter : new PortCounter[] {PortCounter.RECEIVED, PortCounter.FORWARDED, PortCounter.DELIVERED}) {
            seen.append(' ').append(counter.key()).append('=').append(sum(counter));
        }
        final List<DropReason> never = new ArrayList<>(List.of(DropReason.values()));
        // Ends that need a full queue, a TAP, a second worker or a shutdown, which this network does not have; they have tests of their own.
        never.removeAll(List.of(DropReason.NO_BUFFERS, DropReason.NEIGHBOR_UNRESOLVED, DropReason.TX_FULL, DropReason.SLOW_PATH_FULL,
            DropReason.PUNT_FULL, DropReason.SHUTDOWN, DropReason.WORKER_RING_FULL));
        // Nor a border, tunnels or zones: BorderTest, TunnelTest and `perf isolation` have them.
        never.removeAll(List.of(DropReason.BORDER_INTERNAL_ZONE, DropReason.BORDER_RINE, DropReason.BORDER_INTERIOR_LINK, DropReason.BORDER_SOURCE,
            DropReason.BORDER_PROTOCOL_MULTICAST, DropReason.ZONE_ISOLATION, DropReason.TUNNEL_SOURCE, DropReason.TUNNEL_MALFORMED, DropReason.TUNNEL_UNUSABLE));
        for (final DropReason reason : DropReason.values()) {
            long sum = 0;
            for (final CounterReader.PortValues values : router.counters()) {
                sum += values.drops().get(reason);
            }
            if (sum != 0) {
                seen.append(' ').append(reason.label()).append('=').append(sum);
                never.remove(reason);
            }
        }
        System.out.println(seen);
        if (FRAMES >= 1_000_000) {
            assertEquals(List.of(), never, "drop reasons that no frame came to");
        }
    }

    private long sum(final PortCounter counter) {
        return router.counters().stream().mapToLong(v -> v.of(counter)).sum();
    }
}
