// SPDX-License-Identifier: Apache-2.0
// Answers RDAP queries from the index.
package io.eightfold.whois8.server.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.eightfold.wire.address.Ipv8Prefix;
import io.eightfold.whois8.feed.FeedCatalog;
import io.eightfold.whois8.feed.FeedSource;
import io.eightfold.whois8.index.AsnEntry;
import io.eightfold.whois8.index.RecordIndex;
import io.eightfold.whois8.record.AsnRecord;
import io.eightfold.whois8.record.ReservedAsns;
import io.eightfold.whois8.record.RouteRecord;
import io.eightfold.whois8.signature.SignedHead;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpHeader;

/** RFC 7480, 9082 and 9083. Several registries may speak of one ASN: the first by name is the object, and a notice names the others. Thread: session. */
final class RdapHandler implements RequestHandler.Part {
    private static final String TRUNCATED = "result set truncated due to unexplainable reasons";
    private final RecordIndex index;
    private final FeedCatalog feeds;
    private final HttpSettings settings;
    private final LongSupplier nowS;

    RdapHandler(final RecordIndex index, final FeedCatalog feeds, final HttpSettings settings, final LongSupplier nowS) {
        this.index = index;
        this.feeds = feeds;
        this.settings = settings;
        this.nowS = nowS;
    }

    @Override
    public void answer(final Exchange exchange, final List<String> path) throws HttpProblem {
        // RFC 7480 section 5.6: scripts of any site may ask.
        exchange.header("Access-Control-Allow-Origin", "*");
        if ("OPTIONS".equals(exchange.request().getMethod())) {
            exchange.header("Allow", "GET, HEAD");
            exchange.header("Access-Control-Allow-Methods", "GET, HEAD");
            exchange.answer(204);
            return;
        }
        exchange.requireMethod("GET", "HEAD");
        requireAcceptable(exchange.requestHeader(HttpHeader.ACCEPT).orElse("*/*"));
        final boolean hasPrefix = !path.isEmpty() && "rdap".equals(path.getFirst());
        final RdapQuery query = RdapQuery.parse(hasPrefix ? path.subList(1, path.size()) : path);
        exchange.answer(200, query instanceof RdapQuery.Bootstrap ? Exchange.JSON : Exchange.RDAP, answer(query, exchange));
    }

    private JsonObject answer(final RdapQuery query, final Exchange exchange) throws HttpProblem {
        final String base = settings.publicUrl().orElseGet(exchange::requestedBase);
        final RdapObjects objects = new RdapObjects(base, settings.whoisHost(), nowS.getAsLong());
        return switch (query) {
            case RdapQuery.Autnum autnum -> autnum(autnum.asn(), objects);
            case RdapQuery.Ip ip -> network(ip.prefix(), objects);
            case RdapQuery.Entity entity -> entity(entity.handle(), objects);
            case RdapQuery.Help _ -> help(objects);
            case RdapQuery.Bootstrap _ -> RdapBootstrap.document(base, RdapObjects.time(nowS.getAsLong()));
        };
    }

    private JsonObject autnum(final int asn, final RdapObjects objects) throws HttpProblem {
        final AsnEntry entry = index.entry(asn).orElseThrow(() -> unregistered(asn));
        final AsnRecord record = entry.holders().stream().findFirst().orElseThrow(() -> unregistered(asn));
        final JsonObject body = objects.autnum(record);
        body.add("entities", arrayOf(List.of(objects.entity(record))));
        head(record.rir()).ifPresent(head -> body.add(RdapObjects.EXTENSION + "_dataSet", objects.dataSet(head)));
        final List<JsonObject> notices = notices(objects, entry.holders().stream().map(AsnRecord::rir).toList());
        body.add(RdapObjects.EXTENSION + "_routes", arrayOf(entry.routes().stream().limit(limit()).map(objects::route).toList()));
        noteTruncation(entry.routes().size(), "route records", objects, notices);
        return objects.complete(body, notices);
    }

    private JsonObject network(final Ipv8Prefix prefix, final RdapObjects objects) throws HttpProblem {
        if (prefix.lengthBits() < Ipv8Prefix.ASN_BITS) {
            throw HttpProblem.notFound(prefix + " is larger than an ASN; ask for a prefix within one, such as 64496.10.1.0.0/16");
        }
        final int asn = prefix.address().asn();
        final AsnEntry entry = index.entry(asn).orElseThrow(() -> unregistered(asn));
        final List<RouteRecord> covering = entry.covering(prefix.address().host(), prefix.hostLength());
        if (covering.isEmpty()) {
            throw HttpProblem.notFound("no route record covers " + prefix + "; ask autnum/" + Integer.toUnsignedString(asn) + " for those of its ASN");
        }
        final RouteRecord record = mostSpecific(covering);
        final Optional<AsnRecord> holder = entry.holders().stream().filter(candidate -> candidate.rir().equals(record.rir())).findFirst();
        final JsonObject body = objects.network(record, holder);
        holder.ifPresent(asnRecord -> body.add("entities", arrayOf(List.of(objects.entity(asnRecord)))));
        head(record.rir()).ifPresent(head -> body.add(RdapObjects.EXTENSION + "_dataSet", objects.dataSet(head)));
        final List<String> rirs = covering.stream().filter(route -> route.key().equals(record.key())).map(RouteRecord::rir).toList();
        return objects.complete(body, notices(objects, rirs));
    }

    private static RouteRecord mostSpecific(final List<RouteRecord> covering) {
        final int length = covering.getLast().length();
        return covering.stream().filter(route -> route.length() == length).findFirst().orElseThrow();
    }

    private JsonObject entity(final String handle, final RdapObjects objects) throws HttpProblem {
        final List<AsnRecord> held = index.heldBy(handle);
        if (held.isEmpty()) {
            throw HttpProblem.notFound("no holder has the handle " + handle);
        }
        final AsnRecord latest = held.stream().max(Comparator.comparingLong(AsnRecord::changedS)).orElseThrow();
        final JsonObject body = objects.entity(latest);
        body.add("autnums", arrayOf(held.stream().limit(limit()).map(objects::autnum).toList()));
        final List<JsonObject> notices = new ArrayList<>();
        held.stream().map(AsnRecord::rir).distinct().sorted().forEach(rir -> notices.add(objects.sourceNotice(rir, head(rir))));
        noteTruncation(held.size(), "ASN records", objects, notices);
        return objects.complete(body, notices);
    }

    private JsonObject help(final RdapObjects objects) {
        final List<JsonObject> notices = new ArrayList<>();
        notices.add(objects.notice("Help", "autnum/N, ip/PREFIX or ip/ADDRESS, entity/HANDLE; addresses as 64496.10.1.0.5, "
                + "prefixes as 64496.10.1.0.0/16, which counts host bits.",
            "ip/ answers with the most specific route record that covers what was asked."));
        notices.add(objects.notice("Extension " + RdapObjects.EXTENSION,
            "ipVersion is v8; status has RDAP's word and eightfold_ipv8_status one of active, suspended, revoked, expired.",
            "eightfold_ipv8_prefix and eightfold_ipv8_maxLength: what may be announced; eightfold_ipv8_routes: all route records of an ASN.",
            "eightfold_ipv8_endpoint8to4: IPv4 address of the 8to4 endpoint.",
            "eightfold_ipv8_dataSet: the signed data set a record is from; bootstrap gives the ranges this server answers for."));
        feeds.sources().stream().map(FeedSource::head).forEach(head -> notices.add(objects.sourceNotice(head.rir(), Optional.of(head))));
        return objects.complete(new JsonObject(), notices);
    }

    private List<JsonObject> notices(final RdapObjects objects, final List<String> rirs) {
        final List<JsonObject> result = new ArrayList<>();
        result.add(objects.sourceNotice(rirs.getFirst(), head(rirs.getFirst())));
        if (rirs.size() > 1) {
            result.add(objects.notice("Conflict", "Registries " + String.join(", ", rirs) + " all have this record; shown is that of " + rirs.getFirst() + "."));
        }
        return result;
    }

    private void noteTruncation(final int count, final String what, final RdapObjects objects, final List<JsonObject> notices) {
        if (count > limit()) {
            final JsonObject notice = objects.notice("Truncated", "The first " + limit() + " of " + count + " " + what + " are listed; take the snapshot for all.");
            notice.addProperty("type", TRUNCATED);
            notices.add(notice);
        }
    }

    private int limit() {
        return settings.limits().answerObjects();
    }

    private Optional<SignedHead> head(final String rir) {
        return feeds.source(rir).map(FeedSource::head);
    }

    private static HttpProblem unregistered(final int asn) {
        final String name = "AS" + Integer.toUnsignedString(asn);
        final Optional<String> reserved = ReservedAsns.reason(asn).map(reason -> name + " is reserved (" + reason + ") and is never registered");
        return HttpProblem.notFound(reserved.orElse(name + " is not registered"));
    }

    private static JsonArray arrayOf(final List<JsonObject> values) {
        final JsonArray result = new JsonArray(values.size());
        values.forEach(result::add);
        return result;
    }

    /** RFC 7480 section 4.2: the answer is JSON; whoever says that he takes none is told so. */
    private static void requireAcceptable(final String accept) throws HttpProblem {
        for (final String range : accept.toLowerCase(Locale.ROOT).split(",")) {
            final String[] parts = range.split(";");
            final String type = parts.length == 0 ? "" : parts[0].strip();
            if (List.of("*/*", "application/*", Exchange.RDAP, Exchange.JSON).contains(type)) {
                return;
            }
        }
        throw new HttpProblem(406, "not acceptable", List.of("answers are " + Exchange.RDAP + "; accept that"), Map.of());
    }
}
