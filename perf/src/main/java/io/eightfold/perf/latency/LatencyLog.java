// SPDX-License-Identifier: Apache-2.0
// Writes the histograms of a measurement to a file.
package io.eightfold.perf.latency;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/** HdrHistogram's own log format: an interval a trial, tagged {@code subject} or {@code peer}, values in nanoseconds. Thread: any. */
public final class LatencyLog {
    /** The column of maxima is in microseconds; the histograms themselves stay in nanoseconds. */
    private static final double NS_A_US = 1000.0;

    private LatencyLog() {
    }

    /**
     * Replaces the file.
     * @throws IOException when it cannot be written.
     */
    public static void write(final Path file, final LatencyResult result) throws IOException {
        final List<Histogram> intervals = new ArrayList<>();
        result.subjectHistograms().forEach(h -> intervals.add(tagged(h, "subject")));
        result.peerHistograms().forEach(h -> intervals.add(tagged(h, "peer")));
        // In the order of time, as readers of such logs expect.
        intervals.sort(Comparator.comparingLong(Histogram::getStartTimeStamp));
        final long startMs = intervals.getFirst().getStartTimeStamp();
        try (PrintStream out = new PrintStream(Files.newOutputStream(file), false, StandardCharsets.US_ASCII)) {
            final HistogramLogWriter writer = new HistogramLogWriter(out);
            writer.outputComment("[residence in nanoseconds, ipv8 perf latency; maxima in microseconds]");
            writer.outputLogFormatVersion();
            writer.outputStartTime(startMs);
            writer.setBaseTime(startMs);
            writer.outputBaseTime(startMs);
            writer.outputLegend();
            intervals.forEach(h -> writer.outputIntervalHistogram(h.getStartTimeStamp() / 1000.0 - startMs / 1000.0,
                h.getEndTimeStamp() / 1000.0 - startMs / 1000.0, h, NS_A_US));
            if (out.checkError()) {
                throw new IOException("cannot write " + file + "; check the space on its disk");
            }
        }
    }

    private static Histogram tagged(final Histogram histogram, final String tag) {
        final Histogram copy = histogram.copy();
        copy.setTag(tag);
        return copy;
    }
}
