// SPDX-License-Identifier: Apache-2.0
// ipv8 perf whois8.
package io.eightfold.cli.command.perf;

import com.google.gson.JsonObject;
import io.eightfold.cli.command.Ipv8Command;
import io.eightfold.perf.whois8.LoadBenchmark;
import io.eightfold.perf.whois8.LoadResult;
import io.eightfold.perf.whois8.RevocationBenchmark;
import io.eightfold.perf.whois8.RevocationResult;
import io.eightfold.perf.whois8.ServerBenchmark;
import io.eightfold.perf.whois8.ServerResult;
import io.eightfold.perf.whois8.VerdictBenchmark;
import io.eightfold.perf.whois8.VerdictResult;
import io.eightfold.perf.whois8.Whois8Settings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A registry of WHOIS8: its validator and its server. */
@Command(name = "whois8", description = {
    "What a registry of WHOIS8 costs a validator.",
    "load: a signed snapshot to verified hashes and a table of verdicts: time and memory; deltas.",
    "verdicts: verdicts a second from the local copy, beside RTRlib.",
    "server: import, and queries a second by text and RDAP, of a server in a process of its own.",
    "revocation: from an administrator's request to the last packet that a router still forwards."})
final class Whois8Command implements Callable<Integer> {
    /** What is measured. */
    enum What { load, verdicts, server, revocation }

    /** What is measured in turns with us. */
    enum Peer { rtrlib, none }

    @Spec
    private CommandSpec spec;
    @Parameters(arity = "0..1", paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}; all of them one after the other when it is not given.")
    private What what;
    @Option(names = "--records", defaultValue = "1000000", description = "Records of the generated registry: an ASN and nine routes, and so on (default: ${DEFAULT-VALUE}).")
    private int records;
    @Option(names = "--rounds", defaultValue = "5", description = "load: how often (default: ${DEFAULT-VALUE}).")
    private int rounds;
    @Option(names = "--trials", defaultValue = "7", description = "verdicts, server: trials of one second, in pairs with a peer (default: ${DEFAULT-VALUE}).")
    private int trials;
    @Option(names = "--core", defaultValue = "1", description = "verdicts: CPU of the measuring thread, -1 for any (default: ${DEFAULT-VALUE}).")
    private int core;
    @Option(names = "--peer", defaultValue = "rtrlib", description = "verdicts: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Peer peer;
    @Option(names = "--clients", defaultValue = "8", description = "server: clients that ask at a time (default: ${DEFAULT-VALUE}).")
    private int clients;
    @Option(names = "--samples", defaultValue = "20", description = "revocation: routes that are revoked (default: ${DEFAULT-VALUE}).")
    private int samples;
    @Option(names = {"-j", "--json"}, description = "Print JSON.")
    private boolean isJson;

    @Override
    public Integer call() {
        final Whois8Settings settings = new Whois8Settings(records, rounds, trials, core, peer == Peer.rtrlib);
        for (final What each : what == null ? What.values() : new What[] {what}) {
            measure(each, settings);
        }
        return 0;
    }

    private void measure(final What each, final Whois8Settings settings) {
        switch (each) {
            case load -> {
                final LoadResult result = LoadBenchmark.run(settings);
                print(result.json(), result.text());
            }
            case verdicts -> {
                final VerdictResult result = VerdictBenchmark.run(settings);
                print(result.json(), result.text());
            }
            case server -> {
                final ServerResult result = ServerBenchmark.run(settings, clients);
                print(result.json(), result.text());
            }
            case revocation -> {
                final RevocationResult result = RevocationBenchmark.run(settings, samples);
                print(result.json(), result.text());
            }
        }
    }

    private void print(final JsonObject json, final String text) {
        spec.commandLine().getOut().println(isJson ? Ipv8Command.json(json) : text);
    }
}
