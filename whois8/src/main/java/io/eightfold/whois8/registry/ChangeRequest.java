// SPDX-License-Identifier: Apache-2.0
// What somebody wants changed.
package io.eightfold.whois8.registry;

import io.eightfold.whois8.record.RecordChange;
import java.util.List;

/**
 * All of it or nothing. Thread: any.
 *
 * @param action     for the audit log, such as {@code asn-add}
 * @param changes    the last one of a key counts
 * @param withRoutes whether an ASN that goes takes its routes with it
 */
public record ChangeRequest(AdminCaller caller, String action, String rir, List<RecordChange> changes, boolean withRoutes) {
    public ChangeRequest {
        changes = List.copyOf(changes);
    }
}
