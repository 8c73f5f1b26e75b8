// SPDX-License-Identifier: Apache-2.0
// What the router says of its routes.
package io.eightfold.lab.whois8;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.eightfold.lab.process.LabException;
import io.eightfold.lab.process.Outcome;
import io.eightfold.lab.process.Wait;
import io.eightfold.lab.router.Side;
import io.eightfold.lab.step.Scene;
import io.eightfold.lab.topology.Whois8;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;

/** By commands where a person would look, by metrics and log where something is waited for: these cost nothing to ask. Thread: session. */
final class RouterView {
    static final String METRICS = "127.0.0.1:9342";
    /** Of a route's gateway, the station behind the router. */
    static final String GATEWAY = "64496.10.2.0.10";
    private static final int LIMIT_S = 20;

    private RouterView() {
    }

    static JsonElement ask(Scene scene, String... words) {
        Outcome outcome = run(scene, words);
        try {
            if (outcome.isOk()) {
                return JsonParser.parseString(outcome.out());
            }
        } catch (JsonParseException e) {
            throw new LabException("`" + String.join(" ", words) + "` printed no JSON: " + outcome.lastLine(), e);
        }
        throw new LabException("`" + String.join(" ", words) + "` failed: " + outcome.lastLine());
    }

    /** A command with its JSON form. */
    static Outcome run(Scene scene, String... words) {
        List<String> all = new ArrayList<>(List.of("-i", Whois8.ROUTER));
        all.addAll(List.of(words));
        all.add("-j");
        return scene.shell().run(LIMIT_S, scene.ipv8(all.toArray(String[]::new)));
    }

    /** Adds a route at run time. */
    static void addRoute(Scene scene, String prefix) {
        ask(scene, "route", "add", prefix, "via", GATEWAY);
    }

    /** {@code show whois8}. */
    static JsonObject validation(Scene scene) {
        return ask(scene, "show", "whois8").getAsJsonObject();
    }

    /** The one route of a prefix in {@code show route}. */
    static JsonObject route(Scene scene, String prefix) {
        return only(ask(scene, "show", "route", prefix).getAsJsonArray(), prefix);
    }

    /** The one route of a prefix in {@code explain route}. */
    static JsonObject explained(Scene scene, String prefix) {
        return only(ask(scene, "explain", "route", prefix).getAsJsonObject().getAsJsonArray("routes"), prefix);
    }

    private static JsonObject only(JsonArray routes, String prefix) {
        require(routes.size() == 1, routes.size() + " routes of " + prefix + " instead of one");
        return routes.get(0).getAsJsonObject();
    }

    /** Whether the dataplane has exactly this prefix. */
    static boolean isInFib(Scene scene, String prefix) {
        Outcome outcome = run(scene, "show", "fib", prefix);
        return outcome.isOk() && outcome.out().contains("\"" + prefix + "\"");
    }

    /** A server in {@code show whois8}. */
    static JsonObject server(JsonObject validation, RegistryServer wanted) {
        for (JsonElement server : validation.getAsJsonArray("servers")) {
            if (server.getAsJsonObject().get("url").getAsString().startsWith(wanted.url())) {
                return server.getAsJsonObject();
            }
        }
        throw new LabException("show whois8 does not list " + wanted.url());
    }

    /** The lab's data set in {@code show whois8}. */
    static JsonObject dataSet(JsonObject validation) {
        for (JsonElement set : validation.getAsJsonArray("dataSets")) {
            if (set.getAsJsonObject().get("rir").getAsString().equals(RegistryServer.RIR)) {
                return set.getAsJsonObject();
            }
        }
        throw new LabException("show whois8 has no data of " + RegistryServer.RIR);
    }

    /** All metrics, as a collector reads them. */
    static String metrics(Scene scene) {
        return scene.shell().run(LIMIT_S, scene.in(Whois8.ROUTER, "curl", "-sS", "--max-time", "5", "http://" + METRICS + "/metrics")).out();
    }

    /** A metric's value by its name with labels, in the order the router writes them. */
    static OptionalDouble metric(String metrics, String name) {
        return metrics.lines().filter(line -> line.startsWith(name + " ")).mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1).split(" ")[0])).findFirst();
    }

    /** Waits for a serial of the data that is in force. */
    static boolean awaitSerial(Scene scene, long limitMs, long serial) {
        return Wait.until(limitMs, () -> metric(metrics(scene), "ipv8_whois8_serial{rir=\"" + RegistryServer.RIR + "\"}").orElse(0) >= serial);
    }

    /** Length of the control plane's log, so that only what comes after it is looked at. */
    static int logMark(Scene scene) {
        return scene.daemon(Side.CONTROL_PLANE.word()).output().length();
    }

    /** The first line behind the mark that has all words. */
    static Optional<String> logLine(Scene scene, int mark, String... words) {
        String log = scene.daemon(Side.CONTROL_PLANE.word()).output();
        return log.substring(Math.min(mark, log.length())).lines().filter(line -> List.of(words).stream().allMatch(line::contains)).findFirst();
    }

    /** @throws LabException if no such line comes in time */
    static String awaitLogLine(Scene scene, int mark, long limitMs, String... words) {
        require(Wait.until(limitMs, () -> logLine(scene, mark, words).isPresent()), "the router's log has no line with " + String.join(", ", words) + " after " + limitMs + " ms");
        return logLine(scene, mark, words).orElseThrow();
    }

    /** @throws LabException if a condition does not come true in time */
    static void await(long limitMs, String what, BooleanSupplier condition) {
        require(Wait.until(limitMs, condition), what + " not seen within " + limitMs + " ms");
    }

    /** @throws LabException if something is not as it must be */
    static void require(boolean isSo, String otherwise) {
        if (!isSo) {
            throw new LabException(otherwise);
        }
    }

    /** A line of evidence, as it was logged, without the time. */
    static void show(Scene scene, String line) {
        int subject = line.indexOf("whois8 ");
        scene.screen().line("      " + (subject < 0 ? line.strip() : line.substring(subject).strip()));
    }
}
