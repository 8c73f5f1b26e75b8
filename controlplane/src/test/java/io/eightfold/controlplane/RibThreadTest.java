// SPDX-License-Identifier: Apache-2.0
// Questions to the RIB's owner that it has no time for.
package io.eightfold.controlplane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.controlplane.fib.BatchJournal;
import io.eightfold.controlplane.fib.FibPublisher;
import io.eightfold.controlplane.rib.Rib;
import io.eightfold.controlplane.rib.RibHop;
import io.eightfold.controlplane.rib.RouteSource;
import io.eightfold.fibprotocol.FrameSink;
import io.eightfold.fibprotocol.channel.FibChannel;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RibThreadTest {
    private static final long MS = 1_000_000L;

    private final Rib rib = new Rib();
    private final FibPublisher publisher = new FibPublisher(rib, new NoChannel(), () -> 0, BatchJournal.NONE, new DataplaneState(rib, () -> { }, () -> true), 1, 1, System.nanoTime());
    private final RibThread thread = new RibThread(rib, publisher, 60_000, () -> { }, cause -> { }, 50 * MS, 30_000 * MS);

    @BeforeEach
    void start() {
        thread.start();
    }

    @AfterEach
    void stop() {
        thread.stop();
    }

    @Test
    void shouldNeverRunAQuestionThatItDidNotComeToInTime() throws Exception {
        final CountDownLatch leave = new CountDownLatch(1);
        thread.submit(() -> {
            leave.await();
            return null;
        });
        final AtomicBoolean isRun = new AtomicBoolean();
        final IllegalStateException e = assertThrows(IllegalStateException.class, () -> thread.ask(() -> {
            isRun.set(true);
            return null;
        }));
        assertTrue(e.getMessage().contains("nothing was done"), e.getMessage());
        leave.countDown();
        assertEquals("later", thread.submit(() -> "later").get());
        assertFalse(isRun.get());
    }

    @Test
    void shouldWaitForAQuestionThatIsBeingWorkedOn() {
        assertEquals("done", thread.ask(() -> {
            Thread.sleep(300);
            return "done";
        }));
    }

    @Test
    void shouldThrowWhatTheQuestionThrew() {
        final UnsupportedOperationException e = assertThrows(UnsupportedOperationException.class, () -> thread.ask(() -> {
            throw new UnsupportedOperationException("no");
        }));
        assertEquals("no", e.getMessage());
    }

    /** The neighbours may take longer than the configuration and its journal. */
    @Test
    void shouldKeepRestoredRoutesOfBgp8ForAsLongAsItWaitsForItsNeighbors() throws Exception {
        final AtomicBoolean isAwaited = new AtomicBoolean(true);
        final RibThread sweeper = new RibThread(rib, publisher, 1, () -> { }, cause -> { });
        sweeper.keepRoutesOfBgp8(isAwaited::get);
        thread.stop();
        final int set = rib.hold(0, List.of(new RibHop.OnLink("eth0")));
        rib.restore(0, 0, 8, RouteSource.STATIC, 1, set);
        rib.restore(0, 0, 8, RouteSource.BGP8_EXTERNAL, 20, set);
        rib.restore(0, 0, 8, RouteSource.BGP8_INTERNAL, 200, set);
        sweeper.start();
        try {
            awaitStale(sweeper, 2);
            Thread.sleep(20);
            assertEquals(2, stale(sweeper));
            isAwaited.set(false);
            awaitStale(sweeper, 0);
        } finally {
            sweeper.stop();
        }
    }

    private void awaitStale(final RibThread by, final int count) throws InterruptedException {
        while (stale(by) != count) {
            Thread.sleep(1);
        }
    }

    private int stale(final RibThread by) {
        return by.ask(rib::routeCount);
    }

    /** Nobody is there. */
    static final class NoChannel implements FibChannel {
        @Override
        public boolean offer(final DirectBuffer buffer, final int offset, final int lengthBytes) {
            return false;
        }

        @Override
        public int poll(final FrameSink handler, final int frames) {
            return 0;
        }

        @Override
        public boolean isConnected() {
            return false;
        }

        @Override
        public long generation() {
            return 1;
        }

        @Override
        public void close() {
        }
    }
}
