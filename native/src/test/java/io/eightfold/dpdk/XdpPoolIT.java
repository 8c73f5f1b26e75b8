// SPDX-License-Identifier: Apache-2.0
// Every buffer of a pool serves net_af_xdp, wherever it lies.
package io.eightfold.dpdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A router uses the same few buffers over and over; these tests put those into the rings that come up only when packets wait somewhere. */
class XdpPoolIT {
    private static final long WAIT_NS = 5_000_000_000L;
    private static final int MBUFS = 8192;
    private static final int DATA_ROOM_BYTES = 2048;
    /** What DPDK puts into the fill ring of a queue. */
    private static final int FILLED = 2048;
    private static final int BURST = 32;
    private static final int RING = 2048;
    private static Eal eal;
    private Mempool pool;
    private Mempool farPool;
    private TestTurn turn;
    private TestInterface veth;
    private EthPort near;
    private EthPort far;
    private final List<Long> received = new ArrayList<>();

    @BeforeAll
    static void start() {
        final String missing = TestInterface.missingRight();
        assumeTrue(missing == null, missing);
        eal = TestEal.start();
    }

    @AfterAll
    static void stop() {
        if (eal != null) {
            eal.close();
        }
    }

    @BeforeEach
    void connect() throws Exception {
        pool = Mempool.create("near", MBUFS, DATA_ROOM_BYTES);
        farPool = TestEal.pool("far");
        turn = new TestTurn(false);
        veth = TestInterface.veth();
        far = TestEal.attach("net_af_packet", "far", Map.of("iface", veth.far()));
        far.start(TestEal.settings(1), farPool);
        near = TestEal.attach("net_af_xdp", "near", Map.of("iface", veth.near()));
        near.start(new EthPort.Settings(1, 1, RING, RING, 1500), pool);
    }

    @AfterEach
    void disconnect() throws Exception {
        near.close();
        far.close();
        veth.close();
        turn.close();
        farPool.close();
        // What the kernel was given to fill goes with the pool: DPDK 22.11 does not take it back.
        pool.close();
    }

    @Test
    void shouldReceiveIntoTheBuffersAtTheEndOfThePool() throws Exception {
        final List<Long> all = takeAll();
        // A burst more, for what the kernel sends of its own.
        free(all.subList(all.size() - FILLED - BURST, all.size()));
        assertEquals(FILLED, carry(), "frames received into the buffers at the start of the pool, whose places the last ones take");

        free(received);
        received.clear();
        assertEquals(FILLED, carry(), "frames received into the buffers at the end of the pool");
    }

    @Test
    void shouldSendFromEveryBufferOfThePool() throws Exception {
        final List<Long> all = takeAll();
        int sent = 0;
        int arrived = 0;
        while (arrived == sent && sent + BURST <= all.size()) {
            assertEquals(BURST, turn.send(near, 0, array(all.subList(sent, sent + BURST))), "accepted of the burst at " + sent);
            sent += BURST;
            arrived += arrivals(far, false);
        }
        assertEquals(sent, arrived, "frames that left by the port");
    }

    /** The rest of the pool, in the order of the addresses. */
    private List<Long> takeAll() {
        final List<Long> all = new ArrayList<>();
        for (int left = MBUFS - pool.inUse(); left > 0; left -= BURST) {
            for (final long mbuf : turn.frames(pool, Math.min(left, BURST), TestEal.frame(0))) {
                all.add(mbuf);
            }
        }
        Collections.sort(all);
        return all;
    }

    /** Fills every place of the fill ring anew: frames from the far end, whose buffers stay out of the pool. Returns how many arrived. */
    private int carry() throws InterruptedException {
        int sent = 0;
        int arrived = 0;
        while (arrived == sent && sent < FILLED) {
            assertEquals(BURST, turn.send(far, 0, turn.frames(farPool, BURST, TestEal.frame(2))));
            sent += BURST;
            arrived += arrivals(near, true);
        }
        return arrived;
    }

    /** Waits for a burst of the test's frames. */
    private int arrivals(final EthPort port, final boolean isKept) throws InterruptedException {
        final long deadlineNs = System.nanoTime() + WAIT_NS;
        int arrived = 0;
        while (arrived < BURST && deadlineNs - System.nanoTime() > 0) {
            final int count = turn.receive(port, 0, BURST);
            final List<Long> burst = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                burst.add(turn.mbuf(i));
                arrived += isOurs(turn.frame(i)) ? 1 : 0;
            }
            if (isKept) {
                received.addAll(burst);
            } else {
                free(burst);
            }
            if (count == 0) {
                Thread.sleep(1);
            }
        }
        return arrived;
    }

    private static boolean isOurs(final byte[] frame) {
        return frame.length >= TestEal.FRAME_BYTES && ((frame[12] & 0xFF) << 8 | frame[13] & 0xFF) == TestEal.ETHER_TYPE;
    }

    private void free(final List<Long> mbufs) {
        for (int i = 0; i < mbufs.size(); i += BURST) {
            turn.free(array(mbufs.subList(i, Math.min(i + BURST, mbufs.size()))));
        }
    }

    private static long[] array(final List<Long> mbufs) {
        return mbufs.stream().mapToLong(Long::longValue).toArray();
    }
}
