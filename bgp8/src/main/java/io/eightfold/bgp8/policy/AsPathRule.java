// SPDX-License-Identifier: Apache-2.0
// An entry of an as-path access-list.
package io.eightfold.bgp8.policy;

/**
 * An entry of an as-path access-list. Thread: any; immutable.
 *
 * @param sequence entries are tried from the lowest on; from 1
 * @param action   what becomes of a match
 * @param pattern  what matches
 */
public record AsPathRule(int sequence, Action action, AsPathPattern pattern) {
    public AsPathRule {
        Sequences.check("as-path access-list", sequence);
    }

    /** What follows the list's name in the configuration. */
    @Override
    public String toString() {
        return "seq " + sequence + ' ' + action.word() + ' ' + pattern;
    }
}
