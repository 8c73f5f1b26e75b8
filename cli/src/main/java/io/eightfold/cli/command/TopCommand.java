// SPDX-License-Identifier: Apache-2.0
// ipv8 top: what a router does right now.
package io.eightfold.cli.command;

import io.eightfold.cli.top.Terminal;
import io.eightfold.cli.top.TopLoop;
import io.eightfold.controlplane.management.RunDirectory;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code ipv8 -i ID top [--once] [--interval TIME]}. Text without an end when standard output is no terminal. */
@Command(name = "top", description = "Live view: rates of ports and workers, drops, routes. Keys: q quit, d drops, r routes, space pause, arrows scroll.")
public final class TopCommand implements Callable<Integer> {
    private static final Pattern INTERVAL = Pattern.compile("(\\d{1,6})(ms|s|)");
    private static final long MIN_INTERVAL_MS = 100;
    private static final long MAX_INTERVAL_MS = 60_000;
    private static final long MILLIS_PER_SECOND = 1_000;

    @ParentCommand
    private Ipv8Command parent;
    @Spec
    private CommandSpec spec;
    @Option(names = {"-i", "--instance"}, paramLabel = "ID", description = "Router to look at.")
    private String instance;
    @Option(names = "--once", description = "Print one frame over one interval and exit.")
    private boolean isOnce;
    @Option(names = "--interval", paramLabel = "TIME", defaultValue = "1s", description = "Time between frames, 100ms to 60s (default: ${DEFAULT-VALUE}).")
    private String interval;

    @Override
    public Integer call() throws IOException, InterruptedException {
        final RunDirectory directory = parent.directory(instance);
        try (TopLoop top = new TopLoop(directory, directory.directory().resolve("dataplane.sock"), intervalMs())) {
            if (isOnce) {
                top.once(spec.commandLine().getOut());
            } else if (Terminal.isUsable()) {
                top.live();
            } else {
                top.plain(spec.commandLine().getOut());
            }
        }
        return 0;
    }

    private long intervalMs() {
        final Matcher matcher = INTERVAL.matcher(interval);
        final long wantedMs = matcher.matches() ? Long.parseLong(matcher.group(1)) * ("ms".equals(matcher.group(2)) ? 1 : MILLIS_PER_SECOND) : -1;
        if (wantedMs < MIN_INTERVAL_MS || wantedMs > MAX_INTERVAL_MS) {
            throw new ParameterException(spec.commandLine(), "--interval '" + interval + "' is not a time from 100ms to 60s; write 500ms or 2s");
        }
        return wantedMs;
    }
}
