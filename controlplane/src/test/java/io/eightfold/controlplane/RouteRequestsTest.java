// SPDX-License-Identifier: Apache-2.0
// Routes that are given at run time.
package io.eightfold.controlplane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.eightfold.controlplane.fib.BatchJournal;
import io.eightfold.controlplane.fib.FibPublisher;
import io.eightfold.controlplane.management.ManagementException;
import io.eightfold.controlplane.rib.Rib;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RouteRequestsTest {
    private final Rib rib = new Rib();
    private final DataplaneState dataplane = new DataplaneState(rib, () -> { }, () -> true);
    private final FibPublisher publisher = new FibPublisher(rib, new RibThreadTest.NoChannel(), () -> 0, BatchJournal.NONE, dataplane, 1, 1, System.nanoTime());
    private final RibThread thread = new RibThread(rib, publisher, 60_000, () -> { }, cause -> { });
    private final RouteRequests requests = new RouteRequests(rib, thread, dataplane, new GivenRoutes(null));

    @BeforeEach
    void start() {
        thread.start();
    }

    @AfterEach
    void stop() {
        thread.stop();
    }

    @Test
    void shouldSayWhatWasThereBefore() throws Exception {
        assertCounts(3, 0, change("route add 64497.10.0.0.0/16 via 64496.10.1.0.2 count 3"));
        assertCounts(1, 1, change("route add 64497.10.1.0.0/16 via 64496.10.1.0.3"));
        assertCounts(4, 3, change("route add 64497.10.0.0.0/16 blackhole count 4"));
        assertCounts(1, 0, change("route add 64497.10.0.0.0/16 blackhole distance 9"));
        assertEquals(4, change("route del 64497.10.0.0.0/16 count 4").get("changed").getAsLong());
        assertCounts(1, 0, change("route add 64497.10.0.0.0/16 via 64496.10.1.0.2"));
    }

    @Test
    void shouldRefuseWhatTheConfigurationRefuses() throws Exception {
        refused("route add 64497.10.0.0.0/16 via 10.1.0.2", "an IPv4 router takes no version-8 packets");
        refused("route add 64497.10.0.0.0/16 via 64496.10.1.0.2 via 10.1.0.2", "an IPv4 router takes no version-8 packets");
        refused("route add 10.2.0.0/16 via 64496.10.1.0.2", "needs an IPv4 gateway");
        refused("route add 64497.10.0.0.0/16 via 8to4:203.0.113.9/udp", "add 'ipv8 route 64497.10.0.0.0/16 8to4:203.0.113.9/udp'");
        refused("route add default via 8to4:203.0.113.9", "tunnels come from the configuration only");
        assertCounts(1, 0, change("route add default via 10.1.0.2"));
        assertCounts(1, 0, change("route add default via 64496.10.1.0.2"));
    }

    private void refused(final String request, final String words) {
        final ManagementException e = assertThrows(ManagementException.class, () -> change(request));
        assertTrue(e.getMessage().contains(words), e.getMessage());
    }

    private static void assertCounts(final long changed, final long replaced, final JsonObject answer) {
        assertEquals(List.of(changed, replaced), List.of(answer.get("changed").getAsLong(), answer.get("replaced").getAsLong()));
    }

    private JsonObject change(final String request) throws ManagementException {
        return requests.change(List.of(request.split(" ")));
    }
}
