// SPDX-License-Identifier: Apache-2.0
// Whatever peers do, the RIB comes to what a naive one works out.
package io.eightfold.bgp8.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.bgp8.attribute.AsPath;
import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.attribute.Community;
import io.eightfold.bgp8.attribute.Origin;
import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.SessionOptions;
import io.eightfold.bgp8.message.UpdateEncoder;
import io.eightfold.bgp8.policy.RoutePolicy;
import io.eightfold.bgp8.testing.Hunt;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.agrona.collections.IntHashSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A RIB and a naive one that are told the same, by chance: a few seeds in each build, and a {@link Hunt}. */
final class BgpRibOracleTest {
    private static final int SEEDS = 12;
    private static final int PEERS = 7;
    private static final int[] ASNS = {0, 64_601, 70_001, 64_602, 0x7F00_0001};
    private static final int[] HOSTS = {0x0A00_0000, 0x0A01_0000, 0x0B00_0000, 0x0E00_0000, 0xDE00_0000};
    private static final int[] HOST_BITS = {0, 8, 16, 17, 24};
    private static final int[] PEER_ASNS = {64_501, 64_501, 64_502, RibWorld.LOCAL_ASN, RibWorld.LOCAL_ASN, RibWorld.LOCAL_ASN, 64_503};

    private Random random;
    private RibWorld world;
    private NaiveRib naive;
    private final int[] ids = new int[PEERS];

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldComeToWhatANaiveRibWorksOut(final long seed) {
        random = new Random(seed);
        world = new RibWorld();
        naive = new NaiveRib(world);
        for (int i = 0; i < PEERS; i++) {
            final PeerSettings settings = RibWorld.settings("peer-" + i, 0x0A00_0010 + i, policy(), policy());
            addPeer(i, i == 4 ? RibWorld.client(settings) : settings);
        }
        for (int round = 0; round < 150; round++) {
            for (int step = random.nextInt(30); step >= 0; step--) {
                act(random.nextInt(100));
                if (random.nextInt(4) == 0) {
                    world.turn();
                }
            }
            world.speakers.values().forEach(speaker -> speaker.room = Integer.MAX_VALUE);
            world.settle();
            compare("seed=" + seed + " round=" + round);
        }
        shouldKeepNothingWhenAllAreGone("seed=" + seed);
    }

    static LongStream seeds() {
        final long first = Hunt.seed(1);
        return LongStream.concat(LongStream.range(first, first + SEEDS), Hunt.seeds());
    }

    private void addPeer(final int i, final PeerSettings settings) {
        ids[i] = world.rib.addPeer(settings);
        naive.neighbours.put(ids[i], new NaiveRib.Neighbour(ids[i], settings));
    }

    private RoutePolicy policy() {
        return random.nextInt(3) == 0 ? new SamplePolicy(random.nextInt(SamplePolicy.KINDS)) : random.nextInt(12) == 0 ? RoutePolicy.DENY : RoutePolicy.PERMIT;
    }

    private void act(final int what) {
        final int i = random.nextInt(PEERS);
        final NaiveRib.Neighbour neighbour = naive.neighbours.get(ids[i]);
        if (what < 8 || !neighbour.isUp) {
            flip(i, neighbour);
        } else if (what < 60) {
            announce(neighbour);
        } else if (what < 78) {
            withdraw(neighbour);
        } else if (what < 81) {
            originate();
        } else if (what < 84) {
            judgeAgain();
        } else if (what < 87) {
            hopChanges();
        } else if (what < 89) {
            neighbour.cost = random.nextInt(300);
            world.rib.sessionCost(neighbour.id, neighbour.cost);
        } else if (what < 91) {
            neighbour.settings = RibWorld.withPolicies(neighbour.settings, policy(), policy());
            // As the router does: the cost in use goes with the settings.
            neighbour.cost = neighbour.settings.sessionCost();
            world.rib.changePeer(neighbour.id, neighbour.settings);
        } else if (what < 95) {
            world.speakers.get(neighbour.id).room = random.nextBoolean() ? 0 : Integer.MAX_VALUE;
            world.nowNs += 15_000_000;
        } else if (what < 96) {
            world.rib.softOut(neighbour.id);
        } else if (what < 98) {
            world.rib.refresh(neighbour.id, carrier(neighbour), 0, world.nowNs);
        } else {
            say(neighbour, UpdateEncoder.endOfRib(carrier(neighbour)));
        }
    }

    private void flip(final int i, final NaiveRib.Neighbour neighbour) {
        if (neighbour.isUp) {
            final boolean isGraceful = random.nextBoolean();
            neighbour.down(isGraceful);
            world.down(neighbour.id, isGraceful ? RibWorld.GRACEFUL : RibWorld.CLOSED);
        } else {
            final EnumSet<Carrier> carriers = EnumSet.noneOf(Carrier.class);
            while (carriers.isEmpty()) {
                for (final Carrier carrier : Carrier.values()) {
                    if (random.nextInt(2) == 0) {
                        carriers.add(carrier);
                    }
                }
            }
            final SessionOptions options = RibWorld.options(PEER_ASNS[i], 0x0A00_0080 + i, carriers);
            neighbour.up(options);
            world.up(neighbour.id, options);
        }
    }

    private Carrier carrier(final NaiveRib.Neighbour neighbour) {
        final List<Carrier> all = new ArrayList<>(neighbour.options.carriers());
        all.sort(Comparator.naturalOrder());
        return all.get(random.nextInt(all.size()));
    }

    private void say(final NaiveRib.Neighbour neighbour, final byte[] message) {
        neighbour.take(message);
        world.feed(world.speakers.get(neighbour.id), message);
    }

    private long prefix(final int hostBits) {
        final long host = hostBits == 0 ? 0 : HOSTS[random.nextInt(HOSTS.length)] & 0xFFFF_FFFFL & -1L << 32 - hostBits;
        return (long) ASNS[random.nextInt(ASNS.length)] << 32 | host;
    }

    private void announce(final NaiveRib.Neighbour neighbour) {
        final Carrier carrier = carrier(neighbour);
        final AttributeSet attributes = attributes(neighbour, carrier);
        final boolean isDefault = carrier == Carrier.NATIVE && random.nextInt(20) == 0;
        final int hostBits = HOST_BITS[random.nextInt(HOST_BITS.length)];
        final long address = isDefault ? 0 : prefix(hostBits);
        final UpdateEncoder encoder = new UpdateEncoder(world.speakers.get(neighbour.id).mirrored, carrier);
        encoder.begin(attributes, (int) (address >>> 32), message -> say(neighbour, message));
        encoder.announce(address, isDefault ? 0 : 32 + hostBits, 0);
        encoder.end();
    }

    private AttributeSet attributes(final NaiveRib.Neighbour neighbour, final Carrier carrier) {
        final AttributeSet.Builder builder = new AttributeSet.Builder().origin(Origin.of(random.nextInt(3)));
        AsPath path = random.nextBoolean() ? AsPath.of(64_700 + random.nextInt(3)) : AsPath.EMPTY;
        path = random.nextInt(10) == 0 ? path.prepend(RibWorld.LOCAL_ASN, 1) : path;
        builder.asPath(neighbour.isExternal() ? path.prepend(neighbour.options.peerAsn(), 1) : path);
        final boolean isFar = carrier == Carrier.NATIVE && random.nextInt(4) == 0;
        builder.nextHop((isFar ? 64_601L << 32 : 0) | 0x0A00_0020 + random.nextInt(4));
        if (random.nextInt(3) == 0) {
            builder.costFactor(random.nextInt(400));
        }
        if (random.nextInt(4) == 0) {
            builder.med(random.nextInt(9));
        }
        if (random.nextInt(5) == 0) {
            builder.communities(new int[] {Community.NO_EXPORT, Community.NO_ADVERTISE, Community.GRACEFUL_SHUTDOWN, 5}[random.nextInt(4)]);
        }
        if (!neighbour.isExternal()) {
            builder.localPreference(100 + random.nextInt(3));
            if (random.nextInt(6) == 0) {
                builder.originatorId(random.nextInt(4) == 0 ? RibWorld.LOCAL.routerId() : 0x0A00_0099).clusterList(random.nextInt(4) == 0 ? RibWorld.LOCAL.clusterId() : 5);
            }
        }
        return builder.build();
    }

    private void withdraw(final NaiveRib.Neighbour neighbour) {
        final Carrier carrier = carrier(neighbour);
        final int hostBits = HOST_BITS[random.nextInt(HOST_BITS.length)];
        final UpdateEncoder encoder = new UpdateEncoder(world.speakers.get(neighbour.id).mirrored, carrier);
        encoder.beginWithdraw(message -> say(neighbour, message));
        encoder.withdraw(prefix(hostBits), 32 + hostBits, 0);
        encoder.end();
    }

    private void originate() {
        final int hostBits = HOST_BITS[random.nextInt(HOST_BITS.length)];
        final RibWorld.Key key = new RibWorld.Key(prefix(hostBits), 32 + hostBits);
        if (random.nextInt(3) > 0) {
            naive.origins.remove(key);
            world.rib.withdrawOrigin(key.address(), key.lengthBits());
        } else {
            final AttributeSet set = new AttributeSet.Builder().med(random.nextInt(2)).nextHop(random.nextBoolean() ? 0 : 0x0A00_0021).build();
            naive.origins.put(key, set);
            world.rib.originate(key.address(), key.lengthBits(), set, world.nowNs);
        }
    }

    private void judgeAgain() {
        final int asn = ASNS[random.nextInt(ASNS.length)];
        final Validity[] all = {Validity.VALID, Validity.INVALID, Validity.NOT_FOUND, Validity.UNVERIFIED};
        if (random.nextInt(3) == 0) {
            final Validity changed = all[random.nextInt(all.length)];
            if (!world.usable.remove(changed)) {
                world.usable.add(changed);
            }
            world.rib.revalidateAll();
        } else {
            world.verdicts.put(asn, all[random.nextInt(all.length)]);
            final IntHashSet asns = new IntHashSet();
            asns.add(asn);
            world.rib.revalidate(asns);
        }
    }

    private void hopChanges() {
        final long hop = 0x0A00_0020 + random.nextInt(4);
        if (!world.unusableHops.remove(hop)) {
            world.unusableHops.add(hop);
        }
        if (world.hopIds.containsKey(hop)) {
            world.rib.nextHopChanged(world.hopIds.get(hop));
        }
    }

    private void compare(final String when) {
        final Map<RibWorld.Key, RibWorld.Installed> expected = naive.installed();
        assertEquals("", difference(expected, world.installed), when);
        for (final NaiveRib.Neighbour neighbour : naive.neighbours.values()) {
            if (neighbour.isUp) {
                final RibWorld.Speaker speaker = world.speakers.get(neighbour.id);
                for (final Carrier carrier : neighbour.options.carriers()) {
                    assertSame(naive.told(neighbour, carrier), speaker.told.get(carrier), when + " peer=" + neighbour.id + " carrier=" + carrier);
                }
                assertEquals(neighbour.options.carriers(), speaker.endOfRibs, when);
            }
            assertEquals(neighbour.routes.size(), world.rib.peer(neighbour.id).received(), when);
            assertEquals(neighbour.routes.values().stream().filter(route -> route.isStale).count(), world.rib.peer(neighbour.id).stale(), when);
        }
    }

    /** What one has and the other has not, with why the RIB did as it did. */
    private <T> String difference(final Map<RibWorld.Key, T> expected, final Map<RibWorld.Key, T> actual) {
        final StringBuilder text = new StringBuilder();
        final Set<RibWorld.Key> keys = new HashSet<>(expected.keySet());
        keys.addAll(actual.keySet());
        for (final RibWorld.Key key : keys) {
            if (!Objects.equals(expected.get(key), actual.get(key))) {
                final Explanation why = world.rib.explain(key.address() < 0 ? ~key.address() : key.address(), key.lengthBits());
                text.append(key).append(" expected=").append(expected.get(key)).append(" actual=").append(actual.get(key)).append(' ')
                    .append(why == null ? "unknown" : why.summary()).append('\n');
            }
        }
        return text.toString();
    }

    private void assertSame(final Map<RibWorld.Key, RibWorld.Told> expected, final Map<RibWorld.Key, RibWorld.Told> told, final String when) {
        if (!expected.keySet().equals(told.keySet())) {
            assertEquals("", difference(expected, told), when);
        }
        expected.forEach((key, value) -> {
            assertEquals(value.address(), told.get(key).address(), when);
            assertEquals(SetText.of(value.attributes()), SetText.of(told.get(key).attributes()), when);
            assertEquals(value.attributes(), told.get(key).attributes(), when);
        });
    }

    private void shouldKeepNothingWhenAllAreGone(final String when) {
        for (final RibWorld.Key key : Set.copyOf(naive.origins.keySet())) {
            world.rib.withdrawOrigin(key.address(), key.lengthBits());
        }
        for (final int id : ids) {
            world.speakers.remove(id);
            world.rib.down(id, RibWorld.CLOSED, world.nowNs);
            world.rib.removePeers(id);
        }
        world.settle();
        assertEquals(0, world.rib.prefixes(), when);
        assertEquals(0, world.rib.pathCount(), when);
        assertEquals(0, world.rib.attributeSets(), when);
        assertEquals(0, world.installed.size(), when);
        assertTrue(world.hopHolds.values().stream().allMatch(holds -> holds == 0), when);
    }
}
