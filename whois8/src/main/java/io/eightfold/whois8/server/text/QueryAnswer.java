// SPDX-License-Identifier: Apache-2.0
// Answers one query.
package io.eightfold.whois8.server.text;

import io.eightfold.whois8.index.AsnEntry;
import io.eightfold.whois8.index.RecordIndex;
import io.eightfold.whois8.record.AsnRecord;
import io.eightfold.whois8.record.RouteRecord;
import io.eightfold.whois8.server.DataSetLiveness;
import io.eightfold.whois8.validation.VerdictReason;
import io.eightfold.wire.address.Ipv8Prefix;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Looks up what a query asks, and writes objects. One query, one instance. Thread: session. */
final class QueryAnswer {
    private static final String AUT_NUM = "aut-num";
    private static final String ROUTE8 = "route8";
    private static final String ORGANISATION = "organisation";
    private static final Comparator<RouteRecord> MOST_SPECIFIC_FIRST = Comparator.comparingInt(RouteRecord::length).reversed();

    private final Query query;
    private final RecordIndex index;
    private final DataSetLiveness liveness;
    private final long nowS;
    private final AnswerWriter answer;
    private final ObjectText objects;
    private int found;

    QueryAnswer(final Query query, final RecordIndex index, final DataSetLiveness liveness, final long nowS, final AnswerWriter answer) {
        this.query = query;
        this.index = index;
        this.liveness = liveness;
        this.nowS = nowS;
        this.answer = answer;
        objects = new ObjectText(answer, query.isKeysOnly(), nowS);
    }

    /** @throws QueryException when there is nothing to write */
    void write() throws IOException, QueryException {
        requireSources();
        if (!query.ignoredFlags().isEmpty()) {
            answer.line("% Flags without a meaning here: " + String.join(" ", query.ignoredFlags()));
        }
        writeDataSets();
        switch (query.subject()) {
            case Query.Asn asn -> writeAsn(asn.asn());
            case Query.Prefix prefix -> writeRoutes(routes(prefix.prefix()));
            case Query.Handle handle -> writeHandle(handle.handle());
            case Query.Bulk bulk -> writeBulk(bulk.asn());
            case Query.Endpoint endpoint -> writeEndpoint(endpoint.asn());
            case Query.Validate validate -> writeJudgement(validate.prefix());
            case Query.Template template -> writeTemplate(template.type());
            case Query.Info info -> writeInfo(info.what());
            case Query.Help _ -> writeHelp();
        }
        if (found == 0) {
            throw new QueryException(TextError.NO_ENTRIES, "nothing in this registry fits the query");
        }
    }

    private void requireSources() throws QueryException {
        for (final String source : query.sources()) {
            if (index.versions().stream().noneMatch(version -> version.rir().equals(source))) {
                throw new QueryException(TextError.UNKNOWN_SOURCE, "'" + QueryParser.shown(source) + "' is no registry of this server; -q sources lists them");
            }
        }
    }

    /** The serial tells from which state of the registry the answer is, and with it whether a mirror is behind. */
    private void writeDataSets() throws IOException {
        for (final RecordIndex.Version version : index.versions()) {
            if (query.wantsSource(version.rir())) {
                answer.line("% Data set " + version.rir() + ": serial " + version.serial() + ", " + version.records() + " records"
                    + (liveness.isLive(version.rir(), nowS) ? "" : "; it has EXPIRED and is shown for information"));
            }
        }
        if (index.versions().isEmpty()) {
            answer.line("% This server has no data yet");
        }
        answer.endBlock();
    }

    private void writeAsn(final int asn) throws IOException {
        if (query.wants(AUT_NUM)) {
            for (final AsnRecord holder : holders(asn)) {
                objects.write(holder);
                found++;
            }
        }
    }

    private void writeBulk(final int asn) throws IOException {
        writeAsn(asn);
        writeRoutes(index.entry(asn).map(AsnEntry::routes).orElse(List.of()));
    }

    private void writeRoutes(final List<RouteRecord> routes) throws IOException {
        if (!query.wants(ROUTE8)) {
            return;
        }
        for (final RouteRecord route : routes) {
            if (answer.isCut()) {
                return;
            }
            if (query.wantsSource(route.rir())) {
                objects.write(route);
                found++;
            }
        }
    }

    private void writeHandle(final String handle) throws IOException {
        final List<AsnRecord> held = index.heldBy(handle).stream().filter(holder -> query.wantsSource(holder.rir())).toList();
        if (query.wants(ORGANISATION)) {
            final Map<String, AsnRecord> byRir = new LinkedHashMap<>();
            held.forEach(holder -> byRir.putIfAbsent(holder.rir(), holder));
            for (final AsnRecord first : byRir.values()) {
                objects.writeOrganisation(first);
                found++;
            }
        }
        if (query.wants(AUT_NUM)) {
            for (final AsnRecord holder : held) {
                objects.write(holder);
                found++;
            }
        }
    }

    private void writeEndpoint(final int asn) throws IOException {
        for (final AsnRecord holder : holders(asn)) {
            if (holder.hasEndpoint()) {
                objects.writeEndpoint(holder);
                found++;
            }
        }
    }

    private void writeJudgement(final Ipv8Prefix prefix) throws IOException {
        final VerdictReason reason = Judgement.of(prefix, index, liveness, nowS);
        objects.line("validate", prefix.toString());
        objects.line("origin", ObjectText.as(prefix.address().asn()));
        objects.line("verdict", reason.verdict().word());
        objects.line("reason", reason.word());
        objects.line("remarks", reason.sentence());
        answer.endBlock();
        found++;
        writeAsn(prefix.address().asn());
        writeRoutes(covering(prefix));
    }

    private List<AsnRecord> holders(final int asn) {
        return index.entry(asn).stream().flatMap(entry -> entry.holders().stream()).filter(holder -> query.wantsSource(holder.rir())).toList();
    }

    private List<RouteRecord> routes(final Ipv8Prefix prefix) {
        final int length = prefix.hostLength();
        return switch (query.scope()) {
            case EXACT_OR_COVERING -> {
                final List<RouteRecord> exact = exact(prefix);
                yield exact.isEmpty() ? covering(prefix) : exact;
            }
            case EXACT -> exact(prefix);
            case ONE_LESS -> {
                final List<RouteRecord> less = covering(prefix).stream().filter(route -> route.length() < length).toList();
                yield less.stream().filter(route -> route.length() == less.getFirst().length()).toList();
            }
            case ALL_LESS -> covering(prefix);
            case ONE_MORE -> outermost(moreSpecific(prefix));
            case ALL_MORE -> moreSpecific(prefix).toList();
        };
    }

    private List<RouteRecord> exact(final Ipv8Prefix prefix) {
        return covering(prefix).stream().filter(route -> route.length() == prefix.hostLength()).toList();
    }

    private List<RouteRecord> covering(final Ipv8Prefix prefix) {
        return wanted(index.entry(prefix.address().asn()).stream().flatMap(entry -> entry.covering(prefix.address().host(), prefix.hostLength()).stream()))
            .sorted(MOST_SPECIFIC_FIRST).toList();
    }

    private Stream<RouteRecord> moreSpecific(final Ipv8Prefix prefix) {
        return wanted(index.entry(prefix.address().asn()).stream().flatMap(entry -> entry.within(prefix.address().host(), prefix.hostLength()).stream()))
            .filter(route -> route.length() > prefix.hostLength());
    }

    private Stream<RouteRecord> wanted(final Stream<RouteRecord> routes) {
        return routes.filter(route -> query.wantsSource(route.rir()));
    }

    /** Routes of an ASN come by address, then length: what the last kept one covers stands behind it. */
    private static List<RouteRecord> outermost(final Stream<RouteRecord> routes) {
        final List<RouteRecord> kept = new ArrayList<>();
        routes.forEach(route -> {
            final RouteRecord last = kept.isEmpty() ? null : kept.getLast();
            if (last == null || !last.covers(route.host(), route.length()) || last.length() == route.length()) {
                kept.add(route);
            }
        });
        return kept;
    }

    private void writeTemplate(final String type) throws IOException {
        final List<String> names = switch (type) {
            case AUT_NUM -> List.of("aut-num", "org", "holder", "country", "status", "expires", "endpoint-8to4", "last-modified", "source");
            case ROUTE8 -> List.of("route8", "origin", "max-len", "status", "expires", "last-modified", "source");
            case ORGANISATION -> List.of("organisation", "org-name", "country", "source");
            default -> List.of();
        };
        for (final String name : names) {
            objects.line(name, name.equals("endpoint-8to4") ? "[optional]  [single]" : "[mandatory]  [single]");
            found++;
        }
        if (found > 0) {
            answer.endBlock();
        }
    }

    private void writeInfo(final String what) throws IOException {
        switch (what) {
            case "version" -> answer.line("% Eightfold WHOIS8, text service of RFC 3912; ask for help");
            case "types" -> answer.line("aut-num:        an ASN").line("route8:         a route").line("organisation:   a holder");
            case "sources" -> index.versions().forEach(version ->
                answer.line("source:         " + version.rir().toUpperCase(Locale.ROOT) + ":3:N:1-" + version.serial()));
            default -> {
                return;
            }
        }
        answer.endBlock();
        found++;
    }

    private void writeHelp() throws IOException {
        HELP.lines().map(line -> line.isEmpty() ? "%" : "% " + line).forEach(answer::line);
        answer.endBlock();
        found++;
    }

    private static final String HELP = """
        64496 or AS64496           who holds the ASN
        64496.10.1.0.0/16          the route, else the routes that cover it, most specific first
        64496.10.1.0.5             the routes that cover the address
        ORG-EX1                    the holder, and what he holds
        validate 64496.10.1.0.0/16 the verdict on a route, why, and the records it is from
        endpoint 64496             the 8to4 endpoint of the ASN
        bulk 64496                 all records of the ASN; also: -i origin 64496

        Flags, before the query:
        -x   the prefix itself only         -L   itself and all that cover it     -l   the closest that covers it
        -M   all that lie in it             -m   all that lie in it, one level
        -T aut-num,route8,organisation      objects of these types only           -K   their keys only
        -i origin|org KEY                   by attribute                          -s SOURCE  of this registry only
        -k   keeps the connection open for more queries; an empty line or another -k ends it
        -q version|sources|types            about this server                     -t TYPE    lines of an object
        Other flags of whois clients change nothing.""";
}
