// SPDX-License-Identifier: Apache-2.0
// AS paths that are permitted or denied.
package io.eightfold.bgp8.policy;

import io.eightfold.bgp8.attribute.AsPath;
import java.util.List;

/** AS paths that are permitted or denied: the first entry that matches decides, without one the path is denied. Thread: any; immutable. */
public final class AsPathList {
    private final String name;
    private final List<AsPathRule> rules;

    /** @throws IllegalArgumentException when two entries have the same sequence */
    public AsPathList(final String name, final List<AsPathRule> rules) {
        this.name = name;
        this.rules = Sequences.ordered("bgp as-path access-list", name, rules, AsPathRule::sequence);
    }

    public String name() {
        return name;
    }

    /** By sequence. */
    public List<AsPathRule> rules() {
        return rules;
    }

    public boolean permits(final AsPath path) {
        final AsPathRule rule = decisive(path);
        return rule != null && rule.action() == Action.PERMIT;
    }

    /** The entry that decides, or null when none matches. */
    public AsPathRule decisive(final AsPath path) {
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).pattern().matches(path)) {
                return rules.get(i);
            }
        }
        return null;
    }

    @Override
    public boolean equals(final Object other) {
        return this == other || other instanceof AsPathList list && name.equals(list.name) && rules.equals(list.rules);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + rules.hashCode();
    }

    @Override
    public String toString() {
        return "bgp as-path access-list " + name;
    }
}
