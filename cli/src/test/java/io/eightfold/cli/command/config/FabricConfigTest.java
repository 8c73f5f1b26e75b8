// SPDX-License-Identifier: Apache-2.0
// Tests that the configurations of the lab fabric are good ones.
package io.eightfold.cli.command.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.controlplane.config.ConfigParser;
import io.eightfold.controlplane.config.ConfigResult;
import io.eightfold.lab.fabric.RouterFile;
import io.eightfold.lab.topology.Fabric;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FabricConfigTest {
    private static final String ANCHOR = "rir=lab key=" + "A".repeat(43) + "= asns=64496-64511";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void shouldParseWithoutAProblem(final int number) {
        final String text = RouterFile.of(Fabric.topology().routers().get(number - 1), number, "net_af_packet", "http://192.0.2.100:8343", ANCHOR);
        final ConfigResult result = ConfigParser.parse("r" + number + ".conf", text);
        assertEquals(List.of(), result.problems(), text);
        final Fabric.Side side = Fabric.side(number);
        assertTrue(text.contains("border source " + side.other().asn()) && text.contains("8to4 endpoint " + side.endpoint()), text);
    }
}
