// SPDX-License-Identifier: Apache-2.0
// Answers the words `config ...` of the management socket.
package io.eightfold.controlplane.change;

import com.google.gson.JsonElement;
import io.eightfold.controlplane.management.ManagementException;
import io.eightfold.controlplane.management.RequestHandler;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * Answers the words {@code config ...} of the management socket. Clients read a file themselves and send its text, so that the router needs no access to it;
 * words in brackets may be left out from the end.
 * <pre>
 * config reload [NAME TEXT [USER]]       the router's file without NAME; config reload FILE lets the router read FILE
 * config apply MILLISECONDS NAME TEXT [USER]
 * config confirm [USER]
 * config rollback [NUMBER [USER]]        0 is the one before
 * config history
 * config diff [NUMBER]                   without NUMBER what waits for a restart
 * config compare NAME TEXT               what the text would change
 * config check NAME TEXT
 * </pre>
 * A file with problems is an answer with {@code applied} false; everything else that cannot be done is an error.
 * <p>Thread: session.
 */
public final class ConfigRequests implements RequestHandler {
    /** The first word of all requests that belong here. */
    public static final String WORD = "config";
    private static final String UNKNOWN_USER = "-";
    private static final int FIRST = 2;

    private final ConfigManager manager;

    public ConfigRequests(final ConfigManager manager) {
        this.manager = manager;
    }

    @Override
    public JsonElement handle(final List<String> words) throws ManagementException {
        try {
            return switch (words.size() > 1 ? words.get(1) : "") {
                case "reload" -> ConfigJson.outcome(manager, reload(words));
                case "apply" -> ConfigJson.outcome(manager, manager.apply(word(words, 1, "NAME"), word(words, 2, "TEXT"),
                        number(word(words, 0, "MILLISECONDS")), user(words, 3)));
                case "confirm" -> ConfigJson.outcome(manager, manager.confirm(user(words, 0)));
                case "rollback" -> ConfigJson.outcome(manager, manager.rollback(words.size() > FIRST ? entry(words.get(FIRST)) : 0, user(words, 1)));
                case "history" -> ConfigJson.history(manager);
                case "diff" -> diff(words);
                case "compare" -> ConfigJson.diff(manager, null, manager.compare(word(words, 0, "NAME"), word(words, 1, "TEXT")).lines());
                case "check" -> ConfigJson.check(manager.check(word(words, 0, "NAME"), word(words, 1, "TEXT")));
                default -> throw new ManagementException("unknown request 'config " + (words.size() > 1 ? words.get(1) : "")
                        + "'; this router knows config reload|apply|confirm|rollback|history|diff|compare|check");
            };
        } catch (final InvalidPathException e) {
            throw new ManagementException("'" + words.get(FIRST).replace('\0', '?') + "' is not a file name; nothing was changed", e);
        } catch (final ConfigChangeException e) {
            if (e.problems().isEmpty()) {
                throw new ManagementException(e.getMessage(), e);
            }
            return ConfigJson.rejected(e);
        }
    }

    private ConfigOutcome reload(final List<String> words) throws ConfigChangeException {
        return switch (words.size() - FIRST) {
            case 0 -> manager.reload(UNKNOWN_USER);
            case 1 -> manager.reload(Path.of(words.get(FIRST)), UNKNOWN_USER);
            default -> manager.reload(words.get(FIRST), words.get(FIRST + 1), user(words, 2));
        };
    }

    private JsonElement diff(final List<String> words) throws ConfigChangeException, ManagementException {
        if (words.size() <= FIRST) {
            return ConfigJson.diff(manager, null, manager.waiting());
        }
        final int number = entry(words.get(FIRST));
        return ConfigJson.diff(manager, number, manager.diff(number).lines());
    }

    private static String word(final List<String> words, final int index, final String name) throws ManagementException {
        if (words.size() <= FIRST + index) {
            throw new ManagementException("'config " + words.get(1) + "' lacks " + name);
        }
        return words.get(FIRST + index);
    }

    private static String user(final List<String> words, final int index) {
        return words.size() > FIRST + index ? words.get(FIRST + index) : UNKNOWN_USER;
    }

    private static int entry(final String word) throws ManagementException {
        return (int) Math.min(Integer.MAX_VALUE, number(word));
    }

    private static long number(final String word) throws ManagementException {
        if (!word.matches("[0-9]{1,18}")) {
            throw new ManagementException("'" + word + "' is not a plain number");
        }
        return Long.parseLong(word);
    }
}
