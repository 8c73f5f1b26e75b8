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
import java.util.stream.Collectors;

/** Gathers the changed lines of a difference. Thread: any; one instance per difference. */
final class DiffLines {
    private static final String TOP = "";
    private static final String INTERFACE = "interface ";
    private static final String CONTROL_PLANE = "control-plane";
    private static final String WHOIS8 = "whois8";

    private final List<ChangedLine> lines = new ArrayList<>();

    List<ChangedLine> all() {
        return lines;
    }

    /** Whether the line is a static route. */
    static boolean isRoute(final ChangedLine line) {
        return line.block().isEmpty() && (line.text().startsWith("ip route ") || line.text().startsWith("ipv8 route "));
    }

    void settings(final RouterConfig before, final RouterConfig after) {
        block(TOP, ConfigWriter.topLines(before), ConfigWriter.topLines(after));
        block(TOP, ConfigWriter.asnLines(before), ConfigWriter.asnLines(after));
        block("dpdk", ConfigWriter.dpdkLines(before.dpdk()), ConfigWriter.dpdkLines(after.dpdk()));
        block("dataplane", ConfigWriter.dataplaneLines(before.dataplane()), ConfigWriter.dataplaneLines(after.dataplane()));
        block(CONTROL_PLANE, ConfigWriter.controlPlaneLines(before.controlPlane(), true), ConfigWriter.controlPlaneLines(after.controlPlane(), true));
        whois8(before.whois8(), after.whois8());
        token(before.controlPlane().metricsToken(), after.controlPlane().metricsToken());
        interfaces(before.interfaces(), after.interfaces());
    }

    /** The block alone says something already: that routes are validated. */
    private void whois8(final Whois8Config before, final Whois8Config after) {
        if ((before == null) != (after == null)) {
            add(after != null, TOP, WHOIS8);
        }
        block(WHOIS8, before == null ? List.of() : ConfigWriter.whois8Lines(before), after == null ? List.of() : ConfigWriter.whois8Lines(after));
    }

    /** Two tokens look the same where they are hidden. */
    private void token(final Secret before, final Secret after) {
        if (before != null && after != null && !before.equals(after)) {
            add(false, CONTROL_PLANE, "metrics token " + before);
            add(true, CONTROL_PLANE, "metrics token " + after);
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

    private static ChangeEffect effect(final String block, final String text) {
        return switch (block) {
            // The dataplane takes its IPv8 addresses at its start or not at all.
            case TOP -> text.equals("ipv8 routing") || text.startsWith(INTERFACE) ? ChangeEffect.DATAPLANE_RESTART : ChangeEffect.LIVE;
            case CONTROL_PLANE -> text.startsWith("fib-channel ") ? ChangeEffect.CONTROLPLANE_RESTART : ChangeEffect.LIVE;
            case WHOIS8 -> ChangeEffect.LIVE;
            default -> text.equals(ConfigWriter.EGRESS_CHECK) ? ChangeEffect.LIVE : ChangeEffect.DATAPLANE_RESTART;
        };
    }
}
