// SPDX-License-Identifier: Apache-2.0
// Says options where a message speaks of values by the names that the code has for them.
package io.eightfold.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;

/** Settings name the value at fault as the code does, {@code sizeBytes=70000}; who typed {@code --size 70000} is told of that. Thread: any. */
final class OptionNames {
    /** At the start of a message or of one of its parts. */
    private static final Pattern VALUE = Pattern.compile("(?<=^|; )([a-z][A-Za-z0-9]*)=(\\S+)");
    private static final Pattern NO_NUMBER = Pattern.compile("'([^']*)' is not an? (?:int|long|short|byte)\\b");
    private static final String MILLISECONDS = "Ms";
    private static final List<String> UNITS = List.of("", "Bytes", "Pps", "S", MILLISECONDS);

    private OptionNames() {
    }

    /** The message with the options of the command in place of the code's names for them. */
    static String said(final String message, final CommandSpec command) {
        return message == null ? "" : VALUE.matcher(message).replaceAll(found -> Matcher.quoteReplacement(option(found, command)));
    }

    /** A word that is no number, without the names of the language's types. */
    static String withoutTypes(final String message) {
        return NO_NUMBER.matcher(message).replaceAll("'$1' is not a whole number, or too large a one").replace("is not a double", "is not a number");
    }

    private static String option(final MatchResult found, final CommandSpec command) {
        for (final String unit : UNITS) {
            final Optional<String> option = command.options().stream().map(o -> o.longestName()).filter(o -> (camel(o) + unit).equals(found.group(1))).findFirst();
            if (option.isPresent()) {
                // Options with a time take seconds or a unit.
                return option.get() + "=" + found.group(2) + (unit.equals(MILLISECONDS) ? " ms" : "");
            }
        }
        return found.group();
    }

    private static String camel(final String option) {
        return Pattern.compile("-([a-z0-9])").matcher(option.replaceFirst("^-+", "")).replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
    }
}
