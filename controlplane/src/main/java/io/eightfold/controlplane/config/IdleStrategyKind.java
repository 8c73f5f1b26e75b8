// SPDX-License-Identifier: Apache-2.0
// What a worker does when a turn brought no packets.
package io.eightfold.controlplane.config;

import java.util.Locale;

/** What a worker does when a turn brought no packets. The word in the configuration is the constant in lower case. */
public enum IdleStrategyKind {
    /** Poll again at once: lowest latency, one core at 100 %. */
    BUSY,
    /** Spin, yield, then park for growing times: for labs and shared machines. */
    BACKOFF;

    /** The word in the configuration file. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
