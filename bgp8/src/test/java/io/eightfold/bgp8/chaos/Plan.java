// SPDX-License-Identifier: Apache-2.0
// What a network is to be.
package io.eightfold.bgp8.chaos;

import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.policy.RoutePolicy;
import io.eightfold.bgp8.rib.PeerSettings;
import io.eightfold.bgp8.rib.Validity;
import io.eightfold.bgp8.session.NeighborSettings;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a network is to be: its speakers, the links between them and what the operators of both ends have set. Faults change it, so that it always is what the network should come to. */
final class Plan {
    static final int[] ASNS = {64_501, 64_502, 64_503};
    static final int OUTSIDER_ASN = 64_599;
    static final int RESTART_S = 20;
    static final int LONG_LIVED_S = 300;

    final List<SpeakerPlan> speakers = new ArrayList<>();
    final List<LinkPlan> links = new ArrayList<>();
    final Set<Validity> usable = EnumSet.of(Validity.VALID, Validity.NOT_FOUND, Validity.EXEMPT);

    /** A prefix, in an order of its own so that all who go through them do so alike. */
    record Prefix(long address, int lengthBits) implements Comparable<Prefix> {
        @Override
        public int compareTo(final Prefix other) {
            return address != other.address ? Long.compareUnsigned(address, other.address) : Integer.compare(lengthBits, other.lengthBits);
        }

        @Override
        public String toString() {
            return (address >>> 32) + "." + Integer.toHexString((int) address) + '/' + lengthBits;
        }
    }

    /** A speaker. One from outside has no RIB: it says what it likes, and keeps nothing. */
    static final class SpeakerPlan {
        final int index;
        final int asn;
        final int address;
        final boolean isOutsider;
        final boolean isReflector;
        final Map<Prefix, AttributeSet> origins = new TreeMap<>();
        final Map<Integer, Validity> verdicts = new TreeMap<>();
        final Set<Long> lostHops = new TreeSet<>();

        SpeakerPlan(final int index, final int asn, final boolean isOutsider, final boolean isReflector) {
            this.index = index;
            this.asn = asn;
            address = 0x0A00_0001 + index;
            this.isOutsider = isOutsider;
            this.isReflector = isReflector;
        }
    }

    /** One end of a link, as its operator has set it. */
    static final class EndPlan {
        SpeakerPlan self;
        SpeakerPlan other;
        Set<Carrier> carriers;
        RoutePolicy in;
        RoutePolicy out;
        int cost;
        boolean isClient;
        boolean isNextHopSelf;
        int maxPrefixes;
        boolean isRestarting;
        boolean isExtended;
        boolean isPassive;
        int longLivedS;

        boolean isExternal() {
            return self.asn != other.asn;
        }

        PeerSettings peer() {
            return new PeerSettings("10.0.0." + (other.address & 0xFF), other.address, in, out, isClient, isNextHopSelf, 0, true, maxPrefixes, 80, false, RESTART_S, 0, longLivedS,
                cost);
        }

        NeighborSettings session(final boolean hasRestarted) {
            return new NeighborSettings(other.address, NeighborSettings.DEFAULT_PORT, 0, self.asn, other.asn, self.address, false, "", isPassive, 30, 5, 60, null, 0, 1, carriers,
                null, false, isRestarting ? new NeighborSettings.LocalRestart(hasRestarted, true, 60) : null, isRestarting ? longLivedS : 0, Set.of(), isExtended);
        }
    }

    /** A link and the session over it. */
    static final class LinkPlan {
        final EndPlan[] ends = {new EndPlan(), new EndPlan()};
        boolean isDown;

        @Override
        public String toString() {
            return ends[0].self.index + "-" + ends[1].self.index;
        }
    }

    /** A network by chance: three to six speakers in up to three ASes, and one from outside. Whatever the AS, its speakers are all joined to each other or to a reflector. */
    static Plan of(final Random random) {
        final Plan plan = new Plan();
        final int count = 3 + random.nextInt(4);
        final int asns = 1 + random.nextInt(ASNS.length);
        final boolean[] isReflected = {random.nextBoolean(), random.nextBoolean(), random.nextBoolean()};
        for (int i = 0; i < count; i++) {
            final int as = random.nextInt(asns);
            // Two reflectors of an AS: routes come back in circles.
            final long before = plan.speakers.stream().filter(each -> each.asn == ASNS[as]).count();
            plan.speakers.add(new SpeakerPlan(i, ASNS[as], false, isReflected[as] && (before == 0 || before == 1 && random.nextBoolean())));
        }
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < i; j++) {
                plan.maybeJoin(plan.speakers.get(j), plan.speakers.get(i), random);
            }
        }
        final SpeakerPlan outsider = new SpeakerPlan(count, OUTSIDER_ASN, true, false);
        plan.speakers.add(outsider);
        plan.join(plan.speakers.get(random.nextInt(count)), outsider, random);
        if (random.nextBoolean()) {
            final SpeakerPlan another = plan.speakers.get(random.nextInt(count));
            if (another != plan.links.getLast().ends[0].self) {
                plan.join(another, outsider, random);
            }
        }
        return plan;
    }

    private void maybeJoin(final SpeakerPlan a, final SpeakerPlan b, final Random random) {
        final boolean isInternal = a.asn == b.asn;
        final boolean hasReflector = speakers.stream().anyMatch(each -> each.asn == a.asn && each.isReflector);
        if (isInternal ? !hasReflector || a.isReflector || b.isReflector || random.nextInt(4) == 0 : random.nextInt(100) < 65) {
            join(a, b, random);
        }
    }

    private void join(final SpeakerPlan a, final SpeakerPlan b, final Random random) {
        final LinkPlan link = new LinkPlan();
        final Set<Carrier> common = carriers(random);
        end(link.ends[0], a, b, common, random);
        end(link.ends[1], b, a, common, random);
        link.ends[1].isPassive &= !link.ends[0].isPassive;
        links.add(link);
    }

    private static void end(final EndPlan end, final SpeakerPlan self, final SpeakerPlan other, final Set<Carrier> common, final Random random) {
        end.self = self;
        end.other = other;
        end.carriers = EnumSet.copyOf(common);
        if (random.nextInt(4) == 0) {
            end.carriers.addAll(carriers(random));
        }
        end.in = policy(end.isExternal(), random);
        end.out = policy(end.isExternal(), random);
        // Few different costs, so that the later steps of the decision have to decide too.
        end.cost = 10 * random.nextInt(4);
        end.isClient = !end.isExternal() && self.isReflector && random.nextInt(3) > 0;
        end.isNextHopSelf = random.nextBoolean();
        end.isRestarting = random.nextBoolean();
        end.isExtended = random.nextBoolean();
        end.isPassive = random.nextInt(8) == 0;
        end.longLivedS = random.nextBoolean() ? LONG_LIVED_S : 0;
    }

    private static Set<Carrier> carriers(final Random random) {
        final Set<Carrier> some = EnumSet.of(Carrier.values()[random.nextInt(3)]);
        if (random.nextInt(3) == 0) {
            some.add(Carrier.values()[random.nextInt(3)]);
        }
        return some;
    }

    static RoutePolicy policy(final boolean isExternal, final Random random) {
        final int chance = random.nextInt(12);
        return chance < 4 ? RoutePolicy.PERMIT : chance == 4 && isExternal && random.nextInt(4) == 0 ? RoutePolicy.DENY : new RisingPolicy(random.nextInt(RisingPolicy.KINDS));
    }
}
