// SPDX-License-Identifier: Apache-2.0
// Puts prefixes that are told alike into the same messages.
package io.eightfold.bgp8.rib;

import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.UpdateEncoder;
import java.util.Arrays;

/**
 * Puts prefixes that are told alike into the same messages: same carrier, attributes, ASN where the carrier says it with them, and same peers that are left out.
 * Nothing is staged twice for one prefix and carrier, so the order of the batches does not matter. Thread: control.
 */
final class Staging {
    static final int NOBODY = -1;
    private static final int END = -1;
    private static final Carrier[] CARRIERS = Carrier.values();
    /** For peers that want path ids: there is one path a prefix. */
    private static final int PATH_ID = 1;

    /** Takes the messages of a batch. */
    interface Output {
        void message(byte[] whole, int firstLeftOut, int secondLeftOut);
    }

    private final EntryTable entries;
    private final AttributePool pool;
    private int[] items = new int[1024];
    private int[] nextItems = new int[1024];
    private int itemCount;
    private Batch[] batches = new Batch[64];
    private int batchCount;
    /** Batch number + 1 by hash. */
    private int[] index = new int[256];

    private static final class Batch {
        private int carrier;
        private int attributes;
        private int asn;
        private int firstLeftOut;
        private int secondLeftOut;
        private int first;
        private int last;

        private boolean is(final int aCarrier, final int set, final int anAsn, final int first, final int second) {
            return attributes == set && carrier == aCarrier && asn == anAsn && firstLeftOut == first && secondLeftOut == second;
        }
    }

    Staging(final EntryTable entries, final AttributePool pool) {
        this.entries = entries;
        this.pool = pool;
    }

    boolean isEmpty() {
        return itemCount == 0;
    }

    /** Tell of an entry. @param attributes {@link AttributePool#NONE} to withdraw */
    void add(final int carrier, final int entry, final int attributes, final int firstLeftOut, final int secondLeftOut) {
        final boolean isAsnAside = carrier == Carrier.NATIVE.ordinal() || attributes == AttributePool.NONE;
        final Batch batch = batch(carrier, attributes, isAsnAside ? 0 : entries.asn(entry), firstLeftOut, secondLeftOut);
        if (itemCount == items.length) {
            items = Arrays.copyOf(items, 2 * itemCount);
            nextItems = Arrays.copyOf(nextItems, 2 * itemCount);
        }
        items[itemCount] = entry;
        nextItems[itemCount] = END;
        if (batch.first == END) {
            batch.first = itemCount;
        } else {
            nextItems[batch.last] = itemCount;
        }
        batch.last = itemCount++;
    }

    /** Writes all that was added, and is empty then. */
    void emit(final UpdateGroup group, final Output output) {
        for (int i = 0; i < batchCount; i++) {
            final Batch batch = batches[i];
            final UpdateEncoder.Output to = whole -> output.message(whole, batch.firstLeftOut, batch.secondLeftOut);
            final UpdateEncoder encoder = group.encoders[batch.carrier];
            if (batch.attributes == AttributePool.NONE || !begins(encoder, batch, group, to)) {
                withdraw(encoder, batch, to);
            } else {
                for (int item = batch.first; item != END; item = nextItems[item]) {
                    encoder.announce(entries.address(items[item]), entries.lengthBits(items[item]), PATH_ID);
                }
                encoder.end();
            }
        }
        clear();
    }

    /** False when the attributes do not fit, or the carrier has no form for the next hop. */
    private boolean begins(final UpdateEncoder encoder, final Batch batch, final UpdateGroup group, final UpdateEncoder.Output to) {
        if (CARRIERS[batch.carrier] != Carrier.NATIVE && pool.set(batch.attributes).nextHop() >>> 32 != 0) {
            group.notTold[RefusalReason.CARRIER_LIMIT.ordinal()]++;
            return false;
        }
        final long before = encoder.tooLarge();
        encoder.begin(pool.set(batch.attributes), batch.asn, to);
        group.notTold[RefusalReason.TOO_LARGE.ordinal()] += encoder.tooLarge() - before;
        return encoder.tooLarge() == before;
    }

    private void withdraw(final UpdateEncoder encoder, final Batch batch, final UpdateEncoder.Output to) {
        encoder.beginWithdraw(to);
        for (int item = batch.first; item != END; item = nextItems[item]) {
            encoder.withdraw(entries.address(items[item]), entries.lengthBits(items[item]), PATH_ID);
        }
        encoder.end();
    }

    private void clear() {
        itemCount = 0;
        batchCount = 0;
        Arrays.fill(index, 0);
    }

    private Batch batch(final int carrier, final int attributes, final int asn, final int firstLeftOut, final int secondLeftOut) {
        if (2 * (batchCount + 1) > index.length) {
            growIndex();
        }
        int slot = hash(carrier, attributes, asn, firstLeftOut, secondLeftOut) & index.length - 1;
        while (index[slot] != 0) {
            final Batch found = batches[index[slot] - 1];
            if (found.is(carrier, attributes, asn, firstLeftOut, secondLeftOut)) {
                return found;
            }
            slot = slot + 1 & index.length - 1;
        }
        if (batchCount == batches.length) {
            batches = Arrays.copyOf(batches, 2 * batchCount);
        }
        if (batches[batchCount] == null) {
            batches[batchCount] = new Batch();
        }
        final Batch batch = batches[batchCount++];
        index[slot] = batchCount;
        batch.carrier = carrier;
        batch.attributes = attributes;
        batch.asn = asn;
        batch.firstLeftOut = firstLeftOut;
        batch.secondLeftOut = secondLeftOut;
        batch.first = END;
        return batch;
    }

    private void growIndex() {
        index = new int[2 * index.length];
        for (int i = 0; i < batchCount; i++) {
            final Batch batch = batches[i];
            int slot = hash(batch.carrier, batch.attributes, batch.asn, batch.firstLeftOut, batch.secondLeftOut) & index.length - 1;
            while (index[slot] != 0) {
                slot = slot + 1 & index.length - 1;
            }
            index[slot] = i + 1;
        }
    }

    private static int hash(final int carrier, final int attributes, final int asn, final int firstLeftOut, final int secondLeftOut) {
        final int mixed = ((((attributes * 31 + asn) * 31 + firstLeftOut) * 31 + secondLeftOut) * 4 + carrier) * 0x9E37_79B9;
        return mixed ^ mixed >>> 15;
    }
}
