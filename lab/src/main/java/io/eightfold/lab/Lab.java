// SPDX-License-Identifier: Apache-2.0
// Entry of the lab.
package io.eightfold.lab;

import java.nio.file.Path;

/** Builds topologies in network namespaces. */
public final class Lab {
    /** What to run. */
    public record Options(String name, boolean isOnce, Path output, Path home, boolean isJson) {
    }

    private Lab() {
    }

    /** Runs a lab; exit code. */
    public static int run(final Options options) {
        return 1;
    }
}
