// SPDX-License-Identifier: Apache-2.0
// One conformance case.
package io.eightfold.lab.conformance.script;

import java.util.List;

/**
 * A folder {@code AREA/NAME}.
 *
 * @param steps  the text of {@code steps.txt}
 * @param rounds what it says, unrolled
 */
public record Case(String area, String name, AboutFile about, String steps, List<Round> rounds) {
    public Case {
        rounds = List.copyOf(rounds);
    }

    /** {@code AREA/NAME}. */
    public String id() {
        return area + "/" + name;
    }

    /** The id as part of a file name or an anchor. */
    public String fileName() {
        return area + "-" + name;
    }
}
