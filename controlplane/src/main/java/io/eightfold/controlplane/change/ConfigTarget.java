// SPDX-License-Identifier: Apache-2.0
// Takes a changed configuration into force.
package io.eightfold.controlplane.change;

import io.eightfold.controlplane.config.ConfigDiff;
import io.eightfold.controlplane.config.RouterConfig;

/** Takes a changed configuration into force. */
@FunctionalInterface
public interface ConfigTarget {
    /**
     * Applies what takes effect at once; lines that need a restart are for the next start of the process they name.
     * <p>Thread: that of the caller who changes the configuration, or of the clock for an automatic undo; never two at once. It should hand the work on and
     * return: the operator waits for it.
     * <p>Failure: an exception leaves the old configuration in force as far as the manager is concerned.
     *
     * @param before what was in force
     * @param after  what is to be in force
     * @param diff   what leads from one to the other; not empty
     */
    void apply(RouterConfig before, RouterConfig after, ConfigDiff diff);
}
