// SPDX-License-Identifier: Apache-2.0
// Records as JSON objects.
package io.eightfold.whois8.registry;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.eightfold.whois8.record.AsnRecord;
import io.eightfold.whois8.record.RecordException;
import io.eightfold.whois8.record.RecordKey;
import io.eightfold.whois8.record.RecordStatus;
import io.eightfold.whois8.record.RegistryRecord;
import io.eightfold.whois8.record.RouteRecord;
import io.eightfold.wire.address.AddressParseException;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Set;

/**
 * The form of requests, answers, imports, exports and the audit log:
 * <pre>
 *   {"asn": 64496, "handle": "ORG-EX1", "holder": "Example", "country": "DE", "status": "active",
 *    "expiry": "2030-01-01T00:00:00Z", "endpoint": "192.0.2.1", "changed": "2026-01-01T00:00:00Z"}
 *   {"prefix": "64496.10.1.0.0/16", "maxLength": 16, "status": "active", "expiry": "2030-01-01T00:00:00Z"}
 * </pre>
 * Not needed: {@code status} (active), {@code endpoint} (none), {@code maxLength} (the prefix's own), {@code changed} (now), {@code rir} (must fit). Thread: any.
 */
final class RecordJson {
    private static final Set<String> ASN_FIELDS = Set.of("asn", "handle", "holder", "country", "status", "expiry", "endpoint", "changed", "rir");
    private static final Set<String> ROUTE_FIELDS = Set.of("prefix", "maxLength", "status", "expiry", "changed", "rir");
    private static final int MAX_SHOWN = 60;

    private RecordJson() {
    }

    static JsonObject of(final RegistryRecord record) {
        final JsonObject json = new JsonObject();
        switch (record) {
            case AsnRecord asn -> {
                json.addProperty("asn", Integer.toUnsignedLong(asn.asn()));
                json.addProperty("handle", asn.handle());
                json.addProperty("holder", asn.holder());
                json.addProperty("country", asn.country());
            }
            case RouteRecord route -> {
                json.addProperty("prefix", route.prefix().toString());
                json.addProperty("maxLength", route.maxLength());
            }
        }
        json.addProperty("rir", record.rir());
        json.addProperty("status", record.status().word());
        json.addProperty("expiry", Instant.ofEpochSecond(record.expiryS()).toString());
        json.addProperty("changed", Instant.ofEpochSecond(record.changedS()).toString());
        if (record instanceof AsnRecord asn && asn.hasEndpoint()) {
            json.addProperty("endpoint", ipv4(asn.endpoint()));
        }
        return json;
    }

    /**
     * Reads a record.
     *
     * @param nowS time of the change when the object names none
     * @throws RecordException naming the first field that is wrong
     */
    static RegistryRecord record(final JsonObject json, final String rir, final long nowS) {
        final boolean isRoute = json.has("prefix");
        requireKnown(json, isRoute ? ROUTE_FIELDS : ASN_FIELDS);
        if (json.has("rir") && !text(json, "rir").equals(rir)) {
            throw new RecordException("rir '" + text(json, "rir") + "' is not " + rir);
        }
        return isRoute ? route(json, rir, nowS) : asn(json, rir, nowS);
    }

    private static AsnRecord asn(final JsonObject json, final String rir, final long nowS) {
        final int endpoint = json.has("endpoint") ? endpoint(text(json, "endpoint")) : 0;
        return new AsnRecord(asn(text(json, "asn")), text(json, "handle"), text(json, "holder"), text(json, "country"), rir, status(json), time(text(json, "expiry")), endpoint,
            json.has("changed") ? time(text(json, "changed")) : nowS);
    }

    private static RouteRecord route(final JsonObject json, final String rir, final long nowS) {
        final Ipv8Prefix prefix = prefix(text(json, "prefix"));
        final int maxLength = json.has("maxLength") ? number(text(json, "maxLength"), "maxLength") : prefix.hostLength();
        return new RouteRecord(prefix.address().asn(), prefix.address().host(), prefix.hostLength(), maxLength, rir, status(json), time(text(json, "expiry")),
            json.has("changed") ? time(text(json, "changed")) : nowS);
    }

    private static RecordStatus status(final JsonObject json) {
        return json.has("status") ? RecordStatus.named(text(json, "status")) : RecordStatus.ACTIVE;
    }

    /** {@code 64496}, {@code AS64496}, or a prefix. */
    static RecordKey key(final String text) {
        if (text.indexOf('/') < 0) {
            return RecordKey.ofAsn(asn(text));
        }
        final Ipv8Prefix prefix = prefix(text);
        if (prefix.hostLength() < 0) {
            throw new RecordException("prefix " + shown(text) + " spans ASNs; a route lies in one");
        }
        return RecordKey.ofRoute(prefix.address().asn(), prefix.address().host(), prefix.hostLength());
    }

    private static Ipv8Prefix prefix(final String text) {
        try {
            return Ipv8Prefix.parse(text);
        } catch (final AddressParseException e) {
            throw new RecordException("prefix: " + e.getMessage());
        }
    }

    static int asn(final String text) {
        final String digits = text.startsWith("AS") || text.startsWith("as") ? text.substring(2) : text;
        try {
            return Integer.parseUnsignedInt(digits);
        } catch (final NumberFormatException e) {
            throw new RecordException("asn '" + shown(text) + "' is not a number from 1 to 4294967295");
        }
    }

    static int number(final String text, final String name) {
        try {
            return Integer.parseInt(text);
        } catch (final NumberFormatException e) {
            throw new RecordException(name + " '" + shown(text) + "' is not a whole number below 2147483648");
        }
    }

    private static int endpoint(final String text) {
        try {
            final Ipv8Address address = Ipv8Address.parse(text);
            if (!address.isIpv4()) {
                throw new RecordException("endpoint '" + shown(text) + "' is not an IPv4 address such as 192.0.2.1");
            }
            return address.host();
        } catch (final AddressParseException e) {
            throw new RecordException("endpoint: " + e.getMessage());
        }
    }

    private static String ipv4(final int address) {
        return (address >>> 24) + "." + (address >>> 16 & 0xFF) + "." + (address >>> 8 & 0xFF) + "." + (address & 0xFF);
    }

    /** Seconds since 1970 of {@code 2030-01-01} (its first second) or {@code 2030-01-01T00:00:00Z}. */
    static long time(final String text) {
        try {
            return Instant.parse(text.length() == "2030-01-01".length() ? text + "T00:00:00Z" : text).getEpochSecond();
        } catch (final DateTimeException e) {
            throw new RecordException("time '" + shown(text) + "' is neither 2030-01-01 nor 2030-01-01T00:00:00Z");
        }
    }

    static String text(final JsonObject json, final String name) {
        final JsonElement value = json.get(name);
        if (value == null || !value.isJsonPrimitive()) {
            throw new RecordException(name + (value == null ? " is missing" : " is not a text or number"));
        }
        return value.getAsString();
    }

    static void requireKnown(final JsonObject json, final Set<String> known) {
        for (final String name : json.keySet()) {
            if (!known.contains(name)) {
                throw new RecordException("field '" + shown(name) + "' is none of " + known.stream().sorted().toList());
            }
        }
    }

    /** What a client sent, short enough for a message. */
    static String shown(final String text) {
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
    }
}
