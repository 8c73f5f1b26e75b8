// SPDX-License-Identifier: Apache-2.0
// Each router uses the other AS's route, as WHOIS8 validates it.
package io.eightfold.lab.fabric;

import com.google.gson.JsonElement;
import io.eightfold.lab.process.Wait;
import io.eightfold.lab.step.Check;
import io.eightfold.lab.step.Judgement;
import io.eightfold.lab.step.Scene;
import io.eightfold.lab.topology.Fabric;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** In the control plane with the verdict valid, or told by the partner who has validated it, and in the dataplane's FIB. */
record RoutesValid(FabricBench bench) implements Check {
    private static final int LIMIT_MS = 20_000;

    @Override
    public Judgement run(Scene scene) {
        Wait.until(LIMIT_MS, () -> bench.routers.stream().allMatch(router -> problem(scene, router).isEmpty()));
        List<String> problems = bench.routers.stream().flatMap(router -> problem(scene, router).stream()).collect(Collectors.toCollection(ArrayList::new));
        List<String> verdicts = bench.routers.stream().map(router -> router.name() + " " + FabricView.of(scene, router).farVerdict().orElse("none")).toList();
        for (Fabric.Side side : List.of(Fabric.WEST, Fabric.EAST)) {
            if (side.routers().stream().noneMatch(number -> verdicts.contains(Fabric.name(number) + " valid"))) {
                problems.add("nobody in AS " + side.asn() + " has validated " + side.other().hosts8());
            }
        }
        return Judgement.of(problems, Fabric.EAST.hosts8() + " in r1 and r2, " + Fabric.WEST.hosts8() + " in r3 and r4, in the FIB: " + String.join(", ", verdicts));
    }

    private static Optional<String> problem(Scene scene, FabricRouter router) {
        FabricView view = FabricView.of(scene, router);
        String prefix = Fabric.side(router.number()).other().hosts8();
        if (!view.hasFarRoute()) {
            return Optional.of(router.name() + ": " + prefix + " is " + view.farVerdict().orElse("not there"));
        }
        Optional<JsonElement> fib = router.dataplane(scene, "show", "fib", prefix);
        return fib.isPresent() && fib.get().toString().contains("\"" + prefix + "\"") ? Optional.empty() : Optional.of(router.name() + ": " + prefix + " is not in the FIB");
    }
}
