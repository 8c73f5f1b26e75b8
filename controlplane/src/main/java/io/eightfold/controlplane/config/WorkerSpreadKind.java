// SPDX-License-Identifier: Apache-2.0
// How the flows of an interface are divided among several workers.
package io.eightfold.controlplane.config;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** How the flows of an interface are divided among several workers. The word in the configuration is the constant in lower case. */
public enum WorkerSpreadKind {
    /** For each interface what its device is good for: `rss` for a NIC that hashes all that is spoken there, else `software`. */
    AUTO,
    /** A receive queue for each worker; the device chooses the queue. */
    RSS,
    /** The worker that receives hands flows to the others by a hash. */
    SOFTWARE,
    /** The worker that receives forwards. */
    NONE;

    /** The word in the configuration file. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All words. */
    static List<String> words() {
        return Stream.of(values()).map(WorkerSpreadKind::word).toList();
    }
}
