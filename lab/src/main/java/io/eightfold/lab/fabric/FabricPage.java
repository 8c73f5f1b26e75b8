// SPDX-License-Identifier: Apache-2.0
// Draws the fabric.
package io.eightfold.lab.fabric;

import io.eightfold.lab.topology.Fabric;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Two moments become a page of text: boxes, rates, sessions, and the way that the probe takes. Thread: any; pure. */
final class FabricPage {
    /** A router that passes on at least so much of the probe is on its way. */
    private static final double ON_PATH_SHARE = 0.25;
    private static final String FROM_LAN = "lan.received";
    private static final String TO_LAN = "lan.transmitted";
    private static final String FROM_TRANSIT = "wan.received";
    private static final String TO_TRANSIT = "wan.transmitted";
    /** What the boxes need. */
    private static final int WIDTH = 112;
    private static final int BOX_WIDTH = 26;
    private static final String EDGE = "+" + "-".repeat(BOX_WIDTH) + "+";
    private static final String BLANK_LINK = " ".repeat(14);
    private static final String TRANSIT_EDGE = "+---------+";
    private static final String ROW = "%-8s%s%s%s%s%s%8s";

    /**
     * One moment.
     *
     * @param atNs    when the routers were asked
     * @param routers 1 to 4, in order
     */
    record Moment(long atNs, List<FabricView> routers) {
    }

    /**
     * What the probe and the lab know.
     *
     * @param total    of all requests that had their time
     * @param lately   of those of the last seconds
     * @param broken   what is broken now
     * @param hasRegistry whether its process runs
     */
    record State(EchoProbe.Account total, EchoProbe.Account lately, Set<Break> broken, boolean hasRegistry, String note) {
    }

    private final Moment before;
    private final Moment now;
    private final State state;

    FabricPage(Moment before, Moment now, State state) {
        this.before = before;
        this.now = now;
        this.state = state;
    }

    /** The lines. @param columns of the screen; with too few the routers are a list instead of boxes. */
    List<String> lines(int columns) {
        List<String> lines = new ArrayList<>();
        lines.add("Eightfold fabric: IPv8 across an AS that speaks IPv4 only");
        lines.add("");
        if (columns < WIDTH) {
            list(lines);
        } else {
            drawing(lines);
        }
        lines.add("");
        lines.add("WHOIS8   registry " + (state.hasRegistry() ? "runs" : "is dead") + "; data in r1 to r4: "
            + now.routers().stream().map(FabricView::whois8).collect(Collectors.joining(", ")));
        lines.add("Probe    " + path());
        lines.add(String.format(Locale.ROOT, "         %d/s, round trip %.2f ms; last 5 s: %d of %d lost", EchoProbe.RATE_PPS, state.lately().medianUs() / 1e3,
            state.lately().lost(), state.lately().sent()));
        lines.add(String.format(Locale.ROOT, "         in all: %d of %d lost, longest outage %.0f ms", state.total().lost(), state.total().sent(), state.total().outageMs()));
        lines.add("Broken   " + (state.broken().isEmpty() ? "nothing" : state.broken().stream().map(Break::title).collect(Collectors.joining("; "))));
        lines.add("");
        lines.add(state.note().isEmpty() ? "l link  r router  g registry  c control plane: break, and again: mend   q quit" : state.note());
        return lines;
    }

    private void drawing(List<String> lines) {
        lines.add(String.format(Locale.ROOT, "%-8s%-42s%s%33s", "", "AS " + Fabric.WEST.asn(), "  AS " + Fabric.TRANSIT_ASN, "AS " + Fabric.EAST.asn()));
        pair(lines, 1, 3, true);
        pair(lines, 2, 4, false);
    }

    /** A line a router. */
    private void list(List<String> lines) {
        lines.add(String.format(Locale.ROOT, "%-10s%-18s%-10s%-28s%s", "Router", "Processes", "Sessions", "Route to the other AS", "Transit"));
        for (FabricView view : now.routers()) {
            int number = view.number();
            lines.add(String.format(Locale.ROOT, "%-10s%-18s%-10s%-28s%s", Fabric.name(number) + " ." + Fabric.lanHost(number), processes(view), sessions(view),
                Fabric.side(number).other().hosts8() + " " + view.farVerdict().orElse("-"), link(number)).stripTrailing());
        }
    }

    /** A router of each AS side by side, with its link to the transit between. */
    private void pair(List<String> lines, int west, int east, boolean isUpper) {
        List<String> left = box(west);
        List<String> right = box(east);
        String[] transit = isUpper ? new String[] {TRANSIT_EDGE, "", "", "   frr", "   stock"} : new String[] {"   IPv4", "   only", "", "", TRANSIT_EDGE};
        String[] hosts = isUpper ? new String[] {"", "   +--", "   |", "  h8", "   |"} : new String[] {"  h4", "   +--", "", "", ""};
        for (int i = 0; i < left.size(); i++) {
            String link = i == 1 ? link(west) : BLANK_LINK;
            String farLink = i == 1 ? link(east) : BLANK_LINK;
            lines.add(String.format(Locale.ROOT, ROW, host(hosts[i], "a"), left.get(i), link, padded(transit[i]), farLink, right.get(i), mirrored(host(hosts[i], "b"))).stripTrailing());
        }
    }

    private static String host(String text, String side) {
        return text.endsWith("8") || text.endsWith("4") ? text + side : text;
    }

    private static String mirrored(String text) {
        String plain = text.strip();
        return (plain.equals("+--") ? "--+" : plain.equals("|") ? "|" : plain) + (plain.startsWith("h") ? "  " : "   ");
    }

    private static String padded(String text) {
        return text.equals(TRANSIT_EDGE) ? text : String.format(Locale.ROOT, "|%-9s|", text);
    }

    private List<String> box(int number) {
        FabricView view = view(number);
        return List.of(EDGE, cell(Fabric.name(number) + " ." + Fabric.lanHost(number), processes(view)), cell("sessions", sessions(view)),
            cell(Fabric.side(number).other().hosts8(), view.farVerdict().orElse("-")), EDGE);
    }

    private static String processes(FabricView view) {
        return view.hasDataplane() ? view.hasControlPlane() ? "up" : "no control plane" : view.hasControlPlane() ? "no dataplane" : "dead";
    }

    private static String sessions(FabricView view) {
        return view.hasControlPlane() ? view.established() + " of " + SessionsUp.EACH : "-";
    }

    private static String cell(String name, String value) {
        return "| " + name + " ".repeat(Math.max(1, BOX_WIDTH - 2 - name.length() - value.length())) + value + " |";
    }

    /** Doubled where the probe goes. */
    private String link(int number) {
        boolean isCut = number == 1 && state.broken().contains(Break.LINK);
        String text = isCut ? "  cut  " : String.format(Locale.ROOT, "%5.0f/s", rate(number, FROM_TRANSIT) + rate(number, TO_TRANSIT));
        String line = isCut ? "/" : isOnPath(number) ? "=" : "-";
        return line.repeat(2) + " " + Fabric.segment(number) + text + " " + line.repeat(1);
    }

    /** The way of the probe there and back, by what the routers count in their LANs. */
    private String path() {
        return way(Fabric.WEST, Fabric.EAST) + "; back " + way(Fabric.EAST, Fabric.WEST);
    }

    private String way(Fabric.Side from, Fabric.Side to) {
        String first = departure(from);
        String last = names(to.routers().stream().filter(this::arrives).toList());
        return first.isEmpty() || last.isEmpty() ? "no way" : from.host8() + " > " + first + " > frr > " + last + " > " + to.host8();
    }

    /** A router that hands on to its partner comes before it. What arrives needs no such thing: both routers are in the hosts' LAN. */
    private String departure(Fabric.Side side) {
        List<Integer> leaving = side.routers().stream().filter(this::departs).toList();
        String handing = side.routers().stream().filter(number -> !leaving.contains(number) && isBusy(number, FROM_LAN) && isBusy(number, TO_LAN))
            .map(number -> Fabric.name(number) + " > ").collect(Collectors.joining());
        return leaving.isEmpty() ? "" : handing + names(leaving);
    }

    private static String names(List<Integer> routers) {
        return routers.stream().map(Fabric::name).collect(Collectors.joining(" and "));
    }

    private boolean departs(int number) {
        return isBusy(number, FROM_LAN) && isBusy(number, TO_TRANSIT);
    }

    private boolean arrives(int number) {
        return isBusy(number, FROM_TRANSIT) && isBusy(number, TO_LAN);
    }

    private boolean isOnPath(int number) {
        return departs(number) || arrives(number);
    }

    private boolean isBusy(int number, String counter) {
        return rate(number, counter) >= ON_PATH_SHARE * EchoProbe.RATE_PPS;
    }

    /** Of a counter, per second; 0 while the dataplane is away or new. */
    private double rate(int number, String counter) {
        Map<String, Long> old = before.routers().get(number - 1).counters();
        Map<String, Long> current = view(number).counters();
        double seconds = (now.atNs() - before.atNs()) / 1e9;
        return seconds <= 0 || !old.containsKey(counter) || !current.containsKey(counter) ? 0 : Math.max(0, (current.get(counter) - old.get(counter)) / seconds);
    }

    private FabricView view(int number) {
        return now.routers().get(number - 1);
    }
}
