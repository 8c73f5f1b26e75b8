// SPDX-License-Identifier: Apache-2.0
// What ExaBGP heard.
package io.eightfold.lab.interop;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Replays its JSON events, a line each, into the routes that are valid at their end. Thread: any. */
final class ExabgpLog {
    private final Map<PeerRoute, List<Long>> routes = new LinkedHashMap<>();

    private ExabgpLog() {
    }

    static Map<PeerRoute, List<Long>> routes(List<String> lines) {
        ExabgpLog log = new ExabgpLog();
        lines.forEach(log::line);
        return log.routes;
    }

    /** Its lines about route refresh are no JSON (quotes are doubled), and the last line may be half written. */
    private void line(String line) {
        JsonObject event;
        try {
            event = JsonParser.parseString(line).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            return;
        }
        JsonObject neighbor = event.getAsJsonObject("neighbor");
        if ("state".equals(event.get("type").getAsString()) && !"up".equals(neighbor.get("state").getAsString())) {
            routes.clear();
        } else if (neighbor.has("message") && neighbor.getAsJsonObject("message").has("update")) {
            update(neighbor.getAsJsonObject("message").getAsJsonObject("update"));
        }
    }

    private void update(JsonObject update) {
        if (update.has("withdraw")) {
            update.getAsJsonObject("withdraw").entrySet().forEach(family -> family.getValue().getAsJsonArray()
                .forEach(each -> withdraw(each.getAsJsonObject())));
        }
        if (update.has("announce")) {
            JsonObject attributes = update.getAsJsonObject("attribute");
            update.getAsJsonObject("announce").entrySet().forEach(family -> family.getValue().getAsJsonObject().entrySet()
                .forEach(hop -> hop.getValue().getAsJsonArray().forEach(each -> routes.put(route(each.getAsJsonObject(), attributes), path(attributes)))));
        }
    }

    /** A withdrawal of IPv4 does not say the ASN: the prefix has one at most. */
    private void withdraw(JsonObject nlri) {
        String prefix = nlri.get("nlri").getAsString();
        routes.keySet().removeIf(route -> route.prefix().equals(prefix) && (!nlri.has("rd") || route.asn() == asnOf(nlri)));
    }

    private static PeerRoute route(JsonObject nlri, JsonObject attributes) {
        List<String> communities = attributes.has("large-community") ? attributes.getAsJsonArray("large-community").asList().stream()
            .map(each -> String.join(":", each.getAsJsonArray().asList().stream().map(JsonElement::getAsString).toList())).toList() : List.of();
        return new PeerRoute(nlri.has("rd") ? asnOf(nlri) : Communities.asn(communities), nlri.get("nlri").getAsString());
    }

    private static long asnOf(JsonObject nlri) {
        String rd = nlri.get("rd").getAsString();
        return Long.parseLong(rd.substring(0, rd.indexOf(':')));
    }

    private static List<Long> path(JsonObject attributes) {
        JsonArray path = attributes.has("as-path") ? attributes.getAsJsonArray("as-path") : new JsonArray();
        return path.asList().stream().map(JsonElement::getAsLong).toList();
    }
}
