// SPDX-License-Identifier: Apache-2.0
// Tests the choice between two gateways.
package io.eightfold.host.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.wire.address.Ipv8Address;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatewaysTest {
    private static final long EVEN = Ipv8Address.parse("64496.10.1.0.254").bits();
    private static final long ODD = Ipv8Address.parse("64496.10.1.0.253").bits();
    private static final long TO_EVEN = Ipv8Address.parse("64497.10.2.0.10").bits();
    private static final long TO_ODD = Ipv8Address.parse("64497.10.2.0.11").bits();
    private static final long MS = 1_000_000;
    private final Gateways gateways = new Gateways(ODD, EVEN);
    private final List<Long> asked = new ArrayList<>();
    private long nowNs = 77;

    /** Time passes, and the given ones answer each question. */
    private void pass(long ms, Long... answering) {
        for (long end = nowNs + ms * MS; nowNs < end; nowNs += 10 * MS) {
            asked.clear();
            gateways.onTime(nowNs, asked::add);
            List.of(answering).stream().filter(asked::contains).forEach(bits -> gateways.heard(bits, nowNs));
        }
    }

    @Test
    void shouldUseBothByTheParityOfTheDestination() {
        pass(2_000, EVEN, ODD);
        assertEquals(EVEN, gateways.choose(TO_EVEN));
        assertEquals(ODD, gateways.choose(TO_ODD));
    }

    @Test
    void shouldLeaveASilentGatewayAndComeBackOnceItHasProvenItself() {
        pass(1_000, EVEN, ODD);
        pass(400, ODD);
        assertEquals(EVEN, gateways.choose(TO_EVEN));
        pass(600, ODD);
        assertEquals(ODD, gateways.choose(TO_EVEN));
        pass(4_500, EVEN, ODD);
        assertEquals(ODD, gateways.choose(TO_EVEN));
        pass(1_000, EVEN, ODD);
        assertEquals(EVEN, gateways.choose(TO_EVEN));
    }

    @Test
    void shouldChangeNothingWhileNeitherAnswers() {
        pass(3_000);
        assertEquals(EVEN, gateways.choose(TO_EVEN));
        assertEquals(ODD, gateways.choose(TO_ODD));
    }

    @Test
    void shouldNeverAskASingleGateway() {
        Gateways single = new Gateways(ODD, HostRoutes.NO_NEXT_HOP);
        single.onTime(nowNs, asked::add);
        assertTrue(asked.isEmpty());
        assertEquals(Long.MAX_VALUE, single.remainingNs(nowNs));
        assertEquals(ODD, single.choose(TO_EVEN));
    }
}
