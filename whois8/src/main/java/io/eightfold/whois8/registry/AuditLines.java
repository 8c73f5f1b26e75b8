// SPDX-License-Identifier: Apache-2.0
// Lines of the audit log for a change.
package io.eightfold.whois8.registry;

import com.google.gson.JsonObject;
import io.eightfold.whois8.record.RecordKey;
import io.eightfold.whois8.record.RegistryRecord;
import io.eightfold.whois8.store.AuditEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One line a record that is changed or goes, with what was before; many new ones together have one line, for the records themselves say the rest. Thread: any. */
final class AuditLines {
    /** New records of one change that have lines of their own. */
    static final int MAX_ADDED = 1_000;

    private AuditLines() {
    }

    static List<AuditEntry> of(final ChangeRequest request, final ChangePlan plan, final Map<RecordKey, RegistryRecord> before, final long nowS, final long serial) {
        final List<AuditEntry> lines = new ArrayList<>();
        if (plan.added().size() > MAX_ADDED) {
            final JsonObject counts = new JsonObject();
            counts.addProperty("added", plan.added().size());
            counts.addProperty("first", plan.added().getFirst().key().toString());
            lines.add(line(request, "records", nowS, serial, null, counts.toString()));
        } else {
            plan.added().forEach(value -> lines.add(line(request, value.key().toString(), nowS, serial, null, json(value))));
        }
        plan.changed().forEach(value -> lines.add(line(request, value.key().toString(), nowS, serial, json(before.get(value.key())), json(value))));
        plan.removed().forEach(key -> lines.add(line(request, key.toString(), nowS, serial, json(before.get(key)), null)));
        return lines;
    }

    /** A line about something else than records. */
    static AuditEntry of(final AdminCaller caller, final String action, final String subject, final String rir, final Long serial, final JsonObject after, final long nowS) {
        return new AuditEntry(0, nowS, caller.actor(), caller.client(), action, subject, rir, serial, null, after == null ? null : after.toString());
    }

    private static AuditEntry line(final ChangeRequest request, final String subject, final long nowS, final long serial, final String before, final String after) {
        return new AuditEntry(0, nowS, request.caller().actor(), request.caller().client(), request.action(), subject, request.rir(), serial, before, after);
    }

    private static String json(final RegistryRecord value) {
        return RecordJson.of(value).toString();
    }
}
