// SPDX-License-Identifier: Apache-2.0
// Sends probes from one network namespace to another, out of one JVM.
package io.eightfold.host.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.eightfold.host.link.LinkException;
import io.eightfold.host.link.PacketSocketLink;
import io.eightfold.wire.address.Ipv8Address;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ProbeNamespaceIT {
    private static final String NEAR = "e8t-probe-a-" + ProcessHandle.current().pid();
    private static final String FAR = "e8t-probe-b-" + ProcessHandle.current().pid();
    private static final int BUFFER_BYTES = 4 << 20;

    @BeforeAll
    static void joinTwoNamespaces() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "skipped: network namespaces need root");
        assumeTrue(ip("netns", "add", NEAR) == 0, "skipped: 'ip netns add' does not work here");
        assertEquals(0, ip("netns", "add", FAR));
        assertEquals(0, ip("link", "add", "e8t0", "netns", NEAR, "type", "veth", "peer", "name", "e8t0", "netns", FAR));
        assertEquals(0, ip("-n", NEAR, "link", "set", "e8t0", "up"));
        assertEquals(0, ip("-n", FAR, "link", "set", "e8t0", "up"));
    }

    @AfterAll
    static void removeNamespaces() throws Exception {
        if ("root".equals(System.getProperty("user.name"))) {
            ip("netns", "del", NEAR);
            ip("netns", "del", FAR);
        }
    }

    @Test
    void shouldLoseNothingBetweenNamespaces() {
        try (PacketSocketLink from = PacketSocketLink.open(Path.of("/run/netns", NEAR), "e8t0", BUFFER_BYTES);
             PacketSocketLink to = PacketSocketLink.open(Path.of("/run/netns", FAR), "e8t0", BUFFER_BYTES)) {
            ProbePlan plan = new ProbePlan(to.mac(), Ipv8Address.parse("64496.10.1.0.10"), Ipv8Address.parse("10.1.0.10"),
                List.of(Ipv8Address.parse("64497.10.9.0.1"), Ipv8Address.parse("10.9.0.1")), List.of(), 2_000, 1);
            ProbeAccount account;
            try (ProbeSession session = ProbeSession.start(from, to, plan)) {
                session.pause(500);
                account = session.settle(0);
            }

            assertTrue(account.sent() > 100, account::toString);
            assertEquals(0, account.lost() - to.missedFrames(), () -> account + ", missed by the socket " + to.missedFrames());
        }
    }

    @Test
    void shouldLeaveThisThreadWhereItWas() {
        try (PacketSocketLink _ = PacketSocketLink.open(Path.of("/run/netns", NEAR), "e8t0", BUFFER_BYTES)) {
            // The same name is unknown here.
            assertThrows(LinkException.class, () -> PacketSocketLink.open("e8t0"));
        }
    }

    @Test
    void shouldNameTheNamespaceThatIsMissing() {
        LinkException refused = assertThrows(LinkException.class, () -> PacketSocketLink.open(Path.of("/run/netns/e8t-none"), "e8t0", BUFFER_BYTES));
        assertTrue(refused.getMessage().contains("/run/netns/e8t-none cannot be entered: there is no such file"), refused.getMessage());
    }

    private static int ip(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        assertTrue(process.waitFor(10, TimeUnit.SECONDS), () -> command + " hangs");
        return process.exitValue();
    }
}
