// SPDX-License-Identifier: Apache-2.0
// Which registry is administered, as options.
package io.eightfold.cli.whois8;

import com.google.gson.JsonObject;
import io.eightfold.cli.CommandFailure;
import io.eightfold.cli.command.Ipv8Command;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Server and token, and how answers are printed. Thread: startup. */
public final class AdminOptions {
    static final String TOKEN_FILE = "admin.token";
    @Spec(Target.MIXEE)
    private CommandSpec spec;
    @Option(names = "--server", paramLabel = "URL", defaultValue = "http://127.0.0.1:" + ServeCommand.DEFAULT_ADMIN_PORT, description = "Administration of the registry (default: ${DEFAULT-VALUE}).")
    private URI server;
    @Option(names = "--dir", paramLabel = "DIRECTORY", defaultValue = StoreOptions.DEFAULT_DIRECTORY, description = "Where " + TOKEN_FILE + " is (default: ${DEFAULT-VALUE}).")
    private Path directory;
    @Option(names = "--token-file", paramLabel = "FILE", description = "File with the token (default: " + TOKEN_FILE + " in --dir).")
    private Path tokenFile;
    @Option(names = "--ca", paramLabel = "FILE", description = "PEM: certificates that are trusted instead of the system's, for https.")
    private Path authorities;
    @Option(names = "--rir", paramLabel = "NAME", description = "Data set, where the registry keeps several.")
    private String rir;
    @Option(names = {"-j", "--json"}, description = "Print JSON.")
    private boolean isJson;

    /** A request that names the data set when the options do. */
    JsonObject request() {
        final JsonObject request = new JsonObject();
        put(request, "rir", rir);
        return request;
    }

    /** A field that is left out when it has no value. */
    static void put(final JsonObject request, final String name, final Object value) {
        if (value != null) {
            request.addProperty(name, value.toString());
        }
    }

    /** Asks, and prints the answer as JSON or in words. */
    int ask(final String verb, final JsonObject request, final Function<JsonObject, String> words) {
        try (AdminClient client = client()) {
            print(client.ask(verb, request), words);
        }
        return 0;
    }

    void print(final JsonObject answer, final Function<JsonObject, String> words) {
        spec.commandLine().getOut().println(isJson ? Ipv8Command.json(answer) : words.apply(answer).stripTrailing());
    }

    /** The data set of the options, or the one that the registry keeps. */
    String rir(final AdminClient client) {
        if (rir != null) {
            return rir;
        }
        final var sets = client.ask("info", new JsonObject()).getAsJsonArray("dataSets");
        if (sets.size() != 1) {
            throw new CommandFailure("the registry keeps " + sets.size() + " data sets; name one with --rir");
        }
        return sets.get(0).getAsJsonObject().get("rir").getAsString();
    }

    AdminClient client() {
        if (!"http".equals(server.getScheme()) && !"https".equals(server.getScheme())) {
            throw new CommandFailure("--server=" + server + " is neither http://HOST:PORT nor https://HOST:PORT");
        }
        return new AdminClient(server, token(), authorities == null ? HttpClient.newBuilder() : HttpClient.newBuilder().sslContext(trusting(authorities)));
    }

    private String token() {
        final Path file = tokenFile == null ? directory.resolve(TOKEN_FILE) : tokenFile;
        try {
            return Files.readString(file).strip();
        } catch (final IOException e) {
            throw new CommandFailure("token file " + file + " cannot be read (" + e + "); give --dir or --token-file, `ipv8 whois8 init` writes one");
        }
    }

    private static SSLContext trusting(final Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            final KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (final Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry("ca" + trusted.size(), certificate);
            }
            final TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            final SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (final IOException | GeneralSecurityException e) {
            throw new CommandFailure("certificates " + file + " cannot be read (" + e.getMessage() + "); give a PEM file");
        }
    }
}
