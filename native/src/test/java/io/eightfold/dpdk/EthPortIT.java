// SPDX-License-Identifier: Apache-2.0
// Devices that live in memory or in files: net_null, net_ring, net_pcap.
package io.eightfold.dpdk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EthPortIT {
    private static final int PCAP_HEADER_BYTES = 24;
    private static final int PCAP_RECORD_HEADER_BYTES = 16;
    private static Eal eal;
    @TempDir
    private Path directory;
    private Mempool pool;
    private TestTurn turn;

    @BeforeAll
    static void start() {
        eal = TestEal.start();
    }

    @AfterAll
    static void stop() {
        eal.close();
    }

    @BeforeEach
    void createPool() {
        pool = TestEal.pool("pool");
        turn = new TestTurn(false);
    }

    @AfterEach
    void everyBufferIsHome() {
        final int inUse = pool.inUse();
        pool.close();
        turn.close();
        assertEquals(0, inUse, "buffers in use once every port is closed");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldLoopFramesThroughARingUnchanged(final boolean isCritical) {
        try (TestTurn way = new TestTurn(isCritical); EthPort port = started("net_ring", Map.of(), 1)) {
            for (int round = 0; round < 100; round++) {
                final long[] sent = way.frames(pool, 32, TestEal.frame(round));
                assertEquals(32, way.send(port, 0, sent));
                assertEquals(32, way.receive(port, 0, Turn.BURST_MAX));
                for (int i = 0; i < 32; i++) {
                    assertEquals(sent[i], way.mbuf(i), "a ring hands over the very buffers");
                    assertArrayEquals(TestEal.frame(round), way.frame(i));
                }
                way.freeInTurn(port, sent);
            }
            assertEquals(0, way.receive(port, 0, Turn.BURST_MAX));
            assertEquals(3200, port.stats().txPackets());
            assertEquals(3200, port.stats().rxPackets());
        }
    }

    @Test
    void shouldReceiveNoMoreThanTheCapacity() {
        try (EthPort port = started("net_ring", Map.of(), 1)) {
            assertEquals(8, turn.send(port, 0, turn.frames(pool, 8, TestEal.frame(1))));
            int received = 0;
            while (received < 8) {
                final int count = turn.receive(port, 0, 3);
                assertTrue(count >= 1 && count <= 3, "received " + count);
                received += count;
                turn.free(handles(count));
            }
        }
    }

    @Test
    void shouldKeepQueuesApart() {
        try (EthPort port = started("net_ring", Map.of(), 2)) {
            assertEquals(4, turn.send(port, 1, turn.frames(pool, 4, TestEal.frame(1))));
            assertEquals(0, turn.receive(port, 0, Turn.BURST_MAX));
            assertEquals(4, turn.receive(port, 1, Turn.BURST_MAX));
            turn.free(handles(4));
        }
    }

    @Test
    void shouldLeaveToTheCallerWhatAFullRingRefuses() {
        try (EthPort port = started("net_ring", Map.of(), 1)) {
            int sent = 0;
            int refused = 0;
            for (int i = 0; i < Mempool.MIN_MBUFS / Turn.BURST_MAX && refused == 0; i++) {
                final long[] mbufs = turn.frames(pool, Turn.BURST_MAX, TestEal.frame(i));
                final int left = turn.send(port, 0, mbufs);
                sent += left;
                refused = mbufs.length - left;
                if (refused != 0) {
                    turn.free(Arrays.copyOfRange(mbufs, left, mbufs.length));
                }
            }
            assertTrue(refused > 0, "the ring took all " + sent);
            assertEquals(sent, pool.inUse(), "what is in the ring");
        }
    }

    @Test
    void shouldSwallowAndMakeFramesWithNull() {
        try (EthPort port = started("net_null", Map.of("size", "64"), 1)) {
            assertEquals(32, turn.send(port, 0, turn.frames(pool, 32, TestEal.frame(1))));
            assertEquals(0, pool.inUse(), "net_null frees what it is given");
            assertEquals(16, turn.receive(port, 0, 16));
            assertEquals(64, turn.frame(0).length);
            assertEquals(port.id(), TestTurn.port(turn.mbuf(0)), "an mbuf names the port it came in by");
            turn.free(handles(16));
            assertEquals(32, port.stats().txPackets());
            assertEquals(16, port.stats().rxPackets());
        }
    }

    @Test
    void shouldDescribeItself() {
        try (EthPort port = started("net_null", Map.of(), 1)) {
            assertTrue(port.info().driver().startsWith("net_null"), port.info().driver());
            assertTrue(port.info().maxRxQueues() >= 1 && port.info().maxTxQueues() >= 1);
            assertTrue(port.info().maxMtuBytes() >= 1500);
            assertTrue(port.link().isUp(), "a started device's link");
            assertTrue(port.link().speedMbps() > 0);
            assertTrue(port.link().isFullDuplex());
            assertEquals(new EthPort.Stats(0, 0, 0, 0, 0, 0, 0, 0), port.stats());
        }
    }

    @Test
    void shouldStopAndStartAgain() {
        try (EthPort port = started("net_null", Map.of(), 1)) {
            port.stop();
            port.stop();
            port.start(TestEal.settings(1), pool);
            assertEquals(4, turn.receive(port, 0, 4));
            turn.free(handles(4));
        }
    }

    @Test
    void shouldFreeTheNameWithTheDevice() {
        for (int i = 0; i < 3; i++) {
            final EthPort port = started("net_null", Map.of(), 1);
            port.close();
            port.close();
        }
    }

    @Test
    void shouldNotCloseAnotherDeviceThatGotItsId() {
        final EthPort first = started("net_null", Map.of(), 1);
        first.close();
        try (EthPort second = started("net_null", Map.of(), 1)) {
            assertEquals(first.id(), second.id(), "DPDK reuses ids");
            first.close();
            assertEquals(2, turn.receive(second, 0, 2));
            turn.free(handles(2));
        }
    }

    @Test
    void shouldReadAndWritePcapFiles() throws IOException {
        final Path in = pcap(5);
        final Path out = directory.resolve("out.pcap");
        try (EthPort port = started("net_pcap", Map.of("rx_pcap", in.toString(), "tx_pcap", out.toString()), 1)) {
            assertEquals(5, turn.receive(port, 0, 32));
            for (int i = 0; i < 5; i++) {
                assertArrayEquals(TestEal.frame(i), turn.frame(i));
            }
            assertEquals(5, turn.send(port, 0, handles(5)));
            assertEquals(0, turn.receive(port, 0, 32), "the file is read once");
        }
        assertEquals(PCAP_HEADER_BYTES + 5L * (PCAP_RECORD_HEADER_BYTES + TestEal.FRAME_BYTES), Files.size(out));
    }

    @Test
    void shouldLoopAPcapFileInMemory() throws IOException {
        final Map<String, String> arguments = Map.of("rx_pcap", pcap(4).toString(), "infinite_rx", "1");
        try (EthPort port = started("net_pcap", arguments, 1)) {
            assertTrue(port.device().isMemoryOnly());
            for (int round = 0; round < 50; round++) {
                assertEquals(8, turn.receive(port, 0, 8));
                assertArrayEquals(TestEal.frame(0), turn.frame(0));
                assertArrayEquals(TestEal.frame(3), turn.frame(7));
                turn.free(handles(8));
            }
        }
    }

    @Test
    void shouldTakeALargeFrameInOnePiece() {
        try (Mempool large = Mempool.create("large", Mempool.MIN_MBUFS, 9216); EthPort port = TestEal.attach("net_ring", "a", Map.of())) {
            port.start(TestEal.settings(1), large);
            final byte[] frame = new byte[9000];
            frame[8999] = 77;
            assertEquals(1, turn.send(port, 0, turn.frames(large, 1, frame)));
            assertEquals(1, turn.receive(port, 0, 8));
            assertArrayEquals(frame, turn.frame(0));
            turn.free(handles(1));
            assertEquals(0, large.inUse());
        }
    }

    /** Drivers chain buffers when one does not hold a frame; the worker must see that, not read past the first. */
    @Test
    void shouldMarkAFrameThatOneBufferCannotHold() throws IOException {
        final byte[] frame = new byte[5000];
        frame[0] = 1;
        try (EthPort port = started("net_pcap", Map.of("rx_pcap", pcap(frame).toString()), 1)) {
            assertEquals(1, turn.receive(port, 0, 8));
            assertEquals(Turn.LENGTH_SEGMENTED | 5000, turn.length(0));
            assertTrue(pool.inUse() > 1, "a chain of buffers");
            turn.free(handles(1));
            assertEquals(0, pool.inUse(), "the whole chain goes home");
        }
    }

    private EthPort started(final String driver, final Map<String, String> arguments, final int queues) {
        final EthPort port = TestEal.attach(driver, "a", arguments);
        port.start(TestEal.settings(queues), pool);
        return port;
    }

    private long[] handles(final int count) {
        final long[] mbufs = new long[count];
        for (int i = 0; i < count; i++) {
            mbufs[i] = turn.mbuf(i);
        }
        return mbufs;
    }

    private Path pcap(final int frames) throws IOException {
        final byte[][] content = new byte[frames][];
        Arrays.setAll(content, TestEal::frame);
        return pcap(content);
    }

    /** A classic pcap file, LINKTYPE_ETHERNET. */
    private Path pcap(final byte[]... frames) throws IOException {
        final int bytes = PCAP_HEADER_BYTES + Arrays.stream(frames).mapToInt(f -> PCAP_RECORD_HEADER_BYTES + f.length).sum();
        final ByteBuffer file = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0xA1B2C3D4).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0).putInt(65_535).putInt(1);
        for (final byte[] frame : frames) {
            file.putInt(0).putInt(0).putInt(frame.length).putInt(frame.length).put(frame);
        }
        return Files.write(directory.resolve("in.pcap"), file.array());
    }
}
