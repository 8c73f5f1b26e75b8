// SPDX-License-Identifier: Apache-2.0
// The answers to config requests as text.
package io.eightfold.cli.command.config;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.eightfold.cli.show.TextTable;
import io.eightfold.controlplane.change.ConfigJson;
import io.eightfold.controlplane.config.ChangeEffect;
import io.eightfold.controlplane.config.ConfigProblem;
import java.util.Map;

/** The answers to config requests as text: first the lines that changed, then one line that says what came of it. Thread: startup. */
public final class ConfigText {
    private static final Map<String, String> DONE_WORDS = Map.of("confirm", "confirmed", "rollback", "rolled back", "undo", "undone");
    private static final Map<String, String> PROCESS_WORDS = Map.of(ChangeEffect.DATAPLANE_RESTART.word(), "dataplane",
        ChangeEffect.CONTROLPLANE_RESTART.word(), "control plane");

    private ConfigText() {
    }

    /** What a change came to. */
    public static String outcome(final JsonElement answer, final String id) {
        final JsonObject outcome = answer.getAsJsonObject();
        final String cause = outcome.get("cause").getAsString();
        final StringBuilder text = new StringBuilder(ConfigJson.diffText(outcome.get("diff")));
        text.append(DONE_WORDS.getOrDefault(cause, "applied")).append(" in ").append(Math.round(outcome.get("tookMs").getAsDouble())).append(" ms: ")
            .append(outcome.get("summary").getAsString()).append("; history ").append(outcome.get("history").getAsInt()).append('\n');
        return text + waiting(outcome, id) + confirm(outcome, id);
    }

    /** What leads from an earlier configuration to the one in force, or what waits for a restart. */
    public static String diff(final JsonElement answer, final String id) {
        final JsonObject diff = answer.getAsJsonObject();
        final boolean isOfRestart = diff.get("from").isJsonNull();
        final String lines = ConfigJson.diffText(diff.get("diff"));
        final String nothing = isOfRestart ? "nothing waits for a restart\n" : "no difference between history " + diff.get("from").getAsInt()
            + " and the configuration in force\n";
        return (lines.isEmpty() ? nothing : lines) + (isOfRestart ? "" : waiting(diff, id)) + confirm(diff, id);
    }

    /** What a file would change. */
    public static String comparison(final JsonElement answer, final String file) {
        final String lines = ConfigJson.diffText(answer.getAsJsonObject().get("diff"));
        return lines.isEmpty() ? file + " says what is in force; nothing would change\n" : lines;
    }

    /** Newest first; a star stands at the configuration in force. */
    public static String history(final JsonElement answer) {
        final TextTable table = new TextTable("", ">Number", "Time", "Cause", "User", ">Lines", "Source");
        for (final JsonElement each : answer.getAsJsonArray()) {
            final JsonObject entry = each.getAsJsonObject();
            table.row(entry.get("current").getAsBoolean() ? "*" : "", entry.get("number").getAsInt(), entry.get("time").getAsString(),
                entry.get("cause").getAsString(), entry.get("user").getAsString(), entry.get("lines").getAsLong(), entry.get("source").getAsString());
        }
        return table.toString();
    }

    private static String waiting(final JsonObject answer, final String id) {
        final JsonArray lines = answer.getAsJsonArray("pendingRestart");
        final StringBuilder text = new StringBuilder();
        for (final ChangeEffect effect : ChangeEffect.values()) {
            final long count = lines.asList().stream().filter(line -> effect.word().equals(line.getAsJsonObject().get("effect").getAsString())).count();
            if (count > 0) {
                text.append(count).append(count == 1 ? " line waits" : " lines wait").append(" for a restart of the ").append(PROCESS_WORDS.get(effect.word()))
                    .append("; see: ipv8 -i ").append(id).append(" config diff\n");
            }
        }
        return text.toString();
    }

    private static String confirm(final JsonObject answer, final String id) {
        return answer.get("confirmInMs").isJsonNull() ? "" : "undone in " + (answer.get("confirmInMs").getAsLong() + 999) / 1000 + " s ("
            + answer.get("confirmBy").getAsString() + ") unless confirmed with: ipv8 -i " + id + " config confirm\n";
    }

    /**
     * Warnings, and the problems of a file that was not applied.
     *
     * @param name what the file is called
     * @param text what was sent, for the lines at fault, or null when the router read its own file
     */
    public static String findings(final JsonElement answer, final String name, final String text) {
        final JsonObject object = answer.getAsJsonObject();
        final StringBuilder report = new StringBuilder();
        for (final JsonElement each : object.getAsJsonArray("problems")) {
            final ConfigProblem problem = problem(each.getAsJsonObject(), name);
            report.append(problem).append('\n').append(text == null ? "" : problem.excerpt(text).stripTrailing() + "\n");
        }
        for (final JsonElement each : object.getAsJsonArray("warnings")) {
            report.append("warning: ").append(problem(each.getAsJsonObject(), name)).append('\n');
        }
        if (object.has("hostWarnings")) {
            object.getAsJsonArray("hostWarnings").forEach(each -> report.append("warning: ").append(each.getAsString()).append('\n'));
        }
        return report.toString();
    }

    private static ConfigProblem problem(final JsonObject json, final String name) {
        return new ConfigProblem(name, json.get("line").getAsInt(), json.get("column").getAsInt(), json.get("word").getAsString(),
            json.get("message").getAsString());
    }
}
