// SPDX-License-Identifier: Apache-2.0
// Which options of ipv8 lab belong to which topology.
package io.eightfold.cli.command;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** An option's description begins with its topologies, such as {@code nonstop, conformance: ...}; without any it is for all. Thread: any. */
final class LabOptions {
    private LabOptions() {
    }

    /** What to say of the first option given that another topology has; empty if there is none. */
    static Optional<String> foreign(final ParseResult line, final String topology, final List<String> topologies) {
        return line.matchedOptions().stream().filter(option -> !owners(option, topologies).isEmpty() && !owners(option, topologies).contains(topology)).findFirst()
            .map(option -> option.longestName() + " is an option of the " + named(owners(option, topologies)) + ", not of " + topology);
    }

    private static String named(final List<String> owners) {
        return (owners.size() == 1 ? "topology " : "topologies ") + String.join(" and ", owners);
    }

    private static List<String> owners(final OptionSpec option, final List<String> topologies) {
        final String text = option.description().length == 0 ? "" : option.description()[0];
        final List<String> words = List.of(text.substring(0, Math.max(0, text.indexOf(':'))).split(", "));
        return topologies.containsAll(words) ? words : List.of();
    }
}
