// SPDX-License-Identifier: Apache-2.0
// ipv8 whois8: a registry's server, and its administration.
package io.eightfold.cli.whois8;

import com.google.gson.JsonObject;
import io.eightfold.cli.CommandFailure;
import io.eightfold.whois8.registry.AdminCaller;
import io.eightfold.whois8.registry.AdminException;
import io.eightfold.whois8.registry.AdminRole;
import io.eightfold.whois8.registry.RegistryConfig;
import io.eightfold.whois8.registry.RegistryInit;
import io.eightfold.whois8.registry.RegistryRestore;
import io.eightfold.whois8.registry.Tokens;
import io.eightfold.whois8.signature.AsnRanges;
import io.eightfold.whois8.signature.SigningKey;
import io.eightfold.whois8.signature.TrustAnchor;
import io.eightfold.whois8.store.Backup;
import io.eightfold.whois8.store.RegistryStore;
import io.eightfold.whois8.store.StoreException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code init} and {@code restore} work on a directory whose server does not run; the rest asks a running one. Thread: startup. */
@Command(name = "whois8", description = "Registry of ASNs and routes: its server, and its administration.",
    subcommands = {ServeCommand.class, AddCommand.class, KeyCommand.class, TokenCommand.class, DiffCommand.class, ReloadOverridesCommand.class, PollCommand.class})
public final class Whois8Command {
    private static final String FILE = "FILE";
    private static final String STANDARD = "-";
    private static final String FIRST_TOKEN = "init";
    @Spec
    private CommandSpec spec;

    @Command(name = "init", description = "Make data sets with their keys, and the first token; prints a trust anchor line for each.")
    int init(@Mixin final StoreOptions store, @Parameters(arity = "1..*", paramLabel = "RIR", description = "Names, such as lab.") final List<String> rirs,
             @Option(names = "--asns", paramLabel = "RANGES", defaultValue = "all", description = "ASNs that they may speak of, such as 64496-64511,70000 (default: ${DEFAULT-VALUE}).")
             final String asns) {
        final AdminCaller caller = new AdminCaller("init", AdminRole.ADMIN, "local");
        final long nowS = Instant.now().getEpochSecond();
        try (RegistryStore opened = RegistryStore.open(store.config(), nowS)) {
            for (final String rir : rirs) {
                final TrustAnchor anchor = RegistryInit.create(opened, rir, AsnRanges.parse(asns), RegistryConfig.DEFAULT, caller, nowS);
                spec.commandLine().getOut().println(anchor);
            }
            if (opened.tokens().isEmpty()) {
                write(store.directory().resolve(AdminOptions.TOKEN_FILE), new Tokens(opened).add(FIRST_TOKEN, AdminRole.ADMIN, caller, nowS));
            }
            return 0;
        } catch (final StoreException | AdminException e) {
            throw new CommandFailure(e.getMessage());
        }
    }

    private static void write(final Path file, final String token) {
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, token + '\n');
        } catch (final IOException e) {
            throw new CommandFailure("token file " + file + " cannot be written (" + e + "); the token is lost, start again with another directory");
        }
    }

    @Command(name = "restore", description = "Fill an empty directory, and an empty database, from a backup; the server must not run.")
    int restore(@Mixin final StoreOptions store, @Parameters(paramLabel = FILE, description = "What `backup` wrote.") final Path file,
                @Option(names = "--skip", paramLabel = "N", defaultValue = "0",
                    description = "Serials to leave out, more than were published since the backup (default: 1000 and one for each second since it was signed).") final long skip,
                @Option(names = "--anchor", paramLabel = "FILE", description = "Key file of a trust anchor that is kept elsewhere, to replace the backup's keys; may be repeated.")
                final List<Path> anchors,
                @Option(names = "--keep-keys", description = "No key was rotated or revoked since the backup: its keys sign on.") final boolean keepsKeys) {
        try {
            final List<SigningKey> keys = anchors == null ? List.of() : anchors.stream().map(KeyCommand::load).toList();
            final RegistryRestore.Wishes wishes = new RegistryRestore.Wishes(skip, keys, keepsKeys);
            final Backup.Result result = RegistryRestore.restore(file, store.config(), RegistryConfig.DEFAULT, wishes, InstantSource.system());
            spec.commandLine().getOut().println(result.rows() + " rows restored from " + file + " into " + store.config().shown());
            return 0;
        } catch (final StoreException e) {
            throw new CommandFailure(e.getMessage());
        }
    }

    @Command(name = "backup", description = "Write a backup beside the running registry's database, keys included.")
    int backup(@Mixin final AdminOptions options, @Parameters(arity = "0..1", paramLabel = "NAME", description = "Of the file (default: by time).") final String name) {
        final JsonObject request = new JsonObject();
        AdminOptions.put(request, "name", name);
        return options.ask("backup", request, answer -> AdminText.text(answer, "file") + ": " + AdminText.text(answer, "rows") + " rows, " + AdminText.text(answer, "bytes") + " bytes");
    }

    @Command(name = "info", description = "Data sets: serial, records, times, trust anchor.")
    int info(@Mixin final AdminOptions options) {
        return options.ask("info", new JsonObject(), AdminText::info);
    }

    @Command(name = "set", description = "Change fields of an ASN's or a route's record, such as its status.")
    int set(@Mixin final AdminOptions options, @Parameters(paramLabel = "RECORD", description = "ASN or prefix.") final String key,
            @Mixin final RecordFields fields) {
        final JsonObject request = options.request();
        AdminOptions.put(request, key.indexOf('/') < 0 ? "asn" : "prefix", key);
        fields.put(request);
        return options.ask(key.indexOf('/') < 0 ? "asn-change" : "route-change", request, AdminText::change);
    }

    @Command(name = "remove", description = "Take a record out of the registry.")
    int remove(@Mixin final AdminOptions options, @Parameters(paramLabel = "RECORD", description = "ASN or prefix.") final String key,
               @Option(names = "--with-routes", description = "An ASN's routes go too.") final boolean withRoutes) {
        final JsonObject request = options.request();
        AdminOptions.put(request, "key", key);
        AdminOptions.put(request, "withRoutes", withRoutes);
        return options.ask("remove", request, AdminText::change);
    }

    @Command(name = "list", description = "Records, a page at a time.")
    int list(@Mixin final AdminOptions options,
             @Option(names = "--filter", paramLabel = "NAME=VALUE", description = "type (asn, route), asn, handle, country, status; may be repeated.") final Map<String, String> filters,
             @Option(names = "--after", paramLabel = "RECORD", description = "Those behind this one.") final String after,
             @Option(names = "--limit", paramLabel = "N", description = "Records of a page, 1000 at most.") final Integer limit) {
        final JsonObject request = options.request();
        if (filters != null) {
            filters.forEach(request::addProperty);
        }
        AdminOptions.put(request, "after", after);
        AdminOptions.put(request, "limit", limit);
        return options.ask("list", request, AdminText::records);
    }

    @Command(name = "import", description = "Take records in, one JSON object a line: all of them or none.")
    int importRecords(@Mixin final AdminOptions options, @Parameters(paramLabel = FILE, description = "File, or - for standard input.") final String file) {
        try (AdminClient client = options.client()) {
            final String rir = options.rir(client);
            options.print(client.importRecords(rir, STANDARD.equals(file) ? BodyPublishers.ofInputStream(() -> System.in) : BodyPublishers.ofFile(Path.of(file))), AdminText::change);
            return 0;
        } catch (final FileNotFoundException e) {
            throw new CommandFailure("file " + file + " cannot be read (" + e.getMessage() + ")");
        }
    }

    @Command(name = "export", description = "Write all records, one JSON object a line, as import reads them.")
    int export(@Mixin final AdminOptions options, @Parameters(arity = "0..1", paramLabel = FILE, description = "File (default: standard output).") final Path file) {
        try (AdminClient client = options.client(); InputStream lines = client.export(options.rir(client))) {
            if (file == null) {
                lines.transferTo(System.out);
                System.out.flush();
            } else {
                // A file with that name stays as it was when the transfer breaks off.
                final Path fresh = file.resolveSibling(file.getFileName() + ".new");
                Files.copy(lines, fresh, StandardCopyOption.REPLACE_EXISTING);
                Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            }
            return 0;
        } catch (final IOException e) {
            throw new CommandFailure("export broke off (" + e + "); check the space on the disk, and the registry's log");
        }
    }

    @Command(name = "audit", description = "Who changed what, newest first.")
    int audit(@Mixin final AdminOptions options,
              @Option(names = "--filter", paramLabel = "NAME=VALUE", description = "subject, actor, action, since, before; may be repeated.") final Map<String, String> filters,
              @Option(names = "--limit", paramLabel = "N", description = "Lines, 1000 at most.") final Integer limit) {
        final JsonObject request = new JsonObject();
        if (filters != null) {
            filters.forEach(request::addProperty);
        }
        AdminOptions.put(request, "limit", limit);
        return options.ask("audit", request, AdminText::audit);
    }
}
