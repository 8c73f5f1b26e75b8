// SPDX-License-Identifier: Apache-2.0
// Makes lists and route-maps of their lines.
package io.eightfold.controlplane.config;

import io.eightfold.bgp8.attribute.Community;
import io.eightfold.bgp8.attribute.LargeCommunities;
import io.eightfold.bgp8.policy.AsPathList;
import io.eightfold.bgp8.policy.AsPathPattern;
import io.eightfold.bgp8.policy.AsPathRule;
import io.eightfold.bgp8.policy.Change;
import io.eightfold.bgp8.policy.CommunityList;
import io.eightfold.bgp8.policy.CommunityRule;
import io.eightfold.bgp8.policy.LargeCommunityList;
import io.eightfold.bgp8.policy.LargeCommunityRule;
import io.eightfold.bgp8.policy.Match;
import io.eightfold.bgp8.policy.PolicyLists;
import io.eightfold.bgp8.policy.PrefixList;
import io.eightfold.bgp8.policy.PrefixRule;
import io.eightfold.bgp8.policy.RouteMap;
import io.eightfold.bgp8.policy.RouteMapEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Makes lists and route-maps of their lines, after all checks. */
final class PolicyAssembler {
    private final List<Section> sections;
    private final Section top;

    PolicyAssembler(final List<Section> sections) {
        this.sections = sections;
        top = sections.getFirst();
    }

    PolicyConfig assemble() {
        final PolicyLists lists = new PolicyLists(
                lists(Statement.PREFIX_LIST, PolicyAssembler::prefixRule, PrefixList::new),
                lists(Statement.AS_PATH_LIST, PolicyAssembler::asPathRule, AsPathList::new),
                lists(Statement.COMMUNITY_LIST, (line, sequence) -> new CommunityRule(sequence, line.value(PolicyArguments.ACTION),
                        line.values(PolicyArguments.COMMUNITY)), CommunityList::new),
                lists(Statement.LARGE_COMMUNITY_LIST, (line, sequence) -> new LargeCommunityRule(sequence, line.value(PolicyArguments.ACTION),
                        largeCommunities(line.values(PolicyArguments.LARGE_COMMUNITY))), LargeCommunityList::new));
        final Map<String, List<RouteMapEntry>> entries = new LinkedHashMap<>();
        routeMaps(sections).forEach(section -> entries.computeIfAbsent(section.header().value(PolicyArguments.LIST), name -> new ArrayList<>())
                .add(entry(section)));
        final Map<String, RouteMap> routeMaps = new LinkedHashMap<>();
        entries.forEach((name, each) -> routeMaps.put(name, new RouteMap(name, each, lists)));
        return new PolicyConfig(lists, routeMaps);
    }

    /** The entries of route-maps with a good header, in the order of the file. */
    static Stream<Section> routeMaps(final List<Section> sections) {
        return sections.stream().filter(section -> section.block() == Block.ROUTE_MAP && section.header() != null);
    }

    private <R, L> Map<String, L> lists(final Statement statement, final BiFunction<Entry, Integer, R> rule, final BiFunction<String, List<R>, L> list) {
        final Map<String, List<R>> rules = new LinkedHashMap<>();
        final Sequencer sequencer = new Sequencer();
        top.all(statement).forEach(line -> rules.computeIfAbsent(line.value(PolicyArguments.LIST), name -> new ArrayList<>())
                .add(rule.apply(line, sequencer.next(line))));
        final Map<String, L> lists = new LinkedHashMap<>();
        rules.forEach((name, each) -> lists.put(name, list.apply(name, each)));
        return lists;
    }

    static PrefixRule prefixRule(final Entry line, final int sequence) {
        final int ge = line.optional(PolicyArguments.GE).orElse(PrefixRule.NO_BOUND);
        final boolean isAny = line.word(PolicyArguments.PREFIX).text().equals(PolicyArguments.ANY);
        final int le = line.optional(PolicyArguments.LE).orElse(isAny && ge == PrefixRule.NO_BOUND ? PolicyConfig.HOST_BITS : PrefixRule.NO_BOUND);
        return new PrefixRule(sequence, line.value(PolicyArguments.ACTION), line.value(PolicyArguments.PREFIX), ge, le);
    }

    static AsPathRule asPathRule(final Entry line, final int sequence) {
        return new AsPathRule(sequence, line.value(PolicyArguments.ACTION), AsPathPattern.of(String.join(" ", line.values(PolicyArguments.REGEX))));
    }

    private static RouteMapEntry entry(final Section section) {
        final List<Match> matches = new ArrayList<>();
        final List<Change> changes = new ArrayList<>();
        int next = RouteMapEntry.STOP;
        for (final Entry line : section.entries()) {
            switch (line.statement()) {
                case ON_MATCH_NEXT -> next = RouteMapEntry.NEXT;
                case ON_MATCH_GOTO -> next = line.value(PolicyArguments.MAP_SEQUENCE);
                default -> {
                    final Match match = match(line);
                    if (match != null) {
                        matches.add(match);
                    } else {
                        changes.add(change(line));
                    }
                }
            }
        }
        return new RouteMapEntry(section.header().value(PolicyArguments.MAP_SEQUENCE), section.header().value(PolicyArguments.ACTION), matches, changes, next);
    }

    private static Match match(final Entry line) {
        return switch (line.statement()) {
            case MATCH_PREFIX_LIST -> new Match.PrefixListed(line.value(PolicyArguments.LIST));
            case MATCH_AS_PATH -> new Match.AsPathListed(line.value(PolicyArguments.LIST));
            case MATCH_COMMUNITY -> new Match.CommunityListed(line.value(PolicyArguments.LIST), line.optional(PolicyArguments.EXACT_MATCH).isPresent());
            case MATCH_LARGE_COMMUNITY -> new Match.LargeCommunityListed(line.value(PolicyArguments.LIST), line.optional(PolicyArguments.EXACT_MATCH).isPresent());
            case MATCH_ROUTE_ASN -> new Match.RouteAsn(line.values(PolicyArguments.ROUTE_ASN));
            case MATCH_ORIGIN_ASN -> new Match.OriginAsn(line.values(PolicyArguments.ORIGIN_ASN));
            case MATCH_COST_GE -> new Match.CostAtLeast(line.value(PolicyArguments.NUMBER));
            case MATCH_COST_LE -> new Match.CostAtMost(line.value(PolicyArguments.NUMBER));
            case MATCH_VERDICT -> new Match.VerdictIn(new LinkedHashSet<>(line.values(PolicyArguments.VERDICT)));
            case MATCH_ORIGIN -> new Match.OriginIs(line.value(PolicyArguments.ORIGIN));
            default -> null;
        };
    }

    private static Change change(final Entry line) {
        return switch (line.statement()) {
            case SET_COST -> cost(line.value(PolicyArguments.COST_CHANGE_BY));
            case SET_PREPEND -> new Change.Prepend(line.values(PolicyArguments.PREPENDED_ASN));
            case SET_COMMUNITY_NONE -> new Change.CommunitiesTo(List.of(), false);
            case SET_COMMUNITY -> new Change.CommunitiesTo(withoutAdditive(line.values(PolicyArguments.NEW_COMMUNITY)).map(Community::parse).toList(),
                    line.values(PolicyArguments.NEW_COMMUNITY).contains(PolicyArguments.ADDITIVE));
            case SET_LARGE_COMMUNITY_NONE -> new Change.LargeCommunitiesTo(List.of(), false);
            case SET_LARGE_COMMUNITY -> new Change.LargeCommunitiesTo(largeCommunities(withoutAdditive(line.values(PolicyArguments.NEW_LARGE_COMMUNITY)).toList()),
                    line.values(PolicyArguments.NEW_LARGE_COMMUNITY).contains(PolicyArguments.ADDITIVE));
            case SET_COMM_LIST_DELETE -> new Change.CommunitiesDelete(line.value(PolicyArguments.LIST));
            case SET_LARGE_COMM_LIST_DELETE -> new Change.LargeCommunitiesDelete(line.value(PolicyArguments.LIST));
            case SET_METRIC -> new Change.MedTo(line.value(PolicyArguments.NUMBER));
            case SET_LOCAL_PREFERENCE -> new Change.LocalPreferenceTo(line.value(PolicyArguments.NUMBER));
            case SET_ORIGIN -> new Change.OriginTo(line.value(PolicyArguments.ORIGIN));
            case SET_NEXT_HOP -> new Change.NextHopTo(line.value(PolicyArguments.NEXT_HOP).bits());
            default -> throw new IllegalStateException(line.statement() + " is no line of a route-map");
        };
    }

    private static Change cost(final String word) {
        return Character.isDigit(word.charAt(0)) ? new Change.CostTo((int) Long.parseLong(word)) : new Change.CostBy(Long.parseLong(word));
    }

    private static Stream<String> withoutAdditive(final List<String> words) {
        return words.stream().filter(word -> !word.equals(PolicyArguments.ADDITIVE));
    }

    private static List<Integer> largeCommunities(final List<String> words) {
        return words.stream().flatMap(word -> Arrays.stream(LargeCommunities.parse(word)).boxed()).toList();
    }
}
