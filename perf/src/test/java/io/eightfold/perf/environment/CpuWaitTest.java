// SPDX-License-Identifier: Apache-2.0
// Reading the scheduler's statistics.
package io.eightfold.perf.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CpuWaitTest {
    @Test
    void shouldReadTheCallingThread() {
        final String thread = CpuWait.current();
        assertTrue(thread.startsWith(ProcessHandle.current().pid() + "/task/"), thread);
        final double before = new CpuWait(thread).waitedMs();
        assertTrue(before >= 0);
        assertTrue(new CpuWait(thread).waitedMs() >= before);
    }

    @Test
    void shouldSayNothingOfAThreadThatIsGone() {
        assertEquals(0, new CpuWait("0/task/0").waitedMs());
    }
}
