// SPDX-License-Identifier: Apache-2.0
// What reading a configuration file came to: a configuration or problems, and warnings.
package io.eightfold.controlplane.config;

import java.util.List;

/**
 * What reading a configuration file came to.
 * <p>Thread: any; immutable.
 *
 * @param config   the configuration, or null when there is any problem
 * @param problems everything that must be mended, in the order of the file
 * @param warnings what is legal but probably not meant, in the order of the file
 */
public record ConfigResult(RouterConfig config, List<ConfigProblem> problems, List<ConfigProblem> warnings) {
    public ConfigResult {
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
        Limits.require((config == null) == !problems.isEmpty(), "a configuration comes without problems, and only then");
    }

    /** Whether the file may be used. */
    public boolean isGood() {
        return config != null;
    }
}
