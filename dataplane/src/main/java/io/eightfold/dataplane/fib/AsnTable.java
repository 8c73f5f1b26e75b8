// SPDX-License-Identifier: Apache-2.0
// Tier 1: a hash from the ASN to what it leads to.
package io.eightfold.dataplane.fib;

import io.eightfold.wire.memory.Memory;
import java.util.SplittableRandom;

/**
 * Open addressing, one long an entry: ASN in the upper, reference in the lower half; 0 is empty, since ASN 0 is never looked up here. An entry
 * stays when its ASN loses its last route (as NO_ASN) until the table is made anew, so a probe never ends too early.
 *
 * <p>The multiplier is that of Fibonacci hashing, which spreads the dense numbers that registries hand out almost perfectly. ASNs that are chosen
 * to collide under it make a long chain; a chain above {@link #CHAIN_LIMIT} has the table made anew with a multiplier that nobody outside knows.
 * <p>Thread: control writes; readers probe with {@link #find}.
 */
final class AsnTable {
    private static final int MIN_SLOTS = 64;
    private static final int CHAIN_LIMIT = 48;
    private static final int GOLDEN = 0x9E3779B1;
    private static final int ENTRY_BYTES = 8;
    private static final SplittableRandom MULTIPLIERS = new SplittableRandom(System.nanoTime());

    private final long address;
    private final int slots;
    private final int multiplier;
    private int used;

    private AsnTable(final long address, final int slots, final int multiplier) {
        this.address = address;
        this.slots = slots;
        this.multiplier = multiplier;
        Memory.fill(address, bytes(), 0);
    }

    /** A table for {@code asns} entries, at most half full. */
    static AsnTable create(final NodeBuilder memory, final int asns, final boolean isSecret) {
        final int slots = Math.max(MIN_SLOTS, Integer.highestOneBit(Math.max(1, asns * 2 - 1)) << 1);
        return new AsnTable(memory.allocate((long) slots * ENTRY_BYTES), slots, isSecret ? MULTIPLIERS.nextInt() | 1 : GOLDEN);
    }

    long address() {
        return address;
    }

    int mask() {
        return slots - 1;
    }

    int shift() {
        return Integer.numberOfLeadingZeros(slots) + 1;
    }

    int multiplier() {
        return multiplier;
    }

    long bytes() {
        return (long) slots * ENTRY_BYTES;
    }

    /** Whether {@code more} ASNs fit without the table being more than half full. */
    boolean hasRoomFor(final int more) {
        return (used + (long) more) * 2 <= slots;
    }

    /**
     * Address of the ASN's reference; an entry that leads to NO_ASN is made when there is none, which changes nothing for readers.
     * @return 0 when the chain is too long: the table is to be made anew.
     */
    long entry(final int asn) {
        int slot = asn * multiplier >>> shift();
        for (int probe = 0; probe < CHAIN_LIMIT; probe++) {
            final long at = address + (long) slot * ENTRY_BYTES;
            final int found = (int) (Memory.nativeLong(at) >>> 32);
            if (found == 0) {
                Memory.releaseLong(at, (long) asn << 32 | Fib.NO_ASN & 0xFFFF_FFFFL);
                used++;
                return at;
            }
            if (found == asn) {
                return at;
            }
            slot = slot + 1 & mask();
        }
        return 0;
    }

    /** Whether there is an entry, be it one without routes. */
    boolean has(final int asn) {
        int slot = asn * multiplier >>> shift();
        for (;;) {
            final int found = (int) (Memory.nativeLong(address + (long) slot * ENTRY_BYTES) >>> 32);
            if (found == 0 || found == asn) {
                return found == asn;
            }
            slot = slot + 1 & mask();
        }
    }

    /** Reference of an ASN other than 0, as a reader sees it. Thread: any. */
    static int find(final long table, final int mask, final int shift, final int multiplier, final int asn) {
        int slot = asn * multiplier >>> shift;
        long entry = Memory.nativeLong(table + ((long) slot << 3));
        while ((int) (entry >>> 32) != asn) {
            if (entry == 0) {
                return Fib.NO_ASN;
            }
            slot = slot + 1 & mask;
            entry = Memory.nativeLong(table + ((long) slot << 3));
        }
        return (int) entry;
    }
}
