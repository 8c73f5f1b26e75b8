// SPDX-License-Identifier: Apache-2.0
// Identifies the network namespace of this process.
package io.eightfold.host.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Namespaces have no name of their own; the inode of {@code /proc/self/ns/net} identifies one (namespaces(7)). Thread: any. */
final class NetworkNamespace {
    private static final Path LINK = Path.of("/proc/self/ns/net");

    private NetworkNamespace() {
    }

    /** The inode number of the namespace this process is in. */
    static long currentInode() {
        try {
            // The link reads "net:[4026531840]".
            String target = Files.readSymbolicLink(LINK).toString();
            return Long.parseLong(target.substring(target.indexOf('[') + 1, target.indexOf(']')));
        } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
            throw new HostToolException(HostToolException.FAILED, "the network namespace cannot be read from " + LINK + " (" + e.getMessage()
                + "); mount /proc");
        }
    }
}
