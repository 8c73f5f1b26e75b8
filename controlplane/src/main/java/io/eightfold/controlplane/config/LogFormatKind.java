// SPDX-License-Identifier: Apache-2.0
// How log lines are written.
package io.eightfold.controlplane.config;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** How log lines are written. The word in the configuration is the constant in lower case. */
public enum LogFormatKind {
    /** Subject first, then {@code key=value}: for people. */
    TEXT,
    /** Syslog with structured data (RFC 5424): for collectors. */
    RFC5424;

    /** The word in the configuration file. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All words. */
    static List<String> words() {
        return Stream.of(values()).map(LogFormatKind::word).toList();
    }
}
