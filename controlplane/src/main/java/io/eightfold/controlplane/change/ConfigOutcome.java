// SPDX-License-Identifier: Apache-2.0
// What a change of configuration came to.
package io.eightfold.controlplane.change;

import io.eightfold.controlplane.config.ChangedLine;
import io.eightfold.controlplane.config.ConfigDiff;
import io.eightfold.controlplane.config.ConfigProblem;
import java.util.List;

/**
 * What a change of configuration came to.
 * <p>Thread: any; immutable.
 *
 * @param cause          {@code reload}, {@code apply}, {@code confirm}, {@code rollback} or {@code undo}
 * @param diff           what changed; empty when nothing did
 * @param configWarnings what is legal in the file but probably not meant
 * @param hostWarnings   what the disk did not do
 * @param history        number of the configuration in force
 * @param tookNs         from the text to the target's return, and the history on disk
 * @param waiting        lines in force only after a restart, of this and of earlier changes
 * @param confirmByMs    when it is undone unless confirmed, milliseconds since 1970; 0 for never
 */
public record ConfigOutcome(
        String cause,
        ConfigDiff diff,
        List<ConfigProblem> configWarnings,
        List<String> hostWarnings,
        int history,
        long tookNs,
        List<ChangedLine> waiting,
        long confirmByMs) {
    public ConfigOutcome {
        configWarnings = List.copyOf(configWarnings);
        hostWarnings = List.copyOf(hostWarnings);
        waiting = List.copyOf(waiting);
    }
}
