// SPDX-License-Identifier: Apache-2.0
// A time as an option's value.
package io.eightfold.cli.whois8;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code 30s}, {@code 90m}, {@code 24h}, {@code 365d}. Thread: any. */
public record TimeSpan(long seconds) {
    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,8})([smhd])");

    /** For picocli. */
    static final class Converter implements ITypeConverter<TimeSpan> {
        @Override
        public TimeSpan convert(final String value) {
            final Matcher matcher = TEXT.matcher(value);
            if (!matcher.matches()) {
                throw new TypeConversionException("'" + value + "' is no time; write a number and s, m, h or d, such as 24h");
            }
            final long unitS = switch (matcher.group(2)) {
                case "s" -> 1;
                case "m" -> 60;
                case "h" -> 3_600;
                default -> 86_400;
            };
            return new TimeSpan(Long.parseLong(matcher.group(1)) * unitS);
        }
    }
}
