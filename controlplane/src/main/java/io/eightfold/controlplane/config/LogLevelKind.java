// SPDX-License-Identifier: Apache-2.0
// Which log lines are written.
package io.eightfold.controlplane.config;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The least level that is written to the log. The word in the configuration is the constant in lower case. */
public enum LogLevelKind {
    DEBUG,
    INFO,
    WARN,
    ERROR;

    /** The word in the configuration file. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All words. */
    static List<String> words() {
        return Stream.of(values()).map(LogLevelKind::word).toList();
    }
}
