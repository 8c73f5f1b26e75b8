// SPDX-License-Identifier: Apache-2.0
// Answers questions about the validation of routes.
package io.eightfold.controlplane;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.eightfold.controlplane.config.Whois8Config;
import io.eightfold.controlplane.management.ManagementException;
import io.eightfold.controlplane.rib.Rib;
import io.eightfold.controlplane.rib.RouteFilter;
import io.eightfold.controlplane.rib.RouteSource;
import io.eightfold.controlplane.rib.RouteView;
import io.eightfold.controlplane.validation.Exemption;
import io.eightfold.controlplane.validation.RouteValidation;
import io.eightfold.controlplane.validation.ServerStatus;
import io.eightfold.controlplane.validation.ValidationStatus;
import io.eightfold.fibprotocol.NextHop;
import io.eightfold.fibprotocol.Vrf;
import io.eightfold.whois8.record.RouteRecord;
import io.eightfold.whois8.validation.DataSetState;
import io.eightfold.whois8.validation.Explanation;
import io.eightfold.whois8.validation.OverrideFiles;
import io.eightfold.whois8.validation.ValidationTable;
import io.eightfold.whois8.validation.Verdict;
import io.eightfold.wire.address.AddressParseException;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import java.time.Instant;
import java.util.List;

/**
 * <pre>
 * show whois8
 * explain route PREFIX | ADDRESS [vrf NAME]
 * whois8 reload-overrides
 * </pre>
 * A prefix that nobody offers is explained too: what would be said of it. Of an address every prefix that covers it is, the longest first, or what would be
 * said of the longest that can be registered.
 * <p>Thread: session.
 */
final class Whois8Requests {
    /** Prefixes that cover an address, and routes of each: few, but a peer may have its say in it. */
    private static final int MAX_ROUTES = 256;

    private static final int HOST_LENGTH = 32;

    private final Rib rib;
    private final RibThread thread;
    private final RouteValidation validation;

    Whois8Requests(final Rib rib, final RibThread thread, final RouteValidation validation) {
        this.rib = rib;
        this.thread = thread;
        this.validation = validation;
    }

    JsonObject show() {
        return thread.ask(() -> show(validation.status()));
    }

    private JsonObject show(final ValidationStatus status) {
        final JsonObject answer = new JsonObject();
        answer.addProperty("validation", !status.isOn() ? "off" : status.isReady() ? "on" : "waiting for data");
        answer.add("policy", policy());
        answer.addProperty("expiredData", status.isOn() && validation.settings().useExpired() ? "use" : "unverified");
        answer.add("validated", validated());
        answer.add("servers", array(status.servers(), Whois8Requests::server));
        answer.add("dataSets", array(status.dataSets(), set -> dataSet(set, status.live().getOrDefault(set.rir(), false), status.nowS())));
        final JsonObject routes = new JsonObject();
        for (final Verdict verdict : Verdict.values()) {
            routes.addProperty(verdict.word(), rib.verdictCount(verdict));
        }
        answer.add("routes", routes);
        answer.addProperty("refused", status.refused());
        answer.addProperty("verdictChanges", status.changes());
        answer.addProperty("revalidating", status.isRevalidating());
        answer.addProperty("filters", status.overrides().filters().size());
        answer.addProperty("assertions", status.overrides().assertions().size());
        answer.addProperty("overrideFault", status.overrideFault().isEmpty() ? null : status.overrideFault());
        answer.addProperty("tableBytes", status.tableBytes());
        answer.addProperty("dataToFibUs", status.dataToFibNs() / 1000);
        answer.add("alarms", array(status.alarms(), alarm -> {
            final JsonObject entry = new JsonObject();
            entry.addProperty("time", time(alarm.atS()));
            entry.addProperty("fault", alarm.fault());
            entry.addProperty("rir", alarm.rir());
            entry.addProperty("server", alarm.server());
            entry.addProperty("text", alarm.text());
            return entry;
        }));
        return answer;
    }

    /** What becomes of each verdict's routes; without a block there are none but exempt ones. */
    private JsonObject policy() {
        final JsonObject policy = new JsonObject();
        final Whois8Config settings = validation.settings();
        for (final Verdict verdict : Verdict.decided()) {
            policy.addProperty(verdict.word(), settings == null ? null : settings.installed().contains(verdict) ? "install" : "reject");
        }
        return policy;
    }

    private JsonArray validated() {
        final JsonArray sources = new JsonArray();
        if (validation.isOn()) {
            for (final RouteSource source : RouteSource.values()) {
                if (source == RouteSource.BGP8_EXTERNAL || validation.settings().validated().contains(source.word())) {
                    sources.add(source.word());
                }
            }
        }
        return sources;
    }

    private static JsonObject server(final ServerStatus server) {
        final JsonObject entry = new JsonObject();
        entry.addProperty("url", server.url());
        entry.addProperty("state", server.state());
        entry.addProperty("used", server.isUsed());
        entry.addProperty("lastSuccess", time(server.lastSuccessS()));
        entry.addProperty("lastError", server.lastError().isEmpty() ? null : server.lastError());
        return entry;
    }

    private static JsonObject dataSet(final DataSetState set, final boolean isLive, final long nowS) {
        final JsonObject entry = new JsonObject();
        entry.addProperty("rir", set.rir());
        entry.addProperty("state", !set.hasData() ? "no data" : !isLive ? "expired" : set.isLive(nowS) ? "live" : "expired, in use");
        entry.addProperty("serial", set.serial());
        entry.addProperty("records", set.records());
        entry.addProperty("issued", set.hasData() ? time(set.issuedAtS()) : null);
        entry.addProperty("expires", set.hasData() ? time(set.expiresAtS()) : null);
        entry.addProperty("server", set.server().isEmpty() ? null : set.server());
        return entry;
    }

    /** {@code whois8 reload-overrides}: the files are read on the thread that asks, what they say is taken on the RIB's. */
    JsonObject reloadOverrides() throws ManagementException {
        final Whois8Config settings = thread.ask(validation::settings);
        if (settings == null || settings.slurmFiles().isEmpty()) {
            throw new ManagementException("no file with overrides is configured; add 'slurm FILE' to the block whois8");
        }
        final OverrideFiles.Reading reading = readOverrides(settings);
        thread.ask(() -> {
            take(validation, reading);
            return null;
        });
        if (!reading.problems().isEmpty()) {
            throw new ManagementException("overrides not taken, those before stay in force:\n" + String.join("\n", reading.problems()));
        }
        final JsonObject answer = new JsonObject();
        answer.addProperty("files", settings.slurmFiles().size());
        answer.addProperty("filters", reading.overrides().filters().size());
        answer.addProperty("assertions", reading.overrides().assertions().size());
        return answer;
    }

    /** What the files of a block say; without a block nothing. Thread: any but the RIB's. */
    static OverrideFiles.Reading readOverrides(final Whois8Config settings) {
        return OverrideFiles.read(settings == null ? List.of() : settings.slurmFiles());
    }

    /** All of it or none. Thread: control. */
    static void take(final RouteValidation validation, final OverrideFiles.Reading reading) {
        if (reading.problems().isEmpty()) {
            validation.override(reading.overrides(), System.nanoTime());
        } else {
            validation.overridesFailed(String.join("; ", reading.problems()));
        }
    }

    /** {@code explain route ...}. */
    JsonObject explain(final List<String> words) throws ManagementException {
        if (words.size() < 3 || !"route".equals(words.get(1)) || words.size() != 3 && (words.size() != 5 || !"vrf".equals(words.get(3)))) {
            throw new ManagementException("expected: explain route PREFIX|ADDRESS [vrf NAME]");
        }
        final String text = words.get(2);
        final Vrf vrf = words.size() == 3 ? Vrf.DEFAULT : Vrf.named(words.get(4)).orElseThrow(() -> new ManagementException("vrf '" + words.get(4) + "' is none of "
            + String.join(", ", List.of(Vrf.values()).stream().map(Vrf::word).toList())));
        try {
            if (text.indexOf('/') < 0 && !"default".equals(text)) {
                final long address = Ipv8Address.parse(text).bits();
                final int registered = RouteRecord.MAX_LENGTH;
                return thread.ask(() -> explain(text, address & -1L << HOST_LENGTH - registered, registered, RouteFilter.covering(vrf.id(), address)));
            }
            final Ipv8Prefix prefix = "default".equals(text) ? Ipv8Prefix.DEFAULT : Ipv8Prefix.parse(text);
            final int hostLength = PrefixText.hostLength(prefix);
            final long address = prefix.address().bits();
            return thread.ask(() -> explain(prefix.toString(), address, hostLength, RouteFilter.exact(vrf.id(), address, hostLength)));
        } catch (final AddressParseException e) {
            throw new ManagementException(e.getMessage(), e);
        }
    }

    private JsonObject explain(final String about, final long address, final int hostLength, final RouteFilter filter) {
        final List<RouteView> routes = rib.routes(filter, 0, MAX_ROUTES).routes();
        final JsonObject answer = new JsonObject();
        answer.addProperty("about", about);
        answer.addProperty("vrf", Vrf.of(filter.vrf()).word());
        answer.addProperty("validation", validation.isOn() ? validation.isReady() ? "on" : "waiting for data" : "off");
        answer.add("policy", policy());
        answer.add("routes", array(routes.stream().limit(MAX_ROUTES).toList(), this::route));
        if (routes.isEmpty() && validation.isOn()) {
            // What would be said of it, announced by its own ASN.
            answer.addProperty("announced", PrefixText.prefix(address, hostLength).toString());
            answer.add("records", explanation(validation.explain(address, hostLength, (int) (address >>> Integer.SIZE))));
        }
        return answer;
    }

    private JsonObject route(final RouteView view) {
        final JsonObject entry = new JsonObject();
        entry.addProperty("prefix", PrefixText.prefix(view.address(), view.hostLength()).toString());
        entry.addProperty("source", view.source().word());
        entry.addProperty("distance", view.distance());
        entry.addProperty("originAsn", Integer.toUnsignedLong(view.originAsn()));
        entry.addProperty("verdict", view.verdict().word());
        entry.addProperty("selected", view.isSelected());
        entry.addProperty("installed", view.isFib());
        entry.addProperty("use", use(view));
        final Exemption exemption = validation.exemption(view.address(), view.hostLength(), view.source(), view.originAsn());
        entry.addProperty("exempt", exemption == null ? null : exemption.word());
        entry.addProperty("exemptBecause", exemption == null ? null : exemption.sentence());
        entry.add("records", exemption == null ? explanation(validation.explain(view.address(), view.hostLength(), view.originAsn())) : null);
        return entry;
    }

    /** Whether it is used, and why not. */
    private String use(final RouteView view) {
        if (view.isRefused()) {
            return "refused: the policy for " + view.verdict().word() + " is reject";
        }
        if (view.isUnresolved()) {
            return "not used: it leads nowhere, no way to its gateways or its ports are down";
        }
        if (!view.isSelected()) {
            return view.isRestricted() && view.hops().contains(new NextHop.Prohibit())
                ? "not used: only valid routes leave by an interface with egress-check, and there is another route of the prefix" : view.isFailed() ? "not used: its gateways do not answer, and another route works" : "not used: another route of the prefix is preferred";
        }
        if (view.isRestricted()) {
            return "used, but only valid routes leave by an interface with egress-check: "
                + (view.hops().contains(new NextHop.Prohibit()) ? "no other next hop is left, what it covers is prohibited" : "its next hops there are left out");
        }
        if (!view.isFib()) {
            return "used: the dataplane is about to be told";
        }
        return view.verdict() == Verdict.PENDING ? "used: it was before the restart, and its verdict is still to come" : "used";
    }

    private static JsonObject explanation(final Explanation why) {
        final JsonObject entry = new JsonObject();
        entry.addProperty("verdict", why.verdict().word());
        entry.addProperty("reason", why.reason().word());
        entry.addProperty("because", why.reason().sentence());
        entry.add("looked", array(why.records(), looked -> {
            final JsonObject record = new JsonObject();
            record.addProperty("record", looked.record());
            record.addProperty("source", looked.source());
            record.addProperty("maxLength", looked.maxLength() < 0 ? null : looked.maxLength());
            record.addProperty("status", looked.status());
            record.addProperty("expires", looked.expiryS() >= ValidationTable.NEVER_S ? null : time(looked.expiryS()));
            record.addProperty("state", looked.state());
            return record;
        }));
        entry.add("dataSets", array(why.dataSets(), consulted -> {
            final JsonObject set = new JsonObject();
            set.addProperty("rir", consulted.dataSet().rir());
            set.addProperty("state", consulted.state());
            set.addProperty("serial", consulted.dataSet().serial());
            set.addProperty("expires", consulted.dataSet().hasData() ? time(consulted.dataSet().expiresAtS()) : null);
            set.addProperty("server", consulted.dataSet().server().isEmpty() ? null : consulted.dataSet().server());
            return set;
        }));
        final JsonArray overrides = new JsonArray();
        why.overrides().forEach(overrides::add);
        entry.add("overrides", overrides);
        return entry;
    }

    private interface Entry<T> {
        JsonObject of(T value);
    }

    private static <T> JsonArray array(final List<T> values, final Entry<T> entry) {
        final JsonArray array = new JsonArray();
        values.forEach(value -> array.add(entry.of(value)));
        return array;
    }

    private static String time(final long seconds) {
        return seconds == 0 ? null : Instant.ofEpochSecond(seconds).toString();
    }
}
