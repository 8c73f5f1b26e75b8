// SPDX-License-Identifier: Apache-2.0
// What Eightfold says of its neighbours.
package io.eightfold.lab.interop;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.eightfold.lab.process.LabException;
import io.eightfold.lab.process.Outcome;
import io.eightfold.lab.step.Scene;
import io.eightfold.lab.topology.Interop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** By {@code show bgp} in its JSON form. Thread: session. */
final class BgpView {
    private static final int LIMIT_S = 20;
    private final Scene scene;
    private final String neighbor;

    BgpView(Scene scene, Row row) {
        this.scene = scene;
        this.neighbor = row.address();
    }

    /** The neighbour's line in {@code show bgp summary}. */
    JsonObject summary() {
        for (JsonElement each : ask(scene, "show", "bgp", "summary").getAsJsonObject().getAsJsonArray("neighbors")) {
            if (each.getAsJsonObject().get("neighbor").getAsString().equals(neighbor)) {
                return each.getAsJsonObject();
            }
        }
        throw new LabException("show bgp summary does not list " + neighbor);
    }

    boolean isEstablished() {
        return "Established".equals(summary().get("state").getAsString());
    }

    /** Everything it says of the neighbour, as text to look for words in. */
    JsonObject detail() {
        JsonElement answer = ask(scene, "show", "bgp", "neighbors", neighbor);
        return (answer.isJsonArray() ? answer.getAsJsonArray().get(0) : answer).getAsJsonObject();
    }

    /** The neighbour's path of a route, whether it is used or not. */
    Optional<JsonObject> path(PeerRoute route) {
        return paths().filter(path -> path.get("prefix").getAsString().equals(route.ipv8())).findFirst();
    }

    /** How many of the routes it has from the neighbour. */
    long count(List<PeerRoute> routes) {
        List<String> prefixes = paths().map(path -> path.get("prefix").getAsString()).toList();
        return routes.stream().filter(route -> prefixes.contains(route.ipv8())).count();
    }

    boolean has(List<PeerRoute> routes) {
        return count(routes) == routes.size();
    }

    /** Whether any path is left over from before a restart. */
    boolean hasStale() {
        return paths().anyMatch(path -> path.get("stale").getAsBoolean());
    }

    /** All paths from the neighbour, each with its prefix. */
    private Stream<JsonObject> paths() {
        List<JsonObject> found = new ArrayList<>();
        for (JsonElement each : ask(scene, "show", "bgp", "routes").getAsJsonArray()) {
            for (JsonElement element : each.getAsJsonObject().getAsJsonArray("paths")) {
                JsonObject path = element.getAsJsonObject();
                if (path.get("peer").getAsString().equals(neighbor)) {
                    path.add("prefix", each.getAsJsonObject().get("prefix"));
                    found.add(path);
                }
            }
        }
        return found.stream();
    }

    /** A command of the router with its JSON form. */
    static JsonElement ask(Scene scene, String... words) {
        List<String> all = new ArrayList<>(List.of("-i", Interop.ROUTER));
        all.addAll(List.of(words));
        all.add("-j");
        Outcome outcome = scene.shell().run(LIMIT_S, scene.ipv8(all.toArray(String[]::new)));
        if (!outcome.isOk()) {
            throw new LabException("`" + String.join(" ", words) + "` failed: " + outcome.lastLine());
        }
        try {
            return JsonParser.parseString(outcome.out());
        } catch (JsonParseException e) {
            throw new LabException("`" + String.join(" ", words) + "` printed no JSON: " + outcome.lastLine(), e);
        }
    }
}
