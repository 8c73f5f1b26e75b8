// SPDX-License-Identifier: Apache-2.0
// Changes the records of an ASN.
package io.eightfold.whois8.validation;

import io.eightfold.whois8.record.RecordChange;
import java.util.Arrays;
import java.util.List;

/** Changes the run of one ASN in a {@link RecordPool}, at a cost of the run's length. Thread: one at a time. */
final class RunEditor {
    private long[] words = new long[64];
    private int[] orders = new int[64];
    private int count;

    /** @param sorted changes of this ASN by key; of one key the last wins */
    void change(final RecordPool pool, final int asn, final int dataSet, final List<RecordChange> sorted, final FilterIndex filters) {
        if (orders.length < sorted.size()) {
            orders = new int[sorted.size()];
        }
        for (int i = 0; i < sorted.size(); i++) {
            orders[i] = PackedRecord.order(sorted.get(i).key());
        }
        keep(pool, asn, sorted.size(), dataSet);
        for (int i = 0; i < sorted.size(); i++) {
            final boolean isLast = i + 1 == sorted.size() || orders[i] != orders[i + 1];
            if (isLast && !sorted.get(i).isRemoval()) {
                final long packed = PackedRecord.of(sorted.get(i).value(), dataSet);
                words[count++] = PackedRecord.filtered(packed, filters.matches(asn, packed));
            }
        }
        write(pool, asn);
    }

    /** Replaces the assertions of an ASN. */
    void assertions(final RecordPool pool, final int asn, final List<Overrides.Assertion> values) {
        keep(pool, asn, values.size(), DataSets.LOCAL);
        for (final Overrides.Assertion value : values) {
            words[count++] = PackedRecord.assertion(value, DataSets.LOCAL);
        }
        write(pool, asn);
    }

    /** Copies the run but for what is replaced; leaves room for as many words as there are changes. */
    private void keep(final RecordPool pool, final int asn, final int changes, final int dataSet) {
        final int offset = pool.find(asn);
        final int length = offset < 0 ? 0 : pool.count(offset);
        if (words.length < length + changes) {
            words = new long[length + length / 2 + changes];
        }
        count = 0;
        for (int i = 0; i < length; i++) {
            final long word = pool.words()[offset + 1 + i];
            final boolean isReplaced = PackedRecord.isOf(word, dataSet)
                && (dataSet == DataSets.LOCAL || Arrays.binarySearch(orders, 0, changes, PackedRecord.order(word)) >= 0);
            if (!isReplaced) {
                words[count++] = word;
            }
        }
    }

    private void write(final RecordPool pool, final int asn) {
        Arrays.sort(words, 0, count);
        pool.write(asn, words, count);
    }
}
