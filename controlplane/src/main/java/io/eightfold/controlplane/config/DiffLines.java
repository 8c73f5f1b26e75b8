// SPDX-License-Identifier: Apache-2.0
// Gathers the changed lines of a difference, each with when it takes effect.
package io.eightfold.controlplane.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Gathers the changed lines of a difference. Thread: any; one instance per difference. */
final class DiffLines {
    private static final String TOP = "";
    private static final String INTERFACE = "interface ";
    private static final String CONTROL_PLANE = "control-plane";
    private static final String WHOIS8 = "whois8";
    private static final String ROUTER_BGP8 = "router bgp8 ";
    private static final String ROUTE_MAP = "route-map ";

    private final List<ChangedLine> lines = new ArrayList<>();
    /** Whether a changed line of BGP8 ends a session, as far as the lines at hand go. */
    private Predicate<String> isReset = line -> false;

    List<ChangedLine> all() {
        return lines;
    }

    /** Whether the line is a static route. */
    static boolean isRoute(final ChangedLine line) {
        return line.block().isEmpty() && (line.text().startsWith("ip route ") || line.text().startsWith("ipv8 route "));
    }

    void settings(final RouterConfig before, final RouterConfig after) {
        block(TOP, ConfigWriter.topLines(before), ConfigWriter.topLines(after));
        isReset = line -> before.bgp8() != null && before.bgp8().hasNeighbors();
        block(TOP, ConfigWriter.asnLines(before), ConfigWriter.asnLines(after));
        block("dpdk", ConfigWriter.dpdkLines(before.dpdk()), ConfigWriter.dpdkLines(after.dpdk()));
        block("dataplane", ConfigWriter.dataplaneLines(before.dataplane()), ConfigWriter.dataplaneLines(after.dataplane()));
        block(CONTROL_PLANE, ConfigWriter.controlPlaneLines(before.controlPlane(), true), ConfigWriter.controlPlaneLines(after.controlPlane(), true));
        whois8(before.whois8(), after.whois8());
        secret(CONTROL_PLANE, "metrics token ", before.controlPlane().metricsToken(), after.controlPlane().metricsToken());
        interfaces(before.interfaces(), after.interfaces());
    }

    /** The block alone says something already: that routes are validated. */
    private void whois8(final Whois8Config before, final Whois8Config after) {
        if ((before == null) != (after == null)) {
            add(after != null, TOP, WHOIS8);
        }
        block(WHOIS8, before == null ? List.of() : ConfigWriter.whois8Lines(before), after == null ? List.of() : ConfigWriter.whois8Lines(after));
    }

    /** Lists, route-maps, and the block of BGP8. */
    void bgp8(final RouterConfig before, final RouterConfig after) {
        if (!before.policies().equals(after.policies())) {
            block(TOP, Bgp8Writer.listLines(before.policies()), Bgp8Writer.listLines(after.policies()));
            blocks(Bgp8Writer.routeMapBlocks(before.policies()), Bgp8Writer.routeMapBlocks(after.policies()));
        }
        if (!Objects.equals(before.bgp8(), after.bgp8())) {
            final String block = (after.bgp8() == null ? ConfigWriter.asnLines(before) : ConfigWriter.asnLines(after)).getFirst();
            isReset = line -> before.bgp8() != null && before.bgp8().hasNeighbors() && SessionLines.needsReset(line);
            block(block, blockLines(before.bgp8()), blockLines(after.bgp8()));
            neighbors(block, before.bgp8(), after.bgp8());
        }
    }

    private static List<String> blockLines(final Bgp8Config bgp8) {
        return bgp8 == null ? List.of() : Bgp8Writer.blockLines(bgp8);
    }

    private void neighbors(final String block, final Bgp8Config before, final Bgp8Config after) {
        final Map<Integer, NeighborConfig> earlier = byAddress(before);
        final Map<Integer, NeighborConfig> later = byAddress(after);
        isReset = SessionLines::needsReset;
        earlier.values().stream().filter(each -> !later.containsKey(each.address())).forEach(each -> block(block, Bgp8Writer.neighborLines(each, true), List.of()));
        later.values().forEach(each -> {
            final NeighborConfig was = earlier.get(each.address());
            // A new neighbour has no session yet.
            isReset = was == null ? line -> false : SessionLines::needsReset;
            if (!each.equals(was)) {
                block(block, was == null ? List.of() : Bgp8Writer.neighborLines(was, true), Bgp8Writer.neighborLines(each, true));
                secret(block, "neighbor " + each.name() + " password ", was == null ? null : was.session().password(), each.session().password());
            }
        });
    }

    private static Map<Integer, NeighborConfig> byAddress(final Bgp8Config bgp8) {
        return bgp8 == null ? Map.of() : bgp8.neighbors().stream().collect(Collectors.toMap(NeighborConfig::address, each -> each, (one, other) -> one,
                LinkedHashMap::new));
    }

    private void blocks(final Map<String, List<String>> before, final Map<String, List<String>> after) {
        before.forEach((header, was) -> {
            if (!after.containsKey(header)) {
                add(false, TOP, header);
                block(header, was, List.of());
            }
        });
        after.forEach((header, is) -> {
            if (!before.containsKey(header)) {
                add(true, TOP, header);
            }
            block(header, before.getOrDefault(header, List.of()), is);
        });
    }

    /** Two secrets look the same where they are hidden. */
    private void secret(final String block, final String start, final Secret before, final Secret after) {
        if (before != null && after != null && !before.equals(after)) {
            add(false, block, start + before);
            add(true, block, start + after);
        }
    }

    private void interfaces(final List<InterfaceConfig> before, final List<InterfaceConfig> after) {
        final Map<String, InterfaceConfig> earlier = byName(before);
        final Map<String, InterfaceConfig> later = byName(after);
        before.stream().filter(each -> !later.containsKey(each.name())).forEach(each -> {
            add(false, TOP, INTERFACE + each.name());
            block(INTERFACE + each.name(), ConfigWriter.interfaceLines(each), List.of());
        });
        after.forEach(each -> {
            final InterfaceConfig was = earlier.get(each.name());
            if (was == null) {
                add(true, TOP, INTERFACE + each.name());
            }
            if (!each.equals(was)) {
                block(INTERFACE + each.name(), was == null ? List.of() : ConfigWriter.interfaceLines(was), ConfigWriter.interfaceLines(each));
            }
        });
        order(before.stream().map(InterfaceConfig::name).filter(later::containsKey).toList(),
                after.stream().map(InterfaceConfig::name).filter(earlier::containsKey).toList());
    }

    /** The order of the blocks is the order of the ports, and no line of its own says it. */
    private void order(final List<String> before, final List<String> after) {
        if (!before.equals(after)) {
            lines.add(new ChangedLine(false, TOP, "! interfaces in the order " + String.join(" ", before), ChangeEffect.DATAPLANE_RESTART));
            lines.add(new ChangedLine(true, TOP, "! interfaces in the order " + String.join(" ", after), ChangeEffect.DATAPLANE_RESTART));
        }
    }

    private static Map<String, InterfaceConfig> byName(final List<InterfaceConfig> interfaces) {
        return interfaces.stream().collect(Collectors.toMap(InterfaceConfig::name, each -> each, (one, other) -> one, LinkedHashMap::new));
    }

    void routes(final List<StaticRouteConfig> removed, final List<StaticRouteConfig> added, final List<ConfigDiff.ChangedRoute> changed) {
        removed.forEach(route -> block(TOP, ConfigWriter.routeLines(route), List.of()));
        changed.forEach(route -> block(TOP, ConfigWriter.routeLines(route.before()), ConfigWriter.routeLines(route.after())));
        added.forEach(route -> block(TOP, List.of(), ConfigWriter.routeLines(route)));
    }

    /** The lines that only one side has; of the same lines in another order, those from the first that moved. */
    private void block(final String block, final List<String> before, final List<String> after) {
        final Set<String> earlier = new HashSet<>(before);
        final Set<String> later = new HashSet<>(after);
        final boolean isOnlyOrder = earlier.equals(later);
        int same = 0;
        while (isOnlyOrder && same < before.size() && Objects.equals(before.get(same), after.get(same))) {
            same++;
        }
        before.stream().skip(same).filter(line -> isOnlyOrder || !later.contains(line)).forEach(line -> add(false, block, line));
        after.stream().skip(same).filter(line -> isOnlyOrder || !earlier.contains(line)).forEach(line -> add(true, block, line));
    }

    private void add(final boolean isAdded, final String block, final String text) {
        lines.add(new ChangedLine(isAdded, block, text, effect(block, text)));
    }

    private ChangeEffect effect(final String block, final String text) {
        if (block.startsWith(ROUTER_BGP8)) {
            return isReset.test(text) ? ChangeEffect.SESSION_RESET : ChangeEffect.LIVE;
        }
        if (block.startsWith(ROUTE_MAP)) {
            return ChangeEffect.LIVE;
        }
        return switch (block) {
            // The dataplane takes its IPv8 addresses at its start or not at all.
            case TOP -> text.startsWith(ROUTER_BGP8) && isReset.test(text) ? ChangeEffect.SESSION_RESET : text.equals("ipv8 routing") || text.startsWith(INTERFACE)
                    || text.startsWith("8to4 ") || text.startsWith("ipv8 zone ") ? ChangeEffect.DATAPLANE_RESTART : ChangeEffect.LIVE;
            case CONTROL_PLANE -> text.startsWith("fib-channel ") ? ChangeEffect.CONTROLPLANE_RESTART : ChangeEffect.LIVE;
            case WHOIS8 -> ChangeEffect.LIVE;
            default -> text.equals(ConfigWriter.EGRESS_CHECK) ? ChangeEffect.LIVE : ChangeEffect.DATAPLANE_RESTART;
        };
    }
}
