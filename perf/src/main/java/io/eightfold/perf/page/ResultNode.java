// SPDX-License-Identifier: Apache-2.0
// A JSON object of a result file that knows where it stands, for messages.
package io.eightfold.perf.page;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;

/**
 * @param file name of the file.
 * @param path keys that lead here, each with a dot behind it; empty for the whole file.
 * @param json the object itself.
 */
record ResultNode(String file, String path, JsonObject json) {

    /** Reads a whole file. */
    static ResultNode parse(final String file, final String text) {
        final JsonElement json;
        try {
            json = JsonParser.parseString(text);
        } catch (final JsonParseException e) {
            throw new ResultFormatException(file, "is not JSON (" + e.getMessage() + ")");
        }
        if (!json.isJsonObject()) {
            throw new ResultFormatException(file, "is not one JSON object");
        }
        return new ResultNode(file, "", json.getAsJsonObject());
    }

    boolean has(final String key) {
        return json.has(key) && !json.get(key).isJsonNull();
    }

    String text(final String key) {
        final JsonElement value = required(key);
        if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isString()) {
            throw wrong(key, "is " + value + ", not a text");
        }
        return value.getAsString();
    }

    String text(final String key, final String otherwise) {
        return has(key) ? text(key) : otherwise;
    }

    double number(final String key) {
        final JsonElement value = required(key);
        if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isNumber() || !Double.isFinite(value.getAsDouble())) {
            throw wrong(key, "is " + value + ", not a number");
        }
        return value.getAsDouble();
    }

    double number(final String key, final double otherwise) {
        return has(key) ? number(key) : otherwise;
    }

    /** A number above zero: logarithmic axes have no place for others. */
    double positive(final String key) {
        final double value = number(key);
        if (value <= 0) {
            throw wrong(key, "is " + json.get(key) + ", not above 0");
        }
        return value;
    }

    ResultNode child(final String key) {
        final JsonElement value = required(key);
        if (!value.isJsonObject()) {
            throw wrong(key, "is " + value + ", not an object");
        }
        return new ResultNode(file, path + key + '.', value.getAsJsonObject());
    }

    List<ResultNode> children(final String key) {
        final JsonElement value = required(key);
        if (!value.isJsonArray()) {
            throw wrong(key, "is " + value + ", not a list");
        }
        final JsonArray array = value.getAsJsonArray();
        final List<ResultNode> nodes = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            final String name = key + '[' + i + ']';
            if (!array.get(i).isJsonObject()) {
                throw wrong(name, "is " + array.get(i) + ", not an object");
            }
            nodes.add(new ResultNode(file, path + name + '.', array.get(i).getAsJsonObject()));
        }
        return nodes;
    }

    ResultFormatException wrong(final String key, final String problem) {
        return new ResultFormatException(file, "key \"" + path + key + "\" " + problem);
    }

    private JsonElement required(final String key) {
        if (!has(key)) {
            throw wrong(key, "is missing");
        }
        return json.get(key);
    }
}
