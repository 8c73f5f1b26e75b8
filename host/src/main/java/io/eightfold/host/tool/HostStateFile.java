// SPDX-License-Identifier: Apache-2.0
// Writes and removes the state file of a running daemon.
package io.eightfold.host.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** One daemon's state file; it exists from {@link #write} to {@link #close}. Thread: session, the daemon's. */
final class HostStateFile implements AutoCloseable {
    private final Path file;
    private HostState written;

    HostStateFile(Path directory, long namespaceInode, String interfaceName) {
        this.file = directory.resolve("host-" + namespaceInode + "-" + interfaceName + ".json");
    }

    /** Replaces the file in one step, so that readers see the old or the new content. Unchanged content is not written again. */
    void write(HostState state) {
        if (state.equals(written)) {
            return;
        }
        Path complete = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.writeString(complete, HostJson.GSON.toJson(state) + "\n");
            Files.move(complete, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new HostToolException(HostToolException.FAILED, "state file " + file + " cannot be written (" + e.getMessage()
                + "); set " + RunDirectory.VARIABLE + " to a writable place");
        }
        written = state;
    }

    @Override
    public void close() {
        try {
            if (written != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // The process ends now; without it the file counts as stale.
            written = null;
        }
    }
}
