// SPDX-License-Identifier: Apache-2.0
// Which lists and route-maps a file has, for the lines that name them.
package io.eightfold.controlplane.config;

import io.eightfold.controlplane.config.SyntaxPart.Argument;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which lists and route-maps a file has. Names of what a refused line would have made are not known, so with one of those nothing is said to be missing. */
final class PolicyNames {
    private static final Map<Statement, String> KINDS = Map.of(
            Statement.PREFIX_LIST, "ipv8 prefix-list",
            Statement.AS_PATH_LIST, "bgp as-path access-list",
            Statement.COMMUNITY_LIST, "bgp community-list standard",
            Statement.LARGE_COMMUNITY_LIST, "bgp large-community-list standard",
            Statement.ROUTE_MAP, "route-map");
    private static final int SHOWN_NAMES = 8;

    private final Map<Statement, Set<String>> names = new EnumMap<>(Statement.class);
    private final boolean isComplete;
    private final Findings findings;

    PolicyNames(final Section top, final Findings findings) {
        KINDS.keySet().forEach(kind -> names.put(kind, top.all(kind).map(line -> line.value(PolicyArguments.LIST)).collect(Collectors.toCollection(TreeSet::new))));
        isComplete = !top.isDamaged();
        this.findings = findings;
    }

    /** Finds a problem when the line names a list or route-map that the file does not have. */
    void require(final Entry line, final Argument<String> argument, final Statement kind) {
        final Set<String> known = names.get(kind);
        line.optional(argument).filter(name -> isComplete && !known.contains(name)).ifPresent(name -> findings.problem(line, argument, "there is no '"
                + KINDS.get(kind) + " " + name + "'; add it, or correct the name" + (known.isEmpty() ? "" : ": there is " + shown(known))));
    }

    private static String shown(final Set<String> known) {
        return known.stream().limit(SHOWN_NAMES).collect(Collectors.joining(", ")) + (known.size() > SHOWN_NAMES ? " and " + (known.size() - SHOWN_NAMES) + " more" : "");
    }
}
