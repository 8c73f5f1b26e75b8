// SPDX-License-Identifier: Apache-2.0
// Tests that the configurations of the lab fabric are good ones.
package io.eightfold.cli.command.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.controlplane.config.ConfigParser;
import io.eightfold.controlplane.config.ConfigResult;
import io.eightfold.lab.fabric.RouterFile;
import io.eightfold.lab.fabric.TunnelEnd;
import io.eightfold.lab.topology.Fabric;
import io.eightfold.wire.tunnel.Encapsulation;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FabricConfigTest {
    private static final String ANCHOR = "rir=lab key=" + "A".repeat(43) + "= asns=64496-64511";

    @ParameterizedTest
    @EnumSource
    void shouldParseWithoutAProblem(final Encapsulation encapsulation) {
        for (int number = 1; number <= 4; number++) {
            check(number, encapsulation);
        }
    }

    private static void check(final int number, final Encapsulation encapsulation) {
        final String text = RouterFile.of(Fabric.topology().routers().get(number - 1), number, "net_af_packet", "http://192.0.2.100:8343", ANCHOR,
            new TunnelEnd(encapsulation, Path.of("/etc/keys")));
        final ConfigResult result = ConfigParser.parse("r" + number + ".conf", text);
        assertEquals(List.of(), result.problems(), text);
        final Fabric.Side side = Fabric.side(number);
        assertTrue(text.contains("border source " + side.other().asn()) && text.contains("8to4 endpoint "
            + (encapsulation == Encapsulation.HTTPS ? Fabric.uplink(number) : side.endpoint())), text);
    }
}
