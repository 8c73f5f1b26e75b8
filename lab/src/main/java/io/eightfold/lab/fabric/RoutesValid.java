// SPDX-License-Identifier: Apache-2.0
// Each router uses the other AS's route, as WHOIS8 validates it.
package io.eightfold.lab.fabric;

import com.google.gson.JsonElement;
import io.eightfold.lab.process.Wait;
import io.eightfold.lab.step.Check;
import io.eightfold.lab.step.Judgement;
import io.eightfold.lab.step.Scene;
import io.eightfold.lab.topology.Fabric;
import java.util.List;
import java.util.Optional;

/** In the control plane with the verdict valid, and in the dataplane's FIB. */
record RoutesValid(FabricBench bench) implements Check {
    private static final int LIMIT_MS = 20_000;

    @Override
    public Judgement run(Scene scene) {
        Wait.until(LIMIT_MS, () -> bench.routers.stream().allMatch(router -> problem(scene, router).isEmpty()));
        List<String> problems = bench.routers.stream().flatMap(router -> problem(scene, router).stream()).toList();
        return Judgement.of(problems, Fabric.EAST.hosts8() + " in r1 and r2, " + Fabric.WEST.hosts8() + " in r3 and r4: valid and in the FIB");
    }

    private static Optional<String> problem(Scene scene, FabricRouter router) {
        FabricView view = FabricView.of(scene, router);
        String prefix = Fabric.side(router.number()).other().hosts8();
        if (!view.farVerdict().equals(Optional.of("valid"))) {
            return Optional.of(router.name() + ": " + prefix + " is " + view.farVerdict().orElse("not there"));
        }
        Optional<JsonElement> fib = router.dataplane(scene, "show", "fib", prefix);
        return fib.isPresent() && fib.get().toString().contains("\"" + prefix + "\"") ? Optional.empty() : Optional.of(router.name() + ": " + prefix + " is not in the FIB");
    }
}
