// SPDX-License-Identifier: Apache-2.0
// Linux capabilities of this process.
package io.eightfold.dpdk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the effective set from /proc/self/status; numbers of capabilities(7). Thread: startup. */
public final class Capabilities {
    /** CAP_NET_ADMIN: create and configure interfaces. */
    public static final int NET_ADMIN = 12;
    /** CAP_NET_RAW: packet sockets. */
    public static final int NET_RAW = 13;

    private Capabilities() {
    }

    /** Whether the process has the capability; true when that cannot be found out, since the call itself will tell. */
    public static boolean has(final int capability) {
        try {
            for (final String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("CapEff:")) {
                    return (Long.parseUnsignedLong(line.substring("CapEff:".length()).strip(), 16) >>> capability & 1) != 0;
                }
            }
        } catch (final IOException e) {
            return true;
        }
        return true;
    }
}
