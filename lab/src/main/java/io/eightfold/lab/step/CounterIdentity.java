// SPDX-License-Identifier: Apache-2.0
// Every received packet came to exactly one end.
package io.eightfold.lab.step;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.eightfold.lab.process.LabException;
import io.eightfold.lab.process.Outcome;
import io.eightfold.lab.process.Wait;
import io.eightfold.lab.report.Columns;
import io.eightfold.lab.topology.Station;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code received = forwarded + delivered + punted + dropped}, for each port of each router, once nothing moves any more. */
public final class CounterIdentity implements Check {
    private static final int LIMIT_S = 10;
    private static final int ROUNDS = 5;
    private static final int SETTLE_MS = 300;

    @Override
    public Judgement run(Scene scene) {
        Map<String, JsonArray> ports = Map.of();
        List<String> problems = List.of("not read");
        for (int round = 0; round < ROUNDS && !problems.isEmpty(); round++) {
            // Packets may be on their way still, or wait for a neighbour that never answers.
            Wait.pause(SETTLE_MS);
            ports = read(scene);
            problems = problems(ports);
        }
        show(scene, ports);
        long received = ports.values().stream().flatMap(router -> router.asList().stream())
            .mapToLong(port -> value(counters(port.getAsJsonObject()), "received")).sum();
        return Judgement.of(problems, received + " received frames on " + ports.values().stream().mapToInt(JsonArray::size).sum()
            + " ports, each with one end");
    }

    private static Map<String, JsonArray> read(Scene scene) {
        List<String> names = scene.topology().routers().stream().map(Station.Router::name).toList();
        List<Outcome> outcomes = scene.shell().runAll(LIMIT_S,
            names.stream().map(name -> scene.ipv8("-i", name, "show", "interfaces", "-j")).toList());
        Map<String, JsonArray> ports = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            try {
                ports.put(names.get(i), JsonParser.parseString(outcomes.get(i).out()).getAsJsonArray());
            } catch (JsonParseException | IllegalStateException e) {
                throw new LabException(names.get(i) + " does not show its interfaces: " + outcomes.get(i).lastLine(), e);
            }
        }
        return ports;
    }

    /** Ports on which the sum does not hold. */
    static List<String> problems(Map<String, JsonArray> routers) {
        List<String> problems = new ArrayList<>();
        routers.forEach((router, ports) -> ports.forEach(port -> {
            JsonObject counters = counters(port.getAsJsonObject());
            long ends = value(counters, "forwarded") + value(counters, "delivered") + value(counters, "punted") + value(counters, "dropped");
            if (value(counters, "received") != ends) {
                problems.add(router + " " + port.getAsJsonObject().get("name").getAsString() + ": received " + value(counters, "received")
                    + ", ends " + ends);
            }
        }));
        return problems;
    }

    private static void show(Scene scene, Map<String, JsonArray> routers) {
        Columns interfaces = new Columns("Router", "Interface", "Link", ">MTU", "MAC", "Driver", "Addresses");
        Columns ends = new Columns("Router", "Interface", ">Received", ">Forwarded", ">Delivered", ">Punted", ">Dropped", ">Transmitted", ">Originated");
        Columns drops = new Columns("Router", "Interface", ">Count", "Reason");
        JsonObject values = new JsonObject();
        routers.forEach((router, ports) -> {
            values.add(router, ports);
            for (JsonElement element : ports) {
                JsonObject port = element.getAsJsonObject();
                JsonObject counters = counters(port);
                String name = port.get("name").getAsString();
                interfaces.row(router, name, port.get("link").getAsString(), port.get("mtu").getAsInt(), port.get("mac").getAsString(),
                    port.get("driver").getAsString(), String.join(" ", port.getAsJsonArray("addresses").asList().stream().map(JsonElement::getAsString).toList()));
                ends.row(router, name, value(counters, "received"), value(counters, "forwarded"), value(counters, "delivered"), value(counters, "punted"),
                    value(counters, "dropped"), value(counters, "transmitted"), value(counters, "originated"));
                counters.getAsJsonObject("drops").entrySet().forEach(drop -> drops.row(router, name, drop.getValue().getAsLong(), drop.getKey()));
                addMissed(drops, router, port);
            }
        });
        scene.findings().value("routers", values);
        scene.findings().text("Interfaces", interfaces.toString());
        scene.findings().text("Counters", ends.toString());
        if (drops.hasRows()) {
            scene.findings().text("Drop reasons", drops.toString());
        }
    }

    /** Frames the device lost before the router had them are in no sum, but whoever looks for lost packets wants to see them. */
    private static void addMissed(Columns drops, String router, JsonObject port) {
        long missed = value(port.getAsJsonObject("deviceCounters"), "rxMissed");
        if (missed > 0) {
            drops.row(router, port.get("name").getAsString(), missed, "missed by the device, not received");
        }
    }

    private static JsonObject counters(JsonObject port) {
        return port.getAsJsonObject("counters");
    }

    private static long value(JsonObject object, String key) {
        return object.get(key).getAsLong();
    }
}
