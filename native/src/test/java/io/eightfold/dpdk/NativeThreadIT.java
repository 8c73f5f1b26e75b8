// SPDX-License-Identifier: Apache-2.0
// Registration and pinning of threads.
package io.eightfold.dpdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NativeThreadIT {
    private static final int WAIT_S = 20;
    private static Eal eal;

    @BeforeAll
    static void start() {
        eal = TestEal.start();
    }

    @AfterAll
    static void stop() {
        eal.close();
    }

    @Test
    void shouldPinTheCallingThreadOnly() throws Exception {
        final int cpu = NativeThread.cpu();
        final int pinnedTo = onThread("pinned", () -> {
            NativeThread.pin(cpu);
            return NativeThread.cpu();
        });

        assertEquals(cpu, pinnedTo);
    }

    @Test
    void shouldRefuseACpuThatDoesNotExist() throws Exception {
        for (final int cpu : new int[] {-1, 1000, 1_000_000}) {
            onThread("worker-9", () -> TestEal.assertRefused(() -> NativeThread.pin(cpu),
                "worker-9", "CPU " + cpu, "Invalid argument (-22)", "choose CPUs from `worker-cores`"));
        }
    }

    @Test
    void shouldRegisterAgainAfterUnregistering() throws Exception {
        onThread("again", () -> {
            for (int i = 0; i < 1000; i++) {
                NativeThread.register();
                NativeThread.unregister();
            }
            return null;
        });
    }

    @Test
    void shouldRegisterAThreadOnceHoweverOftenItAsks() throws Exception {
        onThread("twice", () -> {
            for (int i = 0; i < 1000; i++) {
                NativeThread.register();
            }
            NativeThread.unregister();
            return null;
        });
    }

    @Test
    void shouldRefuseMoreThreadsThanDpdkHasIds() throws Exception {
        final CountDownLatch end = new CountDownLatch(1);
        DpdkException refused = null;
        for (int i = 0; i < 2000 && refused == null; i++) {
            refused = registerAndHold(i, end);
        }
        end.countDown();

        assertTrue(refused != null, "2000 threads were registered");
        TestEal.assertSentence(refused.getMessage(), "thread holder-", "cannot be registered", "lower `workers`");
    }

    /** A buffer freed by another registered thread lies in that thread's cache: still at home. */
    @Test
    void shouldCountBuffersInAnotherThreadsCacheAsHome() throws Exception {
        try (Mempool pool = TestEal.pool("threads"); TestTurn turn = new TestTurn(false)) {
            final long[] mbufs = turn.frames(pool, 16, TestEal.frame(1));
            onThread("other", () -> {
                NativeThread.register();
                try (TestTurn own = new TestTurn(true)) {
                    own.free(mbufs);
                }
                assertEquals(0, pool.inUse());
                NativeThread.unregister();
                return null;
            });
            assertEquals(0, pool.inUse());
        }
    }

    @Test
    void shouldTellTheTime() throws Exception {
        final long before = NativeThread.tsc();
        Thread.sleep(20);
        final long elapsedMs = (NativeThread.tsc() - before) * 1000 / NativeThread.tscHz();

        assertTrue(elapsedMs >= 19 && elapsedMs < 10_000, "20 ms took " + elapsedMs + " ms by the time stamp counter");
    }

    private static DpdkException registerAndHold(final int number, final CountDownLatch end) throws Exception {
        final FutureTask<DpdkException> registration = new FutureTask<>(() -> {
            try {
                NativeThread.register();
                return null;
            } catch (final DpdkException e) {
                return e;
            }
        });
        final Thread thread = new Thread(() -> {
            registration.run();
            try {
                end.await(WAIT_S, TimeUnit.SECONDS);
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            NativeThread.unregister();
        }, "holder-" + number);
        thread.setDaemon(true);
        thread.start();
        return registration.get(WAIT_S, TimeUnit.SECONDS);
    }

    private static <T> T onThread(final String name, final Callable<T> call) throws Exception {
        final FutureTask<T> task = new FutureTask<>(call);
        new Thread(task, name).start();
        return task.get(WAIT_S, TimeUnit.SECONDS);
    }
}
