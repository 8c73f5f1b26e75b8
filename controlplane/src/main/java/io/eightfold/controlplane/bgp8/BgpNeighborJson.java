// SPDX-License-Identifier: Apache-2.0
// A neighbour of BGP8 as JSON.
package io.eightfold.controlplane.bgp8;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.NotificationMessage;
import io.eightfold.bgp8.message.SessionOptions;
import io.eightfold.bgp8.rib.PeerView;
import io.eightfold.bgp8.rib.RefusalReason;
import io.eightfold.bgp8.session.SessionState;
import io.eightfold.bgp8.session.Side;
import io.eightfold.bgp8.transport.SessionStatus;
import io.eightfold.bgp8.transport.TcpInfo;
import io.eightfold.controlplane.config.NeighborConfig;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Map;

/** A neighbour of BGP8 as JSON: a line of the summary, and everything. Thread: any. */
final class BgpNeighborJson {
    /** What the RIB's thread knows of a neighbour. */
    record Facts(NeighborConfig config, PeerView routes, long costFactor, boolean isCostAnomaly, JsonObject costs, boolean isDeniedIn, boolean isDeniedOut) {
    }

    private BgpNeighborJson() {
    }

    /** @param session null when the session's thread has not heard of it yet @param version of the table; a neighbour that is owed nothing has it */
    static JsonObject summary(final Facts facts, final SessionStatus session, final long version) {
        final JsonObject json = new JsonObject();
        final NeighborConfig config = facts.config();
        json.addProperty("neighbor", config.name());
        json.addProperty("remoteAsn", Integer.toUnsignedLong(config.remoteAsn()));
        json.addProperty("desc", config.description());
        json.addProperty("state", state(session).word());
        json.addProperty("stateReason", reason(config, session));
        json.addProperty("upDownS", session == null ? null : session.upS() >= 0 ? (Long) session.upS() : session.lastErrorS() >= 0 ? (Long) session.lastErrorS() : null);
        json.addProperty("msgRcvd", session == null ? 0 : session.received().all());
        json.addProperty("msgSent", session == null ? 0 : session.sent().all());
        json.addProperty("tableVersion", session != null && session.upS() >= 0 && facts.routes().owed() == 0 ? version : 0);
        json.addProperty("inQ", session == null ? 0 : session.inputBytes());
        json.addProperty("outQ", session == null ? 0 : session.outputBytes());
        json.addProperty("pfxRcd", facts.routes().received());
        json.addProperty("pfxAccepted", facts.routes().accepted());
        json.addProperty("pfxSnt", facts.routes().advertised());
        json.addProperty("deniedIn", facts.isDeniedIn());
        json.addProperty("deniedOut", facts.isDeniedOut());
        json.addProperty("costFactor", facts.costFactor());
        json.addProperty("costAnomaly", facts.isCostAnomaly());
        json.addProperty("refusedByVerdict", facts.routes().refused().getOrDefault(RefusalReason.VALIDITY, 0));
        return json;
    }

    private static SessionState state(final SessionStatus session) {
        return session == null ? SessionState.IDLE : session.state();
    }

    private static String reason(final NeighborConfig config, final SessionStatus session) {
        return config.session().isShutdown() ? "Admin" : session != null && session.isHeldDown() ? "Held" : null;
    }

    static JsonObject details(final Facts facts, final SessionStatus session) {
        final JsonObject json = summary(facts, session, 0);
        json.remove("tableVersion");
        json.addProperty("internal", session != null && session.settings().isInternal());
        json.add("routes", routes(facts.routes()));
        json.add("policy", policy(facts.config()));
        json.add("costs", facts.costs());
        if (session != null) {
            json.add("session", session(session));
            json.add("messages", messages(session));
            json.add("tcp", session.tcp() == null ? new JsonObject() : tcp(session.tcp()));
        }
        return json;
    }

    private static JsonObject routes(final PeerView view) {
        final JsonObject json = new JsonObject();
        json.addProperty("received", view.received());
        json.addProperty("accepted", view.accepted());
        json.addProperty("stale", view.stale());
        json.addProperty("advertised", view.advertised());
        json.addProperty("owed", view.owed());
        json.add("refused", counts(view.refused(), RefusalReason::label));
        json.add("refusals", counts(view.refusals(), RefusalReason::label));
        json.add("errors", counts(view.errors(), kind -> kind.label()));
        json.add("endOfRibReceived", carriers(view.endOfRibReceived()));
        json.add("endOfRibSent", carriers(view.endOfRibSent()));
        return json;
    }

    private interface Label<K> {
        String of(K key);
    }

    private static <K> JsonObject counts(final Map<K, ? extends Number> values, final Label<K> label) {
        final JsonObject json = new JsonObject();
        values.forEach((key, count) -> {
            if (count.longValue() > 0) {
                json.addProperty(label.of(key), count);
            }
        });
        return json;
    }

    private static JsonArray carriers(final Collection<Carrier> carriers) {
        final JsonArray all = new JsonArray();
        carriers.stream().sorted().forEach(carrier -> all.add(carrier.word()));
        return all;
    }

    private static JsonObject policy(final NeighborConfig config) {
        final JsonObject json = new JsonObject();
        json.addProperty("routeMapIn", config.routes().routeMapIn());
        json.addProperty("routeMapOut", config.routes().routeMapOut());
        json.addProperty("prefixListIn", config.routes().prefixListIn());
        json.addProperty("prefixListOut", config.routes().prefixListOut());
        json.addProperty("maximumPrefix", config.routes().maximumPrefix() == null ? null : config.routes().maximumPrefix().count());
        return json;
    }

    private static JsonObject session(final SessionStatus session) {
        final JsonObject json = new JsonObject();
        json.addProperty("local", end(session.local()));
        json.addProperty("remote", end(session.remote()));
        json.addProperty("openedBy", session.side() == null ? null : session.side() == Side.OUTGOING ? "us" : "peer");
        json.addProperty("timesUp", session.timesUp());
        json.addProperty("connectionsRefused", session.refused());
        json.addProperty("readingPaused", session.isReadingPaused());
        json.addProperty("password", session.settings().password() != null);
        final JsonObject timers = new JsonObject();
        session.timersMs().forEach((timer, leftMs) -> timers.addProperty(timer.word(), leftMs / 1000.0));
        json.add("timersLeftS", timers);
        if (session.options() != null) {
            json.add("agreed", agreed(session.options()));
        }
        json.addProperty("lastError", session.lastError().isEmpty() ? null : session.lastError());
        json.addProperty("lastNotificationReceived", notification(session.lastNotification()));
        json.addProperty("lastNotificationSent", notification(session.lastNotified()));
        return json;
    }

    private static String end(final InetSocketAddress address) {
        return address == null ? null : address.getAddress().getHostAddress() + ':' + address.getPort();
    }

    private static String notification(final NotificationMessage message) {
        return message == null ? null : message.text().isEmpty() ? message.toString() : message.words() + " \"" + message.text() + '"';
    }

    private static JsonObject agreed(final SessionOptions options) {
        final JsonObject json = new JsonObject();
        json.addProperty("peerRouterId", BgpRouteJson.ipv4(options.peerIdentifier()));
        json.addProperty("holdTimeS", options.holdTimeS());
        json.add("carriers", carriers(options.carriers()));
        json.add("addPathReceive", carriers(options.addPathReceive()));
        json.add("addPathSend", carriers(options.addPathSend()));
        json.addProperty("fourOctetAsn", options.isFourOctetAsn());
        json.addProperty("extendedMessage", options.isExtendedMessage());
        json.addProperty("routeRefresh", options.isRouteRefresh());
        json.addProperty("enhancedRouteRefresh", options.isEnhancedRefresh());
        json.addProperty("gracefulRestartS", options.gracefulRestart() == null ? null : options.gracefulRestart().restartTimeS());
        json.addProperty("localRole", options.localRole() == null ? null : options.localRole().word());
        json.addProperty("peerRole", options.peerRole() == null ? null : options.peerRole().word());
        return json;
    }

    private static JsonObject messages(final SessionStatus session) {
        final JsonObject json = new JsonObject();
        json.add("received", messages(session.received()));
        json.add("sent", messages(session.sent()));
        return json;
    }

    private static JsonObject messages(final SessionStatus.Messages messages) {
        final JsonObject json = new JsonObject();
        json.addProperty("opens", messages.opens());
        json.addProperty("updates", messages.updates());
        json.addProperty("notifications", messages.notifications());
        json.addProperty("keepalives", messages.keepalives());
        json.addProperty("refreshes", messages.refreshes());
        return json;
    }

    private static JsonObject tcp(final TcpInfo tcp) {
        final JsonObject json = new JsonObject();
        json.addProperty("rttUs", tcp.rttUs());
        json.addProperty("minRttUs", tcp.minRttUs());
        json.addProperty("retransmissions", tcp.totalRetransmissions());
        json.addProperty("segmentsOut", tcp.segmentsOut());
        json.addProperty("congestionWindow", tcp.congestionWindow());
        json.addProperty("mssBytes", tcp.mssBytes());
        return json;
    }
}
