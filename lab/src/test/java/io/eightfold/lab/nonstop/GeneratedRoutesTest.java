// SPDX-License-Identifier: Apache-2.0
// Tests the routes the lab nonstop makes up.
package io.eightfold.lab.nonstop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.lab.topology.NonStop;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedRoutesTest {
    private static List<String> prefixes(Path directory, int count, int more) throws Exception {
        Path file = directory.resolve("r.conf");
        new GeneratedRoutes(count).write(file, NonStop.topology().routers().getFirst(), "net_af_packet", more);
        return Files.readAllLines(file).stream().filter(line -> line.startsWith("ipv8 route ") || line.startsWith("ip route "))
            .map(line -> line.split(" ")[2]).toList();
    }

    @Test
    void shouldWriteEachRouteOnce(@TempDir Path directory) throws Exception {
        List<String> prefixes = prefixes(directory, 5_000, 200);

        assertEquals(5_200, prefixes.size());
        assertEquals(5_200, new HashSet<>(prefixes).size());
    }

    @Test
    void shouldProbeRoutesThatAreThere(@TempDir Path directory) throws Exception {
        List<Ipv8Prefix> prefixes = prefixes(directory, 4_000, 0).stream().map(Ipv8Prefix::parse).toList();
        List<Ipv8Address> destinations = new GeneratedRoutes(4_000).destinations();

        assertEquals(GeneratedRoutes.PROBED, new HashSet<>(destinations).size());
        for (int i = 0; i < destinations.size(); i++) {
            Ipv8Address destination = destinations.get(i);
            assertEquals(i % 2 == 1, destination.isIpv4(), () -> destination + " is of the wrong version for its place");
            assertEquals(1, prefixes.stream().filter(prefix -> prefix.contains(destination)).count(), destination::toString);
        }
        assertTrue(prefixes.getLast().contains(destinations.getLast()), "the last route is probed too");
    }

    @Test
    void shouldStayOutOfSpecialRangesAtTheLargestTable() {
        Ipv8Address last = new GeneratedRoutes(GeneratedRoutes.MAX).destinations().getLast();
        assertTrue(last.isIpv4() && (last.bits() >>> 24) < 127, last::toString);
    }
}
