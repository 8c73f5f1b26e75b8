// SPDX-License-Identifier: Apache-2.0
// What steps found that is worth showing.
package io.eightfold.lab.report;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Texts under headings for people, values under keys for programs, both in the order they came. Thread: session. */
public final class Findings {
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final List<String> closing = new ArrayList<>();
    private final JsonObject values = new JsonObject();

    /** A text of several lines under a heading. */
    public void text(String heading, String text) {
        texts.put(heading, text.stripTrailing());
    }

    /** A line right before the lab's own last one, where those look who read nothing else. */
    public void closing(String line) {
        closing.add(line);
    }

    /** A value under a camelCase key. */
    public void value(String key, JsonElement value) {
        values.add(key, value);
    }

    Map<String, String> texts() {
        return texts;
    }

    List<String> closing() {
        return closing;
    }

    JsonObject values() {
        return values;
    }
}
