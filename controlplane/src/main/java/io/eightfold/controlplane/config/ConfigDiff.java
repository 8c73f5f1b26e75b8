// SPDX-License-Identifier: Apache-2.0
// What changes between two configurations, as routes and as lines.
package io.eightfold.controlplane.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What changes between two configurations. Routes are found by key in a hash table: time grows with the number of routes, and a route that stays costs one
 * look. Equal differences have equal lines.
 * <p>Thread: any; immutable.
 *
 * @param routesAdded   keys that only the later configuration has, in its order
 * @param routesRemoved keys that only the earlier configuration has, in its order
 * @param routesChanged keys whose next hops differ, in the order of the later configuration
 * @param lines         every changed line, settings first, then interfaces and routes
 */
public record ConfigDiff(
        List<StaticRouteConfig> routesAdded,
        List<StaticRouteConfig> routesRemoved,
        List<ChangedRoute> routesChanged,
        List<ChangedLine> lines) {
    /** Nothing changes. */
    public static final ConfigDiff NONE = new ConfigDiff(List.of(), List.of(), List.of(), List.of());

    /** One route of both configurations with different next hops. */
    public record ChangedRoute(StaticRouteConfig before, StaticRouteConfig after) {
    }

    public ConfigDiff {
        routesAdded = List.copyOf(routesAdded);
        routesRemoved = List.copyOf(routesRemoved);
        routesChanged = List.copyOf(routesChanged);
        lines = List.copyOf(lines);
    }

    /** What leads from one configuration to the other. */
    public static ConfigDiff between(final RouterConfig before, final RouterConfig after) {
        final List<StaticRouteConfig> added = new ArrayList<>();
        final List<StaticRouteConfig> removed = new ArrayList<>();
        final List<ChangedRoute> changed = new ArrayList<>();
        final Map<StaticRouteConfig.Key, StaticRouteConfig> earlier = HashMap.newHashMap(before.routes().size());
        before.routes().forEach(route -> earlier.put(route.key(), route));
        for (final StaticRouteConfig route : after.routes()) {
            final StaticRouteConfig was = earlier.remove(route.key());
            if (was == null) {
                added.add(route);
            } else if (!was.equals(route)) {
                changed.add(new ChangedRoute(was, route));
            }
        }
        // What is left of the table has no later counterpart; the walk keeps the order of the file.
        if (!earlier.isEmpty()) {
            before.routes().stream().filter(route -> earlier.containsKey(route.key())).forEach(removed::add);
        }
        final DiffLines lines = new DiffLines();
        lines.settings(before, after);
        lines.bgp8(before, after);
        lines.routes(removed, added, changed);
        return new ConfigDiff(added, removed, changed, lines.all());
    }

    /** The same without routes and BGP8, which never wait for a restart: the cost does not depend on how many there are. */
    public static ConfigDiff ofSettings(final RouterConfig before, final RouterConfig after) {
        final DiffLines lines = new DiffLines();
        lines.settings(before, after);
        return new ConfigDiff(List.of(), List.of(), List.of(), lines.all());
    }

    /** Whether both configurations say the same. */
    public boolean isEmpty() {
        return lines.isEmpty();
    }

    /** Whether anything takes effect only when that process is started again. */
    public boolean needs(final ChangeEffect effect) {
        return lines.stream().anyMatch(line -> line.effect() == effect);
    }

    /** The lines that wait for a restart. */
    public List<ChangedLine> waiting() {
        return lines.stream().filter(line -> line.effect().isRestart()).toList();
    }

    /** The lines behind {@code +} and {@code -} under the line that opens their block; empty without a change, else with a closing newline. */
    public String text() {
        return text(lines);
    }

    /** The same of some lines. */
    public static String text(final List<ChangedLine> lines) {
        final StringBuilder text = new StringBuilder();
        String block = "";
        for (final ChangedLine line : lines) {
            if (!line.block().equals(block) && !line.block().isEmpty()) {
                text.append(' ').append(line.block()).append('\n');
            }
            block = line.block();
            text.append(line).append('\n');
        }
        return text.toString();
    }

    /** In words: {@code 2 routes added, 1 route removed, 3 lines of settings}. */
    public String summary() {
        final long settings = lines.stream().filter(line -> !DiffLines.isRoute(line)).count();
        final List<String> parts = new ArrayList<>();
        count(parts, routesAdded.size(), "route", " added");
        count(parts, routesRemoved.size(), "route", " removed");
        count(parts, routesChanged.size(), "route", " changed");
        count(parts, settings, "other line", " changed");
        return parts.isEmpty() ? "nothing changed" : parts.stream().collect(Collectors.joining(", "));
    }

    private static void count(final List<String> parts, final long count, final String what, final String how) {
        if (count > 0) {
            parts.add(count + " " + what + (count == 1 ? "" : "s") + how);
        }
    }
}
