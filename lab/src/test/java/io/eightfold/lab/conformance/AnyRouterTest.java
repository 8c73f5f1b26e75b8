// SPDX-License-Identifier: Apache-2.0
// Which interfaces are meant.
package io.eightfold.lab.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.lab.process.LabException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnyRouterTest {

    @Test
    void shouldReadAllFourPorts() {
        assertEquals(Map.of("A", "eth1", "B", "eth2", "C", "eth3.7", "D", "e"), AnyRouter.parse("A=eth1,B=eth2,C=eth3.7,D=e"));
    }

    @Test
    void shouldNameWhatIsMissingOrWrong() {
        assertTrue(assertThrows(LabException.class, () -> AnyRouter.parse("A=eth1,B=eth2")).getMessage().contains("need A, B, C and D"));
        assertTrue(assertThrows(LabException.class, () -> AnyRouter.parse("A=eth1,A=eth2,C=eth3,D=eth4")).getMessage().contains("for the second time"));
        assertTrue(assertThrows(LabException.class, () -> AnyRouter.parse("A=eth1,B=eth1,C=eth3,D=eth4")).getMessage().contains("for the second time"));
        assertTrue(assertThrows(LabException.class, () -> AnyRouter.parse("E=eth1")).getMessage().contains("'E=eth1' is no PORT=INTERFACE"));
        assertTrue(assertThrows(LabException.class, () -> AnyRouter.parse("A=much-too-long-a-name")).getMessage().contains("is no PORT=INTERFACE"));
    }

    @Test
    void shouldGiveEachCaseASeedOfItsOwn() {
        ConformanceSettings settings = new ConformanceSettings("*", 1, List.of());
        assertEquals(settings.seed("a/b"), new ConformanceSettings("a/*", 1, List.of()).seed("a/b"));
        assertNotEquals(settings.seed("a/b"), settings.seed("a/c"));
        assertNotEquals(settings.seed("a/b"), new ConformanceSettings("*", 2, List.of()).seed("a/b"));
    }
}
