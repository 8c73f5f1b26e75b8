// SPDX-License-Identifier: Apache-2.0
// ipv8 whois8 poll: a running router asks its servers now.
package io.eightfold.cli.whois8;

import io.eightfold.controlplane.management.ManagementException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** For who does not want to wait until a server that failed is due again. Thread: startup. */
@Command(name = "poll", description = "Let a running router ask all its WHOIS8 servers now, whatever failed before; `show whois8` says what came of it.")
public final class PollCommand implements Callable<Integer> {
    @Mixin
    private RouterOptions router;

    @Override
    public Integer call() throws ManagementException {
        return router.ask(List.of("whois8", "poll"), answer -> "all servers are asked; see `show whois8`");
    }
}
