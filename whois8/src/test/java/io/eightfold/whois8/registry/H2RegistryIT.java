// SPDX-License-Identifier: Apache-2.0
// The registry on the embedded database.
package io.eightfold.whois8.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eightfold.whois8.store.StoreConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

final class H2RegistryIT extends RegistryContract {
    @Override
    StoreConfig config(final Path authority) {
        return StoreConfig.embedded(authority);
    }

    @Override
    StoreConfig sameDatabase(final StoreConfig config, final Path other) {
        return config;
    }

    @Test
    void shouldKeepItsFileToItsOwner() throws Exception {
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("registry.mv.db"))));
    }
}
