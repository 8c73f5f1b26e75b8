// SPDX-License-Identifier: Apache-2.0
// The whois8 block: what its lines mean, how it is written, and what a reload makes of it.
package io.eightfold.controlplane.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.whois8.signature.TrustAnchor;
import io.eightfold.whois8.validation.Verdict;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class Whois8ConfigTest {
    private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final String BLOCK = """
            whois8
             server https://a.example:8343/feed
             server http://127.0.0.1:8343
             trust-anchor rir=lab key=KEY asns=64496-64511,70000
             trust-anchor file /etc/eightfold/anchors
             policy valid install
             policy not-found install
             policy unverified reject
             expired-data use
             validate static api
             slurm /etc/eightfold/slurm.json
             refresh 30m
             retry 5s
             startup-wait 2m
             compare on
            """.replace("KEY", KEY);

    @Test
    void shouldReadEveryLineOfTheBlock() {
        final Whois8Config whois8 = ConfigDiffTest.read(BLOCK).whois8();
        assertEquals(new Whois8Config(List.of(URI.create("https://a.example:8343/feed"), URI.create("http://127.0.0.1:8343")),
            List.of(TrustAnchor.parse("rir=lab key=" + KEY + " asns=64496-64511,70000")), List.of(Path.of("/etc/eightfold/anchors")), Set.of(Verdict.VALID, Verdict.NOT_FOUND),
            true, Set.of("api", "static"), List.of(Path.of("/etc/eightfold/slurm.json")), 30 * 60_000L, 5_000, 120_000, true), whois8);
    }

    @Test
    void shouldTellNoValidationFromABlockWithoutLines() {
        assertNull(ConfigDiffTest.read("").whois8());
        final RouterConfig bare = ConfigDiffTest.read("whois8\n");
        assertEquals(Whois8Config.DEFAULT, bare.whois8());
        assertEquals("!\nwhois8\n", ConfigWriter.write(bare));
        assertNull(ConfigDiffTest.read("whois8\n slurm /s\n!\nno whois8\n").whois8());
    }

    @Test
    void shouldWriteTheShortestBlockThatMeansTheSame() {
        final RouterConfig config = ConfigDiffTest.read(BLOCK);
        final String written = ConfigWriter.writeMasked(config);
        assertEquals(config, ConfigDiffTest.read(written));
        assertEquals("!\n" + BLOCK.replace(" policy valid install\n", "").replace(" policy unverified reject\n", "").replace("validate static api", "validate api static"),
            written);
    }

    @Test
    void shouldTakeEveryLineOfTheBlockIntoForceAtOnce() {
        final String ports = "router bgp8 64496\ninterface eth1\n ipv8 address 64496.10.1.0.1/24\n";
        final ConfigDiff on = ConfigDiff.between(ConfigDiffTest.read(ports), ConfigDiffTest.read(ports + " egress-check whois8\nwhois8\n slurm /s\n policy valid reject\n"));
        assertEquals("""
            +whois8
             whois8
            + policy valid reject
            + slurm /s
             interface eth1
            + egress-check whois8
            """, on.text());
        assertEquals(List.of(), on.waiting());
        final ConfigDiff changed = ConfigDiff.between(ConfigDiffTest.read(BLOCK), ConfigDiffTest.read(BLOCK.replace("retry 5s", "retry 6s")));
        assertEquals(" whois8\n- retry 5s\n+ retry 6s\n", changed.text());
        assertEquals("-whois8\n", ConfigDiff.between(ConfigDiffTest.read("whois8\n"), ConfigDiffTest.read("")).text());
    }

    /** The dataplane does not know of it: a change is none for it, and a restart of the control plane must not take it for another dataplane's. */
    @Test
    void shouldNotConcernTheDataplane() {
        final String ports = "interface eth1\n ipv8 address 64496.10.1.0.1/24\n";
        final RouterConfig before = ConfigDiffTest.read(ports);
        final RouterConfig after = ConfigDiffTest.read(ports + " egress-check whois8\nwhois8\n slurm /s\n");
        assertNotEquals(before, after);
        assertEquals(ConfigWriter.startFingerprint(before), ConfigWriter.startFingerprint(after));
        assertTrue(after.interfaces().getFirst().egressCheck());
        assertFalse(before.interfaces().getFirst().egressCheck());
    }

    @Test
    void shouldWarnOfWhatIsLegalAndProbablyNotMeant() {
        assertWarns("whois8\n", "every validated route is unverified");
        assertWarns("whois8\n slurm /s\n policy invalid install\n", "routes that records speak against will be used");
        assertWarns("interface eth1\n ip address 10.1.0.1/24\n egress-check whois8\nwhois8\n slurm /s\n", "does not know its own ASN");
    }

    @Test
    void shouldLimitServers() {
        final String servers = IntStream.range(0, Whois8Config.MAX_SERVERS + 1).mapToObj(i -> " server http://s" + i + "\n").collect(Collectors.joining());
        final ConfigResult result = ConfigParser.parse("f", "whois8\n trust-anchor file /a\n" + servers);
        assertEquals(1, result.problems().size(), result.problems().toString());
        assertTrue(result.problems().getFirst().message().contains("9 servers where 8 are possible"));
    }

    private static void assertWarns(final String text, final String message) {
        final ConfigResult result = ConfigParser.parse("f", text);
        assertTrue(result.isGood(), result.problems().toString());
        assertEquals(1, result.warnings().size(), result.warnings().toString());
        assertTrue(result.warnings().getFirst().message().contains(message), result.warnings().toString());
    }
}
