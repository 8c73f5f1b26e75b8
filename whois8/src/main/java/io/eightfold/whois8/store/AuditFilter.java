// SPDX-License-Identifier: Apache-2.0
// Which lines of the audit log are wanted.
package io.eightfold.whois8.store;

/**
 * Newest first. Thread: any.
 *
 * @param beforeId only lines older than this one; {@link Long#MAX_VALUE} for all
 * @param sinceS   only lines not older than this time; 0 for all
 * @param subject  only lines about this, or null
 * @param actor    only lines of this actor, or null
 * @param action   only lines of this action, or null
 * @param limit    1 to {@link #MAX_LIMIT}
 */
public record AuditFilter(long beforeId, long sinceS, String subject, String actor, String action, int limit) {
    public static final int MAX_LIMIT = 1_000;

    public AuditFilter {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit=" + limit + " is not from 1 to MAX_LIMIT=" + MAX_LIMIT + "; ask again with before=ID of the last line");
        }
    }
}
