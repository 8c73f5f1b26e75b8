// SPDX-License-Identifier: Apache-2.0
// Keys of tunnel ends that talk TLS.
package io.eightfold.dataplane.testing;

import io.eightfold.dataplane.tunnel.TunnelConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes them with the JDK's keytool, as an operator would. */
public final class TestKeys {
    private static final String PASSWORD = "a test only";
    private final Path directory;
    private final Path password;

    /** @param directory where the files go; it exists. */
    public TestKeys(final Path directory) {
        this.directory = directory;
        password = directory.resolve("password");
        try {
            Files.writeString(password, PASSWORD + "\n");
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the key of an end. */
    public void make(final String name) {
        make(name, "now");
    }

    /** Makes a key that was good for two days from some time on, as keytool says it. */
    public void make(final String name, final String start) {
        keytool("-genkeypair", "-alias", name, "-keyalg", "EC", "-dname", "CN=" + name, "-startdate", "now".equals(start) ? "-1H" : start, "-validity", "2", "-keystore",
            keyStore(name).toString());
        keytool("-exportcert", "-alias", name, "-file", certificate(name).toString(), "-keystore", keyStore(name).toString());
    }

    /** The files of an end that believes others. */
    public TunnelConfig.Https files(final String name, final String... believed) {
        final Path trust = directory.resolve(name + "-believes-" + String.join("-", believed));
        for (final String other : Files.exists(trust) ? new String[0] : believed) {
            keytool("-importcert", "-noprompt", "-alias", other, "-file", certificate(other).toString(), "-keystore", trust.toString());
        }
        return new TunnelConfig.Https(keyStore(name), password, trust);
    }

    private Path keyStore(final String name) {
        return directory.resolve(name + ".p12");
    }

    private Path certificate(final String name) {
        return directory.resolve(name + ".crt");
    }

    private void keytool(final String... arguments) {
        final List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass:file", password.toString()));
        try {
            final Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            final String output = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + ": " + output);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
