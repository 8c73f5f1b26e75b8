// SPDX-License-Identifier: Apache-2.0
// Everything that happens to a network.
package io.eightfold.bgp8.chaos;

import io.eightfold.bgp8.attribute.AsPath;
import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.attribute.Community;
import io.eightfold.bgp8.attribute.Origin;
import io.eightfold.bgp8.message.NotificationMessage;
import io.eightfold.bgp8.rib.Validity;
import io.eightfold.bgp8.session.SessionInputs;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.collections.IntHashSet;

/** Everything that happens to a network: what operators, registries, cables and programs do, by chance. What lasts is written into the plan. */
final class Faults {
    private static final int[] PREFIX_ASNS = {0, 64_501, 64_502, 70_001, 0x7F00_0001};
    private static final int[] HOSTS = {0x0A00_0000, 0x0B01_0000, 0x0E00_0000, 0x1401_0000, 0xDE00_0000};
    private static final int[] HOST_BITS = {8, 16, 16, 24};
    private static final int FIRST_ROUTES = 10;
    private static final int ADMINISTRATIVE_RESET = 4;
    private static final Validity[] VERDICTS = {Validity.VALID, Validity.INVALID, Validity.NOT_FOUND, Validity.UNVERIFIED};

    private final Network network;
    private final Random random;

    Faults(final Network network, final Random random) {
        this.network = network;
        this.random = random;
    }

    /** There is something to be told. */
    void begin() {
        for (int i = 0; i < FIRST_ROUTES; i++) {
            originate();
            outsiderSays();
        }
    }

    /** One thing happens. */
    void strike() {
        final int chance = random.nextInt(100);
        if (chance < 20) {
            originate();
        } else if (chance < 29) {
            outsiderSays();
        } else if (chance < 34) {
            outsiderSaysWrongly();
        } else if (chance < 43) {
            lose();
        } else if (chance < 48) {
            restart();
        } else if (chance < 54) {
            flap();
        } else if (chance < 58) {
            stuck();
        } else if (chance < 63) {
            cost();
        } else if (chance < 69) {
            verdict();
        } else if (chance < 75) {
            hop();
        } else if (chance < 87) {
            operator();
        } else if (chance < 93) {
            refresh();
        } else if (chance < 95) {
            maxPrefixes();
        } else if (chance < 97) {
            remove();
        } else {
            reset();
        }
    }

    private void step(final String what) {
        network.log.step(what);
    }

    private Plan.SpeakerPlan speaker() {
        return network.plan.speakers.get(random.nextInt(network.plan.speakers.size() - 1));
    }

    private Link link() {
        return network.links.get(random.nextInt(network.links.size()));
    }

    private Link.End end() {
        return link().ends[random.nextInt(2)];
    }

    /** An end whose speaker has a RIB; its program may be away. */
    private Link.End insideEnd() {
        final Link link = link();
        return link.ends[link.plan.ends[1].self.isOutsider ? 0 : random.nextInt(2)];
    }

    private static Plan.Prefix prefix(final int asn, final int host, final int hostBits) {
        return new Plan.Prefix((long) asn << 32 | host & 0xFFFF_FFFFL & -1L << 32 - hostBits, 32 + hostBits);
    }

    private void originate() {
        final Plan.SpeakerPlan of = speaker();
        final Plan.Prefix prefix = random.nextInt(12) == 0 ? new Plan.Prefix(0, 0)
            : prefix(PREFIX_ASNS[random.nextInt(PREFIX_ASNS.length)], HOSTS[random.nextInt(HOSTS.length)], HOST_BITS[random.nextInt(HOST_BITS.length)]);
        final Speaker live = network.speaker(of);
        if (random.nextInt(3) == 0 || of.origins.size() > 8) {
            final List<Plan.Prefix> all = new ArrayList<>(of.origins.keySet());
            final Plan.Prefix gone = all.isEmpty() ? prefix : all.get(random.nextInt(all.size()));
            step(of.index + " withdraws " + gone);
            of.origins.remove(gone);
            if (live.isAlive()) {
                live.rib.withdrawOrigin(gone.address(), gone.lengthBits());
            }
        } else {
            final AttributeSet.Builder builder = new AttributeSet.Builder().origin(Origin.of(random.nextInt(3)));
            some(builder);
            final AttributeSet set = builder.build();
            step(of.index + " originates " + prefix);
            of.origins.put(prefix, set);
            if (live.isAlive()) {
                live.rib.originate(prefix.address(), prefix.lengthBits(), set, network.wire.nowNs());
            }
        }
        live.poke();
    }

    private void some(final AttributeSet.Builder builder) {
        if (random.nextInt(3) == 0) {
            builder.costFactor(random.nextInt(10) == 0 ? -5 : 100 * random.nextInt(3));
        }
        if (random.nextInt(5) == 0) {
            builder.communities(new int[] {Community.NO_EXPORT, Community.NO_ADVERTISE, Community.GRACEFUL_SHUTDOWN, Community.NO_LLGR, 5}[random.nextInt(5)]);
        }
        if (random.nextInt(4) == 0) {
            builder.med(random.nextInt(5));
        }
    }

    /** Each host prefix in one ASN only, so that carrier IPv4 can say them all; some are those of the others. */
    private Plan.Prefix outsidePrefix() {
        final int which = random.nextInt(HOSTS.length + 3);
        return which < HOSTS.length ? prefix(PREFIX_ASNS[which], HOSTS[which], 16) : prefix(70_000 + which, 0x2000_0000 + (which << 16), 16);
    }

    private AttributeSet outsideSet() {
        final AsPath path = random.nextBoolean() ? AsPath.of(Plan.OUTSIDER_ASN, 64_700 + random.nextInt(3)) : AsPath.of(Plan.OUTSIDER_ASN);
        final AttributeSet.Builder builder = new AttributeSet.Builder().asPath(path).nextHop(network.plan.speakers.getLast().address);
        some(builder);
        return builder.build();
    }

    private void outsiderSays() {
        final Plan.Prefix prefix = outsidePrefix();
        if (random.nextInt(3) == 0) {
            step("outsider withdraws " + prefix);
            network.outsider.withdraw(prefix);
        } else {
            step("outsider announces " + prefix);
            network.outsider.announce(prefix, outsideSet());
        }
    }

    private void outsiderSaysWrongly() {
        final Plan.Prefix prefix = outsidePrefix();
        final Outsider.Wrong how = Outsider.any(random);
        step("outsider announces wrongly " + prefix + ' ' + how);
        network.outsider.announceWrongly(prefix, outsideSet(), how);
    }

    private void lose() {
        final Link link = link();
        final boolean isSilent = random.nextInt(3) == 0;
        step("link " + link.plan + (isSilent ? " loses all without a word" : " loses its connections"));
        if (isSilent) {
            link.ends[0].session.blackHole();
            link.ends[1].session.blackHole();
        } else {
            link.ends[random.nextInt(2)].session.cut();
        }
    }

    private void restart() {
        final Plan.SpeakerPlan of = speaker();
        if (network.speaker(of).isAlive()) {
            final boolean isGraceful = random.nextBoolean();
            final long afterNs = 1_000_000L + random.nextInt(3000) * 1_000_000L;
            step(of.index + " restarts " + (isGraceful ? "gracefully" : "by a crash") + " afterMs=" + afterNs / 1_000_000);
            network.restart(of, isGraceful, afterNs);
        }
    }

    private void flap() {
        final Link link = link();
        link.plan.isDown = !link.plan.isDown;
        step("link " + link.plan + (link.plan.isDown ? " goes down" : " comes up"));
        link.reachable(!link.plan.isDown);
        if (link.plan.isDown) {
            link.ends[0].session.blackHole();
            link.ends[1].session.blackHole();
        }
    }

    private void stuck() {
        final Link.End end = end();
        step("link " + end.link().plan + ' ' + end.plan.other.index + (end.isStuck ? " reads again" : " stops reading"));
        end.stuck(!end.isStuck);
    }

    private void cost() {
        final Link.End end = insideEnd();
        end.plan.cost = random.nextInt(6) == 0 ? -3 : 10 * random.nextInt(5);
        step("link " + end.link().plan + " costs " + end.plan.self.index + ' ' + Integer.toUnsignedString(end.plan.cost));
        final Speaker live = end.speaker();
        if (end.isThere()) {
            live.rib.sessionCost(end.peer, end.plan.cost);
            live.poke();
        }
    }

    private void verdict() {
        final Plan.SpeakerPlan of = speaker();
        final Speaker live = network.speaker(of);
        if (random.nextInt(4) == 0) {
            final Validity changed = VERDICTS[random.nextInt(VERDICTS.length)];
            if (!network.plan.usable.remove(changed)) {
                network.plan.usable.add(changed);
            }
            step("verdict " + changed + (network.plan.usable.contains(changed) ? " may be used" : " may not be used"));
            network.speakers().forEach(each -> each.rib.revalidateAll());
            network.speakers().forEach(Speaker::poke);
        } else {
            final int asn = random.nextInt(5) == 0 ? 70_000 + HOSTS.length + random.nextInt(3) : PREFIX_ASNS[random.nextInt(PREFIX_ASNS.length)];
            final int parity = random.nextInt(2);
            final Validity verdict = VERDICTS[random.nextInt(VERDICTS.length)];
            step(of.index + " learns asn=" + asn + (parity == 0 ? " even " : " odd ") + verdict);
            of.verdicts.put(Speaker.verdictKey(asn, parity), verdict);
            if (live.isAlive()) {
                final IntHashSet asns = new IntHashSet();
                asns.add(asn);
                live.rib.revalidate(asns);
                live.poke();
            }
        }
    }

    private void hop() {
        final Plan.SpeakerPlan of = speaker();
        final long hop = network.plan.speakers.get(random.nextInt(network.plan.speakers.size())).address;
        final boolean isLost = !of.lostHops.remove(hop);
        if (isLost) {
            of.lostHops.add(hop);
        }
        step(of.index + (isLost ? " loses" : " finds") + " next hop " + (hop & 0xFF));
        final Speaker live = network.speaker(of);
        if (live.isAlive() && live.hopId(hop) >= 0) {
            live.rib.nextHopChanged(live.hopId(hop));
            live.poke();
        }
    }

    private void operator() {
        final Link.End end = insideEnd();
        final boolean mayReflect = !end.plan.isExternal() && end.plan.self.isReflector;
        switch (mayReflect && random.nextBoolean() ? 2 : random.nextInt(5)) {
            case 0 -> end.plan.in = Plan.policy(end.plan.isExternal(), random);
            case 1 -> end.plan.out = Plan.policy(end.plan.isExternal(), random);
            case 2 -> end.plan.isClient = mayReflect && !end.plan.isClient;
            case 3 -> end.plan.isNextHopSelf = !end.plan.isNextHopSelf;
            default -> end.plan.longLivedS = end.plan.longLivedS == 0 ? Plan.LONG_LIVED_S : 0;
        }
        step("link " + end.link().plan + " is set anew by " + end.plan.self.index + " in=" + end.plan.in.name() + " out=" + end.plan.out.name() + " client=" + end.plan.isClient
            + " nextHopSelf=" + end.plan.isNextHopSelf);
        change(end);
    }

    private static void change(final Link.End end) {
        final Speaker live = end.speaker();
        if (end.isThere()) {
            live.rib.changePeer(end.peer, end.plan.peer());
            live.poke();
        }
    }

    private void refresh() {
        final Link.End end = insideEnd();
        if (random.nextBoolean()) {
            step(end.plan.self.index + " tells all again to " + end.plan.other.index);
            if (end.isThere()) {
                end.speaker().rib.softOut(end.peer);
                end.speaker().poke();
            }
        } else {
            step(end.plan.self.index + " asks " + end.plan.other.index + " for all again");
            end.plan.carriers.forEach(carrier -> end.session.tell(() -> end.session.machine().requestRefresh(carrier)));
        }
    }

    private void maxPrefixes() {
        final Link.End end = insideEnd();
        end.plan.maxPrefixes = end.plan.maxPrefixes == 0 ? 1 + random.nextInt(4) : 0;
        step(end.plan.self.index + " takes from " + end.plan.other.index + " at most " + end.plan.maxPrefixes);
        change(end);
    }

    private void remove() {
        final Link.End end = insideEnd();
        if (end.isThere()) {
            final long afterNs = 1_000_000L + random.nextInt(3000) * 1_000_000L;
            step(end.plan.self.index + " has no neighbour " + end.plan.other.index + " forMs=" + afterNs / 1_000_000);
            network.remove(end, afterNs);
        }
    }

    private void reset() {
        final Link.End end = end();
        step(end.plan.self.index + " resets the session with " + end.plan.other.index);
        end.session.tell(() -> end.session.machine().reset(NotificationMessage.CEASE, ADMINISTRATIVE_RESET, "admin-reset", new byte[0], SessionInputs.RESTART_AS_USUAL,
            network.wire.nowNs()));
    }

    /** What would keep a network from coming to rest is undone. */
    void stop() {
        for (final Link link : network.links) {
            for (final Link.End end : link.ends) {
                if (end.plan.maxPrefixes != 0 && !end.plan.self.isOutsider) {
                    end.plan.maxPrefixes = 0;
                    change(end);
                }
            }
        }
    }
}
