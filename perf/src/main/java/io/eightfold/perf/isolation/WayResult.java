// SPDX-License-Identifier: Apache-2.0
// What became of the packets of one way.
package io.eightfold.perf.isolation;

import com.google.gson.JsonObject;
import java.util.Locale;

/**
 * What became of the packets of one way. Thread: any; immutable.
 *
 * @param zones     packets that named a zone
 * @param ordinary  packets that did not, or that may
 * @param received  packets the worker counted as received
 * @param dropped   those that it dropped for the reason of the way
 * @param otherwise those that it dropped for another reason or handed on
 * @param forwarded those that it counted as forwarded
 * @param passed    ordinary packets that came out of a port
 * @param crossed   packets of zones that came out of a port
 */
public record WayResult(Way way, long zones, long ordinary, long received, long dropped, long otherwise, long forwarded, long passed, long crossed, double seconds) {
    /** Whether every zone stayed where it was, for the right reason, and every other packet came through. */
    public boolean isIsolated() {
        return crossed == 0 && dropped == zones && otherwise == 0 && received == zones + ordinary && forwarded == ordinary && passed == ordinary;
    }

    /** One line. */
    public String text() {
        return String.format(Locale.ROOT, "  %-11s  %-44s  received %,d, dropped %,d (%s), otherwise %,d, crossed %,d; ordinary packets %,d of %,d; %.1f s", way.role(),
            way.description(), received, dropped, way.reason().label(), otherwise, crossed, passed, ordinary, seconds);
    }

    /** For programs. */
    public JsonObject json() {
        final JsonObject json = new JsonObject();
        json.addProperty("role", way.role());
        json.addProperty("way", way.description());
        json.addProperty("reason", way.reason().label());
        json.addProperty("zones", zones);
        json.addProperty("received", received);
        json.addProperty("dropped", dropped);
        json.addProperty("otherwise", otherwise);
        json.addProperty("crossed", crossed);
        json.addProperty("ordinary", ordinary);
        json.addProperty("ordinaryForwarded", passed);
        json.addProperty("seconds", seconds);
        json.addProperty("isolated", isIsolated());
        return json;
    }
}
