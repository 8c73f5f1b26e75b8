// SPDX-License-Identifier: Apache-2.0
// All BGP sessions are established.
package io.eightfold.lab.fabric;

import io.eightfold.lab.process.Wait;
import io.eightfold.lab.step.Check;
import io.eightfold.lab.step.Judgement;
import io.eightfold.lab.step.Scene;
import java.util.List;
import java.util.stream.Collectors;

/** For each router: the transit, the partner, and both routers of the other AS. */
record SessionsUp(FabricBench bench) implements Check {
    static final int EACH = 4;
    private static final int LIMIT_MS = 40_000;

    @Override
    public Judgement run(Scene scene) {
        Wait.until(LIMIT_MS, () -> bench.routers.stream().allMatch(router -> FabricView.of(scene, router).established() == EACH));
        List<String> problems = bench.routers.stream().map(router -> FabricView.of(scene, router)).filter(view -> view.established() != EACH)
            .map(view -> "r" + view.number() + ": " + view.missing().stream().collect(Collectors.joining(", "))).toList();
        return Judgement.of(problems, "16 of 16: 4 IPv4 with the transit, 8 ends of eBGP8 across it, 4 ends of iBGP8");
    }
}
