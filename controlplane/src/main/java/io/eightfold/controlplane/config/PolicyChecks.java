// SPDX-License-Identifier: Apache-2.0
// Checks lists and route-maps.
package io.eightfold.controlplane.config;

import io.eightfold.bgp8.policy.Change;
import io.eightfold.controlplane.config.SyntaxPart.Argument;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Checks lists and route-maps: numbers given twice, bounds and patterns that mean nothing, names of lists that are not there. */
final class PolicyChecks {
    /** What may have a number once. */
    private record Numbered(String name, int sequence) {
    }

    private final List<Section> sections;
    private final Section top;
    private final Findings findings;
    private final PolicyNames names;

    PolicyChecks(final List<Section> sections, final Findings findings, final PolicyNames names) {
        this.sections = sections;
        this.findings = findings;
        this.names = names;
        top = sections.getFirst();
    }

    void run() {
        list(Statement.PREFIX_LIST, this::prefixRule);
        list(Statement.AS_PATH_LIST, this::asPathRule);
        list(Statement.COMMUNITY_LIST, (line, sequence) -> { });
        list(Statement.LARGE_COMMUNITY_LIST, (line, sequence) -> { });
        final Map<Numbered, Entry> earlier = new HashMap<>();
        PolicyAssembler.routeMaps(sections).forEach(section -> {
            final Entry header = section.header();
            once(earlier, header, header.value(PolicyArguments.MAP_SEQUENCE), PolicyArguments.MAP_SEQUENCE);
            section.entries().forEach(line -> routeMapLine(header, line));
        });
    }

    private void list(final Statement statement, final BiConsumer<Entry, Integer> check) {
        final Sequencer sequencer = new Sequencer();
        final Map<Numbered, Entry> earlier = new HashMap<>();
        top.all(statement).forEach(line -> {
            final int sequence = sequencer.next(line);
            if (sequence == 0) {
                findings.problem(line, PolicyArguments.LIST, "there is no number left for the entry; give it one with 'seq'");
                return;
            }
            once(earlier, line, sequence, PolicyArguments.SEQUENCE);
            check.accept(line, sequence);
        });
    }

    private void once(final Map<Numbered, Entry> earlier, final Entry line, final int sequence, final Argument<Integer> argument) {
        final Entry same = earlier.putIfAbsent(new Numbered(line.value(PolicyArguments.LIST), sequence), line);
        if (same != null) {
            findings.problem(line, argument, "number " + sequence + " is given on line " + same.line().number() + " already; give this entry another");
        }
    }

    private void prefixRule(final Entry line, final int sequence) {
        try {
            PolicyAssembler.prefixRule(line, sequence);
        } catch (final IllegalArgumentException e) {
            findings.problem(line, e.getMessage().startsWith("ge ") ? PolicyArguments.GE : PolicyArguments.LE, e.getMessage());
        }
    }

    private void asPathRule(final Entry line, final int sequence) {
        try {
            PolicyAssembler.asPathRule(line, sequence);
        } catch (final IllegalArgumentException e) {
            findings.problem(line, PolicyArguments.REGEX, e.getMessage());
        }
    }

    private void routeMapLine(final Entry header, final Entry line) {
        switch (line.statement()) {
            case MATCH_PREFIX_LIST -> names.require(line, PolicyArguments.LIST, Statement.PREFIX_LIST);
            case MATCH_AS_PATH -> names.require(line, PolicyArguments.LIST, Statement.AS_PATH_LIST);
            case MATCH_COMMUNITY, SET_COMM_LIST_DELETE -> names.require(line, PolicyArguments.LIST, Statement.COMMUNITY_LIST);
            case MATCH_LARGE_COMMUNITY, SET_LARGE_COMM_LIST_DELETE -> names.require(line, PolicyArguments.LIST, Statement.LARGE_COMMUNITY_LIST);
            case SET_COMMUNITY -> additive(line, PolicyArguments.NEW_COMMUNITY);
            case SET_LARGE_COMMUNITY -> additive(line, PolicyArguments.NEW_LARGE_COMMUNITY);
            case SET_PREPEND -> prepend(line);
            case ON_MATCH_GOTO -> forward(header, line);
            default -> {
            }
        }
    }

    private void additive(final Entry line, final Argument<String> argument) {
        final List<String> words = line.values(argument);
        final int at = words.indexOf(PolicyArguments.ADDITIVE);
        if (at == 0 || at > 0 && at < words.size() - 1) {
            findings.problem(line, argument, "'" + PolicyArguments.ADDITIVE + "' stands at the end, behind at least one community");
        }
    }

    private void prepend(final Entry line) {
        final int asns = line.values(PolicyArguments.PREPENDED_ASN).size();
        if (asns > Change.Prepend.MAX_ASNS) {
            findings.problem(line, PolicyArguments.PREPENDED_ASN, asns + " ASNs are more than the " + Change.Prepend.MAX_ASNS + " of one line; remove some");
        }
    }

    private void forward(final Entry header, final Entry line) {
        final int sequence = header.value(PolicyArguments.MAP_SEQUENCE);
        if (line.value(PolicyArguments.MAP_SEQUENCE) <= sequence) {
            findings.problem(line, PolicyArguments.MAP_SEQUENCE, "leads back, which might never end; expected a number above the " + sequence + " of this entry");
        }
    }
}
