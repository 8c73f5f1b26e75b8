// SPDX-License-Identifier: Apache-2.0
// The formats of a line on stderr.
package io.eightfold.controlplane.log;

import java.util.Locale;

/** How events look on stderr. A syslog server always gets RFC 5424. */
public enum LogFormat {
    /** Time, level and the message; a stack trace on lines of its own. */
    TEXT,
    /** RFC 5424, one line for each event. */
    RFC5424;

    /** The operator's word. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
