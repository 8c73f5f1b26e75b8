// SPDX-License-Identifier: Apache-2.0
// Which configuration a router with this file and this history has in force.
package io.eightfold.controlplane.change;

import io.eightfold.controlplane.config.RouterConfig;
import java.nio.file.Path;

/** Which configuration is in force, for processes that do not own it. Thread: any. */
public final class ConfigInForce {
    private ConfigInForce() {
    }

    /**
     * What a control plane that was started now with the same file and directory would take; writes nothing. A directory that is missing or cannot be read leaves the file.
     *
     * @param file  the router's configuration file
     * @param state directory of the history
     * @throws ConfigChangeException when that is no good configuration
     */
    public static RouterConfig read(final Path file, final Path state) throws ConfigChangeException {
        return ConfigStart.choose(file, new ConfigHistory(state), new ConfirmStore(state), System.currentTimeMillis()).config().config();
    }
}
