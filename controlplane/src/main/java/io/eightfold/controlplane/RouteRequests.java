// SPDX-License-Identifier: Apache-2.0
// Answers questions about routes, and takes routes at run time.
package io.eightfold.controlplane;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.eightfold.controlplane.config.InterfaceConfig;
import io.eightfold.controlplane.config.NextHopConfig;
import io.eightfold.controlplane.management.ManagementException;
import io.eightfold.controlplane.rib.Rib;
import io.eightfold.controlplane.rib.RibHop;
import io.eightfold.controlplane.rib.RouteCount;
import io.eightfold.controlplane.rib.RouteFilter;
import io.eightfold.controlplane.rib.RoutePage;
import io.eightfold.controlplane.rib.RouteSource;
import io.eightfold.controlplane.rib.RouteView;
import io.eightfold.fibprotocol.FibWire;
import io.eightfold.fibprotocol.NextHop;
import io.eightfold.fibprotocol.Vrf;
import io.eightfold.whois8.validation.Verdict;
import io.eightfold.wire.address.AddressParseException;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Each question looks at a bounded number of routes on the RIB's thread, and goes on where it stopped with the next; however many routes there are, nobody waits long.
 * <pre>
 * show route [PREFIX | ADDRESS] [longer-prefixes] [vrf NAME] [source NAME] [verdict WORD] [limit N] [from CURSOR]
 * show route summary
 * route add PREFIX via GATEWAY [dev PORT] [vrf NAME] [distance N] [count N]    also: dev PORT, blackhole, unreachable, prohibit in place of via
 * route del PREFIX [vrf NAME] [distance N] [count N]
 * route flush
 * </pre>
 * <p>Thread: session.
 */
final class RouteRequests {
    /** Routes of one answer. */
    static final int MAX_PAGE = 1000;
    private static final int MAX_COUNT = 2_000_000;
    private static final int ADD_A_TURN = 20_000;
    private static final int HOST_LENGTH = 32;
    private static final String TUNNEL = "8to4:";

    private final Rib rib;
    private final RibThread thread;
    private final DataplaneState dataplane;
    private final GivenRoutes given;

    /** @param given where routes are remembered for the next start */
    RouteRequests(final Rib rib, final RibThread thread, final DataplaneState dataplane, final GivenRoutes given) {
        this.given = given;
        this.rib = rib;
        this.thread = thread;
        this.dataplane = dataplane;
    }

    /** A page: {@code routes}, and {@code next} to go on from, or null. */
    JsonObject show(final List<String> words) throws ManagementException {
        final Question question = Question.of(words);
        final RoutePage page = thread.ask(() -> rib.routes(question.filter(), question.from(), question.limit()));
        final JsonObject answer = new JsonObject();
        final JsonArray routes = new JsonArray();
        page.routes().stream().sorted(ORDER).forEach(r -> routes.add(route(r)));
        answer.add("routes", routes);
        answer.addProperty("next", page.next() == RoutePage.END ? null : page.next());
        if (page.routes().isEmpty() && page.next() == RoutePage.END && question.from() == 0 && question.what() != null) {
            throw new ManagementException("no route for " + question.what() + "; `show route` lists all");
        }
        return answer;
    }

    private static final Comparator<RouteView> ORDER = Comparator.comparingInt(RouteView::vrf)
        .thenComparing(RouteView::address, Long::compareUnsigned).thenComparingInt(RouteView::hostLength).thenComparingInt(RouteView::distance)
        .thenComparing(r -> r.source().id());

    private JsonObject route(final RouteView view) {
        final JsonObject result = new JsonObject();
        result.addProperty("prefix", PrefixText.prefix(view.address(), view.hostLength()).toString());
        result.addProperty("vrf", Vrf.of(view.vrf()).word());
        result.addProperty("protocol", view.source().word());
        result.addProperty("selected", view.isSelected());
        result.addProperty("installed", view.isFib());
        result.addProperty("verdict", view.verdict().word());
        result.addProperty("refused", view.isRefused());
        result.addProperty("egressChecked", view.isRestricted());
        result.addProperty("originAsn", Integer.toUnsignedLong(view.originAsn()));
        result.addProperty("stale", view.isStale());
        result.addProperty("failed", view.isFailed());
        result.addProperty("unresolved", view.isUnresolved());
        result.addProperty("distance", view.distance());
        result.addProperty("metric", view.metric());
        result.addProperty("ageS", view.ageS());
        final JsonArray hops = new JsonArray();
        if (view.isUnresolved()) {
            view.given().forEach(hop -> hops.add(unresolved(hop)));
        } else {
            view.hops().forEach(hop -> hops.add(hop(hop, view)));
        }
        result.add("nextHops", hops);
        return result;
    }

    private JsonObject hop(final NextHop hop, final RouteView view) {
        return switch (hop) {
            case NextHop.Gateway(var address, var port) -> {
                final JsonObject entry = entry("gateway", Ipv8Address.ofBits(address).toString(), port, dataplane.gatewayWord(address, port));
                entry.addProperty("recursiveVia", recursive(view, address));
                yield entry;
            }
            case NextHop.OnLink(var port) -> entry(view.source() == RouteSource.LOCAL ? "local" : "onLink", null, port, null);
            case NextHop.Blackhole _ -> entry("blackhole", null, null, null);
            case NextHop.Unreachable _ -> entry("unreachable", null, null, null);
            case NextHop.Prohibit _ -> entry("prohibit", null, null, null);
            case NextHop.Tunnel tunnel -> {
                final JsonObject entry = entry("tunnel", Ipv8Address.ofBits(tunnel.gateway()).toString(), tunnel.port(),
                    dataplane.gatewayWord(tunnel.gateway(), tunnel.port()));
                entry.addProperty("remote", Ipv8Address.ofBits(Integer.toUnsignedLong(tunnel.remote())).toString());
                entry.addProperty("encapsulation", tunnel.encapsulation().word());
                yield entry;
            }
        };
    }

    /** The gateway that the source named, when it is another than packets go to; else null. */
    private static String recursive(final RouteView view, final long resolved) {
        final List<Ipv8Address> named = view.given().stream().filter(RibHop.Gateway.class::isInstance).map(RibHop.Gateway.class::cast)
            .map(g -> Ipv8Address.ofBits(g.address())).toList();
        return named.isEmpty() || named.stream().anyMatch(a -> a.bits() == resolved) ? null
            : named.getFirst().toString();
    }

    private static JsonObject unresolved(final RibHop hop) {
        return switch (hop) {
            case RibHop.Gateway(var address, var port) -> entry("gateway", Ipv8Address.ofBits(address).toString(), port, "unresolved");
            case RibHop.OnLink(var port) -> entry("onLink", null, port, null);
            case RibHop.Blackhole _ -> entry("blackhole", null, null, null);
            case RibHop.Unreachable _ -> entry("unreachable", null, null, null);
            case RibHop.Prohibit _ -> entry("prohibit", null, null, null);
            case RibHop.Tunnel tunnel -> {
                final JsonObject entry = entry("tunnel", null, null, "unresolved");
                entry.addProperty("remote", Ipv8Address.ofBits(tunnel.towards()).toString());
                entry.addProperty("encapsulation", tunnel.encapsulation().word());
                yield entry;
            }
        };
    }

    private static JsonObject entry(final String kind, final String gateway, final String port, final String state) {
        final JsonObject entry = new JsonObject();
        entry.addProperty("kind", kind);
        entry.addProperty("gateway", gateway);
        entry.addProperty("interface", port);
        entry.addProperty("neighborState", state);
        entry.addProperty("recursiveVia", (String) null);
        return entry;
    }

    /** Routes by table and source. */
    JsonArray summary() {
        final JsonArray answer = new JsonArray();
        for (final RouteCount count : thread.ask(rib::summary)) {
            final JsonObject entry = new JsonObject();
            entry.addProperty("vrf", Vrf.of(count.vrf()).word());
            entry.addProperty("protocol", count.source().word());
            entry.addProperty("routes", count.routes());
            entry.addProperty("fib", count.fib());
            answer.add(entry);
        }
        return answer;
    }

    /** @param replaced routes among them that were there before, perhaps with other next hops */
    private record Tally(long changed, long replaced) {
        static final Tally NONE = new Tally(0, 0);

        Tally plus(final Tally other) {
            return new Tally(changed + other.changed, replaced + other.replaced);
        }
    }

    /** {@code route add}, {@code route del}, {@code route flush}. */
    JsonObject change(final List<String> words) throws ManagementException {
        final long startNs = System.nanoTime();
        final String verb = words.size() > 1 ? words.get(1) : "";
        final Tally tally;
        // Remembered in the order in which the RIB was told.
        synchronized (given) {
            tally = switch (verb) {
                case "add" -> add(RouteLine.of(words.subList(2, words.size()), true), words);
                case "del" -> new Tally(delete(RouteLine.of(words.subList(2, words.size()), false), words), 0);
                case "flush" -> new Tally(flush(), 0);
                default -> throw new ManagementException("unknown request 'route " + verb + "'; this router knows route add|del|flush");
            };
        }
        final JsonObject answer = new JsonObject();
        answer.addProperty("changed", tally.changed());
        if ("add".equals(verb)) {
            answer.addProperty("replaced", tally.replaced());
            answer.addProperty("refused", refused(RouteLine.of(words.subList(2, words.size()), true)));
        }
        answer.addProperty("tookMs", (System.nanoTime() - startNs) / 1_000_000);
        return answer;
    }

    /** How many of the routes are kept and not used: nothing is wrong with the request, and its maker will want to know. */
    private long refused(final RouteLine line) {
        long refused = 0;
        for (int done = 0; done < line.count(); done += ADD_A_TURN) {
            final int from = done;
            final int to = Math.min(line.count(), done + ADD_A_TURN);
            refused += thread.ask(() -> IntStream.range(from, to)
                .filter(i -> rib.isRefused(line.vrf().id(), line.address(i), line.hostLength(), RouteSource.API, line.distance())).count());
        }
        return refused;
    }

    private Tally add(final RouteLine line, final List<String> words) {
        final Tally added = many(line, true);
        given.added(line, words.subList(1, words.size()));
        return added;
    }

    private long delete(final RouteLine line, final List<String> words) throws ManagementException {
        final long deleted = many(line, false).changed();
        given.deleted(line, words.subList(1, words.size()));
        if (deleted == 0) {
            throw new ManagementException("no route of source api to " + PrefixText.prefix(line.address(0), line.hostLength()) + " with distance " + line.distance()
                + " in vrf " + line.vrf().word() + "; `show route` shows routes with their sources and distances");
        }
        return deleted;
    }

    /** Pieces, so that the thread has its turns in between. */
    private Tally many(final RouteLine line, final boolean isAdded) {
        Tally tally = Tally.NONE;
        for (int done = 0; done < line.count(); done += ADD_A_TURN) {
            final int from = done;
            final int to = Math.min(line.count(), done + ADD_A_TURN);
            tally = tally.plus(thread.ask(() -> piece(line, from, to, isAdded)));
        }
        return tally;
    }

    private Tally piece(final RouteLine line, final int from, final int to, final boolean isAdded) {
        if (!isAdded) {
            long withdrawn = 0;
            for (int i = from; i < to; i++) {
                withdrawn += rib.withdraw(line.vrf().id(), line.address(i), line.hostLength(), RouteSource.API, line.distance()) ? 1 : 0;
            }
            return new Tally(withdrawn, 0);
        }
        long replaced = 0;
        final int set = rib.hold(line.vrf().id(), line.hops());
        for (int i = from; i < to; i++) {
            replaced += rib.holds(line.vrf().id(), line.address(i), line.hostLength(), RouteSource.API, line.distance()) ? 1 : 0;
            rib.update(line.vrf().id(), line.address(i), line.hostLength(), RouteSource.API, line.distance(), 0, set);
        }
        rib.release(set);
        return new Tally(to - from, replaced);
    }

    private long flush() {
        thread.ask(() -> {
            rib.markStale(RouteSource.API);
            return null;
        });
        long swept = 0;
        int more;
        do {
            more = thread.ask(() -> rib.sweepStale(RouteSource.API, ADD_A_TURN));
            swept += more;
        } while (more > 0);
        given.flushed();
        return swept;
    }

    private static RouteSource source(final String word) throws ManagementException {
        for (final RouteSource source : RouteSource.values()) {
            if (source.word().equals(word)) {
                return source;
            }
        }
        throw new ManagementException("source '" + word + "' is none of " + String.join(", ", Arrays.stream(RouteSource.values()).map(RouteSource::word).toList()));
    }

    private static Verdict verdict(final String word) throws ManagementException {
        for (final Verdict verdict : Verdict.values()) {
            if (verdict.word().equals(word)) {
                return verdict;
            }
        }
        throw new ManagementException("verdict '" + word + "' is none of " + String.join(", ", Arrays.stream(Verdict.values()).map(Verdict::word).toList()));
    }

    private static Vrf vrf(final String word) throws ManagementException {
        return Vrf.named(word).orElseThrow(() -> new ManagementException("vrf '" + word + "' is none of "
            + String.join(", ", Arrays.stream(Vrf.values()).map(Vrf::word).toList())));
    }

    private static String after(final String word, final Iterator<String> words) throws ManagementException {
        if (!words.hasNext()) {
            throw new ManagementException("'" + word + "' needs a word after it");
        }
        return words.next();
    }

    private static int number(final String word, final Iterator<String> words, final int lowest, final int highest) throws ManagementException {
        final String text = after(word, words);
        try {
            final int number = Integer.parseInt(text);
            if (number >= lowest && number <= highest) {
                return number;
            }
        } catch (final NumberFormatException e) {
            // Said below, like a number out of range.
        }
        throw new ManagementException(word + " '" + text + "' is no number from " + lowest + " to " + highest);
    }

    private record Question(RouteFilter filter, int limit, int from, String what) {
        static Question of(final List<String> words) throws ManagementException {
            int vrf = RouteFilter.ALL_VRFS;
            RouteSource source = null;
            Verdict verdict = null;
            int limit = MAX_PAGE;
            int from = 0;
            String what = null;
            boolean isLonger = false;
            final Iterator<String> rest = words.subList(2, words.size()).iterator();
            while (rest.hasNext()) {
                final String word = rest.next();
                switch (word) {
                    case "vrf" -> vrf = RouteRequests.vrf(after(word, rest)).id();
                    case "source" -> source = RouteRequests.source(after(word, rest));
                    case "verdict" -> verdict = RouteRequests.verdict(after(word, rest));
                    case "limit" -> limit = number(word, rest, 1, MAX_PAGE);
                    case "from" -> from = number(word, rest, 0, Integer.MAX_VALUE);
                    case "longer-prefixes" -> isLonger = true;
                    default -> {
                        if (what != null) {
                            throw new ManagementException("'" + word + "' after '" + what + "'; expected vrf, source, verdict, longer-prefixes or limit");
                        }
                        what = word;
                    }
                }
            }
            return new Question(filter(what, isLonger).ofVrf(vrf).ofSource(source).ofVerdict(verdict), limit, from, what);
        }

        private static RouteFilter filter(final String what, final boolean isLonger) throws ManagementException {
            try {
                if (what == null) {
                    return RouteFilter.all();
                }
                if (what.indexOf('/') < 0 && !isLonger) {
                    return RouteFilter.longest(RouteFilter.ALL_VRFS, Ipv8Address.parse(what).bits());
                }
                final Ipv8Prefix prefix = Ipv8Prefix.parse(what);
                final int length = PrefixText.hostLength(prefix);
                return isLonger ? RouteFilter.longerPrefixes(RouteFilter.ALL_VRFS, prefix.address().bits(), length)
                    : RouteFilter.exact(RouteFilter.ALL_VRFS, prefix.address().bits(), length);
            } catch (final AddressParseException e) {
                throw new ManagementException(e.getMessage(), e);
            }
        }
    }

    /** Prefixes one after the other, each beginning where the one before ends. */
    record RouteLine(Vrf vrf, long firstAddress, int hostLength, int distance, int count, List<RibHop> hops) {
        static RouteLine of(final List<String> words, final boolean hasHops) throws ManagementException {
            if (words.isEmpty()) {
                throw new ManagementException("a prefix is missing; expected one such as 64496.10.1.0.0/24");
            }
            final Ipv8Prefix prefix;
            try {
                prefix = "default".equals(words.getFirst()) ? defaultRoute(words) : Ipv8Prefix.parse(words.getFirst());
            } catch (final AddressParseException e) {
                throw new ManagementException(e.getMessage(), e);
            }
            if (prefix.spansAsns() && !prefix.isDefault()) {
                throw new ManagementException(prefix + " spans several ASNs; give each ASN its own route");
            }
            return read(prefix, words.subList(1, words.size()).iterator(), hasHops);
        }

        /** Of the family of its gateway: IPv4 has a default route of its own. */
        private static Ipv8Prefix defaultRoute(final List<String> words) throws ManagementException {
            final int via = words.indexOf("via");
            final boolean isIpv4 = via >= 0 && via + 1 < words.size() && !words.get(via + 1).startsWith(TUNNEL) && address(words.get(via + 1)).isIpv4();
            return isIpv4 ? Ipv8Prefix.parse("0.0.0.0/0") : Ipv8Prefix.DEFAULT;
        }

        private static RouteLine read(final Ipv8Prefix prefix, final Iterator<String> rest, final boolean hasHops) throws ManagementException {
            Vrf vrf = Vrf.DEFAULT;
            int distance = RouteSource.API.distance();
            int count = 1;
            final List<RibHop> hops = new ArrayList<>();
            Ipv8Address gateway = null;
            String port = null;
            while (rest.hasNext()) {
                final String word = rest.next();
                switch (word) {
                    case "vrf" -> vrf = RouteRequests.vrf(after(word, rest));
                    case "distance" -> distance = number(word, rest, 1, 255);
                    case "count" -> count = number(word, rest, 1, MAX_COUNT);
                    case "via" -> {
                        add(hops, gateway, port);
                        gateway = gateway(prefix, after(word, rest));
                        port = null;
                    }
                    case "dev" -> port = portName(after(word, rest));
                    case "blackhole" -> hops.add(new RibHop.Blackhole());
                    case "unreachable" -> hops.add(new RibHop.Unreachable());
                    case "prohibit" -> hops.add(new RibHop.Prohibit());
                    default -> throw new ManagementException("'" + word + "' is not known here; expected via, dev, blackhole, unreachable, prohibit, vrf, distance or count");
                }
            }
            add(hops, gateway, port);
            if (hasHops && hops.isEmpty()) {
                throw new ManagementException("the route has no next hop; add via GATEWAY, dev PORT, blackhole, unreachable or prohibit");
            }
            if (hops.size() > FibWire.MAX_HOPS) {
                throw new ManagementException("hops=" + hops.size() + " are above the " + FibWire.MAX_HOPS + " that a route can have");
            }
            if (prefix.isDefault() && count > 1) {
                throw new ManagementException("count=" + count + " of the default route; there is one");
            }
            return new RouteLine(vrf, prefix.address().bits(), PrefixText.hostLength(prefix), distance, count, hops);
        }

        /** As in the configuration. */
        private static Ipv8Address gateway(final Ipv8Prefix prefix, final String text) throws ManagementException {
            if (text.startsWith(TUNNEL)) {
                throw new ManagementException("'" + text + "' is a tunnel, and tunnels come from the configuration only; add 'ipv8 route " + prefix + " " + text
                    + "' to it and reload it");
            }
            final Ipv8Address gateway = address(text);
            final Optional<String> refusal = NextHopConfig.familyRefusal(prefix, gateway);
            if (refusal.isPresent()) {
                throw new ManagementException("via '" + text + "' for " + prefix + ": " + refusal.get());
            }
            return gateway;
        }

        private static void add(final List<RibHop> hops, final Ipv8Address gateway, final String port) {
            if (gateway != null) {
                hops.add(new RibHop.Gateway(gateway.bits(), port));
            } else if (port != null) {
                hops.add(new RibHop.OnLink(port));
            }
        }

        /** The protocol has room for a Linux interface name and no more. */
        private static String portName(final String text) throws ManagementException {
            if (!InterfaceConfig.isName(text)) {
                throw new ManagementException("dev '" + text + "' is no interface name; a name has 1 to " + InterfaceConfig.MAX_NAME_LENGTH
                    + " characters, a letter first, then letters, digits, '.', '_' or '-'");
            }
            return text;
        }

        private static Ipv8Address address(final String text) throws ManagementException {
            try {
                return Ipv8Address.parse(text);
            } catch (final AddressParseException e) {
                throw new ManagementException(e.getMessage(), e);
            }
        }

        long address(final int i) {
            // Within an ASN first, then on to the next: a carry out of the host part is what is wanted.
            return hostLength < 0 ? firstAddress : firstAddress + ((long) i << HOST_LENGTH - hostLength);
        }
    }
}
