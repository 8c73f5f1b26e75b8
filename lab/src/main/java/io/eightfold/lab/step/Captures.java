// SPDX-License-Identifier: Apache-2.0
// Starts the captures.
package io.eightfold.lab.step;

import io.eightfold.lab.capture.Capture;
import io.eightfold.lab.topology.Station;
import java.util.stream.Collectors;

/**
 * Everything on the link between routers, and at each Linux IPv4 host everything but IPv4: what decides whether it was ever sent version 8.
 */
final class Captures implements Check {
    static final String LINK = "link";
    private static final String ALL_BUT_IPV4 = "not ether proto 0x0800";
    private final String router;
    private final String portName;

    /** @param router whose port {@code portName} is on the link to capture */
    Captures(String router, String portName) {
        this.router = router;
        this.portName = portName;
    }

    @Override
    public Judgement run(Scene scene) {
        Station station = scene.topology().station(router);
        station.ports().stream().filter(port -> port.name().equals(portName)).forEach(port -> scene.startCapture(LINK, station, port, ""));
        scene.topology().ipv4Hosts().forEach(host -> scene.startCapture(host.name(), host, host.port(), ALL_BUT_IPV4));
        return Judgement.pass(scene.captures().stream().map(Capture::name).collect(Collectors.joining(", ")));
    }
}
