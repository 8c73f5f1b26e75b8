// SPDX-License-Identifier: Apache-2.0
// Hashes of attributes cannot be chosen by a peer.
package io.eightfold.bgp8.attribute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class AttributeHashTest {
    private static final int SETS = 20_000;

    @Test
    void shouldTellSetsApartWhoseNumbersCancelInAPlainPolynomial() {
        final Set<Integer> hashes = new HashSet<>();
        for (int i = 0; i < SETS; i++) {
            hashes.add(new AttributeSet.Builder().communities(1000 + i, 0x6000_0000 - 31 * i).build().hashCode());
        }
        assertTrue(hashes.size() > SETS - 10, () -> hashes.size() + " hashes of " + SETS + " sets");
    }

    @Test
    void shouldTellPathsApartWhoseNumbersCancelInAPlainPolynomial() {
        final Set<Integer> hashes = new HashSet<>();
        for (int i = 0; i < SETS; i++) {
            hashes.add(AsPath.of(1000 + i, 0x6000_0000 - 31 * i).hashCode());
        }
        assertTrue(hashes.size() > SETS - 10, () -> hashes.size() + " hashes of " + SETS + " paths");
    }

    @Test
    void shouldGiveEqualSetsEqualHashes() {
        final AttributeSet.Builder set = new AttributeSet.Builder().communities(5, 4).med(7).tunnelEndpoint(new TunnelEndpoint(9, new byte[] {1, 0}))
            .asPath(AsPath.of(1, 2));
        assertEquals(set.build(), set.build().with().communities(4, 5).asPath(AsPath.of(2).prepend(1, 1)).build());
        assertEquals(set.build().hashCode(), set.build().with().communities(4, 5).asPath(AsPath.of(2).prepend(1, 1)).build().hashCode());
    }
}
