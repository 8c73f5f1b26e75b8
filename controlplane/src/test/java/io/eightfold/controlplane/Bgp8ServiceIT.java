// SPDX-License-Identifier: Apache-2.0
// Whole control planes that speak BGP8 with each other.
package io.eightfold.controlplane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.eightfold.bgp8.mrt.MrtReader;
import io.eightfold.bgp8.mrt.MrtRecord;
import io.eightfold.bgp8.mrt.MrtText;
import io.eightfold.controlplane.bgp8.Bgp8Requests;
import io.eightfold.controlplane.bgp8.Bgp8Service;
import io.eightfold.controlplane.config.ConfigParser;
import io.eightfold.controlplane.config.RouterConfig;
import io.eightfold.controlplane.management.ManagementException;
import io.eightfold.controlplane.rib.Rib;
import io.eightfold.controlplane.validation.RouteValidation;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole control planes, each with the threads of a router, on addresses of the loopback: {@code a} is AS 64496 at 127.0.8.1, {@code b} AS 64497 at 127.0.8.2, {@code c} AS 64498 at 127.0.8.3. */
@Timeout(120)
class Bgp8ServiceIT {
    private static final String A = "127.0.8.1";
    private static final String B = "127.0.8.2";
    private static final String C = "127.0.8.3";
    private static final String CARRIED = "64497.10.1.0.0/16";
    private static final String ANY = "route-map ANY permit 10\n";

    @TempDir
    private Path directory;
    private int port;
    private TestSpeaker a;
    private TestSpeaker b;
    private TestSpeaker c;

    @BeforeEach
    void findPort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName(A))) {
            port = free.getLocalPort();
        }
    }

    @AfterEach
    void close() {
        for (final TestSpeaker each : new TestSpeaker[] {a, b, c}) {
            if (each != null) {
                each.close();
            }
        }
    }

    private TestSpeaker start(final String name, final String config) throws IOException, ManagementException {
        return new TestSpeaker(directory.resolve(name), name, config);
    }

    /** @param more lines of the block */
    private String speaker(final int asn, final String address, final String... more) {
        return "hostname r" + asn + "\nipv8 routing\ncontrol-plane\n journal off\n log level warn\n" + ANY + "router bgp8 " + asn + "\n router-id " + address + "\n listen " + address
            + " port " + port + "\n timers connect 1\n" + String.join("", more);
    }

    private String neighbor(final int asn, final String address, final String ours, final String... more) {
        final StringBuilder lines = new StringBuilder(" neighbor " + address + " remote-as " + asn + "\n");
        for (final String line : List.of("port " + port, "update-source " + ours, "route-map ANY in", "route-map ANY out", "cost 5 fixed")) {
            lines.append(" neighbor ").append(address).append(' ').append(line).append('\n');
        }
        for (final String line : more) {
            lines.append(" neighbor ").append(address).append(' ').append(line).append('\n');
        }
        return lines.toString();
    }

    private String aOfB(final String... more) {
        return speaker(64496, A, neighbor(64497, B, A, more));
    }

    private String bOfA(final String... lines) {
        return speaker(64497, B, neighbor(64496, A, B), String.join("", lines));
    }

    private static String network(final String prefix) {
        return " network " + prefix + "\n";
    }

    private static String statics(final String... prefixes) {
        final StringBuilder lines = new StringBuilder();
        for (final String prefix : prefixes) {
            lines.append("ipv8 route ").append(prefix).append(" blackhole\n");
        }
        return lines.toString();
    }

    private void startPair(final String ofA, final String ofB) throws Exception {
        a = start("a", ofA);
        b = start("b", ofB);
        a.await("the session", () -> a.isUp(B) && b.isUp(A));
    }

    private void awaitLearnt(final TestSpeaker at, final String... prefixes) throws Exception {
        final Set<String> expected = new TreeSet<>(List.of(prefixes));
        at.await("exactly " + expected, () -> at.learnt().equals(expected));
    }

    private static JsonObject only(final JsonElement routes) {
        assertEquals(1, routes.getAsJsonArray().size(), routes::toString);
        return routes.getAsJsonArray().get(0).getAsJsonObject();
    }

    private JsonObject bestPath(final TestSpeaker at, final String prefix) throws ManagementException {
        return only(at.ask("show bgp routes " + prefix)).getAsJsonArray("paths").get(0).getAsJsonObject();
    }

    private long timesUp() throws ManagementException {
        return only(a.ask("show bgp neighbors " + B)).getAsJsonObject("session").get("timesUp").getAsLong();
    }

    @Test
    void shouldTellNetworksAndRedistributedRoutesAndWithdrawThem() throws Exception {
        startPair(aOfB(), bOfA(network(CARRIED), " redistribute static\n") + statics("64497.10.2.0.0/16"));
        awaitLearnt(a, CARRIED, "64497.10.2.0.0/16");
        final JsonObject attributes = bestPath(a, CARRIED).getAsJsonObject("attributes");
        assertEquals("64497", attributes.get("asPath").getAsString());
        assertEquals("igp", attributes.get("origin").getAsString());
        assertEquals(B, attributes.get("nextHop").getAsString());
        assertEquals("incomplete", bestPath(a, "64497.10.2.0.0/16").getAsJsonObject("attributes").get("origin").getAsString());

        b.reload(bOfA(network("64497.10.3.0.0/16"), " redistribute static\n"));
        awaitLearnt(a, "64497.10.3.0.0/16");
        assertEquals(1, timesUp());
    }

    @Test
    void shouldLeadRoutesWithATunnelEndIntoATunnel() throws Exception {
        final String underlay = "ip route 203.0.113.0/24 " + B + "\n";
        startPair(aOfB() + "8to4 endpoint 198.51.100.1\n" + underlay, bOfA(network(CARRIED), network("198.18.0.0/16")) + "8to4 endpoint 203.0.113.9 encapsulation udp protocol\n");
        awaitLearnt(a, CARRIED, "198.18.0.0/16");
        final JsonObject attributes = bestPath(a, CARRIED).getAsJsonObject("attributes");
        assertEquals("203.0.113.9", attributes.get("tunnelEndpoint").getAsString());
        assertEquals("[\"udp\",\"protocol\"]", attributes.get("tunnelEncapsulations").toString());
        assertEquals("tunnel 203.0.113.9 udp " + B, hop(a, CARRIED));
        assertTrue(bestPath(a, "198.18.0.0/16").getAsJsonObject("attributes").get("tunnelEndpoint").isJsonNull(), "IPv4 crosses IPv4 by itself");
        assertEquals("gateway null null " + B, hop(a, "198.18.0.0/16"));

        // No way to the other end is no way to the route.
        a.reload(aOfB() + "8to4 endpoint 198.51.100.1\n");
        awaitLearnt(a, "198.18.0.0/16");
        assertEquals("next-hop", only(a.ask("show bgp routes " + CARRIED)).getAsJsonArray("paths").get(0).getAsJsonObject().get("refused").getAsString());
        a.reload(aOfB() + "8to4 endpoint 198.51.100.1\n" + underlay);
        awaitLearnt(a, CARRIED, "198.18.0.0/16");
        assertEquals(1, timesUp());
    }

    @Test
    void shouldTakeTheGatewayOfARouteWithATunnelEndWhenThereIsNoneHere() throws Exception {
        startPair(aOfB(), bOfA(network(CARRIED)) + "8to4 endpoint 203.0.113.9\n");
        awaitLearnt(a, CARRIED);
        assertEquals("gateway null null " + B, hop(a, CARRIED));

        a.reload(aOfB() + "8to4 endpoint 198.51.100.1\nip route 203.0.113.0/24 " + B + "\n");
        a.ask("clear bgp " + B);
        a.await("the session anew", () -> timesUp() == 2 && a.isUp(B) && a.learnt().contains(CARRIED));
        assertEquals("gateway null null " + B, hop(a, CARRIED), "the dataplane takes our end at its start");
        a.dataplaneStarts();
        a.ask("clear bgp " + B);
        a.await("the session once more", () -> timesUp() == 3 && a.isUp(B) && a.learnt().contains(CARRIED));
        assertEquals("tunnel 203.0.113.9 protocol " + B, hop(a, CARRIED));
    }

    /** Packets between routers of one AS need no tunnel. */
    @Test
    void shouldTakeTheGatewayOfARouteOfOurOwnAs() throws Exception {
        startPair(speaker(64496, A, neighbor(64496, B, A)) + "8to4 endpoint 198.51.100.1\nip route 203.0.113.0/24 " + B + "\n",
            speaker(64496, B, neighbor(64496, A, B), network("64496.10.9.0.0/16")) + "8to4 endpoint 203.0.113.9\n");
        awaitLearnt(a, "64496.10.9.0.0/16");
        assertEquals("203.0.113.9", bestPath(a, "64496.10.9.0.0/16").getAsJsonObject("attributes").get("tunnelEndpoint").getAsString());
        assertEquals("gateway null null " + B, hop(a, "64496.10.9.0.0/16"));
    }

    /** The first next hop of the route that is learnt: kind, other end, encapsulation, gateway. */
    private static String hop(final TestSpeaker at, final String prefix) throws ManagementException {
        final JsonObject hop = only(at.ask("show route " + prefix).getAsJsonObject().getAsJsonArray("routes")).getAsJsonArray("nextHops").get(0).getAsJsonObject();
        return Stream.of("kind", "remote", "encapsulation", "gateway").map(key -> hop.has(key) ? hop.get(key).getAsString() : null).map(String::valueOf)
            .collect(Collectors.joining(" "));
    }

    /** Another policy is applied to what was said already; the sessions stay. */
    @Test
    void shouldTakeAnotherPolicyWithoutResettingTheSession() throws Exception {
        startPair(aOfB(), bOfA(network(CARRIED), network("64497.10.2.0.0/16")));
        awaitLearnt(a, CARRIED, "64497.10.2.0.0/16");
        final String narrow = "ipv8 prefix-list ONE permit " + CARRIED + "\nroute-map ANY permit 10\n match ipv8 prefix-list ONE\n set cost-factor 77\n";
        a.reload(aOfB().replace(ANY, narrow));
        awaitLearnt(a, CARRIED);
        a.await("the cost of the policy", () -> bestPath(a, CARRIED).get("costFactorTotal").getAsLong() == 82);
        assertEquals(2, a.neighbor(B).get("pfxRcd").getAsInt());
        assertEquals(1, a.neighbor(B).get("pfxAccepted").getAsInt());
        a.reload(aOfB());
        awaitLearnt(a, CARRIED, "64497.10.2.0.0/16");

        b.reload(bOfA(network(CARRIED), network("64497.10.2.0.0/16")).replace(ANY, narrow));
        awaitLearnt(a, CARRIED);
        assertEquals(1, timesUp());
    }

    /** What B says is valid by a local exception; what C says is another origin's, and used all the same by the operator's will. */
    @Test
    void shouldChooseAnotherPathWhenAVerdictChanges() throws Exception {
        final Path slurm = directory.resolve("slurm.json");
        slurm(slurm, "{\"prefix\": \"" + CARRIED + "\"}");
        final String whois8 = "whois8\n slurm " + slurm + "\n policy invalid install\n";
        startPair(speaker(64496, A, neighbor(64497, B, A), neighbor(64498, C, A)) + whois8, bOfA(network(CARRIED)));
        c = start("c", speaker(64498, C, neighbor(64496, A, C), network(CARRIED)));
        a.await("both paths", () -> a.isUp(C) && only(a.ask("show bgp routes " + CARRIED)).getAsJsonArray("paths").size() == 2);
        a.await("the path of B", () -> B.equals(bestPath(a, CARRIED).get("peer").getAsString()) && a.learnt().contains(CARRIED));
        assertEquals("valid", bestPath(a, CARRIED).get("verdict").getAsString());
        a.await("C being told", () -> a.prefixes("show bgp neighbors " + C + " advertised-routes").equals(List.of(CARRIED)));
        assertEquals(List.of(), a.prefixes("show bgp neighbors " + B + " advertised-routes"));

        slurm(slurm, "");
        a.ask("whois8 reload-overrides");
        a.await("the path of C", () -> C.equals(bestPath(a, CARRIED).get("peer").getAsString()) && a.learnt().contains(CARRIED));
        assertEquals("invalid", bestPath(a, CARRIED).get("verdict").getAsString());
        assertEquals(1, a.neighbor(B).get("refusedByVerdict").getAsInt());
        a.await("B being told and C not any more", () -> a.prefixes("show bgp neighbors " + B + " advertised-routes").equals(List.of(CARRIED))
            && a.prefixes("show bgp neighbors " + C + " advertised-routes").isEmpty());
        c.await("the withdrawal", () -> c.neighbor(A).get("pfxRcd").getAsInt() == 0);
        assertEquals(1, timesUp());
    }

    private static void slurm(final Path file, final String assertions) throws IOException {
        Files.writeString(file, "{\"slurmVersion\": 1, \"validationOutputFilters\": {\"prefixFilters\": [], \"bgpsecFilters\": []},"
            + " \"locallyAddedAssertions\": {\"prefixAssertions\": [" + assertions + "], \"bgpsecAssertions\": []}}");
    }

    @Test
    void shouldUseARouteAsLongAsItsNextHopCanBeReached() throws Exception {
        startPair(aOfB(), bOfA(network(CARRIED)));
        awaitLearnt(a, CARRIED);
        a.loopback(false);
        awaitLearnt(a);
        assertEquals("next-hop", only(a.ask("show bgp routes " + CARRIED)).getAsJsonArray("paths").get(0).getAsJsonObject().get("refused").getAsString());
        a.loopback(true);
        awaitLearnt(a, CARRIED);
        assertEquals(1, timesUp());
    }

    @Test
    void shouldForgetANeighborThatIsRemovedAndTakeItAgain() throws Exception {
        startPair(aOfB(), bOfA(network(CARRIED)));
        awaitLearnt(a, CARRIED);
        a.reload(speaker(64496, A, neighbor(64498, C, A)));
        awaitLearnt(a);
        final String message = assertThrows(ManagementException.class, () -> a.ask("show bgp neighbors " + B)).getMessage();
        assertTrue(message.contains("no neighbor " + B), message);
        b.await("the end of the session", () -> !b.isUp(A));
        a.reload(aOfB());
        awaitLearnt(a, CARRIED);

        // Without any neighbour there is no BGP8; the words say what to do.
        a.reload(speaker(64496, A));
        awaitLearnt(a);
        assertTrue(assertThrows(ManagementException.class, () -> a.ask("show bgp summary")).getMessage().contains("add 'neighbor ADDRESS remote-as ASN'"));
    }

    @Test
    void shouldStartAnewWithAnotherRouterId() throws Exception {
        startPair(aOfB(), bOfA(network(CARRIED)));
        awaitLearnt(a, CARRIED);
        b.reload(bOfA(network(CARRIED)).replace("router-id " + B, "router-id 127.0.8.22"));
        a.await("the other router id", () -> "127.0.8.22".equals(peerRouterId()));
        awaitLearnt(a, CARRIED);
        assertEquals("127.0.8.22", b.ask("show bgp summary").getAsJsonObject().get("routerId").getAsString());
    }

    private String peerRouterId() throws ManagementException {
        final JsonObject session = only(a.ask("show bgp neighbors " + B)).getAsJsonObject("session");
        return session.has("agreed") ? session.getAsJsonObject("agreed").get("peerRouterId").getAsString() : "";
    }

    @Test
    void shouldClearHardAndSoft() throws Exception {
        startPair(aOfB(), bOfA(network(CARRIED)));
        awaitLearnt(a, CARRIED);
        assertEquals(1, a.ask("clear bgp " + B + " soft in").getAsJsonObject().get("cleared").getAsInt());
        a.await("the refresh", () -> messages("sent", "refreshes") >= 1 && endsOfRib() >= 1);
        assertEquals(1, timesUp());
        final long told = messages("sent", "updates");
        b.reload(bOfA(network(CARRIED), network("64497.10.2.0.0/16")));
        awaitLearnt(a, CARRIED, "64497.10.2.0.0/16");
        final long heard = messages("received", "updates");
        b.ask("clear bgp * soft out");
        a.await("all again", () -> messages("received", "updates") > heard);
        awaitLearnt(a, CARRIED, "64497.10.2.0.0/16");
        assertEquals(1, timesUp());
        assertTrue(messages("sent", "updates") >= told);

        a.ask("clear bgp " + B);
        a.await("the session anew", () -> timesUp() == 2 && a.isUp(B));
        awaitLearnt(a, CARRIED, "64497.10.2.0.0/16");
        for (final String wrong : List.of("clear bgp", "clear bgp " + C, "clear bgp " + B + " softly", "clear bgp " + B + " soft sideways")) {
            assertThrows(ManagementException.class, () -> a.ask(wrong), wrong);
        }
    }

    /** Somebody takes the last neighbour away as soon as the RIB's thread has answered for the first time. */
    @Test
    void shouldClearWhatWasThereWhenItWasAsked() throws Exception {
        final Rib rib = new Rib();
        final Bgp8Service service = new Bgp8Service(rib, new RouteValidation(rib), () -> { }, cause -> { });
        service.configure(ConfigParser.parse("before", aOfB()).config(), null, System.nanoTime());
        final RouterConfig after = ConfigParser.parse("after", speaker(64496, A)).config();
        final Bgp8Requests requests = new Bgp8Requests(service, new Bgp8Requests.OnRibThread() {
            @Override
            public <T> T ask(final Supplier<T> what) {
                final T answer = what.get();
                service.configure(after, null, System.nanoTime());
                return answer;
            }
        });
        try {
            assertEquals(1, requests.clear(List.of("clear", "bgp", B, "soft")).get("cleared").getAsInt());
            assertThrows(ManagementException.class, () -> requests.clear(List.of("clear", "bgp", B, "soft")));
        } finally {
            service.close(false);
        }
    }

    /** What was refused for its first ASN was not kept. */
    @Test
    void shouldAskForAllRoutesAgainWhenTheFirstAsnCountsOrNotAnyMore() throws Exception {
        startPair(aOfB(), bOfA(network(CARRIED)));
        awaitLearnt(a, CARRIED);
        a.reload(aOfB());
        assertEquals(0, messages("sent", "refreshes"));
        a.reload(aOfB("enforce-first-as off"));
        a.await("the refresh", () -> messages("sent", "refreshes") == 1);
        a.reload(aOfB());
        a.await("the refresh of the way back", () -> messages("sent", "refreshes") == 2);
        awaitLearnt(a, CARRIED);
        assertEquals(1, timesUp());
    }

    private long messages(final String way, final String kind) throws ManagementException {
        return only(a.ask("show bgp neighbors " + B)).getAsJsonObject("messages").getAsJsonObject(way).get(kind).getAsLong();
    }

    private int endsOfRib() throws ManagementException {
        return only(a.ask("show bgp neighbors " + B)).getAsJsonObject("routes").getAsJsonArray("endOfRibReceived").size();
    }

    @Test
    void shouldHoldANeighborThatSaysTooMuch() throws Exception {
        a = start("a", aOfB("maximum-prefix 2"));
        b = start("b", bOfA(network(CARRIED), network("64497.10.2.0.0/16")));
        awaitLearnt(a, CARRIED, "64497.10.2.0.0/16");
        b.reload(bOfA(network(CARRIED), network("64497.10.2.0.0/16"), network("64497.10.3.0.0/16")));
        a.await("the session being held", () -> !a.neighbor(B).get("stateReason").isJsonNull());
        assertEquals("Held", a.neighbor(B).get("stateReason").getAsString());
        awaitLearnt(a);
        b.reload(bOfA(network(CARRIED)));
        a.ask("clear bgp " + B);
        awaitLearnt(a, CARRIED);
    }

    @Test
    void shouldStayAwayWhileItIsShutDown() throws Exception {
        startPair(aOfB(), bOfA(network(CARRIED)));
        a.reload(aOfB("shutdown message we are moving"));
        a.await("the end of the session", () -> !a.isUp(B));
        assertEquals("Admin", a.neighbor(B).get("stateReason").getAsString());
        awaitLearnt(a);
        b.await("the reason", () -> only(b.ask("show bgp neighbors " + A)).getAsJsonObject("session").get("lastNotificationReceived").toString().contains("we are moving"));
    }

    @Test
    void shouldBelieveAndTellNothingWithoutAPolicy() throws Exception {
        startPair(aOfB().replaceAll(" neighbor \\S+ route-map \\S+ \\S+\n", ""), bOfA(network(CARRIED)));
        a.await("the route", () -> a.neighbor(B).get("pfxRcd").getAsInt() == 1);
        assertTrue(a.neighbor(B).get("deniedIn").getAsBoolean() && a.neighbor(B).get("deniedOut").getAsBoolean());
        assertEquals(Set.of(), a.learnt());
        assertNotEquals("null", bestPath(a, CARRIED).get("refused").toString());
        assertFalse(bestPath(a, CARRIED).get("best").getAsBoolean());
    }

    /** 2,500 routes are three pages. */
    @Test
    void shouldAnswerInPages() throws Exception {
        final StringBuilder statics = new StringBuilder();
        for (int i = 0; i < 2_500; i++) {
            statics.append("ipv8 route 64497.").append(1 + i / 250).append('.').append(i % 250).append(".0.0/16 blackhole\n");
        }
        startPair(aOfB(), bOfA(" redistribute static\n") + statics);
        a.await("all routes", () -> a.neighbor(B).get("pfxAccepted").getAsInt() == 2_500);
        for (final String words : List.of("show bgp routes", "show bgp neighbors " + B + " routes", "show bgp neighbors " + B + " received-routes")) {
            final List<String> all = a.prefixes(words);
            assertEquals(2_500, all.size(), words);
            assertEquals(2_500, new TreeSet<>(all).size(), words);
        }
        b.await("them being told", () -> b.prefixes("show bgp neighbors " + A + " advertised-routes").size() == 2_500);
        for (final String wrong : List.of("show bgp routes from", "show bgp routes from x", "show bgp routes from -1", "show bgp routes from 4294967295", "show bgp routes 64497.10", "show bgp routes 64511.0.0.0.1", "show bgp neighbors " + B + " told",
            "show bgp neighbors " + C + " routes", "show bgp", "show bgp ipv6")) {
            assertThrows(ManagementException.class, () -> a.ask(wrong), wrong);
        }
    }

    /** What the neighbour said before any policy, and what originates here, each with its peer. */
    @Test
    void shouldDumpItsTableToAFile() throws Exception {
        startPair(aOfB().replace(ANY, "route-map ANY permit 10\n set cost-factor 77\n") + " network 0.192.0.2.0/24\n", bOfA(network(CARRIED)));
        awaitLearnt(a, CARRIED);
        final Path file = directory.resolve("table.mrt");
        final JsonObject answer = a.ask("bgp mrt dump " + file).getAsJsonObject();
        assertEquals(3, answer.get("records").getAsInt());
        assertEquals(2, answer.get("paths").getAsInt());
        assertEquals(Files.size(file), answer.get("bytes").getAsLong());
        final List<String> lines = new ArrayList<>();
        final MrtText text = new MrtText(lines::add);
        try (InputStream in = Files.newInputStream(file)) {
            final MrtReader reader = new MrtReader(in);
            for (MrtRecord record = reader.next(); record != null; record = reader.next()) {
                text.print(record);
            }
        }
        lines.sort(null);
        assertEquals(2, lines.size(), lines::toString);
        assertTrue(lines.get(0).contains("|0.0.0.0|64496|192.0.2.0/24||IGP|"), lines::toString);
        // The policy's cost is not what the neighbour said.
        assertTrue(lines.get(1).contains("|" + B + "|64497|" + CARRIED + "|64497|IGP|" + B + "|") && !lines.get(1).contains("|77|"), lines::toString);
        assertFalse(Files.exists(directory.resolve("table.mrt.part")));
        for (final String wrong : List.of("bgp mrt", "bgp mrt dump", "bgp mrt dump table.mrt", "bgp mrt dump /", "bgp mrt dump " + directory.resolve("missing/x"), "bgp mrt dump " + directory,
            "bgp mrt load " + file)) {
            assertThrows(ManagementException.class, () -> a.ask(wrong), wrong);
        }
    }
}
