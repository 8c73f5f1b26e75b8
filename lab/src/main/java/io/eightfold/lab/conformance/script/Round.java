// SPDX-License-Identifier: Apache-2.0
// Steps that stand or fall together.
package io.eightfold.lab.conformance.script;

import java.util.List;

/**
 * One value of a sweep, or what stands outside of any.
 *
 * @param label such as {@code ttl=7}; empty outside of sweeps
 */
public record Round(String label, List<Step> steps) {
    public Round {
        steps = List.copyOf(steps);
    }
}
