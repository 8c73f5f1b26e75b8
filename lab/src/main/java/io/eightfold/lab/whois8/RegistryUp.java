// SPDX-License-Identifier: Apache-2.0
// A registry is made, filled, served and mirrored.
package io.eightfold.lab.whois8;

import io.eightfold.lab.step.Check;
import io.eightfold.lab.step.Judgement;
import io.eightfold.lab.step.Scene;
import io.eightfold.lab.topology.Whois8;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Passes when stock clients get the same from authority and mirror. */
record RegistryUp(Whois8Bench bench) implements Check {
    private static final String HOLDER = "Example West";
    private static final int MIRROR_LIMIT_MS = 15_000;

    @Override
    public Judgement run(Scene scene) {
        bench.anchor(bench.authority.init(scene));
        bench.authority.serve(scene);
        bench.authority.awaitUp(scene, 1);
        bench.mirror.mirror(scene, bench.authority, bench.anchor());
        fill(scene);
        bench.mirror.awaitUp(scene, 1);
        String text = bench.authority.whois(scene, Whois8.RTR_CLIENT, "64497").out();
        RouterView.require(text.contains(HOLDER), "`whois 64497` does not name " + HOLDER);
        String record = bench.authority.get(scene, Whois8.RTR_CLIENT, "/autnum/64497").out();
        RouterView.require(record.contains(HOLDER) && record.contains("rdapConformance"), "RDAP /autnum/64497 is no RDAP answer that names " + HOLDER);
        // The route that was registered last: with it everything before has arrived.
        RouterView.await(MIRROR_LIMIT_MS, "the authority's records on the mirror", () -> bench.mirror.whois(scene, Whois8.RTR_CLIENT, Whois8Bench.SUSPENDED).out().contains("suspended"));
        RouterView.require(bench.mirror.whois(scene, Whois8.RTR_CLIENT, "64497").out().contains(HOLDER), "the mirror's `whois 64497` does not name " + HOLDER);
        RouterView.require(bench.mirror.get(scene, Whois8.RTR_CLIENT, "/autnum/64497").out().contains(HOLDER), "the mirror's RDAP does not name " + HOLDER);
        text.lines().filter(line -> line.contains(HOLDER)).findFirst().ifPresent(line -> RouterView.show(scene, "whois -h " + bench.authority.address() + " -p "
            + RegistryServer.TEXT_PORT + " 64497:  " + line));
        return Judgement.pass("2 ASNs, 4 routes; whois and RDAP answer on both servers");
    }

    private void fill(Scene scene) {
        String expiry = LocalDate.now(ZoneOffset.UTC).plusYears(1).toString();
        bench.authority.admin(scene, "add", "asn", "64497", "--handle", "ORG-EX1", "--holder", HOLDER, "--country", "NL", "--expiry", expiry);
        bench.authority.admin(scene, "add", "route", "64497.10.0.0.0/8", "--max-length", "16", "--expiry", expiry);
        bench.authority.importLines(scene, """
            {"prefix": "%3$s", "maxLength": 16, "expiry": "%1$s"}
            {"asn": 64498, "handle": "ORG-EX2", "holder": "Example East", "country": "DE", "expiry": "%1$s"}
            {"prefix": "64498.12.0.0.0/12", "maxLength": 12, "expiry": "%1$s"}
            {"prefix": "%2$s", "status": "suspended", "expiry": "%1$s"}
            """.formatted(expiry + "T00:00:00Z", Whois8Bench.SUSPENDED, Whois8Bench.REVOKED_RECORD));
    }
}
