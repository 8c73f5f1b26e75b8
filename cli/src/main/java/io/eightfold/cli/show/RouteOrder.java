// SPDX-License-Identifier: Apache-2.0
// The order in which routes are listed.
package io.eightfold.cli.show;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.eightfold.wire.address.Ipv8Prefix;
import java.util.Comparator;

/** Default table first, then by prefix, then by preference. Thread: any. */
public final class RouteOrder implements Comparator<JsonElement> {
    public static final RouteOrder INSTANCE = new RouteOrder();

    private RouteOrder() {
    }

    @Override
    public int compare(final JsonElement a, final JsonElement b) {
        final JsonObject one = a.getAsJsonObject();
        final JsonObject other = b.getAsJsonObject();
        int order = Boolean.compare(!isDefault(one), !isDefault(other));
        order = order != 0 ? order : one.get("vrf").getAsString().compareTo(other.get("vrf").getAsString());
        order = order != 0 ? order : prefix(one).compareTo(prefix(other));
        return order != 0 ? order : Integer.compare(one.get("distance").getAsInt(), other.get("distance").getAsInt());
    }

    private static boolean isDefault(final JsonObject route) {
        return "default".equals(route.get("vrf").getAsString());
    }

    private static Ipv8Prefix prefix(final JsonObject route) {
        return Ipv8Prefix.parse(route.get("prefix").getAsString());
    }
}
