// SPDX-License-Identifier: Apache-2.0
// Where metrics are served, and to whom.
package io.eightfold.controlplane.telemetry;

import java.net.InetSocketAddress;

/**
 * Where metrics are served, and to whom. Thread: any; immutable.
 *
 * @param listen the one address and port
 * @param token  what a scrape must carry as {@code Authorization: Bearer TOKEN}, or null for nothing
 */
public record MetricsSettings(InetSocketAddress listen, String token) {
    public MetricsSettings {
        if (listen.isUnresolved()) {
            throw new IllegalArgumentException("metrics listen " + listen.getHostString() + " is not an IP address; write one, such as 127.0.0.1");
        }
        if (token != null && token.isEmpty()) {
            throw new IllegalArgumentException("metrics token is empty; write one, or leave the line out");
        }
    }

    /** The token is not for the log. */
    @Override
    public String toString() {
        return "MetricsSettings[listen=" + listen + ", token=" + (token == null ? "none" : "<hidden>") + "]";
    }
}
