// SPDX-License-Identifier: Apache-2.0
// Run directories of labs.
package io.eightfold.lab.network;

import io.eightfold.lab.process.LabException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * {@code /run/e8l-PID}: sockets and counters of a lab's routers, state of its hosts. Not below the output folder, because the path of a Unix socket
 * has 107 characters at most. Thread: any.
 */
public final class RunPlace {
    public static final Path BASE = Path.of("/run");
    private static final String PREFIX = NamespaceName.PREFIX;

    private RunPlace() {
    }

    /** Makes the directory of this lab, for its owner only. */
    public static Path create(Path base, long labPid) {
        Path directory = base.resolve(PREFIX + labPid);
        try {
            return Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new LabException("cannot make the run directory " + directory + " (" + e.getClass().getSimpleName()
                + "); it must be new, and " + base + " writable", e);
        }
    }

    static List<Path> list(Path base) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(base, PREFIX + "*")) {
            entries.forEach(entry -> {
                if (labPid(entry).isPresent() && Files.isDirectory(entry, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
                    found.add(entry);
                }
            });
        } catch (IOException e) {
            throw new LabException("cannot read " + base + " (" + e.getMessage() + "); run as root", e);
        }
        return found;
    }

    static OptionalLong labPid(Path directory) {
        String text = directory.getFileName().toString();
        return text.matches(PREFIX + "[1-9][0-9]{0,9}") ? OptionalLong.of(Long.parseLong(text.substring(PREFIX.length()))) : OptionalLong.empty();
    }

    /** Deletes a run directory with what is in it; what cannot be deleted stays. */
    public static void delete(Path directory) {
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | java.io.UncheckedIOException e) {
            // Removed meanwhile, or in use: a later lab tries again.
            return;
        }
    }
}
