// SPDX-License-Identifier: Apache-2.0
// What happened, one line an event.
package io.eightfold.lab.nonstop;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.eightfold.host.probe.ProbeAccount;
import io.eightfold.lab.report.Columns;
import io.eightfold.lab.report.Findings;
import io.eightfold.lab.report.Screen;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Each event is printed when it is over, and once more in the table at the end. Thread: session. */
final class EventTable {
    private final List<Event> events = new ArrayList<>();

    /**
     * @param what   what was done, to which process
     * @param moment while what, or how
     */
    record Name(String what, String moment) { }

    /**
     * @param account probes of its window
     * @param equalMs from the start of the process to equal routes; -1 when none was started
     */
    record Event(Name name, ProbeAccount account, long equalMs) {
        /** Half a line. */
        String text() {
            return String.format(Locale.ROOT, "%s (%s): %d of %d lost, %d duplicated, %d reordered, longest gap %.1f ms%s", name.what(), name.moment(), account.lost(),
                account.sent(), account.duplicated(), account.reordered(), account.longestGapMs(), equalMs < 0 ? "" : ", routes equal after " + equalMs + " ms");
        }
    }

    void add(Event event, Screen screen) {
        events.add(event);
        screen.line("      " + event.text());
    }

    /** Puts the table and its JSON into the report. */
    void show(Findings findings) {
        Columns table = new Columns(">#", "Event", "Moment", ">Sent", ">Lost", ">Duplicated", ">Reordered", ">Longest gap", ">Routes equal");
        JsonArray json = new JsonArray();
        for (Event event : events) {
            ProbeAccount account = event.account();
            table.row(json.size() + 1, event.name().what(), event.name().moment(), account.sent(), account.lost(), account.duplicated(), account.reordered(),
                String.format(Locale.ROOT, "%.1f ms", account.longestGapMs()), event.equalMs() < 0 ? "-" : event.equalMs() + " ms");
            json.add(json(event));
        }
        findings.text("Events", table.toString());
        findings.value("events", json);
    }

    private static JsonObject json(Event event) {
        JsonObject json = new JsonObject();
        json.addProperty("event", event.name().what());
        json.addProperty("moment", event.name().moment());
        json.addProperty("sent", event.account().sent());
        json.addProperty("lost", event.account().lost());
        json.addProperty("duplicated", event.account().duplicated());
        json.addProperty("reordered", event.account().reordered());
        json.addProperty("longestGapMs", event.account().longestGapMs());
        json.addProperty("routesEqualMs", event.equalMs() < 0 ? null : event.equalMs());
        return json;
    }
}
