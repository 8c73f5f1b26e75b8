// SPDX-License-Identifier: Apache-2.0
// ipv8 bgp: files of BGP8.
package io.eightfold.cli.command;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.eightfold.bgp8.mrt.MrtException;
import io.eightfold.bgp8.mrt.MrtReader;
import io.eightfold.bgp8.mrt.MrtRecord;
import io.eightfold.bgp8.mrt.MrtText;
import io.eightfold.cli.CommandFailure;
import io.eightfold.cli.show.VisibleText;
import io.eightfold.controlplane.management.ManagementClient;
import io.eightfold.controlplane.management.ManagementException;
import java.io.BufferedInputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Files of BGP8. */
@Command(name = "bgp", description = "Write and read files with BGP routes.", subcommands = BgpCommand.Mrt.class)
public final class BgpCommand {
    @ParentCommand
    private Ipv8Command parent;

    /** Files in the format of RFC 6396. Thread: startup. */
    @Command(name = "mrt", description = "Files in MRT format (RFC 6396), which bgpdump and others read.")
    static final class Mrt {
        private static final String GZIP = ".gz";
        private static final int BUFFER_BYTES = 1 << 16;

        @ParentCommand
        private BgpCommand parent;
        @Spec
        private CommandSpec spec;
        @Option(names = {"-i", "--instance"}, paramLabel = "ID", scope = ScopeType.INHERIT, description = "Router to ask.")
        private String instance;
        @Option(names = {"-j", "--json"}, scope = ScopeType.INHERIT, description = "Print JSON.")
        private boolean isJson;

        @Command(name = "dump", description = "A running router writes all paths as its neighbours told them, before any policy, to FILE on its host.")
        int dump(@Parameters(arity = "1", paramLabel = "FILE") final Path file) throws ManagementException {
            final JsonElement answer = ManagementClient.ask(parent.parent.directory(instance).controlSocket(), List.of("bgp", "mrt", "dump", file.toAbsolutePath().normalize().toString()));
            final JsonObject written = answer.getAsJsonObject();
            spec.commandLine().getOut().println(isJson ? Ipv8Command.json(answer) : written.get("file").getAsString() + ": " + written.get("paths").getAsLong() + " paths in "
                + written.get("records").getAsLong() + " records, " + written.get("bytes").getAsLong() + " bytes");
            return 0;
        }

        @Command(name = "show", description = "Print FILE, a line a path, in the columns of `bgpdump -m` with the Cost Factor at the end; `.gz` is unpacked.")
        int show(@Parameters(arity = "1", paramLabel = "FILE") final Path file) {
            // The command's own writer goes to the terminal with each line: too slow for a million.
            final PrintWriter out = new PrintWriter(new BufferedWriter(spec.commandLine().getOut(), BUFFER_BYTES));
            final MrtText text = new MrtText(line -> out.println(VisibleText.of(line)));
            try (InputStream in = open(file)) {
                final MrtReader reader = new MrtReader(in);
                for (MrtRecord record = reader.next(); record != null; record = reader.next()) {
                    text.print(record);
                }
            } catch (final NoSuchFileException e) {
                throw new CommandFailure("there is no file " + file);
            } catch (final MrtException e) {
                throw new CommandFailure(file + ": " + e.getMessage() + "; what came before is sound");
            } catch (final IOException e) {
                throw new CommandFailure(file + " cannot be read: " + e.getMessage());
            } finally {
                out.flush();
            }
            return 0;
        }

        private static InputStream open(final Path file) throws IOException {
            final InputStream in = Files.newInputStream(file);
            return file.toString().endsWith(GZIP) ? new BufferedInputStream(new GZIPInputStream(in, BUFFER_BYTES), BUFFER_BYTES) : new BufferedInputStream(in, BUFFER_BYTES);
        }
    }
}
