// SPDX-License-Identifier: Apache-2.0
// Registry and router of the lab conformance.
package io.eightfold.lab.conformance;

import io.eightfold.lab.conformance.tester.PortPlan;
import io.eightfold.lab.process.LabException;
import io.eightfold.lab.router.DeviceFallback;
import io.eightfold.lab.router.Side;
import io.eightfold.lab.router.SplitRouter;
import io.eightfold.lab.step.Check;
import io.eightfold.lab.step.Judgement;
import io.eightfold.lab.step.Scene;
import io.eightfold.lab.topology.Conformance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Collectors;

/** A registry at the tester's port D, and a router by {@code lab/conformance/dut.conf}. Thread: session. */
record DutUp(Bench bench) implements Check {

    @Override
    public Judgement run(Scene scene) {
        String anchor = bench.registry.init(scene);
        bench.registry.serve(scene);
        bench.registry.awaitUp(scene, 1);
        bench.registry.importLines(scene, records());
        return DeviceFallback.start(scene, () -> start(scene, anchor));
    }

    /** AS 64497 and 64500 with routes, 64499 suspended, 64501 unknown. */
    private static String records() {
        String expiry = LocalDate.now(ZoneOffset.UTC).plusYears(1) + "T00:00:00Z";
        return """
            {"asn": 64497, "handle": "ORG-64497", "holder": "Example East", "country": "DE", "expiry": "%1$s"}
            {"asn": 64500, "handle": "ORG-64500", "holder": "Example South", "country": "NL", "expiry": "%1$s"}
            {"prefix": "64497.20.0.0.0/8", "maxLength": 16, "expiry": "%1$s"}
            {"prefix": "64500.20.0.0.0/8", "maxLength": 16, "expiry": "%1$s"}
            """.formatted(expiry);
    }

    private static String neighbor(String address) {
        return """
             neighbor A remote-as 64497
             neighbor A carrier native
             neighbor A passive
             neighbor A route-map IN in
             neighbor A route-map OUT out
            """.replace("neighbor A", "neighbor " + address);
    }

    private Judgement start(Scene scene, String anchor) {
        SplitRouter router = new SplitRouter(Conformance.ROUTER, write(scene, anchor));
        for (Side side : Side.values()) {
            router.start(scene, side);
        }
        return Judgement.pass("both processes equal after " + router.awaitEqual(scene) + " ms, " + scene.device().driver());
    }

    private Path write(Scene scene, String anchor) {
        Path file = scene.output().resolve("dut.conf");
        try {
            String text = Files.readString(bench.home().resolve("lab/conformance/dut.conf"));
            return Files.writeString(file, text.replace("@DRIVER@", scene.device().driver()).replace("@REGISTRY@", bench.registry.url()).replace("@ANCHOR@", anchor)
                .replace("@NEIGHBORS@", PortPlan.bgpAddresses().map(DutUp::neighbor).collect(Collectors.joining())));
        } catch (IOException e) {
            throw new LabException("cannot write " + file + " (" + e.getMessage() + "); choose another place with --output", e);
        }
    }
}
