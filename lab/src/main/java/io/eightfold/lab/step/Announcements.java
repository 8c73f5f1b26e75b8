// SPDX-License-Identifier: Apache-2.0
// Gratuitous ARP8 of every IPv8 address.
package io.eightfold.lab.step;

import io.eightfold.lab.capture.Capture;
import io.eightfold.lab.capture.Filters;
import io.eightfold.lab.process.Wait;
import io.eightfold.wire.address.Ipv8Address;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Draft-thain-ipv8-02: a station announces itself by ARP8 when it starts. It is a broadcast, so any capture on the segment has it. */
final class Announcements implements Check {
    private static final int LIMIT_MS = 3_000;

    @Override
    public Judgement run(Scene scene) {
        Map<Ipv8Address, Long> seen = new LinkedHashMap<>();
        scene.topology().stations().forEach(station -> station.ports().forEach(port -> port.ipv8().ifPresent(address -> seen.put(address, 0L))));
        // The host's announcement may still be on its way.
        Wait.until(LIMIT_MS, () -> {
            seen.replaceAll((address, frames) -> frames > 0 ? frames : count(scene, address));
            return !seen.containsValue(0L);
        });
        List<String> problems = new ArrayList<>();
        seen.forEach((address, frames) -> {
            if (frames == 0) {
                problems.add("no gratuitous ARP8 from " + address);
            }
        });
        return Judgement.of(problems, seen.size() + " addresses announced");
    }

    private static long count(Scene scene, Ipv8Address address) {
        return scene.captures().stream().mapToLong((Capture capture) -> capture.count(scene.shell(), Filters.gratuitousArp8(address))).sum();
    }
}
