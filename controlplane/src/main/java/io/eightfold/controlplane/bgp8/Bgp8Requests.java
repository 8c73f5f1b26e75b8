// SPDX-License-Identifier: Apache-2.0
// Answers what operators ask of BGP8.
package io.eightfold.controlplane.bgp8;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.rib.BgpRib;
import io.eightfold.bgp8.rib.BgpRoutePage;
import io.eightfold.bgp8.rib.BgpRouteView;
import io.eightfold.bgp8.transport.SessionStatus;
import io.eightfold.bgp8.transport.SessionThread;
import io.eightfold.controlplane.management.ManagementException;
import io.eightfold.wire.address.AddressParseException;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Answers what operators ask of BGP8. Pages of routes are of a bounded size, and whoever asks goes on where a page ended: nobody is held up, however many routes there are.
 * <pre>
 * show bgp summary
 * show bgp routes [from N] | PREFIX | ADDRESS
 * show bgp neighbors [ADDRESS [routes | received-routes | advertised-routes [from N]]]
 * clear bgp ADDRESS|* [soft [in|out]]
 * bgp mrt dump FILE
 * </pre>
 * <p>Thread: session.
 */
public final class Bgp8Requests {
    private static final int PAGE = 1000;
    private static final String ADVERTISED = "advertised-routes";

    /** Runs something on the RIB's thread and waits for it. */
    public interface OnRibThread {
        <T> T ask(Supplier<T> what);
    }

    /**
     * What the RIB's thread adds to routes. Texts are made of both on the asker's thread: thousands of routes as JSON would hold up the RIB for longer than finding them.
     *
     * @param names of the neighbours, by their numbers in BGP8's RIB
     */
    private record Asked<T>(T found, Map<Integer, String> names, long nowNs) {
        private static <T> Asked<T> of(final Speaker speaker, final T found) {
            return new Asked<>(found, speaker.neighbors().stream().collect(Collectors.toMap(Speaker.Neighbor::id, each -> each.config().name())), speaker.nowNs());
        }

        private JsonObject json(final BgpRouteView route) {
            return BgpRouteJson.route(route, peer -> peer == BgpRib.LOCAL ? "local" : names.getOrDefault(peer, "?"), nowNs);
        }
    }

    private final Bgp8Service service;
    private final OnRibThread thread;

    public Bgp8Requests(final Bgp8Service service, final OnRibThread thread) {
        this.service = service;
        this.thread = thread;
    }

    /** @throws ManagementException with what is wrong with the words */
    public JsonObject summary() throws ManagementException {
        final Map<Integer, SessionStatus> sessions = sessions();
        final long strangers = service.strangersRefused();
        final JsonArray listening = listening();
        return onSpeaker(speaker -> {
            final BgpRib rib = speaker.rib();
            final JsonObject json = new JsonObject();
            json.addProperty("routerId", BgpRouteJson.ipv4(speaker.local().routerId()));
            json.addProperty("localAsn", Integer.toUnsignedLong(speaker.local().localAsn()));
            json.addProperty("tableVersion", rib.version());
            json.addProperty("memoryBytes", rib.memoryBytes());
            json.addProperty("prefixes", rib.prefixes());
            json.addProperty("paths", rib.pathCount());
            json.addProperty("attributeSets", rib.attributeSets());
            json.addProperty("updateGroups", rib.updateGroups());
            json.addProperty("originated", speaker.origins().size());
            json.addProperty("strangersRefused", strangers);
            json.addProperty("deferring", speaker.isDeferring());
            json.add("listening", listening);
            final JsonArray neighbors = new JsonArray();
            speaker.neighbors().forEach(each -> neighbors.add(BgpNeighborJson.summary(speaker.facts(each), sessions.get(each.session()), rib.version())));
            json.add("neighbors", neighbors);
            return json;
        });
    }

    private JsonArray listening() {
        final JsonArray all = new JsonArray();
        service.listening().forEach(each -> {
            final JsonObject one = new JsonObject();
            one.addProperty("address", each.address().getAddress().getHostAddress() + ':' + each.address().getPort());
            one.addProperty("fault", each.fault().isEmpty() ? null : each.fault());
            all.add(one);
        });
        return all;
    }

    private Map<Integer, SessionStatus> sessions() {
        return service.statuses().stream().collect(Collectors.toMap(SessionStatus::peer, each -> each));
    }

    private <T> T onSpeaker(final Function<Speaker, T> what) throws ManagementException {
        final T answer = thread.ask(() -> service.speaker() == null ? null : what.apply(service.speaker()));
        if (answer == null) {
            throw notRunning();
        }
        return answer;
    }

    static ManagementException notRunning() {
        return new ManagementException("BGP8 does not run: the block 'router bgp8 ASN' has no neighbor; add 'neighbor ADDRESS remote-as ASN' to it");
    }

    /** {@code bgp mrt dump FILE}. */
    public JsonObject mrt(final List<String> words) throws ManagementException {
        if (words.size() != 4 || !"mrt".equals(words.get(1)) || !"dump".equals(words.get(2))) {
            throw new ManagementException("expected: bgp mrt dump FILE");
        }
        final Path file;
        try {
            file = Path.of(words.get(3));
        } catch (final InvalidPathException e) {
            throw new ManagementException("'" + words.get(3).replace('\0', '?') + "' is not a file name", e);
        }
        if (!file.isAbsolute() || file.getFileName() == null) {
            throw new ManagementException("'" + file + "' is no whole path of a file; the router has a directory of its own, so give one such as /tmp/table.mrt");
        }
        return new MrtDump(service, thread).write(file);
    }

    /** {@code show bgp routes ...}; a page, or all of one prefix. */
    public JsonElement routes(final List<String> words) throws ManagementException {
        if (words.size() > 3 && !"from".equals(words.get(3))) {
            return one(words.get(3));
        }
        final int from = from(words, 3);
        return page(onSpeaker(speaker -> Asked.of(speaker, speaker.rib().all(from, PAGE))));
    }

    private JsonArray one(final String about) throws ManagementException {
        final Asked<BgpRouteView> asked;
        try {
            final boolean isPrefix = about.indexOf('/') >= 0 || "default".equals(about);
            final Ipv8Prefix prefix = !isPrefix ? null : "default".equals(about) ? Ipv8Prefix.DEFAULT : Ipv8Prefix.parse(about);
            final long address = isPrefix ? prefix.address().bits() : Ipv8Address.parse(about).bits();
            asked = onSpeaker(speaker -> Asked.of(speaker, isPrefix ? speaker.rib().exact(address, prefix.lengthBits()) : speaker.rib().longestMatch(address)));
        } catch (final AddressParseException e) {
            throw new ManagementException(e.getMessage(), e);
        }
        if (asked.found() == null || asked.found().paths().isEmpty()) {
            throw new ManagementException("BGP8 has no route for " + about + "; `show bgp routes` lists all");
        }
        final JsonArray routes = new JsonArray();
        routes.add(asked.json(asked.found()));
        return routes;
    }

    private static JsonObject page(final Asked<BgpRoutePage> asked) {
        final JsonArray routes = new JsonArray();
        asked.found().routes().forEach(route -> routes.add(asked.json(route)));
        final JsonObject answer = new JsonObject();
        answer.add("routes", routes);
        answer.addProperty("next", asked.found().next() < 0 ? null : asked.found().next());
        return answer;
    }

    private static int from(final List<String> words, final int index) throws ManagementException {
        if (words.size() <= index) {
            return 0;
        }
        try {
            if ("from".equals(words.get(index)) && words.size() == index + 2) {
                final int from = Integer.parseInt(words.get(index + 1));
                if (from >= 0) {
                    return from;
                }
            }
        } catch (final NumberFormatException e) {
            // Said below, like any other word.
        }
        throw new ManagementException("'" + String.join(" ", words.subList(index, words.size())) + "' where 'from' and the number of the last page's 'next' may stand");
    }

    /** {@code show bgp neighbors ...}. */
    public JsonElement neighbors(final List<String> words) throws ManagementException {
        if (words.size() > 4) {
            return routesOf(words.get(3), words.get(4), from(words, 5));
        }
        final Map<Integer, SessionStatus> sessions = sessions();
        final JsonArray all = onSpeaker(speaker -> {
            final JsonArray neighbors = new JsonArray();
            for (final Speaker.Neighbor each : speaker.neighbors()) {
                if (words.size() < 4 || each.config().name().equals(words.get(3))) {
                    neighbors.add(BgpNeighborJson.details(speaker.facts(each), sessions.get(each.session())));
                }
            }
            return neighbors;
        });
        if (words.size() == 4 && all.isEmpty()) {
            throw unknown(words.get(3));
        }
        return all;
    }

    private static ManagementException unknown(final String address) {
        return new ManagementException("no neighbor " + address + "; `show bgp summary` lists them");
    }

    private JsonObject routesOf(final String address, final String kind, final int from) throws ManagementException {
        if (!List.of("routes", "received-routes", ADVERTISED).contains(kind)) {
            throw new ManagementException("'" + kind + "' is none of routes, received-routes, " + ADVERTISED);
        }
        final Asked<BgpRoutePage> asked = onSpeaker(speaker -> {
            final Speaker.Neighbor neighbor = speaker.neighbors().stream().filter(each -> each.config().name().equals(address)).findFirst().orElse(null);
            return Asked.of(speaker, neighbor == null ? null
                : ADVERTISED.equals(kind) ? speaker.rib().advertised(neighbor.id(), from, PAGE) : speaker.rib().received(neighbor.id(), from, PAGE));
        });
        if (asked.found() == null) {
            throw unknown(address);
        }
        return page(asked);
    }

    /** {@code clear bgp ...}. */
    public JsonObject clear(final List<String> words) throws ManagementException {
        if (words.size() < 3) {
            throw new ManagementException("clear bgp needs the address of a neighbor, or * for all");
        }
        final boolean isSoft = words.size() > 3 && "soft".equals(words.get(3));
        final String direction = words.size() > 4 ? words.get(4) : "both";
        if (words.size() > 5 || words.size() > 3 && !isSoft || !List.of("in", "out", "both").contains(direction)) {
            throw new ManagementException("expected: clear bgp ADDRESS|* [soft [in|out]]");
        }
        final Map<Integer, Set<Carrier>> chosen = choose(words.get(2), isSoft && !"in".equals(direction));
        if (chosen.isEmpty()) {
            throw unknown(words.get(2));
        }
        final SessionThread sessions = service.sessions();
        if (!isSoft) {
            chosen.keySet().forEach(sessions::clear);
        } else if (!"out".equals(direction)) {
            chosen.forEach((session, carriers) -> carriers.forEach(carrier -> sessions.requestRefresh(session, carrier)));
        }
        final JsonObject answer = new JsonObject();
        answer.addProperty("cleared", chosen.size());
        return answer;
    }

    /**
     * Chooses and tells all again at once, for between two questions a configuration may take neighbours away. Sessions are named by numbers that are never given out
     * again: what is asked of one that is gone does nothing.
     *
     * @return carriers by session
     */
    private Map<Integer, Set<Carrier>> choose(final String address, final boolean isSoftOut) throws ManagementException {
        return onSpeaker(speaker -> {
            final Map<Integer, Set<Carrier>> chosen = new LinkedHashMap<>();
            for (final Speaker.Neighbor each : speaker.neighbors()) {
                if ("*".equals(address) || each.config().name().equals(address)) {
                    chosen.put(each.session(), Set.copyOf(each.config().session().carriers()));
                    if (isSoftOut) {
                        speaker.rib().softOut(each.id());
                    }
                }
            }
            return chosen;
        });
    }
}
