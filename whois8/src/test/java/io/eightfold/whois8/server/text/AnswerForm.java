// SPDX-License-Identifier: Apache-2.0
// What every answer looks like.
package io.eightfold.whois8.server.text;

import java.util.regex.Pattern;

/** Checks the form of an answer: lines end in CR LF, each is a comment or an attribute, two blank lines at the end. A flag that opens or ends a session is answered with a blank line. */
final class AnswerForm {
    private static final Pattern LINE = Pattern.compile("|%.*|[a-z0-9-]+: +\\S.*");
    private static final String END = "\r\n\r\n\r\n";

    private AnswerForm() {
    }

    /** What is wrong with it; empty when nothing is. */
    static String fault(final String answer) {
        if (answer.replace("\r\n", "").isEmpty() && !answer.isEmpty()) {
            return "";
        }
        if (!answer.endsWith(END)) {
            return "does not end with two blank lines";
        }
        if (answer.replace("\r\n", "").chars().anyMatch(c -> c < ' ' || c == 0x7F)) {
            return "holds a control character";
        }
        for (final String line : answer.split("\r\n", -1)) {
            if (!LINE.matcher(line).matches()) {
                return "line '" + line + "' is neither a comment nor an attribute";
            }
        }
        return "";
    }
}
