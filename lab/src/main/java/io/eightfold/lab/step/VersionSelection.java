// SPDX-License-Identifier: Apache-2.0
// No IPv4 device ever receives version 8.
package io.eightfold.lab.step;

import io.eightfold.lab.capture.Capture;
import io.eightfold.lab.capture.Filters;
import io.eightfold.lab.process.Wait;
import io.eightfold.lab.topology.Station;
import io.eightfold.lab.topology.Topology;
import io.eightfold.wire.address.Ipv8Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Not one version 8 frame was addressed to a Linux IPv4 host's MAC. The same capture must hold the dual probe that found out: ARP8 first, then plain
 * ARP; so it would have held a version 8 frame as well.
 *
 * @param host   IPv4 host that was addressed by IPv8 in a step before
 * @param probed the address it was asked for by
 */
record VersionSelection(String host, Ipv8Address probed) implements Check {
    private static final int CAPTURE_LIMIT_MS = 3_000;

    @Override
    public Judgement run(Scene scene) {
        List<String> problems = new ArrayList<>();
        // The capture must have caught up with the probe before its silence about version 8 means anything.
        if (!Wait.until(CAPTURE_LIMIT_MS, () -> probeDelayUs(scene) >= 0)) {
            problems.add("no ARP8 probe with an ARP probe after it for " + probed + " in " + scene.capture(host).file());
        }
        Topology topology = scene.topology();
        for (Station.Ipv4Host station : topology.ipv4Hosts()) {
            long frames = scene.capture(station.name()).count(scene.shell(), Filters.ipv8To(topology.mac(station, station.port())));
            if (frames != 0) {
                problems.add(frames + " version 8 frames were sent to " + station.name());
            }
        }
        return Judgement.of(problems, String.format(Locale.ROOT, "0 version 8 frames to IPv4 hosts; ARP8 probe, ARP %.1f ms later",
            probeDelayUs(scene) / 1000.0));
    }

    /** From the first ARP8 request to the next ARP request; -1 if they are not both there. */
    private long probeDelayUs(Scene scene) {
        Capture capture = scene.capture(host);
        List<Long> arp8 = capture.times(scene.shell(), Filters.arp8RequestFor(probed));
        return arp8.isEmpty() ? -1 : capture.times(scene.shell(), Filters.arpRequestFor(probed)).stream().filter(time -> time >= arp8.getFirst())
            .findFirst().map(time -> time - arp8.getFirst()).orElse(-1L);
    }
}
