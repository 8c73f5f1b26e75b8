// SPDX-License-Identifier: Apache-2.0
// What a running dataplane answers on its management socket.
package io.eightfold.cli.router;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.eightfold.cli.command.VersionText;
import io.eightfold.cli.show.CounterJson;
import io.eightfold.controlplane.config.RouterConfig;
import io.eightfold.controlplane.management.ManagementException;
import io.eightfold.controlplane.management.RequestHandler;
import io.eightfold.controlplane.management.RunDirectory;
import io.eightfold.controlplane.rib.RouteSource;
import io.eightfold.dataplane.Dataplane;
import io.eightfold.dataplane.counter.CounterReader;
import io.eightfold.dataplane.neighbor.NeighborTable;
import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.dataplane.route.RouteInstaller.RouteView;
import io.eightfold.dataplane.route.SessionView;
import io.eightfold.dpdk.EthPort;
import io.eightfold.dpdk.MbufLayout;
import io.eightfold.wire.address.AddressParseException;
import io.eightfold.wire.address.Ipv8Prefix;
import io.eightfold.wire.address.MacAddress;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Builds JSON from the views of the dataplane; a worker is never disturbed. Thread: session. */
final class DataplaneRequests implements RequestHandler {
    private static final int MAX_FIB_ROUTES = 10_000;
    private final RouterConfig config;
    private final Dataplane dataplane;
    private final RunDirectory directory;
    private final TraceRequests trace;
    private final AppliedDigests digests;
    private final long startedNs;

    DataplaneRequests(final RouterConfig config, final Dataplane dataplane, final RunDirectory directory, final long startedNs) {
        this.config = config;
        this.dataplane = dataplane;
        this.directory = directory;
        trace = new TraceRequests(dataplane.tracer());
        digests = new AppliedDigests((from, count, visitor) -> dataplane.askRoutes(routes -> routes.forSomeApplied(from, count, visitor)), dataplane::session);
        this.startedNs = startedNs;
    }

    @Override
    public JsonElement handle(final List<String> words) throws ManagementException {
        return switch (String.join(" ", words.subList(0, Math.min(2, words.size())))) {
            case "show interfaces" -> interfaces(named(words));
            case "show fib" -> fib(about(words));
            case "show fib-session" -> fibSession();
            case "show fib-digest" -> digests.answer(words);
            case "show neighbors" -> neighbors(named(words));
            case "show border" -> BoundaryJson.border(config, counters());
            case "show tunnels" -> BoundaryJson.tunnels(config.tunnelEnd(), dataplane.tunnels(), dataplane.streams(), counters());
            case "trace add", "trace clear", "show trace" -> trace.handle(words);
            case "show version" -> version();
            default -> throw new ManagementException("unknown request '" + String.join(" ", words)
                + "'; the dataplane knows show interfaces|neighbors|fib|fib-session|border|tunnels|trace|version, trace add|clear");
        };
    }

    /** The word after the question, or null. */
    private static String about(final List<String> words) {
        return words.size() > 2 ? words.get(2) : null;
    }

    /** The same where it must name an interface. */
    private String named(final List<String> words) throws ManagementException {
        final String name = about(words);
        if (name != null && dataplane.ports().stream().noneMatch(p -> p.name().equals(name))) {
            throw new ManagementException("no interface '" + name + "'; this router has "
                + dataplane.ports().stream().map(RouterPort::name).collect(Collectors.joining(", ")));
        }
        return name;
    }

    private List<CounterReader.PortValues> counters() throws ManagementException {
        try (CounterReader counters = new CounterReader(directory.countersFile())) {
            return counters.ports();
        } catch (final IOException e) {
            throw new ManagementException("the counters cannot be read: " + e.getMessage(), e);
        }
    }

    /** @param name of the only one wanted, or null for all. */
    private JsonArray interfaces(final String name) throws ManagementException {
        try (CounterReader counters = new CounterReader(directory.countersFile())) {
            final JsonArray all = new JsonArray();
            for (final RouterPort port : dataplane.ports()) {
                if (name == null || name.equals(port.name())) {
                    all.add(port(port, counters.port(port.index())));
                }
            }
            return all;
        } catch (final IOException e) {
            throw new ManagementException("the counters cannot be read: " + e.getMessage(), e);
        }
    }

    private static JsonObject port(final RouterPort port, final CounterReader.PortValues values) {
        final EthPort.Link link = port.device().link();
        final JsonObject result = new JsonObject();
        result.addProperty("name", port.name());
        result.addProperty("link", link.isUp() ? "up" : "down");
        result.addProperty("speedMbps", link.speedMbps());
        result.addProperty("mtu", port.mtuBytes());
        result.addProperty("mac", MacAddress.format(port.mac()));
        result.addProperty("device", port.device().device().text());
        result.addProperty("driver", port.device().info().driver());
        result.addProperty("spread", port.queues().spread().word());
        result.addProperty("spreadReason", port.queues().reason());
        result.addProperty("rxQueues", port.queues().rxQueues());
        result.addProperty("txQueues", port.queues().txQueues());
        result.addProperty("etherType", "0x%04x".formatted(port.etherType()));
        result.addProperty("tap", port.hasTap() ? port.tap().name() : null);
        final JsonArray addresses = new JsonArray();
        Stream.concat(port.ipv8Addresses().stream(), port.ipv4Addresses().stream()).forEach(a -> addresses.add(a.toString()));
        result.add("addresses", addresses);
        result.add("counters", CounterJson.of(values));
        final EthPort.Stats stats = port.device().stats();
        final JsonObject device = new JsonObject();
        device.addProperty("rxMissed", stats.rxMissed());
        device.addProperty("rxErrors", stats.rxErrors());
        device.addProperty("rxNoMbuf", stats.rxNoMbuf());
        device.addProperty("txErrors", stats.txErrors());
        result.add("deviceCounters", device);
        return result;
    }

    /** Own routes, then those of the control plane, up to a bound: for looking, `verify fib` is for comparing. */
    private JsonArray fib(final String wanted) throws ManagementException {
        final JsonArray result = new JsonArray();
        (wanted == null ? dataplane.routes(MAX_FIB_ROUTES) : dataplane.routes(prefix(wanted))).stream().sorted(Comparator.comparing(RouteView::vrf).thenComparing(RouteView::prefix)).forEach(r -> result.add(route(r)));
        if (wanted != null && result.isEmpty()) {
            throw new ManagementException("no route " + wanted + " in the dataplane; `show fib` lists all");
        }
        return result;
    }

    private static Ipv8Prefix prefix(final String text) throws ManagementException {
        try {
            return Ipv8Prefix.parse(text);
        } catch (final AddressParseException e) {
            throw new ManagementException(e.getMessage(), e);
        }
    }

    private static JsonObject route(final RouteView route) {
        final JsonObject result = new JsonObject();
        result.addProperty("prefix", route.prefix().toString());
        result.addProperty("vrf", route.vrf().word());
        result.addProperty("source", source(route.source()));
        result.addProperty("distance", route.distance());
        final JsonArray hops = new JsonArray();
        route.hops().forEach(hop -> hops.add(hop.toString()));
        result.add("nextHops", hops);
        return result;
    }

    /** The control plane's sources have numbers on the wire. */
    private static String source(final String wire) {
        return Character.isDigit(wire.charAt(0)) ? RouteSource.of(Integer.parseInt(wire)).word() : wire;
    }

    private JsonObject fibSession() throws ManagementException {
        final SessionView view = dataplane.session();
        if (view == null) {
            throw new ManagementException("this dataplane follows no control plane");
        }
        final JsonObject result = new JsonObject();
        result.addProperty("instance", Long.toHexString(view.instance()));
        result.addProperty("controlplane", view.isAlive() ? "heard" : "silent");
        result.addProperty("epoch", view.epoch());
        result.addProperty("batch", view.batch());
        result.addProperty("visible", view.visible());
        result.addProperty("synchronized", view.isSynchronized());
        result.addProperty("brokenBy", view.brokenBy());
        result.addProperty("routes", view.routes());
        result.addProperty("digest", "%016x".formatted(view.digest()));
        result.addProperty("refused", view.refused());
        result.addProperty("hopSets", view.hopSets());
        result.addProperty("unusableHops", view.unusableHops());
        final JsonObject counters = new JsonObject();
        view.counters().forEach(counters::addProperty);
        result.add("counters", counters);
        return result;
    }

    /** @param interfaceName of those wanted, or null for all. */
    private JsonArray neighbors(final String interfaceName) {
        final JsonArray result = new JsonArray();
        final Stream<NeighborTable.View> wanted = dataplane.neighbors().stream().filter(n -> interfaceName == null || n.port().equals(interfaceName));
        wanted.sorted(Comparator.comparing(NeighborTable.View::address)).forEach(n -> {
            final JsonObject entry = new JsonObject();
            entry.addProperty("address", n.address().toString());
            entry.addProperty("interface", n.port());
            entry.addProperty("mac", n.mac() == 0 ? null : MacAddress.format(n.mac()));
            entry.addProperty("capability", n.capability());
            entry.addProperty("state", n.state());
            entry.addProperty("ageMs", n.ageMs());
            entry.addProperty("waiting", n.waiting());
            entry.addProperty("gateway", n.isGateway());
            result.add(entry);
        });
        return result;
    }

    private JsonObject version() {
        final JsonObject result = new JsonObject();
        result.addProperty("release", VersionText.release());
        result.addProperty("draft", "draft-thain-ipv8-02");
        result.addProperty("instance", directory.id());
        result.addProperty("hostname", config.hostname());
        result.addProperty("localAsn", config.localAsn());
        result.addProperty("pid", ProcessHandle.current().pid());
        result.addProperty("uptimeS", (System.nanoTime() - startedNs) / 1_000_000_000L);
        result.addProperty("java", Runtime.version().toString());
        result.addProperty("dpdk", MbufLayout.DPDK_RELEASE);
        result.addProperty("workers", config.dataplane().workers());
        result.addProperty("idle", config.dataplane().idle().name().toLowerCase(Locale.ROOT));
        result.addProperty("hugepages", dataplane.hasHugepages());
        result.addProperty("mbufs", dataplane.mbufs());
        result.addProperty("mbufsInUse", dataplane.mbufsInUse());
        return result;
    }
}
