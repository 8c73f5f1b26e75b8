// SPDX-License-Identifier: Apache-2.0
// Dataplanes that come with the configuration in force, and with another.
package io.eightfold.controlplane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.eightfold.controlplane.config.ConfigParser;
import io.eightfold.controlplane.config.ConfigWriter;
import io.eightfold.controlplane.rib.Rib;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataplaneStateTest {
    private static final String PORT = "interface eth1\n ip address 10.1.0.1/24\n";
    private final List<String> calls = new ArrayList<>();
    private long ours = 5;
    private final DataplaneState state = new DataplaneState(new Rib(), () -> calls.add("fresh"), this::isOurs);

    private boolean isOurs() {
        return state.configuration() == 0 || state.configuration() == ours;
    }

    @Test
    void shouldTakeTheFirstFreshDataplaneForOneToo() {
        state.dataplane(true, 5);
        assertEquals(List.of("fresh"), calls);
        assertEquals(0, state.differences());
    }

    @Test
    void shouldLeaveInterfacesAloneForOneThatForwardsAlready() {
        state.dataplane(false, 5);
        assertEquals(List.of(), calls);
    }

    @Test
    void shouldCountDataplanesThatWereStartedWithSomethingElse() {
        state.dataplane(false, 6);
        assertEquals(1, state.differences());
        state.dataplane(true, 0);
        assertEquals(1, state.differences(), "not known");
        ours = 7;
        state.dataplane(true, 5);
        assertEquals(2, state.differences());
    }

    private static long fingerprint(final String text) {
        return ConfigWriter.startFingerprint(ConfigParser.parse("test", text).config());
    }

    @Test
    void shouldTellApartWhatADataplaneStartsWithAndNothingElse() {
        final long port = fingerprint(PORT);
        assertNotEquals(0, port);
        assertEquals(port, fingerprint("! a comment\n" + PORT + "hostname other\nip route 10.9.0.0/16 10.1.0.2\n"));
        for (final String other : List.of(PORT + " mtu 9000\n", PORT + " shutdown\n", PORT.replace("10.1.0.1", "10.1.0.2"), PORT + "dataplane\n workers 2\n", PORT + "dpdk\n mbufs 4095\n",
            "ipv8 routing\n" + PORT)) {
            assertNotEquals(port, fingerprint(other), other);
        }
    }
}
