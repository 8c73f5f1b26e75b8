// SPDX-License-Identifier: Apache-2.0
// Whatever happens to a network of speakers, it comes to rest where it should.
package io.eightfold.bgp8.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Whatever happens to a network of speakers, it comes to rest where it should. A fixed number of seeds from {@code -Deightfold.seed=N} on; {@code -Deightfold.hunt=SECONDS} goes on with seeds of
 * its own. A failure names its seed, and with {@code -Deightfold.seed} that one comes first.
 */
final class SpeakerChaosTest {
    private static final int RUNS = 30;
    private static final int PHASES = 3;
    private static final long SHORT_PAUSE_NS = 50_000_000L;
    private static final long PAUSE_NS = 4_000_000_000L;
    private static final long LONG_PAUSE_NS = 100_000_000_000L;

    /** One network, from its beginning until all is withdrawn; returns what happened. */
    private static List<String> run(final long seed) {
        final Random random = new Random(seed);
        final Plan plan = Plan.of(random);
        final Network network = new Network(plan, seed, random.nextDouble() / 10);
        try {
            final Faults faults = new Faults(network, random);
            faults.begin();
            network.wire.runForS(random.nextInt(20));
            for (int phase = 0; phase < PHASES; phase++) {
                for (int i = 10 + random.nextInt(40); i > 0; i--) {
                    pause(network, random);
                    faults.strike();
                }
                faults.stop();
                network.settle();
                network.log.step("at rest, phase " + phase);
                final Checks checks = new Checks(network);
                checks.all();
                final Network cold = new Network(plan, ~seed, 0);
                cold.settle();
                checks.sameAs(cold);
            }
            withdrawAll(network);
            network.settle();
            final Checks checks = new Checks(network);
            checks.nothingLeft();
            checks.nothingHeld();
            return network.log.all();
        } catch (final RuntimeException | AssertionError e) {
            throw new AssertionError("seed=" + seed + ' ' + e.getMessage() + '\n' + network.log, e);
        }
    }

    /** Mostly short, so that things get into each other's way; seldom so long that timers of restarts run out. */
    private static void pause(final Network network, final Random random) {
        final int chance = random.nextInt(100);
        network.wire.runFor(chance < 75 ? random.nextLong(SHORT_PAUSE_NS) : random.nextLong(chance < 97 ? PAUSE_NS : LONG_PAUSE_NS));
    }

    private static void withdrawAll(final Network network) {
        List.copyOf(network.plan.speakers.getLast().origins.keySet()).forEach(network.outsider::withdraw);
        for (final Speaker each : network.speakers()) {
            each.plan.origins.keySet().forEach(prefix -> each.rib.withdrawOrigin(prefix.address(), prefix.lengthBits()));
            each.plan.origins.clear();
            each.poke();
        }
    }

    @Test
    void shouldComeToRestWhereItShouldWhateverHappens() {
        final long first = Long.getLong("eightfold.seed", 4271);
        long events = 0;
        int hunted = 0;
        for (int i = 0; i < RUNS; i++) {
            events += run(first + i).size();
        }
        assertTrue(events > 100 * RUNS, "events: " + events);
        final long huntEndNs = System.nanoTime() + Long.getLong("eightfold.hunt", 0) * 1_000_000_000L;
        for (long seed = System.nanoTime(); System.nanoTime() < huntEndNs; seed++) {
            run(seed);
            hunted++;
        }
        System.out.println("SpeakerChaosTest networks=" + (RUNS + hunted) + "; to hunt: mvn -pl bgp8 -am test -Dtest=SpeakerChaosTest -Dsurefire.failIfNoSpecifiedTests=false -Deightfold.hunt=60");
    }

    @Test
    void shouldDoTheSameForTheSameSeed() {
        final long seed = Long.getLong("eightfold.seed", 4271);
        assertEquals(run(seed), run(seed));
    }
}
