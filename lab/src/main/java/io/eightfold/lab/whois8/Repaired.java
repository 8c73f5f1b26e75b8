// SPDX-License-Identifier: Apache-2.0
// A refused route is used as soon as its holder registers it.
package io.eightfold.lab.whois8;

import io.eightfold.host.probe.ProbeAccount;
import io.eightfold.lab.router.Prober;
import io.eightfold.lab.step.Check;
import io.eightfold.lab.step.Judgement;
import io.eightfold.lab.step.Scene;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Passes when the route appears without anybody adding it again, and probes arrive. */
record Repaired(Whois8Bench bench) implements Check {
    private static final long LOG_LIMIT_MS = 5_000;
    private static final long WINDOW_MS = 300;

    @Override
    public Judgement run(Scene scene) {
        String expiry = LocalDate.now(ZoneOffset.UTC).plusYears(1).toString();
        int mark = RouterView.logMark(scene);
        bench.authority.admin(scene, "add", "asn", "64499", "--handle", "ORG-EX3", "--holder", "Example South", "--country", "FR", "--expiry", expiry);
        bench.authority.admin(scene, "add", "route", "64499.10.0.0.0/8", "--max-length", "16", "--expiry", expiry);
        RouterView.show(scene, RouterView.awaitLogLine(scene, mark, LOG_LIMIT_MS, "whois8 route=" + Whois8Bench.UNREGISTERED + " ", "verdict=valid ", "now=accepted"));
        try (Prober probes = Whois8Bench.stream(scene, Whois8Bench.UNREGISTERED)) {
            Prober.Window window = probes.open();
            probes.pause(WINDOW_MS);
            ProbeAccount account = window.settle();
            RouterView.require(RouterView.isInFib(scene, Whois8Bench.UNREGISTERED), Whois8Bench.UNREGISTERED + " is not in the FIB");
            return Whois8Bench.isClean(account) ? Judgement.pass(Whois8Bench.UNREGISTERED + " registered, then valid and in use: " + account.sent() + " probes, 0 lost")
                : Judgement.fail(account.toString());
        }
    }
}
