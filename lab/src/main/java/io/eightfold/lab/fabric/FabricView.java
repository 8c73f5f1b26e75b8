// SPDX-License-Identifier: Apache-2.0
// What the routers say, as values.
package io.eightfold.lab.fabric;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.eightfold.lab.step.Scene;
import io.eightfold.lab.topology.Fabric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The state of one router at one moment; a process that is away has said nothing. Thread: any; immutable. */
record FabricView(int number, Optional<JsonObject> summary, Optional<JsonObject> validation, Map<String, Long> counters, Optional<JsonObject> far) {
    /** Of routes by internal BGP: their validation is the business of the router at the border. */
    private static final int INTERNAL_DISTANCE = 200;
    private static final String ESTABLISHED = "Established";
    private static final String[] COUNTERS = {"received", "forwarded", "delivered", "punted", "dropped", "transmitted"};

    /** Asks both processes. */
    static FabricView of(Scene scene, FabricRouter router) {
        return new FabricView(router.number(), router.control(scene, "show", "bgp", "summary").map(JsonElement::getAsJsonObject),
            router.control(scene, "show", "whois8").map(JsonElement::getAsJsonObject), counters(router.dataplane(scene, "show", "interfaces")), farRoute(scene, router));
    }

    /** The route to the hosts of the other AS. */
    private static Optional<JsonObject> farRoute(Scene scene, FabricRouter router) {
        return route(scene, router, Fabric.side(router.number()).other().hosts8());
    }

    /** A route of exactly this prefix. */
    static Optional<JsonObject> route(Scene scene, FabricRouter router, String prefix) {
        return router.control(scene, "show", "route", prefix).flatMap(answer -> routes(answer).stream()
            .filter(route -> route.get("prefix").getAsString().equals(prefix)).findFirst());
    }

    private static List<JsonObject> routes(JsonElement answer) {
        JsonArray array = answer.isJsonArray() ? answer.getAsJsonArray() : answer.getAsJsonObject().getAsJsonArray("routes");
        return array.asList().stream().map(JsonElement::getAsJsonObject).toList();
    }

    private static Map<String, Long> counters(Optional<JsonElement> answer) {
        Map<String, Long> counters = new LinkedHashMap<>();
        answer.ifPresent(ports -> ports.getAsJsonArray().forEach(element -> {
            JsonObject port = element.getAsJsonObject();
            JsonObject values = port.getAsJsonObject("counters");
            for (String name : COUNTERS) {
                counters.put(port.get("name").getAsString() + "." + name, values.get(name).getAsLong());
            }
        }));
        return counters;
    }

    boolean hasControlPlane() {
        return summary.isPresent();
    }

    boolean hasDataplane() {
        return !counters.isEmpty();
    }

    /** Neighbours by address, with the state of the session. */
    Map<String, String> sessions() {
        Map<String, String> sessions = new LinkedHashMap<>();
        summary.ifPresent(text -> text.getAsJsonArray("neighbors").forEach(each -> sessions.put(each.getAsJsonObject().get("neighbor").getAsString(),
            each.getAsJsonObject().get("state").getAsString())));
        return sessions;
    }

    /** How many sessions are established. */
    int established() {
        return (int) sessions().values().stream().filter(ESTABLISHED::equals).count();
    }

    /** Neighbours whose session is not. */
    List<String> missing() {
        List<String> missing = new ArrayList<>();
        sessions().forEach((neighbor, state) -> {
            if (!ESTABLISHED.equals(state)) {
                missing.add(neighbor + " " + state);
            }
        });
        return missing;
    }

    /** A word such as live; away when there is no control plane. */
    String whois8() {
        return validation.flatMap(text -> text.getAsJsonArray("dataSets").asList().stream().map(set -> set.getAsJsonObject().get("state").getAsString()).findFirst())
            .orElse("away");
    }

    /** Whether the route to the other AS may be used: validated here, or by the partner that told it. */
    boolean hasFarRoute() {
        String verdict = farVerdict().orElse("");
        return "valid".equals(verdict) || "exempt".equals(verdict) && far.orElseThrow().get("distance").getAsInt() == INTERNAL_DISTANCE;
    }

    /** The verdict of the route to the other AS; empty without a route. */
    Optional<String> farVerdict() {
        return far.filter(route -> route.has("verdict") && route.get("verdict").isJsonPrimitive()).map(route -> route.get("verdict").getAsString());
    }
}
