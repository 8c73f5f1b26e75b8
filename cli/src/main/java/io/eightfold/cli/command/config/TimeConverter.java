// SPDX-License-Identifier: Apache-2.0
// Times with units on the command line.
package io.eightfold.cli.command.config;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 60s}, {@code 500ms}, {@code 5m} or {@code 1h}, as the configuration language writes times. Thread: startup. */
public final class TimeConverter implements ITypeConverter<Duration> {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})([a-z]*)");
    private static final Map<String, Duration> UNITS = Map.of("ms", Duration.ofMillis(1), "s", Duration.ofSeconds(1), "m", Duration.ofMinutes(1),
        "h", Duration.ofHours(1));

    @Override
    public Duration convert(final String word) {
        final Matcher matcher = FORM.matcher(word);
        final Duration unit = matcher.matches() ? UNITS.get(matcher.group(2)) : null;
        if (unit == null) {
            throw new TypeConversionException("'" + word + "' is not a time with its unit such as 60s; expected a number and ms, s, m or h");
        }
        return unit.multipliedBy(Long.parseLong(matcher.group(1)));
    }
}
