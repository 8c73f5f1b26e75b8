// SPDX-License-Identifier: Apache-2.0
// Routes of BGP8 as JSON.
package io.eightfold.controlplane.bgp8;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.eightfold.bgp8.attribute.Aggregator;
import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.attribute.Community;
import io.eightfold.bgp8.attribute.LargeCommunities;
import io.eightfold.bgp8.attribute.UnknownAttribute;
import io.eightfold.bgp8.rib.BgpRouteView;
import io.eightfold.bgp8.rib.PathView;
import io.eightfold.bgp8.rib.RefusalReason;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.IntFunction;

/** Routes of BGP8 as JSON, with the keys that operators know from FRR where there are such. Thread: any. */
final class BgpRouteJson {
    private BgpRouteJson() {
    }

    /** @param peerName of a peer's number @param nowNs of the clock that the RIB was told */
    static JsonObject route(final BgpRouteView view, final IntFunction<String> peerName, final long nowNs) {
        final JsonObject route = new JsonObject();
        route.addProperty("prefix", prefix(view.address(), view.lengthBits()));
        final JsonArray paths = new JsonArray();
        view.paths().forEach(path -> paths.add(path(path, peerName, nowNs)));
        route.add("paths", paths);
        if (view.advertised() != null) {
            route.add("advertised", attributes(view.advertised()));
        }
        return route;
    }

    static String prefix(final long address, final int lengthBits) {
        return new Ipv8Prefix(Ipv8Address.ofBits(address), lengthBits).toString();
    }

    private static JsonObject path(final PathView view, final IntFunction<String> peerName, final long nowNs) {
        final JsonObject path = new JsonObject();
        path.addProperty("peer", peerName.apply(view.peer()));
        path.addProperty("best", view.isBest());
        path.addProperty("external", view.isExternal());
        path.addProperty("stale", view.isStale());
        path.addProperty("verdict", view.validity().word());
        path.addProperty("refused", view.reason() == RefusalReason.NONE ? null : view.reason().label());
        path.addProperty("refusedBecause", view.reason() == RefusalReason.NONE ? null : view.reason().text());
        path.addProperty("lostBy", view.lostBy() == null ? null : view.lostBy().word());
        path.addProperty("lostBecause", view.lostBy() == null ? null : view.lostBy().text());
        path.addProperty("costFactorTotal", Integer.toUnsignedLong(view.totalCost()));
        path.addProperty("carrier", view.carrier() == null ? null : view.carrier().word());
        path.addProperty("pathId", Integer.toUnsignedLong(view.pathId()));
        path.addProperty("ageS", Math.max(0, nowNs - view.sinceNs()) / 1_000_000_000L);
        path.add("attributes", attributes(view.used() == null ? view.received() : view.used()));
        path.add("received", view.used() == null || view.used().equals(view.received()) ? JsonNull.INSTANCE : attributes(view.received()));
        return path;
    }

    /** What is said of a route; keys of what is not there are null. */
    static JsonObject attributes(final AttributeSet set) {
        final JsonObject json = new JsonObject();
        json.addProperty("origin", set.origin().name().toLowerCase(Locale.ROOT));
        json.addProperty("asPath", set.asPath().toString());
        json.addProperty("asPathLength", set.asPath().length());
        json.addProperty("nextHop", set.nextHop() == 0 ? null : Ipv8Address.ofBits(set.nextHop()).toString());
        json.addProperty("med", set.hasMed() ? Integer.toUnsignedLong(set.med()) : null);
        json.addProperty("localPreference", set.hasLocalPreference() ? Integer.toUnsignedLong(set.localPreference()) : null);
        json.addProperty("costFactor", set.hasCostFactor() ? Integer.toUnsignedLong(set.costFactor()) : null);
        json.addProperty("tunnelEndpoint", set.tunnelEndpoint() == null ? null : ipv4(set.tunnelEndpoint().address()));
        json.add("tunnelEncapsulations", encapsulations(set));
        json.add("communities", communities(set));
        json.add("largeCommunities", largeCommunities(set));
        json.add("extendedCommunities", extendedCommunities(set));
        json.addProperty("onlyToCustomer", set.onlyToCustomer() == 0 ? null : Integer.toUnsignedLong(set.onlyToCustomer()));
        json.addProperty("originatorId", set.originatorId() == 0 ? null : ipv4(set.originatorId()));
        json.add("clusterList", clusterList(set));
        json.addProperty("atomicAggregate", set.isAtomicAggregate());
        json.addProperty("aggregator", aggregator(set.aggregator()));
        json.add("unknown", unknown(set));
        return json;
    }

    /** In which the tunnel's end takes packets; empty without one. */
    private static JsonArray encapsulations(final AttributeSet set) {
        final JsonArray all = new JsonArray();
        if (set.tunnelEndpoint() != null) {
            set.tunnelEndpoint().encapsulations().forEach(each -> all.add(each.word()));
        }
        return all;
    }

    private static JsonArray communities(final AttributeSet set) {
        final JsonArray all = new JsonArray();
        for (final int community : set.communities()) {
            all.add(Community.text(community));
        }
        return all;
    }

    private static JsonArray largeCommunities(final AttributeSet set) {
        final JsonArray all = new JsonArray();
        for (int i = 0; i < set.largeCommunities().length; i += LargeCommunities.WORDS) {
            all.add(LargeCommunities.text(set.largeCommunities(), i));
        }
        return all;
    }

    private static JsonArray extendedCommunities(final AttributeSet set) {
        final JsonArray all = new JsonArray();
        for (final long community : set.extendedCommunities()) {
            all.add("%016x".formatted(community));
        }
        return all;
    }

    private static JsonArray clusterList(final AttributeSet set) {
        final JsonArray all = new JsonArray();
        for (final int cluster : set.clusterList()) {
            all.add(ipv4(cluster));
        }
        return all;
    }

    private static JsonArray unknown(final AttributeSet set) {
        final JsonArray all = new JsonArray();
        for (final UnknownAttribute attribute : set.unknown()) {
            final JsonObject one = new JsonObject();
            one.addProperty("type", attribute.type());
            one.addProperty("flags", attribute.flags());
            one.addProperty("value", HexFormat.of().formatHex(attribute.value()));
            all.add(one);
        }
        return all;
    }

    private static String aggregator(final Aggregator aggregator) {
        return aggregator == null ? null : Integer.toUnsignedString(aggregator.asn()) + ' ' + ipv4(aggregator.identifier());
    }

    static String ipv4(final int address) {
        return Ipv8Address.ofIpv4(address).toString();
    }
}
