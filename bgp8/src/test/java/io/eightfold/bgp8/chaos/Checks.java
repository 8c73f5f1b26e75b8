// SPDX-License-Identifier: Apache-2.0
// What must hold in a network at rest.
package io.eightfold.bgp8.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.rib.BgpRib;
import io.eightfold.bgp8.rib.BgpRoutePage;
import io.eightfold.bgp8.rib.BgpRouteView;
import io.eightfold.bgp8.rib.Explanation;
import io.eightfold.bgp8.rib.PathView;
import io.eightfold.bgp8.rib.PeerView;
import io.eightfold.bgp8.rib.RefusalReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** What must hold in a network at rest. */
final class Checks {
    private static final int PAGE = 7;
    private final Network network;

    Checks(final Network network) {
        this.network = network;
    }

    /** All of it, apart from what only a second network can show. */
    void all() {
        network.links.forEach(this::session);
        for (final Speaker each : network.speakers()) {
            assertEquals(0, each.preserved(), () -> "speaker " + each.plan.index + " forwards by what was before its restart");
            rib(each);
        }
        network.links.stream().filter(Link::isUp).forEach(link -> {
            told(link.ends[0], link.ends[1]);
            told(link.ends[1], link.ends[0]);
        });
        loops();
        assertTrue(network.downs.stream().filter(down -> down.code() == 3 && down.cause().equals("notification-received")).count() <= network.outsider.resets(),
            () -> "sessions ended by UPDATEs that RFC 7606 lets live: " + network.downs);
    }

    private void session(final Link link) {
        assertEquals(!link.plan.isDown && common(link), link.isUp(), () -> "link " + link.plan + ' ' + link.ends[0].session.machine().state() + ' ' + link.ends[1].session.machine().state());
        for (final Link.End end : link.ends) {
            if (end.speaker() != null) {
                final PeerView view = end.speaker().rib.peer(end.peer);
                assertEquals(link.isUp(), view.isUp(), () -> "RIB of " + end.plan.self.index + " about " + end.plan.other.index);
                assertEquals(0, view.stale(), () -> "stale routes at " + end.plan.self.index + " from " + end.plan.other.index);
                assertEquals(0, view.owed(), () -> "owed by " + end.plan.self.index + " to " + end.plan.other.index);
            }
        }
    }

    private static boolean common(final Link link) {
        return link.plan.ends[0].carriers.stream().anyMatch(link.plan.ends[1].carriers::contains);
    }

    static List<BgpRouteView> pages(final IntFunction<BgpRoutePage> query) {
        final List<BgpRouteView> all = new ArrayList<>();
        for (int from = 0; from >= 0;) {
            final BgpRoutePage page = query.apply(from);
            all.addAll(page.routes());
            from = page.next();
        }
        return all;
    }

    private void rib(final Speaker at) {
        final NaiveDecision naive = new NaiveDecision(at);
        final Map<String, Speaker.Route> expected = new TreeMap<>();
        for (final BgpRouteView view : pages(from -> at.rib.all(from, PAGE))) {
            final Plan.Prefix prefix = new Plan.Prefix(view.address(), view.lengthBits());
            assertTrue(!view.paths().isEmpty(), () -> prefix + " has no path at " + at.plan.index + ", and nobody is owed anything");
            view.paths().stream().filter(path -> path.used() != null).forEach(path -> assertEquals(naive.used(prefix, path), path.used(),
                () -> "after the policy, " + prefix + " at " + at.plan.index + why(at, prefix)));
            view.paths().forEach(path -> assertEquals(naive.isUsable(prefix, path), path.reason() == RefusalReason.NONE,
                () -> "usable " + prefix + " at " + at.plan.index + ' ' + path + why(at, prefix)));
            final PathView best = view.paths().stream().filter(PathView::isBest).findFirst().orElse(null);
            assertEquals(naive.best(prefix, view.paths()), best, () -> "best of " + prefix + " at " + at.plan.index + why(at, prefix));
            if (best != null && best.peer() != BgpRib.LOCAL) {
                assertTrue(at.isUsable(best.validity()), () -> prefix + " is best at " + at.plan.index + " with " + best.validity());
                expected.put(prefix + (best.isExternal() ? " external" : " internal"), naive.route(prefix, best));
            } else {
                assertEquals(null, at.forwarding(prefix), () -> prefix + " is forwarded without a best path at " + at.plan.index + why(at, prefix));
            }
        }
        assertEquals(pages(from -> at.rib.all(from, PAGE)).size(), at.rib.prefixes(), () -> "prefixes at " + at.plan.index);
        final Map<String, Speaker.Route> forwarded = new TreeMap<>();
        at.forwardingTable().forEach((prefix, route) -> forwarded.put(prefix + (route.isExternal() ? " external" : " internal"), route));
        assertEquals(expected, forwarded, () -> "RIB and FIB of speaker " + at.plan.index);
    }

    private static String why(final Speaker at, final Plan.Prefix prefix) {
        final Explanation explanation = at.rib.explain(prefix.address(), prefix.lengthBits());
        return explanation == null ? ", unknown" : "\n" + String.join("\n", explanation.summary());
    }

    /** What the one says that it told is what the other has heard. */
    private void told(final Link.End from, final Link.End to) {
        if (to.speaker() == null) {
            return;
        }
        final Map<Plan.Prefix, AttributeSet> told = new TreeMap<>();
        if (from.speaker() == null) {
            told.putAll(from.plan.self.origins);
        } else {
            shouldBeTold(from, to.session.up().carriers().contains(Carrier.NATIVE)).forEach(prefix -> told.put(prefix, null));
            pages(page -> from.speaker().rib.advertised(from.peer, page, PAGE)).forEach(view -> {
                final Plan.Prefix prefix = new Plan.Prefix(view.address(), view.lengthBits());
                assertTrue(told.containsKey(prefix), () -> prefix + " is told by " + from.plan.self.index + " to " + to.plan.self.index + why(from.speaker(), prefix));
                told.put(prefix, view.advertised());
            });
            told.forEach((prefix, set) -> assertNotNull(set, () -> prefix + " is not told by " + from.plan.self.index + " to " + to.plan.self.index + why(from.speaker(), prefix)));
        }
        final Map<Carrier, Map<Plan.Prefix, AttributeSet>> heard = new TreeMap<>();
        to.session.up().carriers().forEach(carrier -> heard.put(carrier, new TreeMap<>()));
        pages(page -> to.speaker().rib.received(to.peer, page, PAGE)).forEach(view -> view.paths().forEach(
            path -> assertNull(heard.get(path.carrier()).put(new Plan.Prefix(view.address(), view.lengthBits()), path.received()), "heard twice")));
        final String who = from.plan.self.index + " to " + to.plan.self.index;
        heard.forEach((carrier, routes) -> {
            final Map<Plan.Prefix, AttributeSet> expected = new TreeMap<>(told);
            if (carrier != Carrier.NATIVE) {
                expected.keySet().removeIf(prefix -> prefix.lengthBits() < 32);
            }
            if (carrier == Carrier.IPV4 && heard.size() > 1) {
                // Of those that IPv4 cannot tell apart the others carry all.
                expected.keySet().removeIf(prefix -> !routes.containsKey(prefix) && hasRival(from, prefix));
            }
            assertEquals(expected.keySet(), routes.keySet(), () -> "told and heard, " + who + ' ' + carrier);
            routes.forEach((prefix, set) -> assertEquals(text(expected.get(prefix)), text(set), () -> prefix + " as told and heard, " + who + ' ' + carrier));
        });
    }

    /** Of prefixes that are the same in IPv4 those that {@code advertised} has. */
    private static List<Plan.Prefix> shouldBeTold(final Link.End from, final boolean hasNative) {
        final NaiveDecision naive = new NaiveDecision(from.speaker());
        final List<Plan.Prefix> all = new ArrayList<>();
        final List<Plan.Prefix> advertised = pages(page -> from.speaker().rib.advertised(from.peer, page, PAGE)).stream()
            .map(view -> new Plan.Prefix(view.address(), view.lengthBits())).toList();
        for (final BgpRouteView view : pages(page -> from.speaker().rib.all(page, PAGE))) {
            final Plan.Prefix prefix = new Plan.Prefix(view.address(), view.lengthBits());
            final PathView best = naive.best(prefix, view.paths());
            if (best != null && naive.isTold(prefix, best, from.plan) && ((prefix.lengthBits() > 0 || hasNative) && !hasRival(from, prefix) || advertised.contains(prefix))) {
                all.add(prefix);
            }
        }
        return all;
    }

    private static boolean hasRival(final Link.End at, final Plan.Prefix prefix) {
        return at.speaker() != null && pages(page -> at.speaker().rib.all(page, PAGE)).stream().anyMatch(
            other -> other.address() != prefix.address() && (int) other.address() == (int) prefix.address() && other.lengthBits() == prefix.lengthBits());
    }

    private static String text(final AttributeSet set) {
        return set.origin() + " path=" + set.asPath() + " hop=" + set.nextHop() + " med=" + (set.hasMed() ? set.med() : -1) + " pref=" + (set.hasLocalPreference() ? set.localPreference() : -1)
            + " communities=" + Arrays.toString(set.communities()) + " originator=" + set.originatorId() + " clusters=" + Arrays.toString(set.clusterList())
            + " cost=" + (set.hasCostFactor() ? set.costFactor() : -1L);
    }

    /** From wherever a packet starts, each speaker hands it to the next, until it is where its prefix begins. */
    private void loops() {
        for (final Speaker from : network.speakers()) {
            from.forwardingTable().keySet().forEach(prefix -> follow(from, prefix));
        }
    }

    private void follow(final Speaker from, final Plan.Prefix prefix) {
        final StringBuilder way = new StringBuilder().append(from.plan.index);
        Speaker at = from;
        for (int i = 0; i <= network.plan.speakers.size(); i++) {
            final Plan.Prefix match = longest(at, prefix.address());
            if (match != null && at.plan.origins.containsKey(match)) {
                return;
            }
            final Speaker here = at;
            assertNotNull(match, () -> prefix + " is lost at " + here.plan.index + " on the way " + way + why(here, prefix));
            final long hop = at.forwarding(match).nextHop();
            final Plan.SpeakerPlan next = network.plan.speakers.stream().filter(each -> each.address == hop).findFirst().orElseThrow();
            way.append(" > ").append(next.index);
            if (next.isOutsider) {
                return;
            }
            at = network.speaker(next);
        }
        throw new AssertionError(prefix + " loops: " + way + why(from, prefix));
    }

    private static Plan.Prefix longest(final Speaker at, final long address) {
        Plan.Prefix best = null;
        final List<Plan.Prefix> all = new ArrayList<>(at.forwardingTable().keySet());
        all.addAll(at.plan.origins.keySet());
        for (final Plan.Prefix each : all) {
            final boolean isMatch = each.lengthBits() == 0 || (each.address() ^ address) >>> 64 - each.lengthBits() == 0;
            if (isMatch && (best == null || each.lengthBits() > best.lengthBits())) {
                best = each;
            }
        }
        return best;
    }

    /** A network that never saw a fault has come to the same. */
    void sameAs(final Network cold) {
        for (final Speaker each : network.speakers()) {
            final Speaker other = cold.speaker(each.plan);
            assertEquals(pictures(other), pictures(each), () -> "speaker " + each.plan.index + ", and one that never saw a fault");
            assertEquals(other.installed(), each.installed(), () -> "speaker " + each.plan.index + " installs, and one that never saw a fault");
        }
    }

    private static Map<Plan.Prefix, String> pictures(final Speaker of) {
        final Map<Plan.Prefix, String> all = new TreeMap<>();
        for (final BgpRouteView view : pages(from -> of.rib.all(from, PAGE))) {
            final List<String> paths = view.paths().stream().map(path -> (path.isBest() ? "best " : "") + (path.peer() == BgpRib.LOCAL ? "here" : "from " + of.ends.get(path.peer()).plan.other.index)
                + ' ' + path.carrier() + ' ' + path.reason() + ' ' + text(path.received())).sorted().toList();
            if (!paths.isEmpty()) {
                all.put(new Plan.Prefix(view.address(), view.lengthBits()), String.join("\n  ", paths));
            }
        }
        return all;
    }

    /** All was withdrawn: nothing is left, anywhere. */
    void nothingLeft() {
        for (final Speaker each : network.speakers()) {
            final String who = "speaker " + each.plan.index + ": ";
            assertEquals(0, each.rib.prefixes(), who + "prefixes");
            assertEquals(0, each.rib.pathCount(), who + "paths");
            assertEquals(Map.of(), each.installed(), who + "installed");
        }
    }

    /** And no peer is left either: not even what was kept to answer quickly. */
    void nothingHeld() {
        for (final Speaker each : network.speakers()) {
            final String who = "speaker " + each.plan.index + ": ";
            each.rib.removePeers(each.ends.keySet().stream().mapToInt(Integer::intValue).toArray());
            for (int i = 0; each.rib.hasWork() || i < 10; i++) {
                assertTrue(i < 10_000, who + "never comes to rest");
                each.rib.turn(network.wire.nowNs());
            }
            assertEquals(0, each.rib.attributeSets(), who + "attribute sets");
            assertEquals(0, each.holds(), who + "next hops held");
            assertEquals(0, each.rib.updateGroups(), who + "update groups");
        }
    }
}
