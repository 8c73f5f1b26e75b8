// SPDX-License-Identifier: Apache-2.0
// ipv8 whois8 diff: what two servers do not have in common.
package io.eightfold.cli.whois8;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.eightfold.cli.CommandFailure;
import io.eightfold.cli.command.Ipv8Command;
import io.eightfold.whois8.client.Differences;
import io.eightfold.whois8.client.Differences.Difference;
import io.eightfold.whois8.client.FeedSettings;
import io.eightfold.whois8.feed.FeedException;
import io.eightfold.whois8.record.RegistryRecord;
import io.eightfold.whois8.signature.SignedHead;
import io.eightfold.whois8.signature.TrustAnchor;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads and verifies both servers' snapshots; exit code 0 when they have the same records, 1 when not. */
@Command(name = "diff", description = "Compare the records of two servers, each verified; exit code 1 when they differ.")
public final class DiffCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;
    @Parameters(index = "0", paramLabel = "URL", description = "One server, such as http://192.0.2.1:8343.")
    private URI serverA;
    @Parameters(index = "1", paramLabel = "URL", description = "The other.")
    private URI serverB;
    @Option(names = "--trust-anchor", paramLabel = "ANCHOR", required = true, description = "'rir=NAME key=BASE64 [asns=RANGES]', or a file with one such line each; may be repeated.")
    private List<String> anchors;
    @Option(names = "--limit", paramLabel = "N", defaultValue = "100", description = "Differences shown of each RIR (default: ${DEFAULT-VALUE}).")
    private int limit;
    @Option(names = {"-j", "--json"}, description = "Print JSON.")
    private boolean isJson;

    @Override
    public Integer call() {
        try {
            final FeedSettings settings = FeedSettings.of(List.of(serverA, serverB), TrustAnchors.of(anchors), null);
            final JsonArray all = new JsonArray();
            boolean isEqual = true;
            for (final List<TrustAnchor> ofRir : settings.anchorsByRir().values()) {
                final Differences found = Differences.between(serverA, serverB, settings, ofRir, limit, Instant.now().getEpochSecond());
                isEqual &= found.isNone();
                all.add(json(found));
                if (!isJson) {
                    print(found);
                }
            }
            if (isJson) {
                spec.commandLine().getOut().println(Ipv8Command.json(all));
            }
            return isEqual ? 0 : 1;
        } catch (final FeedException e) {
            throw new CommandFailure(e.fault().word() + ": " + e.getMessage());
        } catch (final IOException | IllegalArgumentException e) {
            throw new CommandFailure(e.getMessage());
        }
    }

    private void print(final Differences found) {
        final var out = spec.commandLine().getOut();
        out.println(found.headA().rir() + ": serials " + found.headA().serial() + " and " + found.headB().serial() + ", "
            + (found.isNone() ? "the same " + found.headA().records() + " records" : found.total() + " records differ"));
        for (final Difference difference : found.differences()) {
            out.println("  " + difference.key() + ": " + state(difference.atA()) + " | " + state(difference.atB()));
        }
        if (found.total() > found.differences().size()) {
            out.println("  and " + (found.total() - found.differences().size()) + " more; see --limit");
        }
    }

    private static String state(final RegistryRecord value) {
        return value == null ? "not there" : value.status().word() + " until " + Instant.ofEpochSecond(value.expiryS()) + ", changed " + Instant.ofEpochSecond(value.changedS());
    }

    private static JsonObject json(final Differences found) {
        final JsonObject json = new JsonObject();
        json.addProperty("rir", found.headA().rir());
        json.add("heads", heads(found.headA(), found.headB()));
        json.addProperty("differences", found.total());
        final JsonArray records = new JsonArray();
        for (final Difference difference : found.differences()) {
            final JsonObject entry = new JsonObject();
            entry.addProperty("record", difference.key().toString());
            entry.addProperty("first", difference.atA() == null ? null : difference.atA().status().word());
            entry.addProperty("second", difference.atB() == null ? null : difference.atB().status().word());
            records.add(entry);
        }
        json.add("records", records);
        return json;
    }

    private static JsonArray heads(final SignedHead... heads) {
        final JsonArray array = new JsonArray();
        for (final SignedHead head : heads) {
            final JsonObject entry = new JsonObject();
            entry.addProperty("serial", head.serial());
            entry.addProperty("root", head.rootText());
            entry.addProperty("records", head.records());
            array.add(entry);
        }
        return array;
    }
}
