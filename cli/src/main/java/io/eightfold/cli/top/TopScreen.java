// SPDX-License-Identifier: Apache-2.0
// Lays a snapshot out as lines.
package io.eightfold.cli.top;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.eightfold.cli.top.Line.Style;
import io.eightfold.cli.top.ProcessState.Status;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Lays a snapshot out as lines: a head that stays, and a body that scrolls. Thread: any. */
final class TopScreen {
    /** Drop reasons in the overview. */
    private static final int OVERVIEW_DROPS = 8;
    private static final int BAR_WIDTH = 20;
    /** A worker this busy has little left for a burst. */
    private static final double BUSY_WARNING = 0.9;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final String UNKNOWN = "-";

    private TopScreen() {
    }

    /** Who, since when, which processes, how many routes. Two lines and one for each trouble. */
    static List<Line> head(final Snapshot now, final boolean isPaused) {
        final List<Line> lines = new ArrayList<>();
        final Line first = Line.of("ipv8 top - ").add(text(now, "hostname"), Style.BOLD).add(" (" + now.instance() + ")  up ").add(uptime(now));
        first.add("  control plane ").add(now.control().status().word(), style(now.control().status())).add("  dataplane ");
        final String dataplane = dataplaneWord(now);
        first.add(dataplane, "up".equals(dataplane) ? Style.GOOD : Style.BAD);
        lines.add(first.add("  " + TIME.format(now.time())).add(isPaused ? "  PAUSED" : "", Style.WARNING));
        lines.add(routes(now));
        if (now.counterProblem() != null) {
            lines.add(Line.of(now.counterProblem(), Style.BAD));
        } else if (!now.isDataplaneRunning()) {
            lines.add(Line.of("the dataplane has ended: nothing is forwarded, the counters are its last", Style.BAD));
        }
        if (now.control().status() == Status.DOWN && now.isDataplaneRunning()) {
            lines.add(Line.of("the control plane is down: forwarding goes on, changes are not taken", Style.WARNING));
        }
        return lines;
    }

    private static Line routes(final Snapshot now) {
        final String session = sessionWord(now);
        final boolean isUp = "up".equals(session);
        return Line.of("routes: RIB ").add(Magnitude.count(number(now, "ribRoutes")), Style.BOLD).add("  FIB ")
            .add(Magnitude.count(number(now, "fibRoutes")), Style.BOLD).add("   FIB session ")
            .add(session, isUp ? Style.GOOD : UNKNOWN.equals(session) ? Style.PLAIN : Style.WARNING).add("  epoch " + text(now, "epoch"))
            .add("   buffers " + Magnitude.count(number(now, "mbufsInUse")) + " of " + Magnitude.count(number(now, "mbufs")));
    }

    static List<Line> body(final Snapshot now, final View view) {
        return switch (view) {
            case OVERVIEW -> overview(now);
            case DROPS -> drops(now, Integer.MAX_VALUE);
            case ROUTES -> routeView(now);
        };
    }

    private static List<Line> overview(final Snapshot now) {
        final List<Line> lines = new ArrayList<>(ports(now));
        lines.add(Line.of(""));
        lines.addAll(workers(now));
        lines.add(Line.of(""));
        lines.addAll(drops(now, OVERVIEW_DROPS));
        return lines;
    }

    private static List<Line> ports(final Snapshot now) {
        final Map<String, String> links = links(now);
        final int width = now.rates().ports().stream().mapToInt(p -> p.name().length()).max().orElse(0);
        final String name = "%-" + Math.max("PORT".length(), width) + "s";
        final List<Line> lines = new ArrayList<>();
        lines.add(Line.of(String.format(name + "  %-5s%9s%9s%9s%9s%9s", "PORT", "LINK", "RX pps", "RX bps", "TX pps", "TX bps", "DROPS/s"), Style.REVERSE));
        for (final Rates.PortRate port : now.rates().ports()) {
            final String link = links.getOrDefault(port.name(), UNKNOWN);
            lines.add(Line.of(String.format(name + "  ", port.name()))
                .add(String.format("%-5s", link), "up".equals(link) ? Style.GOOD : "down".equals(link) ? Style.BAD : Style.PLAIN)
                .add(String.format("%9s%9s%9s%9s", Magnitude.of(port.rxPps()), Magnitude.of(port.rxBps()), Magnitude.of(port.txPps()), Magnitude.of(port.txBps())))
                .add(String.format("%9s", Magnitude.of(port.dropsPps())), port.dropsPps() > 0 ? Style.WARNING : Style.PLAIN));
        }
        return lines;
    }

    private static List<Line> workers(final Snapshot now) {
        final List<Line> lines = new ArrayList<>();
        lines.add(Line.of(String.format("%-6s%6s  %-" + (BAR_WIDTH + 2) + "s%12s", "WORKER", "BUSY", "", "PACKETS/s"), Style.REVERSE));
        for (final Rates.WorkerRate worker : now.rates().workers()) {
            final int filled = (int) Math.round(worker.busy() * BAR_WIDTH);
            lines.add(Line.of(String.format("%-6d%5.0f%%  [", worker.index(), worker.busy() * 100))
                .add("#".repeat(filled), worker.busy() >= BUSY_WARNING ? Style.WARNING : Style.GOOD)
                .add(" ".repeat(BAR_WIDTH - filled) + String.format("]%12s", Magnitude.of(worker.pps()))));
        }
        return lines;
    }

    private static List<Line> drops(final Snapshot now, final int limit) {
        final List<Line> lines = new ArrayList<>();
        lines.add(Line.of(String.format("%-26s%-16s%9s%18s", "DROP REASON", "PORT", "/s", "TOTAL"), Style.REVERSE));
        final List<Rates.DropRate> drops = now.rates().drops();
        for (final Rates.DropRate drop : drops.subList(0, Math.min(limit, drops.size()))) {
            lines.add(Line.of(String.format(Locale.ROOT, "%-26s%-16s%9s%,18d", drop.reason(), drop.port(), Magnitude.of(drop.pps()), drop.total()),
                drop.pps() > 0 ? Style.WARNING : Style.PLAIN));
        }
        if (drops.isEmpty()) {
            lines.add(Line.of("nothing was dropped", Style.FAINT));
        } else if (drops.size() > limit) {
            lines.add(Line.of(drops.size() - limit + " more: press d", Style.FAINT));
        }
        return lines;
    }

    private static List<Line> routeView(final Snapshot now) {
        final List<Line> lines = new ArrayList<>();
        final ProcessState teller = now.control().routeSummary() != null ? now.control() : now.dataplane();
        final JsonElement summary = teller.routeSummary() instanceof JsonObject object ? object.get("routes") : teller.routeSummary();
        if (summary instanceof JsonArray rows && !rows.isEmpty() && rows.get(0).isJsonObject()) {
            lines.addAll(table(rows));
        } else {
            lines.add(Line.of("ROUTES", Style.REVERSE));
            lines.add(Line.of(now.control().status() == Status.UP ? "there are no counts by source; see: ipv8 show route" : "the control plane does not answer",
                Style.FAINT));
        }
        lines.add(Line.of(""));
        lines.add(Line.of(String.format("%-32s%s", "FIB SESSION", ""), Style.REVERSE));
        final JsonObject session = now.control().fibSession() != null ? now.control().fibSession() : now.dataplane().fibSession();
        if (session == null) {
            lines.add(Line.of("nothing is known about it", Style.FAINT));
        } else {
            session.entrySet().stream().filter(e -> e.getValue().isJsonPrimitive()).forEach(e -> lines.add(Line.of(String.format("%-32s%s", e.getKey(), plain(e.getValue())))));
        }
        return lines;
    }

    /** Columns are the keys of the first row: the control plane decides what it counts. */
    private static List<Line> table(final JsonArray rows) {
        final List<String> keys = List.copyOf(rows.get(0).getAsJsonObject().keySet());
        final List<Line> lines = new ArrayList<>();
        final StringBuilder head = new StringBuilder();
        keys.forEach(key -> head.append(String.format("%-16s", key.toUpperCase(Locale.ROOT))));
        lines.add(Line.of(head.toString(), Style.REVERSE));
        for (final JsonElement row : rows) {
            final StringBuilder text = new StringBuilder();
            keys.forEach(key -> text.append(String.format("%-16s", plain(row.getAsJsonObject().get(key)))));
            lines.add(Line.of(text.toString()));
        }
        return lines;
    }

    private static String plain(final JsonElement value) {
        return value == null || value.isJsonNull() ? UNKNOWN : value.isJsonPrimitive() ? value.getAsString() : value.toString();
    }

    private static Map<String, String> links(final Snapshot now) {
        final Map<String, String> links = new HashMap<>();
        final JsonArray known = now.dataplane().interfaces() != null ? now.dataplane().interfaces() : now.control().interfaces();
        if (known != null && now.isDataplaneRunning()) {
            known.forEach(e -> links.put(plain(e.getAsJsonObject().get("name")), plain(e.getAsJsonObject().get("link"))));
        }
        return links;
    }

    private static String sessionWord(final Snapshot now) {
        final JsonElement state = either(now, "fibSession");
        final JsonElement word = state == null ? fromSession(now, "state") : state;
        return word == null ? UNKNOWN : word.getAsString();
    }

    private static JsonElement fromSession(final Snapshot now, final String field) {
        final JsonObject session = now.control().fibSession() != null ? now.control().fibSession() : now.dataplane().fibSession();
        final JsonElement found = session == null ? null : session.get(field);
        return found == null || !found.isJsonPrimitive() ? null : found;
    }

    /** What the control plane says, else what the dataplane says, else null. */
    private static JsonElement either(final Snapshot now, final String field) {
        final JsonElement found = now.control().field(field);
        return found == null ? now.dataplane().field(field) : found;
    }

    private static String text(final Snapshot now, final String field) {
        return plain(either(now, field));
    }

    private static Long number(final Snapshot now, final String field) {
        final JsonElement found = either(now, field);
        return found == null || !found.getAsJsonPrimitive().isNumber() ? null : (Long) found.getAsLong();
    }

    /** The dataplane's is what packets know; a control plane that was restarted is younger. */
    private static String uptime(final Snapshot now) {
        final JsonElement own = now.dataplane().field("uptimeS");
        final JsonElement found = own == null ? now.control().field("uptimeS") : own;
        return found == null ? UNKNOWN : Magnitude.duration(found.getAsLong());
    }

    /** By the process that writes the counters; its socket only tells whether it answers. */
    private static String dataplaneWord(final Snapshot now) {
        if (!now.isDataplaneRunning()) {
            return Status.DOWN.word();
        }
        return now.rates().isStalled() ? "stalled" : now.dataplane().status() == Status.SILENT ? Status.SILENT.word() : Status.UP.word();
    }

    private static Style style(final Status status) {
        return status == Status.UP ? Style.GOOD : status == Status.UNKNOWN ? Style.PLAIN : Style.BAD;
    }
}
