// SPDX-License-Identifier: Apache-2.0
// Records as RDAP objects.
package io.eightfold.whois8.server.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.whois8.record.AsnRecord;
import io.eightfold.whois8.record.RecordStatus;
import io.eightfold.whois8.record.RegistryRecord;
import io.eightfold.whois8.record.RouteRecord;
import io.eightfold.whois8.signature.SignedHead;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Members of RFC 9083 and of this project's extension {@value #EXTENSION}. A registry has no date of registration to tell, so the events are the last
 * change and the expiration. Thread: any; one for each answer.
 */
final class RdapObjects {
    static final String EXTENSION = "eightfold_ipv8";
    private static final String IP_VERSION = "v8";
    private final String base;
    private final Optional<String> whoisHost;
    private final long nowS;

    /** @param base what links begin with, without a slash at the end */
    RdapObjects(final String base, final Optional<String> whoisHost, final long nowS) {
        this.base = base;
        this.whoisHost = whoisHost;
        this.nowS = nowS;
    }

    static JsonArray conformance() {
        return array("rdap_level_0", EXTENSION);
    }

    JsonObject autnum(final AsnRecord record) {
        final String number = Integer.toUnsignedString(record.asn());
        final JsonObject result = object("autnum", "AS" + number);
        result.addProperty("startAutnum", Integer.toUnsignedLong(record.asn()));
        result.addProperty("endAutnum", Integer.toUnsignedLong(record.asn()));
        result.addProperty("name", record.holder());
        result.addProperty("country", record.country());
        addState(result, record);
        if (record.hasEndpoint()) {
            result.addProperty(EXTENSION + "_endpoint8to4", Ipv8Address.ofIpv4(record.endpoint()).toString());
        }
        result.add("links", links(link("self", "/rdap/autnum/" + number)));
        return result;
    }

    JsonObject network(final RouteRecord record, final Optional<AsnRecord> holder) {
        final String prefix = record.prefix().toString();
        final JsonObject result = object("ip network", prefix);
        result.addProperty("startAddress", new Ipv8Address(record.asn(), record.host()).toString());
        result.addProperty("endAddress", new Ipv8Address(record.asn(), record.host() | ~RouteRecord.mask(record.length())).toString());
        result.addProperty("ipVersion", IP_VERSION);
        holder.ifPresent(asn -> {
            result.addProperty("name", asn.holder());
            result.addProperty("country", asn.country());
        });
        result.addProperty("parentHandle", "AS" + Integer.toUnsignedString(record.asn()));
        addState(result, record);
        result.addProperty(EXTENSION + "_prefix", prefix);
        result.addProperty(EXTENSION + "_maxLength", record.maxLength());
        result.add("links", links(link("self", "/rdap/ip/" + prefix), link("up", "/rdap/autnum/" + Integer.toUnsignedString(record.asn()))));
        return result;
    }

    /** A holder: RFC 9083 section 5.1, with a jCard (RFC 7095) of the name and the country, whose code is the parameter of RFC 8605. */
    JsonObject entity(final AsnRecord record) {
        final JsonObject result = object("entity", record.handle());
        final JsonObject country = new JsonObject();
        country.addProperty("cc", record.country());
        final JsonArray card = new JsonArray();
        card.add(property("version", new JsonObject(), element("4.0")));
        card.add(property("fn", new JsonObject(), element(record.holder())));
        card.add(property("kind", new JsonObject(), element("org")));
        card.add(property("adr", country, array("", "", "", "", "", "", "")));
        final JsonArray vcard = array("vcard");
        vcard.add(card);
        result.add("vcardArray", vcard);
        result.add("roles", array("registrant"));
        result.add("links", links(link("self", "/rdap/entity/" + record.handle())));
        return result;
    }

    /** A route in a list of an ASN's. */
    JsonObject route(final RouteRecord record) {
        final JsonObject result = new JsonObject();
        result.addProperty("prefix", record.prefix().toString());
        result.addProperty("maxLength", record.maxLength());
        result.addProperty("status", state(record));
        result.addProperty("expires", time(record.expiryS()));
        result.addProperty("rir", record.rir());
        return result;
    }

    /** Which signed data set a record is from. */
    JsonObject dataSet(final SignedHead head) {
        final JsonObject result = new JsonObject();
        result.addProperty("rir", head.rir());
        result.addProperty("serial", head.serial());
        result.addProperty("root", head.rootText());
        result.addProperty("issued", time(head.issuedAtS()));
        result.addProperty("expires", time(head.expiresAtS()));
        result.addProperty("keyId", head.key().toString());
        return result;
    }

    /** Where an answer comes from and how it can be checked. */
    JsonObject sourceNotice(final String rir, final Optional<SignedHead> head) {
        final String state = head.map(signed -> "serial " + signed.serial() + ", to be used until " + time(signed.expiresAtS()))
            .orElse("not published by this server");
        final JsonObject notice = notice("Source", "Signed data set of registry " + rir + ": " + state + ".");
        head.ifPresent(signed -> notice.add("links", links(link("related", "/feed/v1/" + rir + "/head", "application/octet-stream"))));
        return notice;
    }

    JsonObject notice(final String title, final String... description) {
        final JsonObject result = new JsonObject();
        result.addProperty("title", title);
        result.add("description", array(description));
        return result;
    }

    /** What is in every answer: conformance, notices, the text server. */
    JsonObject complete(final JsonObject body, final List<JsonObject> notices) {
        final JsonObject result = new JsonObject();
        result.add("rdapConformance", conformance());
        body.entrySet().forEach(member -> result.add(member.getKey(), member.getValue()));
        final JsonArray array = new JsonArray();
        notices.forEach(array::add);
        result.add("notices", array);
        whoisHost.ifPresent(host -> result.addProperty("port43", host));
        return result;
    }

    private static JsonObject object(final String objectClassName, final String handle) {
        final JsonObject result = new JsonObject();
        result.addProperty("objectClassName", objectClassName);
        result.addProperty("handle", handle);
        return result;
    }

    private void addState(final JsonObject to, final RegistryRecord record) {
        to.add("status", array(record.isActive(nowS) ? "active" : "inactive"));
        to.addProperty(EXTENSION + "_status", state(record));
        final JsonArray events = new JsonArray();
        events.add(event("last changed", record.changedS()));
        events.add(event("expiration", record.expiryS()));
        to.add("events", events);
    }

    /** The operator's word, which says more than RDAP's two. */
    private String state(final RegistryRecord record) {
        return record.status() == RecordStatus.ACTIVE && !record.isActive(nowS) ? "expired" : record.status().word();
    }

    private static JsonObject event(final String action, final long timeS) {
        final JsonObject result = new JsonObject();
        result.addProperty("eventAction", action);
        result.addProperty("eventDate", time(timeS));
        return result;
    }

    private JsonObject link(final String relation, final String path) {
        return link(relation, path, Exchange.RDAP);
    }

    private JsonObject link(final String relation, final String path, final String type) {
        final JsonObject result = new JsonObject();
        result.addProperty("value", base + path);
        result.addProperty("rel", relation);
        result.addProperty("href", base + path);
        result.addProperty("type", type);
        return result;
    }

    private static JsonArray links(final JsonObject... links) {
        final JsonArray result = new JsonArray();
        Stream.of(links).forEach(result::add);
        return result;
    }

    private static JsonArray property(final String name, final JsonObject parameters, final JsonElement value) {
        final JsonArray result = array(name);
        result.add(parameters);
        result.add("text");
        result.add(value);
        return result;
    }

    private static JsonElement element(final String text) {
        return new JsonPrimitive(text);
    }

    private static JsonArray array(final String... values) {
        final JsonArray result = new JsonArray();
        Stream.of(values).forEach(result::add);
        return result;
    }

    static String time(final long timeS) {
        return Instant.ofEpochSecond(timeS).toString();
    }
}
