// SPDX-License-Identifier: Apache-2.0
// Bytes and values of the FIB protocol, both ways, and what damaged bytes do.
package io.eightfold.fibprotocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.fibprotocol.codec.MessageHeaderDecoder;
import io.eightfold.wire.tunnel.Encapsulation;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class FrameTest {
    /** More than any frame of the largest size can hold. */
    private static final int MOST_CALLS = 8000;
    private static final NextHop GATEWAY = new NextHop.Gateway(0x0000_FBF0_0A01_0002L, "eth0");

    private final List<byte[]> frames = new ArrayList<>();
    private final UpdateEncoder update = new UpdateEncoder(this::keep);
    private final StatusEncoder status = new StatusEncoder(7, this::keep);
    private final UpdateDecoder updates = new UpdateDecoder();
    private final StatusDecoder answers = new StatusDecoder();

    private void keep(final DirectBuffer buffer, final int offset, final int lengthBytes) {
        final byte[] frame = new byte[lengthBytes];
        buffer.getBytes(offset, frame);
        frames.add(frame);
    }

    private FrameFault decode(final byte[] frame, final Transcript to) {
        return updates.decode(new UnsafeBuffer(frame), 0, frame.length, to);
    }

    private FrameFault decodeStatus(final byte[] frame, final Transcript to) {
        return answers.decode(new UnsafeBuffer(frame), 0, frame.length, to);
    }

    private List<String> read() {
        final Transcript transcript = new Transcript();
        frames.forEach(f -> assertEquals(FrameFault.NONE, decode(f, transcript)));
        return transcript.calls;
    }

    private List<String> readStatus() {
        final Transcript transcript = new Transcript();
        frames.forEach(f -> assertEquals(FrameFault.NONE, decodeStatus(f, transcript)));
        return transcript.calls;
    }

    /** One of each, with every kind of hop and prefix. */
    private void everyUpdate() {
        update.connect(0x1122, 8005);
        update.open(9);
        update.beginBatch(1);
        update.hopSet(3, true, List.of(GATEWAY, new NextHop.OnLink("p1")));
        update.hopSet(4, false, List.of(new NextHop.Blackhole()));
        update.hopSet(5, false, List.of(new NextHop.Unreachable()));
        update.hopSet(6, false, List.of(new NextHop.Prohibit()));
        update.hopSet(6, false, List.of());
        update.hopSet(7, true, List.of(new NextHop.Tunnel(0xCB00_7101, 0xC633_6401, Encapsulation.PROTOCOL, 0xC000_0202L, "eth0"),
            new NextHop.Tunnel(0xCB00_7101, 0xC633_6402, Encapsulation.UDP, 0xC000_0203L, "p1"), new NextHop.Tunnel(1, -1, Encapsulation.HTTPS, 0xFFFF_FFFFL, "p1")));
        update.route(0, 0x0000_FBF0_0A01_0000L, 16, 3, 4, 20);
        update.route(1, 0xFFFF_FFFF_FFFF_FFFFL, 32, 4, 255, 255);
        update.route(2, 0, FibWire.DEFAULT_ROUTE_LENGTH, 5, 3, 1);
        update.route(0, 5L << 32, 0, FibWire.WITHDRAWN, 0, 0);
        update.endBatch(1, 3, 0xDEAD_BEEF_0000_0001L, true);
        update.heartbeat();
    }

    private void everyStatus() {
        status.hello(9, 0x1122, 0xABCDEF, List.of(new StatusHandler.Port("eth0", 0, 0x02_00_00_00_00_01L, 1500, true, 0), new StatusHandler.Port("p1", 1, 2, 9000, false, 2)));
        status.ack(9, 4, 100, -2, 3);
        for (final ResyncCause cause : List.of(ResyncCause.GAP, ResyncCause.MALFORMED, ResyncCause.UNKNOWN_HOP_SET, ResyncCause.DIGEST)) {
            status.resync(9, 5, 8, cause);
        }
        status.gateways(List.of(new StatusHandler.Gateway(1, "eth0", StatusHandler.Gateway.State.REACHABLE),
            new StatusHandler.Gateway(-1, "p1", StatusHandler.Gateway.State.FAILED), new StatusHandler.Gateway(2, "p1", StatusHandler.Gateway.State.UNKNOWN)), 3, true);
    }

    @Test
    void shouldReadWhatControlPlaneWrote() {
        everyUpdate();
        assertEquals(List.of("connect 4386 8005", "sequence 9.0 open", "open 9", "sequence 9.1", "begin 1", "sequence 9.2",
            "set 3 true [via 64496.10.1.0.2 eth0, on p1]", "set 4 false [blackhole]", "set 5 false [unreachable]", "set 6 false [prohibit]", "set 6 false []",
            "set 7 true [tunnel 198.51.100.1 protocol via 192.0.2.2 eth0, tunnel 198.51.100.2 udp via 192.0.2.3 p1, tunnel 255.255.255.255 https via 255.255.255.255 p1]",
            "sequence 9.3",
            "route 0 fbf00a010000/16 set 3 source 4 distance 20", "route 1 ffffffffffffffff/32 set 4 source 255 distance 255",
            "route 2 0/-32 set 5 source 3 distance 1", "route 0 500000000/0 set -2 source 0 distance 0",
            "sequence 9.4", "end 1 3 deadbeef00000001 true", "heartbeat 9.4"), read());
    }

    @Test
    void shouldReadWhatDataplaneWrote() {
        everyStatus();
        assertEquals(List.of("hello 7 9 4386 abcdef [Port[name=eth0, index=0, mac=2199023255553, mtuBytes=1500, isUp=true, vrf=0], "
            + "Port[name=p1, index=1, mac=2, mtuBytes=9000, isUp=false, vrf=2]]", "ack 7 9 4 100 fffffffffffffffe 3",
            "resync 7 9 5 8 GAP", "resync 7 9 5 8 MALFORMED", "resync 7 9 5 8 UNKNOWN_HOP_SET", "resync 7 9 5 8 DIGEST",
            "gateways 7 3 last [Gateway[address=1, port=eth0, state=REACHABLE], Gateway[address=-1, port=p1, state=FAILED], "
            + "Gateway[address=2, port=p1, state=UNKNOWN]]"), readStatus());
    }

    /** Two releases of one router run beside each other during an upgrade: whoever changes this changes the schema's version. */
    @Test
    void shouldKeepTheLayout() {
        everyUpdate();
        everyStatus();
        final List<String> hex = frames.stream().map(f -> HexFormat.of().formatHex(f, 0, 8) + " " + HexFormat.of().formatHex(f, 12, f.length)).toList();
        assertEquals(List.of(FrameLayouts.EXPECTED.strip().split("\n")), hex);
    }

    @Test
    void shouldSumTheWholeFrame() {
        update.connect(1, 2);
        final byte[] frame = frames.getFirst();
        final CRC32C crc = new CRC32C();
        crc.update(frame, 0, 8);
        crc.update(frame, 12, frame.length - 12);
        assertEquals((int) crc.getValue(), ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).getInt(8));
    }

    @Test
    void shouldReadFromAnyKindOfMemory() {
        everyUpdate();
        final List<String> expected = read();
        final Transcript transcript = new Transcript();
        final ByteBuffer direct = ByteBuffer.allocateDirect(4096);
        for (final byte[] frame : frames) {
            final UnsafeBuffer slice = new UnsafeBuffer(direct, 100, 3000);
            slice.putBytes(60, frame);
            assertEquals(FrameFault.NONE, updates.decode(slice, 60, frame.length, transcript));
        }
        assertEquals(expected, transcript.calls);
        transcript.calls.clear();
        for (final byte[] frame : frames) {
            direct.put(0, frame);
            final UnsafeBuffer address = new UnsafeBuffer(new UnsafeBuffer(direct).addressOffset(), 4096);
            assertEquals(FrameFault.NONE, updates.decode(address, 0, frame.length, transcript));
        }
        assertEquals(expected, transcript.calls);
    }

    @Test
    void shouldSplitLongBatchesAndKeepTheOrder() {
        update.open(1);
        update.beginBatch(1);
        final List<String> expected = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            update.hopSet(i, false, Collections.nCopies(1 + i % FibWire.MAX_HOPS, GATEWAY));
            expected.add("set " + i);
        }
        for (int i = 0; i < 5000; i++) {
            update.route(0, (long) i << 32, 0, i % 3000, 3, 1);
            expected.add("route 0 " + Long.toHexString((long) i << 32));
            if (i % 1000 == 0) {
                update.hopSet(5000, false, List.of());
                expected.add("set 5000");
            }
        }
        update.endBatch(1, 0, 0, false);
        frames.forEach(f -> assertTrue(f.length <= FibWire.MAX_FRAME_BYTES, f.length + " bytes"));
        assertEquals(update.sequence(), frames.size() - 1L);
        final List<String> calls = read().stream().filter(c -> c.startsWith("set") || c.startsWith("route")).toList();
        assertEquals(expected.size(), calls.size());
        for (int i = 0; i < calls.size(); i++) {
            assertTrue((calls.get(i) + " ").startsWith(expected.get(i)), calls.get(i));
        }
    }

    @Test
    void shouldRefuseSetWithTooManyHops() {
        final List<NextHop> hops = Collections.nCopies(65, GATEWAY);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> update.hopSet(1, false, hops)).getMessage().contains("64"));
    }

    @Test
    void shouldTellAsManyGatewaysInAPartAsFit() {
        final StatusHandler.Gateway failed = new StatusHandler.Gateway(1, "p0", StatusHandler.Gateway.State.FAILED);
        status.gateways(Collections.nCopies(StatusEncoder.MAX_GATEWAYS, failed), 0, false);
        assertTrue(frames.getFirst().length <= FibWire.MAX_FRAME_BYTES);
        assertEquals(1, readStatus().size());
        final List<StatusHandler.Gateway> more = Collections.nCopies(StatusEncoder.MAX_GATEWAYS + 1, failed);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> status.gateways(more, 0, true)).getMessage().contains("800"));
    }

    @Test
    void shouldLeaveOutWhatTheHandlerDoesNotTake() {
        everyUpdate();
        final Transcript transcript = new Transcript();
        transcript.takes = false;
        frames.forEach(f -> assertEquals(FrameFault.NONE, decode(f, transcript)));
        assertTrue(transcript.calls.stream().allMatch(c -> c.matches("(sequence|connect|heartbeat).*")), transcript.calls.toString());
    }

    @Test
    void shouldNameEachFault() {
        update.open(1);
        update.hopSet(1, false, List.of(GATEWAY));
        update.route(0, 0x0000_FBF0_0A01_0000L, 16, 3, 4, 20);
        update.endBatch(1, 0, 0, false);
        final int sets = 1;
        final int route = 2;
        assertEquals(FrameFault.MALFORMED, decode(new byte[11], new Transcript()));
        assertEquals(FrameFault.WRONG_SCHEMA, faultWith(sets, 4, 1));
        assertEquals(FrameFault.WRONG_VERSION, faultWith(sets, 6, 9));
        assertEquals(FrameFault.UNKNOWN_MESSAGE, faultWith(sets, 2, 99));
        assertEquals(FrameFault.UNKNOWN_MESSAGE, faultWith(sets, 2, 20), "a dataplane's message from a control plane");
        final byte[] damaged = frames.get(sets).clone();
        damaged[20] ^= 1;
        assertEquals(FrameFault.CHECKSUM, decode(damaged, new Transcript()));
        assertEquals(FrameFault.MALFORMED, faultWith(sets, 0, 8), "a block that ends before its fields");
        assertEquals(FrameFault.MALFORMED, faultWith(sets, 0, 200), "a block that ends behind the frame");
        assertEquals(FrameFault.MALFORMED, faultWith(sets, 30, 2), "a set more than there is");
        assertEquals(FrameFault.MALFORMED, faultWith(sets, 28, 0), "entries of no length");
        assertEquals(FrameFault.MALFORMED, faultWith(sets, 37, 0), "hops of no length");
        assertEquals(FrameFault.OUT_OF_RANGE, faultWith(sets, 34, 0x0100), "set 2^24 and above");
        assertEquals(FrameFault.OUT_OF_RANGE, faultWith(sets, 39, 65), "hops");
        final int entry = 32;
        assertEquals(FrameFault.MALFORMED, faultWith(route, 28, 0), "routes of no length");
        assertEquals(FrameFault.OUT_OF_RANGE, faultWith(route, entry + 12, 33), "host length");
        assertEquals(FrameFault.OUT_OF_RANGE, faultWith(route, entry + 12, 12), "bits behind the prefix");
        assertEquals(FrameFault.OUT_OF_RANGE, faultWith(route, entry + 12, 16 | 3 << 8), "VRF");
        assertEquals(FrameFault.OUT_OF_RANGE, faultWith(route, entry + 12, 0xE0), "the default route has no address");
    }

    /** Sets two bytes and mends the checksum. */
    private FrameFault faultWith(final int frame, final int offset, final int value) {
        final byte[] changed = frames.get(frame).clone();
        ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putShort(offset, (short) value);
        mend(changed);
        return decode(changed, new Transcript());
    }

    private static void mend(final byte[] frame) {
        if (frame.length >= MessageHeaderDecoder.ENCODED_LENGTH) {
            new UnsafeBuffer(frame).putInt(8, new FrameChecksum().of(new UnsafeBuffer(frame), frame.length), ByteOrder.LITTLE_ENDIAN);
        }
    }

    @Test
    void shouldNoticeAnySingleDamagedByte() {
        everyUpdate();
        for (final byte[] frame : frames) {
            for (int i = 0; i < frame.length; i++) {
                final byte[] damaged = frame.clone();
                damaged[i] ^= 0x10;
                final Transcript transcript = new Transcript();
                assertNotEquals(FrameFault.NONE, decode(damaged, transcript));
                assertTrue(transcript.calls.isEmpty(), "nothing of it is used");
            }
        }
    }

    /** With the checksum mended, so that the decoders see what a wrong sender could write. */
    @Test
    void shouldSurviveAnyBytes() {
        everyUpdate();
        final int updateFrames = frames.size();
        everyStatus();
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        for (int round = 0; round < 60_000; round++) {
            final int chosen = random.nextInt(frames.size());
            byte[] frame = frames.get(chosen).clone();
            for (int changes = random.nextInt(5); changes >= 0; changes--) {
                frame[random.nextInt(frame.length)] = (byte) (random.nextBoolean() ? random.nextInt() : -random.nextInt(2));
            }
            if (random.nextInt(3) == 0) {
                frame = java.util.Arrays.copyOf(frame, random.nextInt(2 * frame.length));
            }
            if (random.nextInt(20) > 0) {
                mend(frame);
            }
            survive(frame, seed, chosen < updateFrames);
        }
    }

    private void survive(final byte[] frame, final long seed, final boolean isUpdate) {
        // In the midst of other bytes: a read outside would find something.
        final byte[] around = new byte[frame.length + 64];
        java.util.Arrays.fill(around, (byte) 0x5A);
        System.arraycopy(frame, 0, around, 32, frame.length);
        final Transcript transcript = new Transcript();
        try {
            final FrameFault fault = isUpdate ? updates.decode(new UnsafeBuffer(around), 32, frame.length, transcript)
                : answers.decode(new UnsafeBuffer(around), 32, frame.length, transcript);
            assertTrue(transcript.calls.size() < MOST_CALLS, "seed " + seed + " " + fault);
            final Transcript alone = new Transcript();
            assertEquals(fault, isUpdate ? decode(frame, alone) : decodeStatus(frame, alone), "seed " + seed);
            assertEquals(alone.calls, transcript.calls, "seed " + seed + ": what is around a frame does not matter");
        } catch (final RuntimeException e) {
            throw new AssertionError("seed " + seed + " " + HexFormat.of().formatHex(frame), e);
        }
    }

    @Test
    void shouldKnowWhatNumbersSets() {
        everyUpdate();
        final List<Boolean> numbering = frames.stream().map(f -> UpdateDecoder.isNumbering(new UnsafeBuffer(f), 0)).toList();
        assertEquals(List.of(false, true, false, true, false, false, false), numbering);
    }

    @Test
    void shouldNotTakeFaultOfTheHandlerForFaultOfTheFrame() {
        for (final RuntimeException fault : List.of(new IndexOutOfBoundsException("ours"), new IllegalArgumentException("ours"))) {
            frames.clear();
            update.open(3);
            update.beginBatch(1);
            update.hopSet(0, false, List.of(GATEWAY));
            update.route(0, 5L << 32, 0, 0, 3, 1);
            update.endBatch(1, 1, 1, true);
            update.heartbeat();
            update.connect(9, 1234);
            final UpdateHandler failing = failing(UpdateHandler.class, fault);
            frames.forEach(f -> assertSame(fault, assertThrows(RuntimeException.class, () -> updates.decode(new UnsafeBuffer(f), 0, f.length, failing))));
            frames.clear();
            status.hello(1, 2, 0, List.of());
            status.ack(1, 2, 3, 4, 0);
            status.resync(1, 2, 3, ResyncCause.GAP);
            status.gateways(List.of(), 0, true);
            final StatusHandler failingStatus = failing(StatusHandler.class, fault);
            frames.forEach(f -> assertSame(fault, assertThrows(RuntimeException.class, () -> answers.decode(new UnsafeBuffer(f), 0, f.length, failingStatus))));
        }
    }

    /** Lets a sequence pass, so that the message behind it comes, and fails otherwise. */
    private static <T> T failing(final Class<T> type, final RuntimeException fault) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            if (method.getName().equals("onSequence")) {
                return true;
            }
            throw fault;
        }));
    }
}
