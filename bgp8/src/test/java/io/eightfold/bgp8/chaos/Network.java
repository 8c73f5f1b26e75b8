// SPDX-License-Identifier: Apache-2.0
// A network that runs.
package io.eightfold.bgp8.chaos;

import io.eightfold.bgp8.session.SessionDown;
import io.eightfold.bgp8.session.VirtualWire;
import java.util.ArrayList;
import java.util.List;

/** A network that runs, as its plan says. */
final class Network {
    private static final int DEFERRAL_S = 120;
    /** Stale routes are away by then, and all have tried to connect again: RFC 4724's times as set here, and the longest wait between attempts. */
    private static final int SETTLE_S = 700;
    private static final int QUIET_S = 5;
    private static final int MAX_RESTLESS_S = 600;

    final Plan plan;
    final long seed;
    final VirtualWire wire;
    final Events log;
    final List<Link> links = new ArrayList<>();
    final Outsider outsider;
    final List<SessionDown> downs = new ArrayList<>();
    private final Speaker[] speakers;

    Network(final Plan plan, final long seed, final double loss) {
        this.plan = plan;
        this.seed = seed;
        wire = new VirtualWire(seed, loss);
        log = new Events(wire);
        outsider = new Outsider(this);
        speakers = new Speaker[plan.speakers.size()];
        plan.links.forEach(each -> links.add(new Link(this, each)));
        for (final Plan.SpeakerPlan each : plan.speakers) {
            begin(each, false);
        }
        links.forEach(link -> {
            link.ends[0].session.start();
            link.ends[1].session.start();
        });
    }

    /** Null for the outsider. */
    Speaker speaker(final Plan.SpeakerPlan of) {
        return speakers[of.index];
    }

    List<Speaker> speakers() {
        return plan.speakers.stream().filter(each -> !each.isOutsider).map(this::speaker).toList();
    }

    List<Link.End> ends(final Plan.SpeakerPlan of) {
        return links.stream().filter(link -> link.plan.ends[0].self == of || link.plan.ends[1].self == of).map(link -> link.end(of)).toList();
    }

    private void begin(final Plan.SpeakerPlan of, final boolean hasRestarted) {
        if (!of.isOutsider) {
            final Speaker before = speakers[of.index];
            final Speaker now = new Speaker(plan, of, wire, log);
            speakers[of.index] = now;
            if (hasRestarted) {
                now.preserve(before);
                now.rib.startedAfterRestart(wire.nowNs() + DEFERRAL_S * 1_000_000_000L);
            }
            of.origins.forEach((prefix, set) -> now.rib.originate(prefix.address(), prefix.lengthBits(), set, wire.nowNs()));
        }
        ends(of).forEach(end -> end.begin(hasRestarted));
    }

    /** The program of a speaker ends, and begins anew after some time. */
    void restart(final Plan.SpeakerPlan of, final boolean isGraceful, final long afterNs) {
        speakers[of.index].die();
        for (final Link.End end : ends(of)) {
            end.abandon();
            if (isGraceful) {
                end.session.tell(() -> end.session.machine().halt(wire.nowNs()));
            } else {
                end.session.crash();
                end.session.tell(() -> end.session.machine().deconfigure(wire.nowNs()));
            }
        }
        wire.at(wire.nowNs() + afterNs, () -> {
            begin(of, isGraceful);
            ends(of).forEach(end -> end.session.start());
        });
    }

    /** A neighbour is taken out of the configuration of a speaker, and put in again after some time. */
    void remove(final Link.End end, final long afterNs) {
        end.remove();
        wire.at(wire.nowNs() + afterNs, () -> {
            if (end.isRemoved && end.speaker().isAlive()) {
                end.begin(false);
                end.session.start();
            }
        });
    }

    /** Faults are over, but for links that are down for good; the clock runs until nothing happens any more. */
    void settle() {
        // Programs that are away come back first.
        wire.runForS(QUIET_S);
        for (final Link link : links) {
            link.reachable(!link.plan.isDown);
            if (link.plan.isDown) {
                link.ends[0].session.cut();
            }
            for (final Link.End end : link.ends) {
                end.stuck(false);
                end.session.start();
            }
        }
        wire.runForS(SETTLE_S);
        int quietS = 0;
        long before = activity();
        for (int i = 0; quietS < QUIET_S; i++) {
            if (i > MAX_RESTLESS_S) {
                throw new AssertionError("does not come to rest");
            }
            wire.runForS(1);
            final long now = activity();
            quietS = now == before && !hasWork() ? quietS + 1 : 0;
            before = now;
        }
    }

    private long activity() {
        long sum = downs.size();
        for (final Speaker each : speakers()) {
            sum += each.rib.version();
            for (final int peer : each.ends.keySet()) {
                sum += each.rib.peer(peer).updatesIn() + each.rib.peer(peer).updatesOut();
            }
        }
        return sum;
    }

    private boolean hasWork() {
        return speakers().stream().anyMatch(Speaker::hasWork)
            || links.stream().anyMatch(link -> link.ends[0].outbox != null && !link.ends[0].outbox.isEmpty() || link.ends[1].outbox != null && !link.ends[1].outbox.isEmpty());
    }
}
