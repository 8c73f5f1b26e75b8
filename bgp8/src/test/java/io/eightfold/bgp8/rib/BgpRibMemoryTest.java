// SPDX-License-Identifier: Apache-2.0
// What a prefix costs, and that churn costs nothing for good.
package io.eightfold.bgp8.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.UpdateEncoder;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BgpRibMemoryTest {
    private static final int PREFIXES = 200_000;
    /** With two peers that both tell all; the router's RIB takes 63 more. */
    private static final int MAX_BYTES_A_PREFIX = 300;
    private static final int FIRST = 64_501;
    private static final int SECOND = 64_502;

    @Test
    void shouldTakeAtMost300BytesAPrefixWithTwoPeers() {
        final long before = QuietWorld.usedBytes();
        final QuietWorld world = new QuietWorld();
        final int one = world.up(1, FIRST, Carrier.NATIVE);
        final int two = world.up(2, SECOND, Carrier.NATIVE);
        world.table(one, QuietWorld.encoder(FIRST, Carrier.NATIVE), FIRST, 0, PREFIXES, 0);
        world.table(two, QuietWorld.encoder(SECOND, Carrier.NATIVE), SECOND, 0, PREFIXES, 5);
        world.settle();
        final long bytes = (QuietWorld.usedBytes() - before) / PREFIXES;
        assertEquals(2 * PREFIXES, world.rib.pathCount());
        assertTrue(bytes <= MAX_BYTES_A_PREFIX, bytes + " bytes a prefix are above " + MAX_BYTES_A_PREFIX);
    }

    @Test
    void shouldNotGrowByChurn() {
        final QuietWorld world = new QuietWorld();
        final int one = world.up(1, FIRST, Carrier.NATIVE);
        final int two = world.up(2, SECOND, Carrier.IPV4);
        final UpdateEncoder first = QuietWorld.encoder(FIRST, Carrier.NATIVE);
        world.table(one, first, FIRST, 0, 10_000, 0);
        final Random random = new Random(6);
        churn(world, one, first, random, 200_000);
        final long before = QuietWorld.usedBytes();
        churn(world, one, first, random, 1_000_000);
        final long grown = QuietWorld.usedBytes() - before;
        assertTrue(grown < 512 * 1024, "grown by " + grown + " bytes");
        world.withdraw(one, first, 0, 10_000);
        world.settle();
        assertEquals(0, world.rib.prefixes());
        assertEquals(0, world.rib.peer(two).advertised());
        // Two groups with two caches each, of 256 questions and answers.
        assertTrue(world.rib.attributeSets() <= 2 * 2 * 2 * 256, world.rib.attributeSets() + " sets are kept by caches");
    }

    private static void churn(final QuietWorld world, final int peer, final UpdateEncoder encoder, final Random random, final int operations) {
        for (int done = 0; done < operations; done += QuietWorld.PREFIXES_A_SET) {
            final int first = random.nextInt(10_000 - QuietWorld.PREFIXES_A_SET);
            if (random.nextInt(3) == 0) {
                world.withdraw(peer, encoder, first, QuietWorld.PREFIXES_A_SET);
            } else {
                world.table(peer, encoder, FIRST, first, QuietWorld.PREFIXES_A_SET, random.nextInt(100_000));
            }
        }
        world.settle();
    }
}
