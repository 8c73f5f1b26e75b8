// SPDX-License-Identifier: Apache-2.0
// Where a registry keeps its records, as options.
package io.eightfold.cli.whois8;

import io.eightfold.cli.CommandFailure;
import io.eightfold.whois8.store.StoreConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Directory and database. Thread: startup. */
public final class StoreOptions {
    /** That of config/systemd/eightfold-whois8.service. */
    static final String DEFAULT_DIRECTORY = "/var/lib/eightfold-whois8";
    @Option(names = "--dir", paramLabel = "DIRECTORY", defaultValue = DEFAULT_DIRECTORY, description = "Keys and the embedded database (default: ${DEFAULT-VALUE}).")
    private Path directory;
    @Option(names = "--database", paramLabel = "URL", defaultValue = "", description = "PostgreSQL instead of the embedded database, such as jdbc:postgresql://127.0.0.1/whois8.")
    private String url;
    @Option(names = "--database-user", paramLabel = "USER", defaultValue = "", description = "PostgreSQL: its user.")
    private String user;
    @Option(names = "--database-password-file", paramLabel = "FILE", description = "PostgreSQL: file with the password.")
    private Path passwordFile;

    Path directory() {
        return directory;
    }

    boolean isEmbedded() {
        return url.isEmpty();
    }

    /** @throws CommandFailure when the URL is of another database or the password cannot be read */
    StoreConfig config() {
        try {
            return isEmbedded() ? StoreConfig.embedded(directory) : StoreConfig.postgresql(directory, url, user, password());
        } catch (final IllegalArgumentException e) {
            throw new CommandFailure(e.getMessage());
        }
    }

    private String password() {
        try {
            return passwordFile == null ? "" : Files.readString(passwordFile).strip();
        } catch (final IOException e) {
            throw new CommandFailure("password file " + passwordFile + " cannot be read (" + e.getMessage() + "); make it readable for this user only");
        }
    }
}
