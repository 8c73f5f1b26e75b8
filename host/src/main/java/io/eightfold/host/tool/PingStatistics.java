// SPDX-License-Identifier: Apache-2.0
// Adds up a ping run and prints its lines.
package io.eightfold.host.tool;

import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.header.IcmpLayout;
import io.eightfold.wire.header.Ipv4Layout;
import io.eightfold.wire.header.Ipv8Layout;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Counts, round-trip times and lines in the wording of iputils. Thread: session, the one that runs the ping. */
final class PingStatistics {
    private static final double NS_PER_MS = 1e6;

    private final PingOptions options;
    private final Ipv8Address source;
    private final PrintStream out;
    private final List<PingResult.Event> events = new ArrayList<>();
    private int transmitted;
    private int received;
    private int duplicates;
    private int errors;
    private int timed;
    private double minMs = Double.MAX_VALUE;
    private double maxMs;
    private double sumMs;
    private double sumOfSquares;

    PingStatistics(PingOptions options, Ipv8Address source, PrintStream out) {
        this.options = options;
        this.source = source;
        this.out = out;
    }

    void printHeader() {
        int headers = (options.destination().isIpv4() ? Ipv4Layout.MIN_LENGTH : Ipv8Layout.MIN_LENGTH) + IcmpLayout.LENGTH;
        print("PING %s (%s) %d(%d) bytes of data.", options.destination(), options.destination(), options.sizeBytes(),
            options.sizeBytes() + headers);
    }

    void sent() {
        transmitted++;
    }

    int transmitted() {
        return transmitted;
    }

    int settled() {
        return received + errors;
    }

    void reply(Ipv8Address from, int sequence, int ttl, int icmpLengthBytes, long roundTripNs, boolean isDuplicate) {
        double timeMs = roundTripNs / NS_PER_MS;
        if (isDuplicate) {
            duplicates++;
        } else {
            received++;
        }
        timed++;
        minMs = Math.min(minMs, timeMs);
        maxMs = Math.max(maxMs, timeMs);
        sumMs += timeMs;
        sumOfSquares += timeMs * timeMs;
        record(new PingResult.Event(sequence, from.toString(), ttl, timeMs, isDuplicate ? "duplicate" : "reply"));
        print("%d bytes from %s: icmp_seq=%d ttl=%d time=%s ms%s", icmpLengthBytes, from, sequence, ttl, timeText(timeMs),
            isDuplicate ? " (DUP!)" : "");
    }

    void error(Ipv8Address from, int sequence, Integer ttl, String words) {
        errors++;
        record(new PingResult.Event(sequence, from.toString(), ttl, null, words));
        print("From %s icmp_seq=%d %s", from, sequence, words);
    }

    /** A remark from the network that settles nothing. */
    void advice(Ipv8Address from, int sequence, String words) {
        print("From %s icmp_seq=%d %s", from, sequence, words);
    }

    /** A request that this host refused to send. */
    void localError(int sequence, String words) {
        errors++;
        record(new PingResult.Event(sequence, source.toString(), null, null, words));
        print("ping: local error: %s", words);
    }

    PingResult finish(long durationMs) {
        PingResult.RoundTrip roundTrip = timed == 0 ? null
            : new PingResult.RoundTrip(minMs, sumMs / timed, maxMs, deviationMs());
        PingResult result = new PingResult(options.destination().toString(), source.toString(), options.sizeBytes(), transmitted, received,
            duplicates, errors, lossPercent(), durationMs, roundTrip, List.copyOf(events));
        if (options.isJson()) {
            out.println(HostJson.GSON.toJson(result));
        } else {
            printSummary(durationMs, roundTrip);
        }
        out.flush();
        return result;
    }

    private void printSummary(long durationMs, PingResult.RoundTrip roundTrip) {
        print("");
        print("--- %s ping statistics ---", options.destination());
        print("%d packets transmitted, %d received%s%s, %s%% packet loss, time %dms", transmitted, received,
            duplicates > 0 ? ", +" + duplicates + " duplicates" : "", errors > 0 ? ", +" + errors + " errors" : "", lossText(), durationMs);
        if (roundTrip != null) {
            print("rtt min/avg/max/mdev = %.3f/%.3f/%.3f/%.3f ms", roundTrip.min(), roundTrip.avg(), roundTrip.max(), roundTrip.mdev());
        }
    }

    private double deviationMs() {
        double averageMs = sumMs / timed;
        return Math.sqrt(Math.max(0, sumOfSquares / timed - averageMs * averageMs));
    }

    private double lossPercent() {
        return transmitted == 0 ? 0 : (transmitted - received) * 100.0 / transmitted;
    }

    /** Up to 6 significant digits without trailing zeros, as printf's %g gives them in iputils. */
    private String lossText() {
        String text = String.format(Locale.ROOT, "%.4f", lossPercent());
        return text.replaceFirst("\\.?0+$", "");
    }

    /** Three significant digits from 1 ms on, as iputils prints them. */
    static String timeText(double timeMs) {
        String format = timeMs >= 99.95 ? "%.0f" : timeMs >= 9.995 ? "%.1f" : timeMs >= 1 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, format, timeMs);
    }

    private void record(PingResult.Event event) {
        if (events.size() < PingResult.MAX_EVENTS) {
            events.add(event);
        }
    }

    private void print(String format, Object... arguments) {
        if (!options.isJson()) {
            out.printf(Locale.ROOT, format + "%n", arguments);
        }
    }
}
