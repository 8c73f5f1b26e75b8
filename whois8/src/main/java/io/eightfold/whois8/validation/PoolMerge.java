// SPDX-License-Identifier: Apache-2.0
// Replaces a whole data set.
package io.eightfold.whois8.validation;

import java.util.Arrays;
import org.agrona.collections.IntArrayList;

/** Builds a new pool from an old one, with all records of one data set replaced, and finds the ASNs for which that made a difference. Thread: one at a time. */
final class PoolMerge {
    private final RecordPool old;
    private final int dataSet;
    private final RecordPool merged;
    private final IntArrayList changedAsns = new IntArrayList();
    private long[] run = new long[64];

    PoolMerge(final RecordPool old, final int dataSet, final PackedRun loaded) {
        this.old = old;
        this.dataSet = dataSet;
        loaded.group();
        merged = new RecordPool(Math.max(old.asns(), loaded.asnCount()), Math.max(old.records(), loaded.count()));
        for (int from = 0, to; from < loaded.count(); from = to) {
            to = loaded.end(from);
            add(loaded.asn(from), loaded.words(), from, to);
        }
        old.forEach((asn, words, from, to) -> {
            if (merged.find(asn) < 0) {
                add(asn, words, 0, 0);
            }
        });
    }

    RecordPool merged() {
        return merged;
    }

    IntArrayList changedAsns() {
        return changedAsns;
    }

    private void add(final int asn, final long[] words, final int from, final int to) {
        final int offset = old.find(asn);
        final int oldCount = offset < 0 ? 0 : old.count(offset);
        if (run.length < oldCount + to - from) {
            run = new long[2 * (oldCount + to - from)];
        }
        int count = 0;
        for (int i = offset + 1; i <= offset + oldCount; i++) {
            if (!PackedRecord.isOf(old.words()[i], dataSet)) {
                run[count++] = old.words()[i];
            }
        }
        System.arraycopy(words, from, run, count, to - from);
        count += to - from;
        Arrays.sort(run, 0, count);
        if (count > 0) {
            merged.append(asn, run, 0, count);
        }
        if (!Arrays.equals(run, 0, count, old.words(), offset + 1, offset + 1 + oldCount)) {
            changedAsns.addInt(asn);
        }
    }
}
