// SPDX-License-Identifier: Apache-2.0
// The rewrite benchmark sends every frame on.
package io.eightfold.dataplane.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eightfold.wire.header.EthernetLayout;
import io.eightfold.wire.header.HeaderFault;
import io.eightfold.wire.header.Ipv8View;
import io.eightfold.wire.memory.Memory;
import org.junit.jupiter.api.Test;

/** Twice: the second call finds frames that are rewritten already, and must leave the same. */
final class RewriteBenchmarkTest {
    @Test
    void shouldRewriteEveryFrame() {
        final RewriteBenchmark benchmark = new RewriteBenchmark();
        benchmark.open();
        for (int call = 0; call < 2; call++) {
            benchmark.apply();
            for (int i = 0; i < Burst.SIZE; i++) {
                check(benchmark.burst(), i);
            }
        }
        benchmark.close();
    }

    private static void check(final Burst burst, final int index) {
        final long frame = burst.frame(index);
        assertEquals(RewriteBenchmark.FIRST_NEIGHBOR_MAC + index % RewriteBenchmark.NEIGHBORS, Memory.u48(frame));
        assertEquals(RewriteBenchmark.OUT_MAC, Memory.u48(frame + EthernetLayout.SRC));
        assertEquals(EthernetLayout.IPV8, Memory.u16(frame + EthernetLayout.TYPE));
        final Ipv8View packet = new Ipv8View();
        assertEquals(HeaderFault.OK, packet.wrap(burst.ipv8Packet(index), Burst.PACKET_BYTES), "checksum of frame " + index);
        assertEquals(Burst.TTL - 1, packet.ttl());
    }
}
