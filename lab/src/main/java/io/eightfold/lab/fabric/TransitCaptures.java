// SPDX-License-Identifier: Apache-2.0
// What crosses the transit's links.
package io.eightfold.lab.fabric;

import io.eightfold.lab.capture.Capture;
import io.eightfold.lab.step.Check;
import io.eightfold.lab.step.Judgement;
import io.eightfold.lab.step.Scene;
import io.eightfold.lab.step.Transfer;
import io.eightfold.lab.topology.Fabric;
import io.eightfold.lab.topology.Station;

/** A capture for each link, of everything but the IPv4 transfer's bulk. */
record TransitCaptures() implements Check {
    private static final String NOT_THE_BULK = "not tcp port " + Transfer.PORT;

    @Override
    public Judgement run(Scene scene) {
        Station transit = scene.topology().station(Fabric.TRANSIT);
        transit.ports().forEach(port -> scene.startCapture(port.segment(), transit, port, NOT_THE_BULK));
        return Judgement.pass(String.join(", ", scene.captures().stream().map(Capture::name).toList()) + ": all links of the transit");
    }
}
