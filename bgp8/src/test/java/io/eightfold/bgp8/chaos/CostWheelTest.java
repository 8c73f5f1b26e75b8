// SPDX-License-Identifier: Apache-2.0
// What becomes of a network when Cost Factors get lost on the way.
package io.eightfold.bgp8.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.bgp8.attribute.AsPath;
import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.policy.RoutePolicy;
import io.eightfold.bgp8.rib.Validity;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

/**
 * What becomes of a network when Cost Factors get lost on the way. Three ASes in a circle can all reach one that is costly. The Cost Factor only grows from speaker to speaker, so all is well as
 * long as it travels. Where it is taken away, each AS finds the way over the next one cheap as long as that one goes by itself: no choice of all three is stable.
 */
final class CostWheelTest {
    private static final Plan.Prefix PREFIX = new Plan.Prefix(70_000L << 32 | 0x0A00_0000L, 48);
    private static final int DIRECT_COST = 250;

    /** What a router does that drops what it does not know. */
    private static final RoutePolicy FORGET = new RoutePolicy() {
        @Override
        public AttributeSet apply(final long address, final int lengthBits, final AttributeSet attributes, final Validity validity) {
            return attributes.with().noCostFactor().build();
        }

        @Override
        public boolean dependsOnPrefix() {
            return false;
        }

        @Override
        public boolean dependsOnValidity() {
            return false;
        }

        @Override
        public String name() {
            return "forget";
        }
    };

    private static Plan circle(final RoutePolicy onTheWay) {
        final Plan plan = new Plan();
        for (int i = 0; i < 3; i++) {
            plan.speakers.add(new Plan.SpeakerPlan(i, Plan.ASNS[i], false, false));
        }
        final Plan.SpeakerPlan outsider = new Plan.SpeakerPlan(3, Plan.OUTSIDER_ASN, true, false);
        plan.speakers.add(outsider);
        outsider.origins.put(PREFIX, new AttributeSet.Builder().asPath(AsPath.of(Plan.OUTSIDER_ASN)).nextHop(outsider.address).costFactor(DIRECT_COST).build());
        for (int i = 0; i < 3; i++) {
            // Each hears of the next one only, so that the circle has a direction.
            link(plan, plan.speakers.get(i), plan.speakers.get((i + 1) % 3), onTheWay, RoutePolicy.DENY);
            link(plan, plan.speakers.get(i), outsider, RoutePolicy.PERMIT, RoutePolicy.PERMIT);
        }
        return plan;
    }

    private static void link(final Plan plan, final Plan.SpeakerPlan a, final Plan.SpeakerPlan b, final RoutePolicy inOfA, final RoutePolicy inOfB) {
        final Plan.LinkPlan link = new Plan.LinkPlan();
        final Plan.SpeakerPlan[] speakers = {a, b};
        for (int i = 0; i < 2; i++) {
            final Plan.EndPlan end = link.ends[i];
            end.self = speakers[i];
            end.other = speakers[1 - i];
            end.carriers = EnumSet.of(Carrier.NATIVE);
            end.in = i == 0 ? inOfA : inOfB;
            end.out = RoutePolicy.PERMIT;
            end.cost = 10;
        }
        plan.links.add(link);
    }

    @Test
    void shouldComeToRestWhereCostFactorsTravel() {
        final Network network = new Network(circle(RoutePolicy.PERMIT), 1, 0);
        network.settle();
        new Checks(network).all();
        network.speakers().forEach(each -> assertEquals(DIRECT_COST + 10, each.forwarding(PREFIX).metric()));
    }

    @Test
    void shouldKeepItsSessionsWhereLostCostFactorsLeaveNoStableChoice() {
        final Network network = new Network(circle(FORGET), 1, 0);
        network.wire.runForS(60);
        final long before = changes(network);
        network.wire.runForS(60);
        // This is BGP's, not a mistake: the operator's remedy is to let Cost Factors pass, or to set none that is lower than what came.
        assertTrue(changes(network) > before + 100, () -> "changes=" + (changes(network) - before));
        assertTrue(network.links.stream().allMatch(Link::isUp));
        assertEquals(0, network.downs.size());
        for (final Link link : network.links) {
            final Link.End end = link.ends[0];
            end.plan.in = RoutePolicy.PERMIT;
            end.speaker().rib.changePeer(end.peer, end.plan.peer());
        }
        network.settle();
        new Checks(network).all();
    }

    private static long changes(final Network network) {
        return network.speakers().stream().mapToLong(each -> each.rib.version()).sum();
    }
}
