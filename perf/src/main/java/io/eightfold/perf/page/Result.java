// SPDX-License-Identifier: Apache-2.0
// One stored measurement.
package io.eightfold.perf.page;

import java.util.List;

/**
 * What {@code perf/results/README.md} describes; {@link ResultParser} reads it.
 * @param date           of the file's name, as {@code 2026-11-24}.
 * @param measurement    of the file's name.
 * @param command        what was run.
 * @param name           configuration, as the command names it.
 * @param unit           of the rates.
 * @param subject        what was measured.
 * @param peer           what it was measured against, or empty.
 * @param commit         of the sources, with {@code +} when files were changed since.
 * @param machine        processor, number of CPUs, kernel, JDK.
 * @param rate           of the subject, or null.
 * @param peerRate       or null.
 * @param figures        what is judged, the ratio of a comparison first.
 * @param latency        of the subject, or null.
 * @param peerLatency    or null.
 * @param routes         in the table, or 0 when it is not said.
 * @param benchmarks     those of JMH.
 * @param otherNumbers   keys with numbers that have no place above, as {@code key=value}.
 * @param shortfall      why a figure was not reached, or empty.
 */
record Result(String date, String measurement, String command, String name, String unit, String subject, String peer, String commit, String machine,
              Measured rate, Measured peerRate, List<Figure> figures, Percentiles latency, Percentiles peerLatency, double routes,
              List<JmhScore> benchmarks, List<String> otherNumbers, String shortfall) {

    private static final String LAUNCHER = "./ipv8 perf ";

    /** The command without what all commands begin with. */
    String title() {
        return command.startsWith(LAUNCHER) ? command.substring(LAUNCHER.length()) : command;
    }

    /** A line for each figure: name, value, reach, aim, met; one line for the rate where nothing is judged. */
    List<String> rows() {
        if (figures.isEmpty()) {
            return List.of(row("", rate == null ? "-" : Numbers.text(rate.median()) + ' ' + unit, "-", "-", "-"));
        }
        return figures.stream().map(f -> row(f.name(), Numbers.text(f.value().median()) + (f.unit().isEmpty() ? "" : ' ' + f.unit()),
            Numbers.limit(f.reach()), Numbers.limit(f.aim()), f.met())).toList();
    }

    /** A row of the table of rows. */
    static String row(final String name, final String figure, final String value, final String reach, final String aim, final String met) {
        return String.format("%-26s %-22s %14s %9s %9s  %s", name, figure, value, reach, aim, met).stripTrailing();
    }

    private String row(final String figure, final String value, final String reach, final String aim, final String met) {
        return row(measurement, figure, value, reach, aim, met);
    }
}
