// SPDX-License-Identifier: Apache-2.0
// Tests what --break takes.
package io.eightfold.lab.fabric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.eightfold.lab.process.LabException;
import io.eightfold.lab.step.Step;
import io.eightfold.wire.tunnel.Encapsulation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BreakTest {

    @Test
    void shouldTakeWordsInTheirOrder() {
        assertEquals(List.of(Break.ROUTER, Break.LINK), new FabricSettings(List.of("router", "link"), false, Encapsulation.PROTOCOL).what());
        assertEquals(List.of(Break.LINK, Break.ROUTER, Break.REGISTRY, Break.CONTROLPLANE), FabricSettings.ALL.what());
        assertEquals(List.of(), new FabricSettings(List.of(), true, Encapsulation.PROTOCOL).what());
        assertEquals(List.of(), new FabricSettings(List.of("none"), false, Encapsulation.PROTOCOL).what());
        assertThrows(LabException.class, () -> new FabricSettings(List.of("none", "link"), false, Encapsulation.PROTOCOL));
    }

    @Test
    void shouldNameAllWordsForOneThatIsNone() {
        LabException e = assertThrows(LabException.class, () -> new FabricSettings(List.of("cable"), false, Encapsulation.PROTOCOL));
        assertEquals("--break cable: there is link, router, registry, controlplane, or none alone", e.getMessage());
    }

    @Test
    void shouldHaveAKeyForEach() {
        assertEquals(Optional.of(Break.REGISTRY), Break.byKey('g'));
        assertEquals(Optional.empty(), Break.byKey('q'));
        assertEquals(4, "lrgc".chars().mapToObj(Break::byKey).flatMap(Optional::stream).distinct().count());
    }

    @Test
    void shouldRunOnlyTheBreaksThatAreNamed() {
        List<String> names = new FabricSteps(new FabricSettings(List.of("link"), false, Encapsulation.PROTOCOL)).steps().stream().map(Step::name).toList();
        assertEquals(List.of("captures", "registry-up", "routers-up", "hosts-up", "sessions-up", "routes-valid", "break-link", "counters"), names);
    }
}
