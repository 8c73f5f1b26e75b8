// SPDX-License-Identifier: Apache-2.0
// The JSON of configuration changes.
package io.eightfold.controlplane.change;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.eightfold.controlplane.config.ChangeEffect;
import io.eightfold.controlplane.config.ChangedLine;
import io.eightfold.controlplane.config.ConfigDiff;
import io.eightfold.controlplane.config.ConfigProblem;
import io.eightfold.controlplane.config.ConfigResult;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The JSON of configuration changes: camelCase keys, numbers as numbers, null for what is not there. Secrets are hidden in all of it. */
public final class ConfigJson {
    private ConfigJson() {
    }

    static JsonObject outcome(final ConfigManager manager, final ConfigOutcome outcome) {
        final JsonObject json = new JsonObject();
        json.addProperty("applied", true);
        json.addProperty("cause", outcome.cause());
        json.addProperty("tookMs", Math.round(outcome.tookNs() / 1e5) / 10.0);
        json.addProperty("summary", outcome.diff().summary());
        json.addProperty("routesAdded", outcome.diff().routesAdded().size());
        json.addProperty("routesRemoved", outcome.diff().routesRemoved().size());
        json.addProperty("routesChanged", outcome.diff().routesChanged().size());
        json.add("diff", array(outcome.diff().lines(), ConfigJson::line));
        json.addProperty("history", outcome.history());
        json.add("pendingRestart", array(outcome.waiting(), ConfigJson::line));
        confirm(json, manager, outcome.confirmByMs() == 0 ? Optional.empty() : Optional.of(outcome.confirmByMs()));
        json.add("problems", new JsonArray());
        json.add("warnings", array(outcome.configWarnings(), ConfigJson::problem));
        final JsonArray host = new JsonArray();
        outcome.hostWarnings().forEach(host::add);
        json.add("hostWarnings", host);
        return json;
    }

    static JsonObject rejected(final ConfigChangeException e) {
        final JsonObject json = new JsonObject();
        json.addProperty("applied", false);
        json.addProperty("summary", e.getMessage());
        json.add("problems", array(e.problems(), ConfigJson::problem));
        json.add("warnings", array(e.warnings(), ConfigJson::problem));
        return json;
    }

    /** Newest first, as an operator reads it. */
    static JsonArray history(final ConfigManager manager) {
        final List<HistoryEntry> entries = new ArrayList<>(manager.history()).reversed();
        final JsonArray json = array(entries, ConfigJson::entry);
        for (int i = 0; i < json.size(); i++) {
            json.get(i).getAsJsonObject().addProperty("current", i == 0);
        }
        return json;
    }

    private static JsonObject entry(final HistoryEntry entry) {
        final JsonObject json = new JsonObject();
        json.addProperty("number", entry.number());
        json.addProperty("time", time(entry.timeMs()));
        json.addProperty("cause", entry.cause());
        json.addProperty("user", entry.user());
        json.addProperty("source", entry.source());
        json.addProperty("lines", entry.text().lines().count());
        return json;
    }

    /** @param number of the history entry that the lines lead from, or null when they wait for a restart */
    static JsonObject diff(final ConfigManager manager, final Integer number, final List<ChangedLine> lines) {
        final JsonObject json = new JsonObject();
        json.addProperty("from", number);
        json.add("diff", array(lines, ConfigJson::line));
        json.add("pendingRestart", array(manager.waiting(), ConfigJson::line));
        confirm(json, manager, manager.confirmByMs());
        return json;
    }

    /** What {@code config check} prints. */
    public static JsonObject check(final ConfigResult result) {
        final JsonObject json = new JsonObject();
        json.addProperty("good", result.isGood());
        json.add("problems", array(result.problems(), ConfigJson::problem));
        json.add("warnings", array(result.warnings(), ConfigJson::problem));
        return json;
    }

    private static void confirm(final JsonObject json, final ConfigManager manager, final Optional<Long> byMs) {
        json.addProperty("confirmBy", byMs.map(ConfigJson::time).orElse(null));
        json.addProperty("confirmInMs", byMs.map(manager::remainingMs).orElse(null));
    }

    private static String time(final long timeMs) {
        return Instant.ofEpochMilli(timeMs).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static JsonObject line(final ChangedLine line) {
        final JsonObject json = new JsonObject();
        json.addProperty("sign", line.isAdded() ? "+" : "-");
        json.addProperty("block", line.block());
        json.addProperty("line", line.text());
        json.addProperty("effect", line.effect().word());
        return json;
    }

    private static JsonObject problem(final ConfigProblem problem) {
        final JsonObject json = new JsonObject();
        json.addProperty("line", problem.line());
        json.addProperty("column", problem.column());
        json.addProperty("word", problem.word());
        json.addProperty("message", problem.message());
        return json;
    }

    /** The lines of an answer's array as text, as {@link ConfigDiff#text} writes them. */
    public static String diffText(final JsonElement lines) {
        final List<ChangedLine> changed = new ArrayList<>();
        for (final JsonElement each : lines.getAsJsonArray()) {
            final JsonObject line = each.getAsJsonObject();
            changed.add(new ChangedLine("+".equals(line.get("sign").getAsString()), line.get("block").getAsString(), line.get("line").getAsString(),
                    ChangeEffect.named(line.get("effect").getAsString())));
        }
        return ConfigDiff.text(changed);
    }

    private static <T> JsonArray array(final List<T> values, final Function<T, JsonObject> toJson) {
        final JsonArray array = new JsonArray(values.size());
        values.forEach(value -> array.add(toJson.apply(value)));
        return array;
    }
}
