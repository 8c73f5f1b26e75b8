// SPDX-License-Identifier: Apache-2.0
// A change that was not made.
package io.eightfold.controlplane.change;

import io.eightfold.controlplane.config.ConfigProblem;
import io.eightfold.controlplane.config.ConfigResult;
import java.util.List;

/** A change that was not made: everything is as it was. The message is one sentence for the operator, with the remedy. */
public final class ConfigChangeException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient List<ConfigProblem> problems;
    private final transient List<ConfigProblem> warnings;

    ConfigChangeException(final String message) {
        super(message);
        problems = List.of();
        warnings = List.of();
    }

    ConfigChangeException(final String source, final ConfigResult result) {
        super(result.problems().size() + (result.problems().size() == 1 ? " problem in " : " problems in ") + source + "; nothing was changed, the first is "
                + result.problems().getFirst());
        problems = result.problems();
        warnings = result.warnings();
    }

    /** Every problem of the file; empty when the change was refused for another reason. */
    public List<ConfigProblem> problems() {
        return problems == null ? List.of() : problems;
    }

    /** The warnings beside the problems. */
    public List<ConfigProblem> warnings() {
        return warnings == null ? List.of() : warnings;
    }
}
