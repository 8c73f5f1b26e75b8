// SPDX-License-Identifier: Apache-2.0
// Records as lines of JSON.
package io.eightfold.whois8.registry;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.record.RecordException;
import io.eightfold.whois8.record.RecordKey;
import io.eightfold.whois8.record.RegistryRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One object of {@link RecordJson} a line; empty lines and those that begin with {@code #} are passed over. Thread: any, one stream each. */
final class RecordLines {
    private final BufferedReader from;
    private final String rir;
    private final long nowS;
    private final int maxRecords;
    private final Map<RecordKey, Integer> lineOfKey = new HashMap<>();
    private final List<RecordChange> changes = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private int problemCount;
    private int line;
    private final StringBuilder text = new StringBuilder();

    private RecordLines(final Reader from, final String rir, final long nowS, final int maxRecords) {
        this.from = new BufferedReader(from, 1 << 16);
        this.rir = rir;
        this.nowS = nowS;
        this.maxRecords = maxRecords;
    }

    /**
     * Reads all lines.
     *
     * @throws AdminException with the lines that are bad, the first {@link ChangePlan#MAX_PROBLEMS} of them and the count of all
     */
    static List<RecordChange> read(final Reader from, final String rir, final long nowS, final int maxRecords) throws IOException, AdminException {
        final RecordLines lines = new RecordLines(from, rir, nowS, maxRecords);
        while (lines.readLine()) {
            lines.take();
        }
        if (lines.problemCount > 0) {
            throw new AdminException(AdminException.Kind.BAD_REQUEST, lines.problemCount + " of " + lines.line + " lines are bad, nothing was imported; the first: " + lines.problems.getFirst(),
                lines.problems);
        }
        return lines.changes;
    }

    /** Keeps no more of a line than it may have; false at the end. */
    private boolean readLine() throws IOException {
        text.setLength(0);
        int next = from.read();
        if (next < 0) {
            return false;
        }
        line++;
        boolean isLong = false;
        while (next >= 0 && next != '\n') {
            if (text.length() < AdminService.MAX_LINE_LENGTH) {
                text.append((char) next);
            } else {
                isLong = true;
            }
            next = from.read();
        }
        if (isLong) {
            text.setLength(0);
            problem("longer than MAX_LINE_LENGTH=" + AdminService.MAX_LINE_LENGTH);
        }
        return true;
    }

    private void take() throws AdminException {
        final String object = text.toString().strip();
        if (object.isEmpty() || object.startsWith("#")) {
            return;
        }
        try {
            add(RecordJson.record(parse(object), rir, nowS));
        } catch (final RecordException e) {
            problem(e.getMessage());
        }
    }

    private static JsonObject parse(final String text) {
        try {
            final JsonElement element = JsonParser.parseString(text);
            if (!element.isJsonObject()) {
                throw new RecordException("not a JSON object");
            }
            return element.getAsJsonObject();
        } catch (final JsonParseException | StackOverflowError e) {
            throw new RecordException("not a JSON object: " + (e instanceof StackOverflowError ? "nested too deeply" : e.getMessage().lines().findFirst().orElse("")));
        }
    }

    private void add(final RegistryRecord value) throws AdminException {
        final Integer before = lineOfKey.putIfAbsent(value.key(), line);
        if (before != null) {
            problem(value.key() + " is on line " + before + " already");
            return;
        }
        if (changes.size() >= maxRecords) {
            throw new AdminException(AdminException.Kind.TOO_LARGE, "more than " + maxRecords + " records; import them in parts");
        }
        changes.add(RecordChange.put(value));
    }

    private void problem(final String what) {
        problemCount++;
        if (problems.size() < ChangePlan.MAX_PROBLEMS) {
            problems.add("line " + line + ": " + what);
        }
    }

    static void write(final RegistryRecord[] records, final Writer to) throws IOException {
        for (final RegistryRecord record : records) {
            to.write(RecordJson.of(record).toString());
            to.write('\n');
        }
        to.flush();
    }
}
