// SPDX-License-Identifier: Apache-2.0
// Verdicts of a table of records on the routes of a RIB, with time, reload and restart.
package io.eightfold.controlplane.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.controlplane.config.ConfigParser;
import io.eightfold.controlplane.config.ConfigResult;
import io.eightfold.controlplane.config.Whois8Config;
import io.eightfold.controlplane.rib.Rib;
import io.eightfold.controlplane.rib.RibHop;
import io.eightfold.controlplane.rib.RouteFilter;
import io.eightfold.controlplane.rib.RouteSource;
import io.eightfold.controlplane.rib.RouteView;
import io.eightfold.fibprotocol.NextHop;
import io.eightfold.whois8.record.AsnRecord;
import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.record.RecordKey;
import io.eightfold.whois8.record.RecordStatus;
import io.eightfold.whois8.record.RouteRecord;
import io.eightfold.whois8.signature.SigningKey;
import io.eightfold.whois8.signature.TrustAnchor;
import io.eightfold.whois8.validation.DataSetState;
import io.eightfold.whois8.validation.Overrides;
import io.eightfold.whois8.validation.ValidationTable;
import io.eightfold.whois8.validation.Verdict;
import io.eightfold.wire.address.Ipv8Prefix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteValidationTest {
    private static final long NOW_S = 1_800_000_000;
    private static final long S = 1_000_000_000L;
    private static final List<RibHop> ETH0 = List.of(new RibHop.OnLink("eth0"));
    private static final String KEY = SigningKey.generate().publicKey().toString();

    private final Rib rib = new Rib();
    private final RouteValidation validation = new RouteValidation(rib);

    @Test
    void shouldExemptEverythingWithoutABlock() {
        offer("64500.10.0.0.0/8", RouteSource.BGP8_EXTERNAL);
        assertVerdict(Verdict.EXEMPT, "64500.10.0.0.0/8");
        assertEquals(ValidationStatus.OFF, validation.status());
        assertEquals(Exemption.OFF, validation.exemption(64500L << 32, 8, RouteSource.BGP8_EXTERNAL, 64500));
    }

    @Test
    void shouldValidateWhatIsConfiguredAndNothingElse() {
        configure("validate api", 64496L);
        validation.take(table(valid(64500, "10.0.0.0", 8, 16)), 0);
        offer("64500.10.0.0.0/8", RouteSource.BGP8_EXTERNAL);
        offer("64500.10.9.0.0/16", RouteSource.BGP8_EXTERNAL);
        offer("64500.10.9.1.0/24", RouteSource.BGP8_EXTERNAL);
        offer("64501.10.0.0.0/8", RouteSource.API);
        assertVerdict(Verdict.VALID, "64500.10.0.0.0/8");
        assertVerdict(Verdict.VALID, "64500.10.9.0.0/16");
        assertVerdict(Verdict.INVALID, "64500.10.9.1.0/24");
        assertVerdict(Verdict.NOT_FOUND, "64501.10.0.0.0/8");
        assertExempt(Exemption.SOURCE, "64501.11.0.0.0/8", RouteSource.STATIC);
        assertExempt(Exemption.INTERNAL, "64501.12.0.0.0/8", RouteSource.BGP8_INTERNAL);
        assertExempt(Exemption.OWN_ASN, "64496.12.0.0.0/8", RouteSource.BGP8_EXTERNAL);
        assertExempt(Exemption.IPV4, "10.0.0.0/8", RouteSource.API);
        assertExempt(Exemption.NOT_REGISTERED_RANGE, "127.1.0.0.10.0.0.0/40", RouteSource.API);
        assertExempt(Exemption.NOT_REGISTERED_RANGE, "100.1.0.0.10.0.0.0/40", RouteSource.API);
        assertExempt(Exemption.OWN_LINK, "64502.12.0.0.0/8", RouteSource.CONNECTED);
        rib.update(0, 0, Rib.DEFAULT_LENGTH, RouteSource.BGP8_EXTERNAL, 20, 0, ETH0);
        assertEquals(1, rib.routes(RouteFilter.exact(0, 0, Rib.DEFAULT_LENGTH), 0, 1).routes().stream().filter(view -> view.verdict() == Verdict.EXEMPT).count());
        // An internal range that a peer announces is wrong, and so is the own ASN announced by another.
        offer("127.2.0.0.10.0.0.0/40", RouteSource.BGP8_EXTERNAL);
        assertVerdict(Verdict.INVALID, "127.2.0.0.10.0.0.0/40");
        final Ipv8Prefix own = Ipv8Prefix.parse("64496.20.0.0.0/8");
        rib.update(0, own.address().bits(), 8, RouteSource.BGP8_EXTERNAL, 20, 0, 64499, rib.hold(0, ETH0));
        assertVerdict(Verdict.INVALID, "64496.20.0.0.0/8");
    }

    @Test
    void shouldFollowDeltasAndAskOnlyAboutTheirAsns() {
        configure("", null);
        validation.take(table(valid(64500, "10.0.0.0", 8, 8), valid(64501, "10.0.0.0", 8, 8)), 0);
        offer("64500.10.0.0.0/8", RouteSource.BGP8_EXTERNAL);
        offer("64501.10.0.0.0/8", RouteSource.BGP8_EXTERNAL);
        final RouteRecord revoked = new RouteRecord(64501, host("10.0.0.0"), 8, 8, "lab", RecordStatus.REVOKED, NOW_S + 1000, NOW_S);
        validation.apply(state(2, NOW_S + 100), List.of(RecordChange.put(revoked)), 0);
        assertTrue(rib.isRevalidating());
        revalidate();
        assertVerdict(Verdict.VALID, "64500.10.0.0.0/8");
        assertVerdict(Verdict.INVALID, "64501.10.0.0.0/8");
        assertEquals(1, rib.refusedCount());
        assertEquals("route-revoked", validation.explain(64501L << 32 | 10L << 24, 8, 64501).reason().word());
        assertEquals(1, validation.status().changes());
    }

    @Test
    void shouldTakeRoutesOutWhenDataExpiresAndBringThemBackWithANewerHead() {
        configure("", null);
        validation.take(table(valid(64500, "10.0.0.0", 8, 8)), 0);
        offer("64500.10.0.0.0/8", RouteSource.BGP8_EXTERNAL);
        turn(NOW_S + 99);
        assertVerdict(Verdict.VALID, "64500.10.0.0.0/8");
        turn(NOW_S + 100);
        assertVerdict(Verdict.UNVERIFIED, "64500.10.0.0.0/8");
        assertEquals(Boolean.FALSE, validation.status().live().get("lab"));
        validation.apply(state(2, NOW_S + 300), List.of(), 0);
        revalidate();
        assertVerdict(Verdict.VALID, "64500.10.0.0.0/8");
        configure("expired-data use", null);
        turn(NOW_S + 301);
        assertVerdict(Verdict.VALID, "64500.10.0.0.0/8");
    }

    @Test
    void shouldBringRoutesBackWhenAClockThatWasAheadIsSet() {
        configure("", null);
        validation.take(table(valid(64500, "10.0.0.0", 8, 8)), 0);
        offer("64500.10.0.0.0/8", RouteSource.BGP8_EXTERNAL);
        turn(NOW_S + 100_000);
        assertVerdict(Verdict.UNVERIFIED, "64500.10.0.0.0/8");
        turn(NOW_S + 1);
        assertVerdict(Verdict.VALID, "64500.10.0.0.0/8");
        turn(NOW_S + 100);
        assertVerdict(Verdict.UNVERIFIED, "64500.10.0.0.0/8");
    }

    /** Whoever reads from servers began anew, without what was kept on disk: with nothing, then with an old state, and catches up. */
    @Test
    void shouldNotGoBackToNoneOrOlderDataOfTheSameAnchors() {
        configure("", null);
        validation.take(table(valid(64500, "10.0.0.0", 8, 8)), 0);
        validation.apply(state(3, NOW_S + 100), List.of(RecordChange.put(asn(64501)), RecordChange.put(valid(64501, "10.0.0.0", 8, 8))), 0);
        offer("64500.10.0.0.0/8", RouteSource.BGP8_EXTERNAL);
        offer("64501.10.0.0.0/8", RouteSource.BGP8_EXTERNAL);
        validation.take(RouteValidation.emptyTable(validation.anchors()), 0);
        revalidate();
        assertVerdict(Verdict.VALID, "64500.10.0.0.0/8");
        assertEquals(3, validation.status().dataSets().getFirst().serial());
        validation.take(table(valid(64500, "10.0.0.0", 8, 8), valid(64502, "10.0.0.0", 8, 8)), 0);
        validation.apply(state(2, NOW_S + 100), List.of(RecordChange.remove(RecordKey.ofAsn(64502))), 0);
        revalidate();
        assertVerdict(Verdict.VALID, "64501.10.0.0.0/8");
        assertEquals(3, validation.status().dataSets().getFirst().serial());
        validation.apply(state(4, NOW_S + 100), List.of(RecordChange.remove(RecordKey.ofAsn(64501))), 0);
        revalidate();
        assertVerdict(Verdict.NOT_FOUND, "64501.10.0.0.0/8");
        assertVerdict(Verdict.VALID, "64500.10.0.0.0/8");
        turn(NOW_S + 100);
        validation.take(RouteValidation.emptyTable(validation.anchors()), 0);
        assertFalse(validation.status().dataSets().getFirst().hasData(), "what does not count any more is not kept");
    }

    /** What was forged with a stolen key may have any serial: what the registry signed since is the newer one. */
    @Test
    void shouldTakeALowerSerialThatWasSignedLater() {
        configure("", null);
        final ValidationTable forged = table(valid(64501, "10.0.0.0", 8, 8));
        forged.apply(new DataSetState("lab", 1_000_000, NOW_S - 5, NOW_S + 100, 2, "http://a"), List.of(), NOW_S);
        validation.take(forged, 0);
        offer("64501.10.0.0.0/8", RouteSource.BGP8_EXTERNAL);
        assertVerdict(Verdict.VALID, "64501.10.0.0.0/8");
        assertThrows(IllegalStateException.class, () -> validation.apply(state(2, NOW_S + 100), List.of(), 0));
        validation.take(table(valid(64500, "10.0.0.0", 8, 8)), 0);
        revalidate();
        assertVerdict(Verdict.NOT_FOUND, "64501.10.0.0.0/8");
        assertEquals(1, validation.status().dataSets().getFirst().serial());
    }

    /** Servers, times and the rule for expired data; policies, overrides and what is validated do not concern who reads from servers. */
    @Test
    void shouldSayWhenServersAreToBeFollowedAnew() {
        final Whois8Config present = settings("", true);
        for (final String same : List.of("policy invalid install", "validate api", "slurm /s", "startup-wait 5s")) {
            assertTrue(present.isFedLike(settings(same, true)), same);
        }
        for (final String other : List.of("server http://b", "expired-data use", "refresh 5s", "retry 5s", "server http://b\n compare on")) {
            assertFalse(present.isFedLike(settings(other, true)), other);
        }
        assertFalse(present.isFedLike(null));
    }

    @Test
    void shouldNoticeTheExpiryOfARecordWithoutAnyMessage() {
        configure("", null);
        final RouteRecord shortLived = new RouteRecord(64500, host("10.0.0.0"), 8, 8, "lab", RecordStatus.ACTIVE, NOW_S + 10, NOW_S);
        final ValidationTable table = table(valid(64501, "10.0.0.0", 8, 8));
        table.apply(state(2, NOW_S + 100), List.of(RecordChange.put(asn(64500)), RecordChange.put(shortLived)), NOW_S);
        validation.take(table, 0);
        offer("64500.10.0.0.0/8", RouteSource.BGP8_EXTERNAL);
        turn(NOW_S + 9);
        assertVerdict(Verdict.VALID, "64500.10.0.0.0/8");
        turn(NOW_S + 10);
        assertVerdict(Verdict.INVALID, "64500.10.0.0.0/8");
    }

    @Test
    void shouldKeepRestoredRoutesUntilThereIsDataOrTheWaitIsOver() {
        configure("startup-wait 5s", null);
        restore("64500.10.0.0.0/8");
        restore("64501.10.0.0.0/8");
        offer("64502.10.0.0.0/8", RouteSource.BGP8_EXTERNAL);
        turn(NOW_S + 1);
        assertVerdict(Verdict.PENDING, "64500.10.0.0.0/8");
        assertVerdict(Verdict.UNVERIFIED, "64502.10.0.0.0/8");
        assertFalse(validation.isReady());
        validation.take(table(valid(64500, "10.0.0.0", 8, 8)), 0);
        revalidate();
        assertTrue(validation.isReady());
        assertVerdict(Verdict.VALID, "64500.10.0.0.0/8");
        assertVerdict(Verdict.NOT_FOUND, "64501.10.0.0.0/8");
    }

    @Test
    void shouldNotKeepRoutesForEverWhenNoDataComes() {
        configure("startup-wait 5s", null);
        restore("64500.10.0.0.0/8");
        validation.turn(NOW_S, 4 * S);
        revalidate();
        assertVerdict(Verdict.PENDING, "64500.10.0.0.0/8");
        validation.turn(NOW_S, 5 * S);
        revalidate();
        assertVerdict(Verdict.UNVERIFIED, "64500.10.0.0.0/8");
        assertEquals(1, rib.refusedCount());
    }

    /** Switched on while packets flow: nothing is lost before the first data is there. */
    @Test
    void shouldKeepRoutesWhenValidationIsSwitchedOn() {
        offer("64500.10.0.0.0/8", RouteSource.BGP8_EXTERNAL);
        configure("", null);
        revalidate();
        assertVerdict(Verdict.PENDING, "64500.10.0.0.0/8");
        validation.take(table(valid(64500, "10.0.0.0", 8, 8)), 0);
        revalidate();
        assertVerdict(Verdict.VALID, "64500.10.0.0.0/8");
        validation.configure(null, List.of(), null, NOW_S, 0);
        revalidate();
        assertVerdict(Verdict.EXEMPT, "64500.10.0.0.0/8");
        validation.take(table(), 0);
        assertEquals(ValidationStatus.OFF, validation.status());
    }

    @Test
    void shouldLetOverridesDecideWithoutAnyServer() {
        configure("slurm /s", null, false);
        offer("64500.10.0.0.0/8", RouteSource.BGP8_EXTERNAL);
        revalidate();
        assertVerdict(Verdict.UNVERIFIED, "64500.10.0.0.0/8");
        validation.override(new Overrides(List.of(), List.of(new Overrides.Assertion(64500, host("10.0.0.0"), 8, 8, "slurm.json"))), 0);
        revalidate();
        assertVerdict(Verdict.VALID, "64500.10.0.0.0/8");
        validation.overridesFailed("slurm.json: $.slurmVersion is 2");
        revalidate();
        assertVerdict(Verdict.VALID, "64500.10.0.0.0/8");
        assertEquals("slurm.json: $.slurmVersion is 2", validation.status().overrideFault());
        validation.override(Overrides.NONE, 0);
        revalidate();
        assertVerdict(Verdict.UNVERIFIED, "64500.10.0.0.0/8");
        assertEquals("", validation.status().overrideFault());
    }

    @Test
    void shouldKeepTheTableWhenOnlyThePolicyChanges() {
        configure("", null);
        validation.take(table(valid(64500, "10.0.0.0", 8, 8)), 0);
        offer("64500.10.0.0.0/8", RouteSource.BGP8_EXTERNAL);
        offer("64501.10.0.0.0/8", RouteSource.BGP8_EXTERNAL);
        assertEquals(1, rib.refusedCount());
        configure("policy not-found install", null);
        revalidate();
        assertEquals(0, rib.refusedCount());
        assertVerdict(Verdict.VALID, "64500.10.0.0.0/8");
        assertEquals(2, validation.status().dataSets().getFirst().records());
    }

    @Test
    void shouldKeepTheLastAlarmsAndCountAll() {
        configure("", null);
        for (int i = 0; i < 20; i++) {
            validation.alarm(new Alarm(NOW_S + i, i % 2 == 0 ? "truncated" : "bad-signature", "lab", "http://a", "alarm " + i));
        }
        assertEquals(16, validation.status().alarms().size());
        assertEquals("alarm 19", validation.status().alarms().getLast().text());
        assertEquals(10L, validation.status().alarmCounts().get("truncated"));
        validation.server(new ServerStatus("http://a", "active", true, NOW_S, ""));
        assertEquals("active", validation.status().servers().getFirst().state());
    }

    @Test
    void shouldReadAnchorsOfFilesAndNameWhatIsWrong(@TempDir final Path directory) throws IOException {
        final Path file = directory.resolve("anchors");
        Files.writeString(file, "# of the lab\nrir=lab key=" + KEY + " asns=64496-64511\n\n");
        final Whois8Config settings = settings("trust-anchor file " + file, false);
        assertEquals(List.of(TrustAnchor.parse("rir=lab key=" + KEY + " asns=64496-64511")), TrustAnchorFiles.of(settings));
        Files.writeString(file, "\nrir=lab key=AAAA\n");
        assertTrue(assertThrows(IOException.class, () -> TrustAnchorFiles.of(settings)).getMessage().startsWith(file + ":2: "));
        Files.delete(file);
        assertTrue(assertThrows(IOException.class, () -> TrustAnchorFiles.of(settings)).getMessage().startsWith("there is no " + file));
    }

    private void configure(final String line, final Long ownAsn) {
        configure(line, ownAsn, true);
    }

    private void configure(final String line, final Long ownAsn, final boolean hasServer) {
        final Whois8Config settings = settings(line, hasServer);
        validation.configure(settings, settings.anchors(), ownAsn, NOW_S, 0);
    }

    private static Whois8Config settings(final String line, final boolean hasServer) {
        final ConfigResult result = ConfigParser.parse("f", "whois8\n " + line + "\n" + (hasServer ? " server http://a\n trust-anchor rir=lab key=" + KEY + "\n" : ""));
        assertTrue(result.isGood(), result.problems().toString());
        return result.config().whois8();
    }

    private ValidationTable table(final RouteRecord... routes) {
        final ValidationTable table = RouteValidation.emptyTable(List.of(TrustAnchor.parse("rir=lab key=" + KEY)));
        final ValidationTable.Loading loading = table.load("lab");
        for (final RouteRecord route : routes) {
            loading.add(asn(route.asn()));
            loading.add(route);
        }
        loading.finish(new DataSetState("lab", 1, NOW_S, NOW_S + 100, 2L * routes.length, "http://a"), NOW_S);
        return table;
    }

    private static DataSetState state(final long serial, final long expiresS) {
        return new DataSetState("lab", serial, NOW_S, expiresS, 2, "http://a");
    }

    private static AsnRecord asn(final int asn) {
        return new AsnRecord(asn, "ORG-EX1", "A holder", "NL", "lab", RecordStatus.ACTIVE, NOW_S + 1000, 0, NOW_S);
    }

    private static RouteRecord valid(final int asn, final String host, final int length, final int maxLength) {
        return new RouteRecord(asn, host(host), length, maxLength, "lab", RecordStatus.ACTIVE, NOW_S + 1000, NOW_S);
    }

    private static int host(final String text) {
        return (int) Ipv8Prefix.parse(text + "/32").address().bits();
    }

    private void restore(final String text) {
        final Ipv8Prefix prefix = Ipv8Prefix.parse(text);
        rib.restore(0, prefix.address().bits(), prefix.hostLength(), RouteSource.BGP8_EXTERNAL, 20, List.of(new NextHop.OnLink("eth0")));
    }

    private void offer(final String text, final RouteSource source) {
        final Ipv8Prefix prefix = Ipv8Prefix.parse(text);
        rib.update(0, prefix.address().bits(), prefix.hostLength(), source, source.distance(), 0, ETH0);
    }

    private void turn(final long wallS) {
        validation.turn(wallS, 0);
        revalidate();
    }

    private void revalidate() {
        while (rib.isRevalidating()) {
            rib.revalidate();
        }
    }

    private RouteView view(final String text) {
        final Ipv8Prefix prefix = Ipv8Prefix.parse(text);
        return rib.routes(RouteFilter.exact(0, prefix.address().bits(), prefix.hostLength()), 0, 1).routes().getFirst();
    }

    private void assertVerdict(final Verdict expected, final String prefix) {
        assertEquals(expected, view(prefix).verdict(), prefix);
    }

    private void assertExempt(final Exemption expected, final String text, final RouteSource source) {
        offer(text, source);
        assertVerdict(Verdict.EXEMPT, text);
        final RouteView view = view(text);
        assertEquals(expected, validation.exemption(view.address(), view.hostLength(), source, view.originAsn()), text);
        assertNull(view.isRefused() ? "refused" : null);
    }
}
