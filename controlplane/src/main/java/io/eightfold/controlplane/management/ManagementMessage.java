// SPDX-License-Identifier: Apache-2.0
// The JSON of management requests and answers.
package io.eightfold.controlplane.management;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import java.util.ArrayList;
import java.util.List;

/** The JSON of management requests and answers, one document a line. */
final class ManagementMessage {
    /** Bytes of a request with its newline: a configuration of 80,000 lines. Memory is taken as the bytes come, not before. */
    static final int MAX_REQUEST_BYTES = 4 * 1024 * 1024;
    private static final Gson GSON = new GsonBuilder().setStrictness(Strictness.STRICT).serializeNulls().disableHtmlEscaping().create();

    private ManagementMessage() {
    }

    static String request(List<String> words) {
        JsonArray array = new JsonArray();
        words.forEach(array::add);
        JsonObject request = new JsonObject();
        request.add("words", array);
        return GSON.toJson(request) + "\n";
    }

    /** The words of a request; the message of the exception says what is wrong with it. */
    static List<String> words(String request) throws ManagementException {
        JsonElement parsed = parse(request, "the request");
        if (!(parsed instanceof JsonObject object) || !(object.get("words") instanceof JsonArray array) || array.isEmpty()) {
            throw new ManagementException("the request is not of the form {\"words\":[\"show\",\"version\"]}");
        }
        List<String> words = new ArrayList<>(array.size());
        for (JsonElement element : array) {
            if (!element.isJsonPrimitive() || !element.getAsJsonPrimitive().isString()) {
                throw new ManagementException("element " + words.size() + " of \"words\" is not a string");
            }
            words.add(element.getAsString());
        }
        return List.copyOf(words);
    }

    static String result(JsonElement result) {
        JsonObject answer = new JsonObject();
        answer.addProperty("ok", true);
        answer.add("result", result);
        return GSON.toJson(answer) + "\n";
    }

    static String error(String sentence) {
        JsonObject answer = new JsonObject();
        answer.addProperty("ok", false);
        answer.addProperty("error", sentence);
        return GSON.toJson(answer) + "\n";
    }

    /** The result of an answer; an error answer becomes the exception. */
    static JsonElement resultOf(String answer) throws ManagementException {
        JsonElement parsed = parse(answer, "the router's answer");
        if (parsed instanceof JsonObject object && object.get("ok") != null && object.get("ok").isJsonPrimitive()) {
            if (object.get("ok").getAsBoolean() && object.has("result")) {
                return object.get("result");
            }
            if (object.has("error")) {
                throw new ManagementException(object.get("error").getAsString());
            }
        }
        throw new ManagementException("the router's answer has neither result nor error; are router and command of the same release?");
    }

    private static JsonElement parse(String text, String what) throws ManagementException {
        try {
            JsonElement parsed = GSON.fromJson(text, JsonElement.class);
            if (parsed != null) {
                return parsed;
            }
        } catch (JsonParseException e) {
            throw new ManagementException(what + " is not JSON (RFC 8259)", e);
        }
        throw new ManagementException(what + " is empty");
    }
}
