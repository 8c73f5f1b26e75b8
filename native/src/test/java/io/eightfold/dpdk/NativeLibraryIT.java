// SPDX-License-Identifier: Apache-2.0
// What is said when the shim is missing or no library. In a JVM of its own: a library is loaded once.
package io.eightfold.dpdk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibraryIT {
    @TempDir
    private Path directory;

    @Test
    void shouldNameTheFileTheRemedyAndRecoverOnceItIsMended() throws IOException {
        final String good = System.getProperty(NativeLibrary.DIRECTORY_PROPERTY);
        final Path library = directory.resolve("libeightfold.so");
        final Eal.Options options = new Eal.Options(Hugepages.Policy.NEVER, TestEal.MEMORY_MIB, false, List.of());
        try {
            System.setProperty(NativeLibrary.DIRECTORY_PROPERTY, directory.toString());
            final DpdkException missing = TestEal.assertRefused(() -> Eal.start(options), library + " is missing", "native/build", "-Deightfold.native.dir");
            assertEquals(0, missing.code(), "refused before any call");

            // The JVM adds a warning of its own about the stack of this "library".
            Files.writeString(library, "not an ELF file");
            TestEal.assertRefused(() -> Eal.start(options), "cannot load " + library, "install libdpdk", "native/build");
        } finally {
            System.setProperty(NativeLibrary.DIRECTORY_PROPERTY, good);
        }
        NativeLibrary.load();
        assertEquals("Cannot allocate memory (-12)", Eal.errorText(-12));
    }
}
