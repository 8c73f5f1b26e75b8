// SPDX-License-Identifier: Apache-2.0
// ICMPv8 echo by the ipv8 command.
package io.eightfold.lab.step;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.eightfold.lab.process.Outcome;
import io.eightfold.wire.address.Ipv8Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Every request must be answered, or every one refused as told.
 *
 * @param from      IPv8 host
 * @param count     requests
 * @param sizeBytes data of each
 * @param refusal   words of the error that must come back instead of a reply, or null
 */
public record Ping8(String from, Ipv8Address to, int count, int sizeBytes, String refusal) implements Check {
    static final int LIMIT_S = 20;
    private static final int DEFAULT_SIZE_BYTES = 56;

    /** Replies are expected. */
    public static Ping8 answered(String from, String to, int count) {
        return new Ping8(from, Ipv8Address.parse(to), count, DEFAULT_SIZE_BYTES, null);
    }

    /** An ICMPv8 error is expected, by the words that ping has for it. */
    public static Ping8 refused(String from, String to, int count, String words) {
        return new Ping8(from, Ipv8Address.parse(to), count, DEFAULT_SIZE_BYTES, words);
    }

    /** The same with so much data. */
    public Ping8 withSize(int bytes) {
        return new Ping8(from, to, count, bytes, refusal);
    }

    @Override
    public Judgement run(Scene scene) {
        return judge(scene.shell().run(LIMIT_S, command(scene)));
    }

    List<String> command(Scene scene) {
        return scene.ipv8In(from, "ping", "-c", Integer.toString(count), "--interval", "0.1", "-s", Integer.toString(sizeBytes), "-W", "3", "-j",
            to.toString());
    }

    Judgement judge(Outcome outcome) {
        JsonObject result;
        try {
            result = JsonParser.parseString(outcome.out()).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            return Judgement.fail("ping ended with exit code " + outcome.exitCode() + ": " + outcome.lastLine());
        }
        return refusal == null ? judgeReplies(result) : judgeRefusal(result);
    }

    private Judgement judgeReplies(JsonObject result) {
        int received = result.get("received").getAsInt();
        if (received != count || result.get("duplicates").getAsInt() != 0) {
            return Judgement.fail(to + ": " + received + " of " + count + " answered, " + result.get("duplicates") + " twice" + errors(result));
        }
        double averageMs = result.getAsJsonObject("roundTripMs").get("avg").getAsDouble();
        int ttl = result.getAsJsonArray("events").get(0).getAsJsonObject().get("ttl").getAsInt();
        return Judgement.pass(String.format(Locale.ROOT, "%s: %d of %d, ttl %d, avg %.2f ms", to, received, count, ttl, averageMs));
    }

    private Judgement judgeRefusal(JsonObject result) {
        List<String> others = new ArrayList<>();
        String by = null;
        int refused = 0;
        for (JsonElement element : result.getAsJsonArray("events")) {
            JsonObject event = element.getAsJsonObject();
            if (event.get("outcome").getAsString().equals(refusal) && event.has("ttl")) {
                refused++;
                by = event.get("from").getAsString();
            } else {
                others.add(event.get("outcome").getAsString());
            }
        }
        return refused == count ? Judgement.pass(to + ": \"" + refusal + "\" from " + by)
            : Judgement.fail(to + ": " + refused + " of " + count + " refused with \"" + refusal + "\""
                + (others.isEmpty() ? "; nothing else came back" : "; also: " + String.join(", ", others)));
    }

    private static String errors(JsonObject result) {
        return result.get("errors").getAsInt() == 0 ? "" : ", errors: " + result.getAsJsonArray("events");
    }
}
