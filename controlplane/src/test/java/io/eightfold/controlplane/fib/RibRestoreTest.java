// SPDX-License-Identifier: Apache-2.0
// Whether a RIB that was published is the RIB that a journal gives back.
package io.eightfold.controlplane.fib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.controlplane.rib.FibSink;
import io.eightfold.controlplane.rib.Rib;
import io.eightfold.controlplane.rib.RibHop;
import io.eightfold.controlplane.rib.RouteSource;
import io.eightfold.fibprotocol.NextHop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RibRestoreTest {
    private static final RouteSource[] SOURCES = {RouteSource.STATIC, RouteSource.BGP8_EXTERNAL, RouteSource.BGP8_INTERNAL, RouteSource.API};

    /** What a dataplane would be told, as text. */
    static final class Table implements FibSink {
        private final Map<Integer, List<NextHop>> sets = new HashMap<>();
        private final Map<String, int[]> routes = new HashMap<>();

        @Override
        public void hopSet(final int setId, final boolean isRecursive, final List<NextHop> hops) {
            sets.put(setId, hops);
        }

        @Override
        public void forgetHopSet(final int setId) {
            sets.remove(setId);
        }

        @Override
        public void route(final int vrf, final long address, final int hostLength, final int setId, final int source, final int distance,
                          final int previousSetId) {
            routes.put(key(vrf, address, hostLength), new int[] {setId, source, distance});
        }

        @Override
        public void withdraw(final int vrf, final long address, final int hostLength, final int previousSetId) {
            routes.remove(key(vrf, address, hostLength));
        }

        String hops(final int vrf, final long address, final int hostLength) {
            return sets.get(routes.get(key(vrf, address, hostLength))[0]).toString();
        }

        Map<String, String> text() {
            final Map<String, String> text = new TreeMap<>();
            routes.forEach((prefix, r) -> text.put(prefix, sets.get(r[0]).stream().map(NextHop::toString).sorted().toList() + " " + r[1] + " " + r[2]));
            return text;
        }

        private static String key(final int vrf, final long address, final int hostLength) {
            return vrf + " " + address + "/" + hostLength;
        }
    }

    static Table table(final Rib rib) {
        final Table table = new Table();
        rib.startSnapshot();
        while (rib.hasWork()) {
            rib.drain(table, 1000);
        }
        return table;
    }

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final Rib rib = new Rib();
    private final ScriptedDataplane dataplane = new ScriptedDataplane();
    private final KeptFrames journal = new KeptFrames();
    private final FibPublisher publisher = new FibPublisher(rib, dataplane, () -> 5, journal, new FibPublisherTest.Deaf(), 1, 1000, 0);
    private long nowNs;

    private void rounds(final int count) {
        for (int i = 0; i < count; i++) {
            publisher.round(nowNs += 1_000_000);
            if (!dataplane.epochs.isEmpty()) {
                dataplane.ackAll();
            }
        }
    }

    private void churn(final int steps) {
        for (int i = 0; i < steps; i++) {
            final int length = random.nextInt(33);
            final long address = length == 0 ? (long) random.nextInt(4) << 32
                : (long) random.nextInt(4) << 32 | random.nextInt(1 << 10) * 2654435761L & 0xFFFF_FFFFL & -1L << 32 - length;
            final RouteSource source = SOURCES[random.nextInt(SOURCES.length)];
            if (random.nextInt(3) == 0) {
                rib.withdraw(random.nextInt(3), address, length, source, source.distance());
            } else {
                rib.update(random.nextInt(3), address, length, source, source.distance(), random.nextInt(3), hops());
            }
        }
    }

    private List<RibHop> hops() {
        final List<RibHop> hops = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            hops.add(switch (random.nextInt(4)) {
                case 0 -> new RibHop.Blackhole();
                case 1 -> new RibHop.OnLink("p" + random.nextInt(2));
                default -> new RibHop.Gateway(random.nextInt(20), "p" + random.nextInt(2));
            });
        }
        return hops;
    }

    @Test
    void shouldGiveBackWhatWasPublished() {
        churn(5000);
        rounds(1);
        dataplane.hello(0, 1);
        for (int round = 0; round < 20; round++) {
            rounds(30);
            churn(300);
            rounds(30);
            final Rib back = new Rib();
            journal.restore().into(back);
            final Map<String, String> expected = table(back).text();
            assertEquals(told(), expected, "seed " + seed + " round " + round);
            assertTrue(expected.size() > 100);
            if (round % 5 == 4) {
                journal.needsCheckpoint = true;
            } else if (round % 5 == 2) {
                publisher.resync();
            }
        }
    }

    /** Of the RIB that is published, without disturbing it. */
    private Map<String, String> told() {
        final Table table = new Table();
        final io.eightfold.controlplane.rib.FibWalk walk = new io.eightfold.controlplane.rib.FibWalk();
        while (!walk.isDone()) {
            rib.walk(walk, table, 1000);
        }
        return table.text();
    }

    @Test
    void shouldMarkWhatIsBackAsStale() {
        rib.update(0, 5L << 32, 0, RouteSource.STATIC, 1, 0, List.of(new RibHop.Blackhole()));
        rounds(1);
        dataplane.hello(0, 1);
        rounds(10);
        final Rib back = new Rib();
        assertEquals(1, journal.restore().into(back));
        assertEquals(1, back.staleCount(RouteSource.STATIC));
        assertEquals(1, back.sweepStale(10));
    }

    @Test
    void shouldGoOnBehindDamagedFrames() {
        churn(1500);
        rounds(1);
        dataplane.hello(0, 1);
        rounds(30);
        final Map<String, String> whole = told();
        final List<byte[]> frames = List.copyOf(journal.current);
        for (int round = 0; round < 60; round++) {
            journal.current = new ArrayList<>();
            frames.forEach(f -> journal.current.add(f.clone()));
            final byte[] damaged = journal.current.get(random.nextInt(frames.size()));
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            final RibRestore restore = journal.restore();
            assertEquals(1, restore.unreadable(), "seed " + seed);
            final Rib back = new Rib();
            restore.into(back);
            final Map<String, String> table = table(back).text();
            table.forEach((prefix, route) -> assertEquals(whole.get(prefix), route, () -> "seed " + seed + ": nothing is made up: " + prefix));
        }
    }
}
