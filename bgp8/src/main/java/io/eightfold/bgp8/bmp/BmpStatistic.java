// SPDX-License-Identifier: Apache-2.0
// What is counted for a monitoring station.
package io.eightfold.bgp8.bmp;

/** What is counted for a monitoring station. Counters have 4 bytes and start again, gauges 8. Source: RFC 7854 §4.8. Thread: any. */
public enum BmpStatistic {
    REJECTED_BY_POLICY(0, Integer.BYTES),
    DUPLICATE_ANNOUNCEMENTS(1, Integer.BYTES),
    DUPLICATE_WITHDRAWALS(2, Integer.BYTES),
    CLUSTER_LOOPS(3, Integer.BYTES),
    AS_PATH_LOOPS(4, Integer.BYTES),
    ORIGINATOR_LOOPS(5, Integer.BYTES),
    ADJ_RIB_IN(7, Long.BYTES),
    LOC_RIB(8, Long.BYTES),
    TREATED_AS_WITHDRAWN(11, Integer.BYTES);

    private final int type;
    private final int valueBytes;

    BmpStatistic(final int type, final int valueBytes) {
        this.type = type;
        this.valueBytes = valueBytes;
    }

    int type() {
        return type;
    }

    int valueBytes() {
        return valueBytes;
    }
}
