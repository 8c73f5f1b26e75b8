// SPDX-License-Identifier: Apache-2.0
// What a running router answers on its management socket.
package io.eightfold.cli.router;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.eightfold.cli.command.VersionText;
import io.eightfold.cli.show.CounterJson;
import io.eightfold.controlplane.config.ConfigWriter;
import io.eightfold.controlplane.config.RouterConfig;
import io.eightfold.controlplane.management.ManagementException;
import io.eightfold.controlplane.management.RequestHandler;
import io.eightfold.controlplane.management.RunDirectory;
import io.eightfold.dataplane.Dataplane;
import io.eightfold.dataplane.counter.CounterReader;
import io.eightfold.dataplane.fib.RouteInstaller.HopView;
import io.eightfold.dataplane.fib.RouteInstaller.RouteView;
import io.eightfold.dataplane.neighbor.NeighborTable;
import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.dpdk.EthPort;
import io.eightfold.dpdk.MbufLayout;
import io.eightfold.wire.address.AddressParseException;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import io.eightfold.wire.address.MacAddress;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Builds JSON from the views of the dataplane; a worker is never disturbed. Thread: session. */
final class RouterQueries implements RequestHandler {
    private final RouterConfig config;
    private final Dataplane dataplane;
    private final RunDirectory directory;
    private final TraceRequests trace;
    private final long startedNs;

    RouterQueries(final RouterConfig config, final Dataplane dataplane, final RunDirectory directory, final long startedNs) {
        this.config = config;
        this.dataplane = dataplane;
        this.directory = directory;
        trace = new TraceRequests(dataplane.tracer());
        this.startedNs = startedNs;
    }

    @Override
    public JsonElement handle(final List<String> words) throws ManagementException {
        return switch (String.join(" ", words.subList(0, Math.min(2, words.size())))) {
            case "show interfaces" -> interfaces(named(words));
            case "show route" -> routes(about(words));
            case "show neighbors" -> neighbors(named(words));
            case "trace add", "trace clear", "show trace" -> trace.handle(words);
            case "show version" -> version();
            case "show running-config" -> new JsonPrimitive(ConfigWriter.writeMasked(config));
            default -> throw new ManagementException("unknown request '" + String.join(" ", words)
                + "'; this router knows show interfaces|route|neighbors|trace|version|running-config, trace add|clear");
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

    private JsonArray routes(final String wanted) throws ManagementException {
        final Map<String, String> neighborStates = dataplane.neighbors().stream()
            .collect(Collectors.toMap(n -> n.port() + " " + n.address(), NeighborTable.View::state));
        final JsonArray result = new JsonArray();
        matching(wanted).sorted(Comparator.comparing(RouteView::prefix)).forEach(r -> result.add(route(r, neighborStates)));
        if (wanted != null && result.isEmpty()) {
            throw new ManagementException("no route for " + wanted + "; `show route` lists all");
        }
        return result;
    }

    /** @param wanted a prefix, which must be there as it is, an address, which takes the longest match, or null for all. */
    private Stream<RouteView> matching(final String wanted) throws ManagementException {
        try {
            if (wanted == null) {
                return dataplane.routes().stream();
            }
            if (wanted.indexOf('/') < 0) {
                return longestMatch(Ipv8Address.parse(wanted));
            }
            final Ipv8Prefix prefix = Ipv8Prefix.parse(wanted);
            return dataplane.routes().stream().filter(r -> r.prefix().equals(prefix));
        } catch (final AddressParseException e) {
            throw new ManagementException(e.getMessage(), e);
        }
    }

    private Stream<RouteView> longestMatch(final Ipv8Address address) {
        final int longest = dataplane.routes().stream().filter(r -> covers(r.prefix(), address)).mapToInt(r -> r.prefix().lengthBits()).max().orElse(-1);
        return dataplane.routes().stream().filter(r -> covers(r.prefix(), address) && r.prefix().lengthBits() == longest);
    }

    /** The default route of IPv8 does not cover ASN 0. */
    private static boolean covers(final Ipv8Prefix prefix, final Ipv8Address address) {
        return prefix.contains(address) && !(prefix.isDefault() && address.isIpv4());
    }

    private static JsonObject route(final RouteView route, final Map<String, String> neighborStates) {
        final JsonObject result = new JsonObject();
        result.addProperty("prefix", route.prefix().toString());
        result.addProperty("protocol", route.source());
        result.addProperty("selected", route.isSelected());
        result.addProperty("distance", "static".equals(route.source()) ? 1 : 0);
        result.addProperty("metric", 0);
        final JsonArray hops = new JsonArray();
        for (final HopView hop : route.hops()) {
            final JsonObject entry = new JsonObject();
            entry.addProperty("kind", hop.kind());
            entry.addProperty("gateway", hop.gateway() == null ? null : hop.gateway().toString());
            entry.addProperty("interface", hop.port());
            entry.addProperty("neighborState", hop.gateway() == null ? null : neighborStates.get(hop.port() + " " + hop.gateway()));
            hops.add(entry);
        }
        result.add("nextHops", hops);
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
