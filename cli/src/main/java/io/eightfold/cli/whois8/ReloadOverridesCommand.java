// SPDX-License-Identifier: Apache-2.0
// ipv8 whois8 reload-overrides: a running router reads its local exceptions again.
package io.eightfold.cli.whois8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.eightfold.controlplane.management.ManagementException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The router reads the files of its {@code slurm} lines; when one is broken, all stay as they were and every problem is named. Thread: startup. */
@Command(name = "reload-overrides", description = "Let a running router read its files with local exceptions (slurm FILE) again.")
public final class ReloadOverridesCommand implements Callable<Integer> {
    @Mixin
    private RouterOptions router;

    @Override
    public Integer call() throws ManagementException {
        return router.ask(List.of("whois8", "reload-overrides"), ReloadOverridesCommand::words);
    }

    private static String words(final JsonElement answer) {
        final JsonObject taken = answer.getAsJsonObject();
        return taken.get("filters").getAsInt() + " filters and " + taken.get("assertions").getAsInt() + " assertions from " + taken.get("files").getAsInt() + " files";
    }
}
