// SPDX-License-Identifier: Apache-2.0
// What crosses the border of the AS, and what does not, as JSON.
package io.eightfold.cli.router;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.eightfold.controlplane.config.AsnSpan;
import io.eightfold.controlplane.config.BorderConfig;
import io.eightfold.controlplane.config.InterfaceConfig;
import io.eightfold.controlplane.config.RouterConfig;
import io.eightfold.controlplane.config.TunnelEndConfig;
import io.eightfold.dataplane.counter.CounterReader;
import io.eightfold.dataplane.counter.DropReason;
import io.eightfold.dataplane.counter.PortCounter;
import io.eightfold.dataplane.route.TunnelTable;
import io.eightfold.dataplane.tunnel.https.HttpsTunnel;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.tunnel.Encapsulation;
import java.util.Comparator;
import java.util.List;

/** Answers of {@code show border} and {@code show tunnels}, from the configuration that the dataplane was started with and its counters. Thread: any. */
final class BoundaryJson {
    private static final List<PortCounter> TUNNEL_COUNTERS = List.of(PortCounter.ENCAPSULATED, PortCounter.DECAPSULATED, PortCounter.TUNNEL_ERRORS);
    private static final Comparator<TunnelTable.View> ORDER = Comparator.<TunnelTable.View>comparingInt(t -> t.hop().remote() ^ Integer.MIN_VALUE)
        .thenComparing(t -> t.hop().encapsulation()).thenComparing(t -> t.hop().port()).thenComparingLong(t -> t.hop().gateway());

    private BoundaryJson() {
    }

    /** Interfaces with a border and their drops by rule, the zones that reach each other, and what zones lost that do not. Packets count where they came in. */
    static JsonObject border(final RouterConfig config, final List<CounterReader.PortValues> counters) {
        final JsonObject result = new JsonObject();
        final JsonArray interfaces = new JsonArray();
        counters.forEach(values -> interfaces.add(border(config.interfaceNamed(values.name()).map(InterfaceConfig::border).orElse(null), values)));
        result.add("interfaces", interfaces);
        final JsonArray zones = new JsonArray();
        config.zonePermits().forEach(permit -> {
            final JsonArray pair = new JsonArray();
            pair.add(Ipv8Address.fourOctets(permit.zone()));
            pair.add(Ipv8Address.fourOctets(permit.other()));
            zones.add(pair);
        });
        result.add("zones", zones);
        result.addProperty("zoneIsolation", counters.stream().mapToLong(values -> values.drops().getOrDefault(DropReason.ZONE_ISOLATION, 0L)).sum());
        return result;
    }

    private static JsonObject border(final BorderConfig border, final CounterReader.PortValues values) {
        final JsonObject result = new JsonObject();
        result.addProperty("name", values.name());
        result.addProperty("external", border != null);
        final JsonArray sources = new JsonArray();
        if (border != null) {
            border.sources().stream().map(AsnSpan::toString).forEach(sources::add);
        }
        result.add("sources", sources);
        result.addProperty("rine", border != null && border.isRine());
        result.add("drops", drops(DropReason.Group.BORDER, values));
        return result;
    }

    /** Zeros too: a rule that never hit is news. */
    private static JsonObject drops(final DropReason.Group group, final CounterReader.PortValues values) {
        final JsonObject result = new JsonObject();
        DropReason.of(group).forEach(reason -> result.addProperty(reason.label(), values.drops().getOrDefault(reason, 0L)));
        return result;
    }

    /** Our end, the tunnels that routes lead into, and what went through. @param streams those of HTTPS, or null without */
    static JsonObject tunnels(final TunnelEndConfig end, final List<TunnelTable.View> tunnels, final HttpsTunnel.View streams,
                              final List<CounterReader.PortValues> counters) {
        final JsonObject result = new JsonObject();
        result.addProperty("local", end == null ? null : Ipv8Address.fourOctets(end.address()));
        final JsonArray accepted = new JsonArray();
        (end == null ? List.<Encapsulation>of() : end.encapsulations()).forEach(encapsulation -> accepted.add(encapsulation.word()));
        result.add("encapsulations", accepted);
        final JsonArray all = new JsonArray();
        tunnels.stream().sorted(ORDER).forEach(tunnel -> all.add(tunnel(tunnel, streams)));
        result.add("tunnels", all);
        result.add("streams", streams == null ? JsonNull.INSTANCE : streams(streams));
        final JsonArray interfaces = new JsonArray();
        counters.forEach(values -> interfaces.add(tunnelled(values)));
        result.add("interfaces", interfaces);
        return result;
    }

    private static JsonObject tunnel(final TunnelTable.View tunnel, final HttpsTunnel.View streams) {
        final JsonObject result = new JsonObject();
        result.addProperty("remote", Ipv8Address.fourOctets(tunnel.hop().remote()));
        result.addProperty("encapsulation", tunnel.hop().encapsulation().word());
        result.addProperty("gateway", Ipv8Address.ofBits(tunnel.hop().gateway()).toString());
        result.addProperty("interface", tunnel.hop().port());
        result.addProperty("state", state(tunnel, streams));
        result.addProperty("pathMtu", tunnel.pathMtuBytes());
        result.addProperty("mtu", tunnel.mtuBytes());
        result.addProperty("hopSets", tunnel.sets());
        return result;
    }

    private static String state(final TunnelTable.View tunnel, final HttpsTunnel.View streams) {
        if (!tunnel.isUp()) {
            return "gateway-failed";
        }
        final String remote = Ipv8Address.fourOctets(tunnel.hop().remote());
        final boolean isUsable = tunnel.hop().encapsulation() != Encapsulation.HTTPS
            || streams != null && streams.outgoing().stream().anyMatch(stream -> stream.isUp() && stream.remote().equals(remote));
        return isUsable ? "up" : "stream-down";
    }

    private static JsonObject streams(final HttpsTunnel.View view) {
        final JsonObject result = new JsonObject();
        result.addProperty("listening", view.isListening());
        result.addProperty("refused", view.refused());
        result.addProperty("malformed", view.malformed());
        final JsonArray outgoing = new JsonArray();
        view.outgoing().stream().sorted(Comparator.comparing(HttpsTunnel.Outgoing::remote)).forEach(stream -> {
            final JsonObject each = new JsonObject();
            each.addProperty("remote", stream.remote());
            each.addProperty("up", stream.isUp());
            each.addProperty("sent", stream.sent());
            each.addProperty("lost", stream.lost());
            each.addProperty("cause", stream.cause());
            outgoing.add(each);
        });
        result.add("outgoing", outgoing);
        final JsonArray incoming = new JsonArray();
        view.incoming().stream().sorted(Comparator.comparing(HttpsTunnel.Incoming::remote)).forEach(stream -> {
            final JsonObject each = new JsonObject();
            each.addProperty("remote", stream.remote());
            each.addProperty("received", stream.received());
            incoming.add(each);
        });
        result.add("incoming", incoming);
        return result;
    }

    private static JsonObject tunnelled(final CounterReader.PortValues values) {
        final JsonObject result = new JsonObject();
        result.addProperty("name", values.name());
        TUNNEL_COUNTERS.forEach(counter -> result.addProperty(counter.key(), values.of(counter)));
        result.add("drops", drops(DropReason.Group.TUNNEL, values));
        return result;
    }
}
