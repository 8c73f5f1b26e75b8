// SPDX-License-Identifier: Apache-2.0
// What an operator is told of validation.
package io.eightfold.controlplane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import io.eightfold.controlplane.config.ConfigParser;
import io.eightfold.controlplane.config.Whois8Config;
import io.eightfold.controlplane.fib.BatchJournal;
import io.eightfold.controlplane.fib.FibPublisher;
import io.eightfold.controlplane.management.ManagementException;
import io.eightfold.controlplane.rib.Rib;
import io.eightfold.controlplane.rib.RibHop;
import io.eightfold.controlplane.rib.RouteSource;
import io.eightfold.controlplane.validation.Alarm;
import io.eightfold.controlplane.validation.RouteValidation;
import io.eightfold.controlplane.validation.ServerStatus;
import io.eightfold.whois8.record.AsnRecord;
import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.record.RecordStatus;
import io.eightfold.whois8.record.RouteRecord;
import io.eightfold.whois8.signature.TrustAnchor;
import io.eightfold.whois8.validation.DataSetState;
import io.eightfold.whois8.validation.ValidationTable;
import io.eightfold.wire.address.Ipv8Prefix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The answers are the files that the tests of the command's text read, so that both sides speak of the same. */
@Timeout(60)
class Whois8RequestsTest {
    private static final Path ANSWERS = Path.of("..", "cli", "src", "test", "resources", "show");
    private static final Gson JSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls().create();
    private static final String ANCHOR = "rir=lab key=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo= asns=64496-64511";
    private static final long NOW_S = 1_800_000_000;

    private final Rib rib = new Rib();
    private final FibPublisher publisher = new FibPublisher(rib, new RibThreadTest.NoChannel(), () -> 0, BatchJournal.NONE, new DataplaneState(rib, () -> { }, () -> true), 1, 1, System.nanoTime());
    private final RibThread thread = new RibThread(rib, publisher, 60_000, () -> { }, cause -> { });
    private final RouteValidation validation = new RouteValidation(rib);
    private final ValidationInbox inbox = new ValidationInbox(thread, validation);
    private final Whois8Requests requests = new Whois8Requests(rib, thread, validation);

    @BeforeEach
    void start() {
        thread.eachTurn(nowNs -> {
            validation.turn(NOW_S, nowNs);
            return 0;
        }, nowNs -> validation.published(publisher, nowNs));
        thread.start();
    }

    @AfterEach
    void stop() {
        thread.stop();
    }

    @Test
    void shouldSayThatValidationIsOff() {
        assertEquals("off", requests.show().get("validation").getAsString());
    }

    @Test
    void shouldShowServersDataVerdictsPolicyAndAlarms() throws Exception {
        validate();
        final JsonObject shown = requests.show();
        assertTrue(shown.get("tableBytes").getAsLong() > 0);
        shown.addProperty("tableBytes", 16_384);
        assertAnswer("whois8", shown);
    }

    @Test
    void shouldExplainAUsedARefusedAndAnExemptRoute() throws Exception {
        validate();
        assertAnswer("explain-route", requests.explain(List.of("explain", "route", "64497.10.5.6.7")));
        final JsonObject exempt = requests.explain(List.of("explain", "route", "default", "vrf", "default"));
        assertEquals("default-route", exempt.getAsJsonArray("routes").get(0).getAsJsonObject().get("exempt").getAsString());
        assertFalse(exempt.has("records"));
    }

    /** Before it is announced at all: would it be let in? */
    @Test
    void shouldExplainWhatNobodyOffers() throws Exception {
        validate();
        final JsonObject answer = requests.explain(List.of("explain", "route", "64497.99.0.0.0/8"));
        assertEquals("route-not-registered", answer.getAsJsonObject("records").get("reason").getAsString());
        assertAnswer("explain-nothing", answer);
    }

    /** No record allows a /32, so that is not what is asked. */
    @Test
    void shouldExplainAnAddressWithoutARouteByThePrefixThatCouldBeRegistered() throws Exception {
        validate();
        JsonObject answer = requests.explain(List.of("explain", "route", "64497.10.77.1.2", "vrf", "management"));
        assertEquals(0, answer.getAsJsonArray("routes").size());
        assertEquals("64497.10.77.0.0/16", answer.get("announced").getAsString());
        assertEquals("valid", answer.getAsJsonObject("records").get("verdict").getAsString());
        answer = requests.explain(List.of("explain", "route", "64497.11.77.1.2", "vrf", "management"));
        assertEquals("route-revoked", answer.getAsJsonObject("records").get("reason").getAsString());
    }

    @Test
    void shouldReadOverridesAgainWhenAskedAndKeepThemWhenTheyAreBroken(@TempDir final Path directory) throws Exception {
        assertThrows(ManagementException.class, () -> requests.reloadOverrides());
        final Path file = directory.resolve("slurm.json");
        final Whois8Config settings = ConfigParser.parse("f", "whois8\n validate api\n slurm " + file + "\n").config().whois8();
        thread.ask(() -> {
            validation.configure(settings, List.of(), null, NOW_S, System.nanoTime());
            offer("64505.10.0.0.0/8", RouteSource.API);
            return null;
        });
        Files.writeString(file, """
            {"slurmVersion": 1,
             "validationOutputFilters": {"prefixFilters": [], "bgpsecFilters": []},
             "locallyAddedAssertions": {"prefixAssertions": [{"asn": 64505, "prefix": "10.0.0.0/8", "comment": "ours"}], "bgpsecAssertions": []}}
            """);
        assertEquals(1, requests.reloadOverrides().get("assertions").getAsInt());
        assertUse("used: the dataplane is about to be told", "asserted");
        Files.writeString(file, "{\"slurmVersion\": 2}");
        final ManagementException refused = assertThrows(ManagementException.class, () -> requests.reloadOverrides());
        assertTrue(refused.getMessage().contains("slurmVersion"), refused.getMessage());
        assertUse("used: the dataplane is about to be told", "asserted");
        assertTrue(requests.show().get("overrideFault").getAsString().contains("slurmVersion"));
    }

    private void assertUse(final String use, final String reason) throws Exception {
        while (thread.ask(rib::isRevalidating)) {
            Thread.sleep(1);
        }
        final JsonObject route = requests.explain(List.of("explain", "route", "64505.10.0.0.0/8")).getAsJsonArray("routes").get(0).getAsJsonObject();
        assertEquals(use, route.get("use").getAsString());
        assertEquals(reason, route.getAsJsonObject("records").get("reason").getAsString());
    }

    @Test
    void shouldRefuseWhatItDoesNotUnderstand() {
        assertThrows(ManagementException.class, () -> requests.explain(List.of("explain", "route")));
        assertThrows(ManagementException.class, () -> requests.explain(List.of("explain", "route", "64497.10.0.0.0/8", "vrf", "red")));
        assertThrows(ManagementException.class, () -> requests.explain(List.of("explain", "route", "64497.10.0.0.1/8")));
    }

    private void validate() throws InterruptedException {
        final Whois8Config settings = ConfigParser.parse("f", "whois8\n server http://a.example:8343\n server http://b.example:8343\n trust-anchor " + ANCHOR
            + "\n validate static\n").config().whois8();
        thread.ask(() -> {
            validation.configure(settings, settings.anchors(), 64496L, NOW_S, System.nanoTime());
            return null;
        });
        inbox.take(table(), System.nanoTime());
        inbox.apply(new DataSetState("lab", 18, NOW_S - 60, NOW_S + 3600, 3, "http://a.example:8343"), List.of(RecordChange.put(
            new RouteRecord(64497, 11 << 24, 8, 8, "lab", RecordStatus.REVOKED, NOW_S + 86_400, NOW_S))), System.nanoTime());
        inbox.server(new ServerStatus("http://a.example:8343", "active", true, NOW_S - 1, ""));
        inbox.server(new ServerStatus("http://b.example:8343", "failed", false, 0, "connection refused"));
        inbox.alarm(new Alarm(NOW_S - 30, "bad-signature", "lab", "http://b.example:8343", "serial 19: the head is signed by nobody in the key list"));
        thread.ask(() -> {
            offer("64497.10.0.0.0/8", RouteSource.STATIC);
            offer("64497.10.5.6.0/24", RouteSource.STATIC);
            offer("64498.10.0.0.0/8", RouteSource.BGP8_EXTERNAL);
            rib.update(0, 0, Rib.DEFAULT_LENGTH, RouteSource.STATIC, 1, 0, List.of(new RibHop.OnLink("eth1")));
            return null;
        });
        while (thread.ask(rib::isRevalidating)) {
            Thread.sleep(1);
        }
    }

    private void offer(final String text, final RouteSource source) {
        final Ipv8Prefix prefix = Ipv8Prefix.parse(text);
        rib.update(0, prefix.address().bits(), prefix.hostLength(), source, source.distance(), 0, List.of(new RibHop.OnLink("eth1")));
    }

    private static ValidationTable table() {
        final ValidationTable table = RouteValidation.emptyTable(List.of(TrustAnchor.parse(ANCHOR)));
        final ValidationTable.Loading loading = table.load("lab");
        loading.add(new AsnRecord(64497, "ORG-B", "Holder B", "NL", "lab", RecordStatus.ACTIVE, NOW_S + 86_400, 0, NOW_S));
        loading.add(new RouteRecord(64497, 10 << 24, 8, 16, "lab", RecordStatus.ACTIVE, NOW_S + 86_400, NOW_S));
        loading.finish(new DataSetState("lab", 17, NOW_S - 60, NOW_S + 3600, 2, "http://a.example:8343"), NOW_S);
        return table;
    }

    private static void assertAnswer(final String name, final JsonObject actual) throws IOException {
        final Path file = ANSWERS.resolve(name + ".json");
        final String text = JSON.toJson(actual) + "\n";
        if (Boolean.getBoolean("eightfold.golden.update")) {
            Files.writeString(file, text);
        }
        assertEquals(Files.readString(file), text, () -> file + "; if this is meant, rewrite it with -Deightfold.golden.update=true and review the diff");
    }
}
