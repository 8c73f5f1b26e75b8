// SPDX-License-Identifier: Apache-2.0
// Two machines on a bad network.
package io.eightfold.bgp8.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.bgp8.message.MessageHeader;
import io.eightfold.bgp8.testing.Hunt;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Two machines on a bad network: connections that are cut, fall silent or cannot be opened, programs that die. Afterwards they come up again, whatever happened. */
final class SessionChaosTest {
    private static final int RUNS = 150;

    private static TestNeighbor some(final TestNeighbor neighbor, final Random random) {
        neighbor.holdTimeS = 3 + random.nextInt(20);
        neighbor.connectRetryS = 1 + random.nextInt(30);
        return random.nextBoolean() ? neighbor.restarting() : neighbor;
    }

    private static void harm(final SessionPair pair) {
        final Random random = pair.wire().random();
        final SessionEnd end = random.nextBoolean() ? pair.first() : pair.second();
        switch (random.nextInt(7)) {
            case 0 -> end.cut();
            case 1 -> end.blackHole();
            case 2 -> end.crash();
            case 3 -> end.reachable(false);
            case 4 -> end.reachable(true);
            case 5 -> end.tell(() -> end.machine().reset(6, 4, "admin-reset", new byte[0], SessionInputs.RESTART_AS_USUAL, pair.wire().nowNs()));
            default -> {
                end.tell(() -> end.machine().shutdown("chaos", pair.wire().nowNs()));
                pair.runForS(random.nextInt(30));
                end.start();
            }
        }
    }

    private static int run(final long seed) {
        final Random random = new Random(seed);
        final TestNeighbor a = some(TestNeighbor.first(), random);
        a.isPassive = random.nextInt(4) == 0;
        final SessionPair pair = new SessionPair(a, some(TestNeighbor.second(), random), seed, random.nextDouble() / 10).start();
        try {
            for (int i = 0; i < 30; i++) {
                pair.runForS(random.nextInt(60));
                harm(pair);
            }
            pair.first().reachable(true);
            pair.second().reachable(true);
            pair.runForS(600).assertUp();
            final long ups = pair.first().machine().counters().timesEstablished();
            final int downs = pair.first().downs().size();
            pair.runForS(600).assertUp();
            assertEquals(ups, pair.first().machine().counters().timesEstablished(), "up for ten minutes on a network that only delays");
            assertEquals(ups, downs + 1);
            assertTrue(pair.first().machine().counters().received(MessageHeader.UPDATE) == 0);
            return downs;
        } catch (final RuntimeException | AssertionError e) {
            throw new AssertionError("seed=" + seed + '\n' + pair, e);
        }
    }

    @Test
    void shouldComeUpAgainWhateverHappened() {
        final long first = Hunt.seed(4724);
        int downs = 0;
        for (int i = 0; i < RUNS; i++) {
            downs += run(first + i);
        }
        assertTrue(downs > RUNS, "sessions that ended: " + downs);
        Hunt.seeds().forEach(SessionChaosTest::run);
    }
}
