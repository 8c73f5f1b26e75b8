// SPDX-License-Identifier: Apache-2.0
// What is taken of routes and changed on them, entry by entry.
package io.eightfold.bgp8.policy;

import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.rib.Validity;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.function.Predicate;

/**
 * What is taken of routes and changed on them: the first entry whose matches all hold decides, without one the route is refused. A permitting entry with
 * {@code on-match next} or {@code goto} changes the route and lets later ones look at the result; the last entry that matched decides. An answer that changes nothing
 * allocates nothing. Maps are equal when their names, entries and the lists that they use are. Thread: any; immutable.
 */
public final class RouteMap implements RoutePolicy {
    private static final int END = -1;

    private final String name;
    private final List<RouteMapEntry> entries;
    private final Condition[][] conditions;
    private final Edit[][] edits;
    private final boolean[] isPermit;
    /** Index of the entry that looks at a permitted route next, or {@link #END}. */
    private final int[] followers;
    private final List<Object> lists;
    private final boolean dependsOnPrefix;
    private final boolean dependsOnValidity;
    private final int hash;

    /** @throws IllegalArgumentException when two entries have the same sequence, or a list does not exist */
    public RouteMap(final String name, final List<RouteMapEntry> entries, final PolicyLists lists) {
        this.name = name;
        this.entries = Sequences.ordered("route-map", name, entries, RouteMapEntry::sequence);
        conditions = new Condition[entries.size()][];
        edits = new Edit[entries.size()][];
        isPermit = new boolean[entries.size()];
        followers = new int[entries.size()];
        final ListUse use = new ListUse(lists);
        for (int i = 0; i < conditions.length; i++) {
            compile(i, this.entries.get(i), use);
        }
        this.lists = use.used();
        dependsOnPrefix = anyReachable(Condition::dependsOnPrefix);
        dependsOnValidity = anyReachable(Condition::dependsOnValidity);
        hash = Objects.hash(name, this.entries, this.lists);
    }

    private void compile(final int index, final RouteMapEntry entry, final ListUse use) {
        try {
            conditions[index] = entry.matches().stream().map(match -> Condition.of(match, use)).toArray(Condition[]::new);
            edits[index] = entry.changes().stream().map(change -> Edit.of(change, use)).toArray(Edit[]::new);
        } catch (final IllegalArgumentException e) {
            throw new IllegalArgumentException(title(index) + ": " + e.getMessage(), e);
        }
        isPermit[index] = entry.action() == Action.PERMIT;
        followers[index] = follower(index, entry.next());
    }

    private int follower(final int index, final int next) {
        if (next == RouteMapEntry.STOP) {
            return END;
        }
        int follower = index + 1;
        while (follower < entries.size() && entries.get(follower).sequence() < next) {
            follower++;
        }
        return follower;
    }

    /** Whether a match of that kind is in an entry that some route gets to. */
    private boolean anyReachable(final Predicate<Match> kind) {
        final boolean[] isReachable = new boolean[entries.size() + 1];
        isReachable[0] = true;
        for (int i = 0; i < entries.size(); i++) {
            if (isReachable[i]) {
                if (entries.get(i).matches().stream().anyMatch(kind)) {
                    return true;
                }
                isReachable[i + 1] |= conditions[i].length > 0;
                if (isPermit[i] && followers[i] != END) {
                    isReachable[followers[i]] = true;
                }
            }
        }
        return false;
    }

    @Override
    public AttributeSet apply(final long address, final int lengthBits, final AttributeSet attributes, final Validity validity) {
        AttributeSet now = attributes;
        boolean isPermitted = false;
        int index = 0;
        while (index < conditions.length) {
            if (!matches(index, address, lengthBits, now, validity)) {
                index++;
                continue;
            }
            if (!isPermit[index]) {
                return null;
            }
            isPermitted = true;
            now = changed(index, now);
            if (followers[index] == END) {
                break;
            }
            index = followers[index];
        }
        return !isPermitted ? null : now.equals(attributes) ? attributes : now;
    }

    private boolean matches(final int index, final long address, final int lengthBits, final AttributeSet attributes, final Validity validity) {
        for (final Condition condition : conditions[index]) {
            if (!condition.holds(address, lengthBits, attributes, validity)) {
                return false;
            }
        }
        return true;
    }

    private AttributeSet changed(final int index, final AttributeSet attributes) {
        AttributeSet now = attributes;
        for (final Edit edit : edits[index]) {
            now = edit.apply(now);
        }
        return now;
    }

    @Override
    public String describe(final long address, final int lengthBits, final AttributeSet attributes, final Validity validity) {
        AttributeSet now = attributes;
        final StringJoiner text = new StringJoiner(", then ");
        text.setEmptyValue("route-map " + name + " refuses it: no entry matches");
        int index = 0;
        while (index < conditions.length) {
            if (!matches(index, address, lengthBits, now, validity)) {
                index++;
                continue;
            }
            text.add(title(index) + because(index, address, lengthBits, now));
            if (!isPermit[index] || followers[index] == END) {
                break;
            }
            now = changed(index, now);
            index = followers[index];
        }
        return text.toString();
    }

    private String title(final int index) {
        return "route-map " + name + ' ' + entries.get(index).action().word() + ' ' + entries.get(index).sequence();
    }

    /** The lines of the entry, with the entries of lists that decided. */
    private String because(final int index, final long address, final int lengthBits, final AttributeSet attributes) {
        final StringJoiner text = new StringJoiner("; ", " (", ")");
        text.setEmptyValue("");
        int list = firstList(index);
        for (final Match match : entries.get(index).matches()) {
            final Object used = usesList(match) ? lists.get(list++) : null;
            text.add(match + switch (used) {
                case PrefixList prefixes -> " " + prefixes.decisive(address, lengthBits);
                case AsPathList paths -> " " + paths.decisive(attributes.asPath());
                case null, default -> "";
            });
        }
        if (isPermit[index]) {
            entries.get(index).changes().forEach(change -> text.add(change.toString()));
        }
        return text.toString();
    }

    private int firstList(final int index) {
        int count = 0;
        for (int i = 0; i < index; i++) {
            count += (int) entries.get(i).matches().stream().filter(RouteMap::usesList).count();
            count += (int) entries.get(i).changes().stream().filter(RouteMap::usesList).count();
        }
        return count;
    }

    private static boolean usesList(final Match match) {
        return match instanceof Match.PrefixListed || match instanceof Match.AsPathListed || match instanceof Match.CommunityListed || match instanceof Match.LargeCommunityListed;
    }

    private static boolean usesList(final Change change) {
        return change instanceof Change.CommunitiesDelete || change instanceof Change.LargeCommunitiesDelete;
    }

    @Override
    public boolean dependsOnPrefix() {
        return dependsOnPrefix;
    }

    @Override
    public boolean dependsOnValidity() {
        return dependsOnValidity;
    }

    @Override
    public String name() {
        return name;
    }

    /** By sequence. */
    public List<RouteMapEntry> entries() {
        return entries;
    }

    @Override
    public boolean equals(final Object other) {
        return this == other
            || other instanceof RouteMap map && hash == map.hash && name.equals(map.name) && entries.equals(map.entries) && lists.equals(map.lists);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return "route-map " + name;
    }
}
