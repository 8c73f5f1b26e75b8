// SPDX-License-Identifier: Apache-2.0
// A registry that speaks for both ASNs.
package io.eightfold.lab.fabric;

import io.eightfold.lab.step.Check;
import io.eightfold.lab.step.Judgement;
import io.eightfold.lab.step.Scene;
import io.eightfold.lab.topology.Fabric;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Keys, records, server: as an operator of a registry would do it. */
record RegistryUp(FabricBench bench) implements Check {

    @Override
    public Judgement run(Scene scene) {
        bench.anchor(bench.registry.init(scene));
        bench.registry.serve(scene);
        bench.registry.awaitUp(scene, 1);
        String expiry = LocalDate.now(ZoneOffset.UTC).plusYears(1) + "T00:00:00Z";
        bench.registry.importLines(scene, record(Fabric.WEST, "Example West", "NL", expiry) + record(Fabric.EAST, "Example East", "DE", expiry));
        String answer = bench.registry.whois(scene, Fabric.name(1), Long.toString(Fabric.EAST.asn())).out();
        return answer.contains("Example East") ? Judgement.pass("2 ASNs, 2 routes; whois answers")
            : Judgement.fail("`whois " + Fabric.EAST.asn() + "` does not name its holder: " + answer.strip());
    }

    private static String record(Fabric.Side side, String holder, String country, String expiry) {
        return """
            {"asn": %1$d, "handle": "ORG-%1$d", "holder": "%2$s", "country": "%3$s", "expiry": "%4$s"}
            {"prefix": "%5$s", "maxLength": 16, "expiry": "%4$s"}
            """.formatted(side.asn(), holder, country, expiry, side.hosts8());
    }
}
