// SPDX-License-Identifier: Apache-2.0
// How many hugepages this machine has free.
package io.eightfold.dpdk;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Reads {@code /sys/kernel/mm/hugepages}. Thread: startup. */
public final class Hugepages {
    private static final Path DIRECTORY = Path.of("/sys/kernel/mm/hugepages");

    /** What the router should do about hugepages. */
    public enum Policy {
        /** Use them when enough are free, else run without. */
        AUTO,
        /** Run without. */
        NEVER,
        /** Refuse to start without. */
        REQUIRE
    }

    private Hugepages() {
    }

    /** Free hugepage memory of all page sizes together, in MiB; 0 when the kernel has none. */
    public static long freeMib() {
        long freeKib = 0;
        try (DirectoryStream<Path> sizes = Files.newDirectoryStream(DIRECTORY, "hugepages-*kB")) {
            for (final Path size : sizes) {
                final String name = size.getFileName().toString();
                final long pageKib = Long.parseLong(name.substring("hugepages-".length(), name.length() - 2));
                freeKib += pageKib * Long.parseLong(Files.readString(size.resolve("free_hugepages")).trim());
            }
        } catch (final NoSuchFileException | NotDirectoryException e) {
            return 0;
        } catch (final IOException e) {
            return freeKib / 1024;
        }
        return freeKib / 1024;
    }
}
