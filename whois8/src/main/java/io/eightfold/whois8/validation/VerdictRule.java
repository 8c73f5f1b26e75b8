// SPDX-License-Identifier: Apache-2.0
// What the records of an ASN say of a route.
package io.eightfold.whois8.validation;

import io.eightfold.whois8.record.RecordStatus;
import io.eightfold.whois8.record.RouteRecord;

/**
 * What the records of one ASN say of a route: each data set is judged by itself (its record of the ASN, then its routes), and the highest
 * {@link VerdictReason} wins. Allocates nothing. The text server states the same rule over whole records ({@code server.text.Judgement}), and a test compares
 * the two: change both. Thread: any; the caller owns the records.
 */
final class VerdictRule {
    /** No record says anything. */
    static final int SILENT = -1;
    /** Up to here a run is read through; longer ones are searched. */
    private static final int SHORT_RUN = 24;
    private static final int ACTIVE = RecordStatus.ACTIVE.code();
    private static final int SUSPENDED = RecordStatus.SUSPENDED.code();
    private static final int REVOKED = RecordStatus.REVOKED.code();
    private static final int EXPIRED = 4;

    private VerdictRule() {
    }

    /** The code of the {@link VerdictReason}, or {@link #SILENT}. {@code from} to {@code to} is a run of {@link RecordPool}. */
    static int judge(final long[] words, final int from, final int to, final int host, final int hostLength, final long nowS, final int live) {
        // Four bits for each data set: 0, or the state of its record of the ASN. An assertion needs none.
        long asnStates = (long) ACTIVE << 4 * DataSets.LOCAL;
        int best = SILENT;
        int i = from;
        for (; i < to && PackedRecord.isAsn(words[i]); i++) {
            if (counts(words[i], live)) {
                final int state = state(words[i], nowS);
                asnStates |= (long) state << 4 * PackedRecord.dataSet(words[i]);
                best = Math.max(best, ofAsn(state));
            }
        }
        return to - i <= SHORT_RUN ? readThrough(words, i, to, host, hostLength, nowS, live, asnStates, best)
            : search(words, i, to, host, hostLength, nowS, live, asnStates, best);
    }

    private static int readThrough(final long[] words, final int from, final int to, final int host, final int hostLength, final long nowS, final int live,
        final long asnStates, final int before) {
        int best = before;
        for (int i = from; i < to; i++) {
            final int length = PackedRecord.length(words[i]);
            if (length <= hostLength && ((PackedRecord.host(words[i]) ^ host) & RouteRecord.mask(length)) == 0 && counts(words[i], live)) {
                best = Math.max(best, ofRoute(words[i], hostLength, nowS, asnStates));
            }
        }
        return best;
    }

    private static int search(final long[] words, final int from, final int to, final int host, final int hostLength, final long nowS, final int live,
        final long asnStates, final int before) {
        int best = before;
        for (int length = 0; length <= Math.min(hostLength, PackedRecord.MAX_LENGTH); length++) {
            final int covering = host & RouteRecord.mask(length);
            for (int i = first(words, from, to, PackedRecord.first(covering, length)); i < to && isPrefix(words[i], covering, length); i++) {
                if (counts(words[i], live)) {
                    best = Math.max(best, ofRoute(words[i], hostLength, nowS, asnStates));
                }
            }
        }
        return best;
    }

    static boolean isPrefix(final long packed, final int host, final int length) {
        return PackedRecord.length(packed) == length && PackedRecord.host(packed) == host;
    }

    /** Index of the first word that is not below a value. */
    static int first(final long[] words, final int from, final int to, final long value) {
        int low = from;
        int high = to;
        while (low < high) {
            final int middle = low + high >>> 1;
            if (words[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static boolean counts(final long packed, final int live) {
        return (live >>> PackedRecord.dataSet(packed) & 1) != 0 && !PackedRecord.isFiltered(packed);
    }

    private static int state(final long packed, final long nowS) {
        final int status = PackedRecord.statusCode(packed);
        return status == ACTIVE && PackedRecord.expiryS(packed) <= nowS ? EXPIRED : status;
    }

    private static int ofAsn(final int state) {
        return (state == ACTIVE ? VerdictReason.ROUTE_NOT_REGISTERED : state == SUSPENDED ? VerdictReason.ASN_SUSPENDED
            : state == REVOKED ? VerdictReason.ASN_REVOKED : VerdictReason.ASN_EXPIRED).code();
    }

    private static int ofRoute(final long packed, final int hostLength, final long nowS, final long asnStates) {
        final int dataSet = PackedRecord.dataSet(packed);
        if ((asnStates >>> 4 * dataSet & 0xF) != ACTIVE) {
            return SILENT;
        }
        final int state = state(packed, nowS);
        if (state == ACTIVE) {
            return (hostLength > PackedRecord.maxLength(packed) ? VerdictReason.TOO_LONG : dataSet == DataSets.LOCAL ? VerdictReason.ASSERTED : VerdictReason.COVERED).code();
        }
        return (state == SUSPENDED ? VerdictReason.ROUTE_SUSPENDED : state == REVOKED ? VerdictReason.ROUTE_REVOKED : VerdictReason.ROUTE_EXPIRED).code();
    }
}
