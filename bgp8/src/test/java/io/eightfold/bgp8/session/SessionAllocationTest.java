// SPDX-License-Identifier: Apache-2.0
// What a session allocates while it is up.
package io.eightfold.bgp8.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.eightfold.bgp8.message.MessageHeader;
import io.eightfold.bgp8.message.OpenEncoder;
import java.lang.management.ManagementFactory;
import java.util.HexFormat;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

final class SessionAllocationTest {
    private static final int MESSAGES = 1_000_000;
    private long updates;

    @Test
    void shouldAllocateNothingForUpdatesAndKeepalives() {
        final SessionMachine machine = new SessionMachine(TestNeighbor.first().build(), new NothingAbove() {
            @Override
            public void update(final DirectBuffer buffer, final int offset, final int length) {
                updates++;
            }
        }, 1);
        final UnsafeBuffer update = new UnsafeBuffer(HexFormat.of().parseHex("ffffffffffffffffffffffffffffffff00170200000000"));
        final UnsafeBuffer keepalive = new UnsafeBuffer(MessageHeader.keepalive());
        machine.start(0);
        machine.connected(Side.OUTGOING, 0);
        final UnsafeBuffer open = new UnsafeBuffer(OpenEncoder.encode(LocalOpen.of(TestNeighbor.second().build(), true)));
        machine.received(Side.OUTGOING, open, 0, open.capacity(), 0);
        machine.received(Side.OUTGOING, keepalive, 0, 19, 0);
        assertEquals(SessionState.ESTABLISHED, machine.state());
        long nowNs = run(machine, update, keepalive, 0);
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final long before = threads.getCurrentThreadAllocatedBytes();
        nowNs = run(machine, update, keepalive, nowNs);
        final long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertEquals(2L * MESSAGES, updates);
        assertEquals(SessionState.ESTABLISHED, machine.state());
        assertTrue(machine.counters().sent(MessageHeader.KEEPALIVE) > nowNs / Timer.SECOND_NS / 30);
        assertTrue(allocated < 10_000, "bytes allocated for " + MESSAGES + " messages of each kind: " + allocated);
    }

    private static long run(final SessionMachine machine, final UnsafeBuffer update, final UnsafeBuffer keepalive, final long fromNs) {
        long nowNs = fromNs;
        for (int i = 0; i < MESSAGES; i++) {
            nowNs += 1_000_000;
            machine.received(Side.OUTGOING, update, 0, 23, nowNs);
            machine.received(Side.OUTGOING, keepalive, 0, 19, nowNs);
            machine.stalled(Side.OUTGOING, nowNs);
            machine.progress(Side.OUTGOING, false, nowNs);
            if (machine.deadlineNs() - nowNs <= 0) {
                machine.onTime(nowNs);
            }
        }
        return nowNs;
    }
}
