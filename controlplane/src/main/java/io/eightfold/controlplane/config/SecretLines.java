// SPDX-License-Identifier: Apache-2.0
// Hides secrets in raw lines of a configuration file.
package io.eightfold.controlplane.config;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Hides secrets in raw lines of a configuration file, good or bad, before anything prints them. */
final class SecretLines {
    /** The keywords of each line that holds a secret, with an optional {@code no} in front. */
    private static final List<Pattern> STARTS = Arrays.stream(Statement.values()).filter(Statement::hasSecret)
            .map(statement -> Pattern.compile("(\\s*(?:no\\s+)?" + statement.leadingWords().stream().map(SecretLines::pattern).collect(Collectors.joining("\\s+"))
                    + "\\s+)\\S.*")).toList();

    private SecretLines() {
    }

    /** The line, with everything behind the keywords of a secret replaced. */
    static String masked(final String line) {
        for (final Pattern start : STARTS) {
            final Matcher matcher = start.matcher(line);
            if (matcher.matches()) {
                return matcher.group(1) + Secret.HIDDEN;
            }
        }
        return line;
    }

    private static String pattern(final String leadingWord) {
        return leadingWord.equals(Statement.ANY_WORD) ? "\\S+" : Pattern.quote(leadingWord);
    }
}
