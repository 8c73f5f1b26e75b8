// SPDX-License-Identifier: Apache-2.0
// What verdicts must be.
package io.eightfold.perf.whois8;

import io.eightfold.whois8.record.RecordStatus;
import io.eightfold.whois8.record.RouteRecord;
import io.eightfold.whois8.validation.VerdictReason;

/**
 * The rules of {@code docs/whois8.md} for one registry whose data counts and whose records have not expired, written plainly over the generated records: no part of
 * it is shared with the table. Thread: any.
 */
final class NaiveVerdicts {
    private static final int ACTIVE = RecordStatus.ACTIVE.code();
    private static final int SUSPENDED = RecordStatus.SUSPENDED.code();
    private final GeneratedRegistry registry;

    NaiveVerdicts(final GeneratedRegistry registry) {
        this.registry = registry;
    }

    /**
     * The reason of the verdict on a route that its own ASN announces.
     *
     * @param hostLength 0 to 16
     */
    VerdictReason reason(final int asn, final int host, final int hostLength) {
        final int index = index(asn);
        if (index < 0) {
            return VerdictReason.ASN_NOT_REGISTERED;
        }
        if (registry.asnStatus(index) != ACTIVE) {
            return VerdictReason.ASN_REVOKED;
        }
        VerdictReason best = VerdictReason.ROUTE_NOT_REGISTERED;
        final int first = index * GeneratedRegistry.ROUTES_PER_ASN;
        for (int route = first; route < first + GeneratedRegistry.ROUTES_PER_ASN; route++) {
            final int length = registry.length(route);
            if (length <= hostLength && (host & RouteRecord.mask(length)) == registry.host(route)) {
                final VerdictReason one = ofRoute(route, hostLength);
                best = one.code() > best.code() ? one : best;
            }
        }
        return best;
    }

    /** Whether an ASN has a record, whatever its status. */
    boolean isRegistered(final int asn) {
        return index(asn) >= 0;
    }

    private VerdictReason ofRoute(final int route, final int hostLength) {
        final int status = registry.status(route);
        if (status == ACTIVE) {
            return hostLength <= registry.maxLength(route) ? VerdictReason.COVERED : VerdictReason.TOO_LONG;
        }
        return status == SUSPENDED ? VerdictReason.ROUTE_SUSPENDED : VerdictReason.ROUTE_REVOKED;
    }

    private int index(final int asn) {
        int low = 0;
        int high = registry.asnCount() - 1;
        while (low <= high) {
            final int middle = low + high >>> 1;
            final int order = Integer.compareUnsigned(registry.asn(middle), asn);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }
}
