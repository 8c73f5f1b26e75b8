// SPDX-License-Identifier: Apache-2.0
// Tests of the command line: answers, sentences on stderr, exit codes.
package io.eightfold.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.eightfold.cli.command.Ipv8Command;
import io.eightfold.lab.Lab;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    /** An id that no router of this machine has. */
    private static final String NOBODY = "MainTest-nobody";
    @TempDir
    private Path directory;

    /** What a command left behind. */
    private record Outcome(int exitCode, String out, String err) {
    }

    // --- addr parse ---

    @ParameterizedTest
    @ValueSource(strings = {"64496.192.0.2.1", "0.0.251.240.192.0.2.1", "64496-192.0.2.1"})
    void shouldPrintOneObjectForAllFormsOfAnAddress(final String text) {
        assertDone("""
            {
              "asn": 64496,
              "host": "192.0.2.1",
              "dotted": "64496.192.0.2.1",
              "octets": "0.0.251.240.192.0.2.1",
              "class": "asn-unicast"
            }
            """, run("addr", "parse", text, "-j"));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1,             0,          192.0.2.1, 0.192.0.2.1,           0.0.0.0.192.0.2.1,         ipv4-compatible",
        "127.2.0.0-10.0.0.5,    2130837504, 10.0.0.5,  2130837504.10.0.0.5,   127.2.0.0.10.0.0.5,        internal-zone",
        "4294967295.1.2.3.4,    4294967295, 1.2.3.4,   4294967295.1.2.3.4,    255.255.255.255.1.2.3.4,   broadcast",
        "100.0.0.7.222.0.0.1,   1677721607, 222.0.0.1, 1677721607.222.0.0.1,  100.0.0.7.222.0.0.1,       rine"})
    void shouldExplainAddressesOfEveryClass(final String text, final long asn, final String host, final String dotted, final String octets,
                                            final String addressClass) {
        final JsonObject parsed = JsonParser.parseString(run("addr", "parse", "-j", text).out()).getAsJsonObject();
        assertEquals(List.of("asn", "host", "dotted", "octets", "class"), List.copyOf(parsed.keySet()));
        assertTrue(parsed.getAsJsonPrimitive("asn").isNumber(), parsed::toString);
        assertEquals(asn, parsed.get("asn").getAsLong());
        assertEquals(host, parsed.get("host").getAsString());
        assertEquals(dotted, parsed.get("dotted").getAsString());
        assertEquals(octets, parsed.get("octets").getAsString());
        assertEquals(addressClass, parsed.get("class").getAsString());
    }

    @Test
    void shouldPrintTheSameFactsAsText() {
        assertDone("""
            asn        64496
            host       192.0.2.1
            dotted     64496.192.0.2.1
            octets     0.0.251.240.192.0.2.1
            class      asn-unicast
            """, run("addr", "parse", "64496.192.0.2.1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"64496.10.1.0.0/16", "0.0.251.240.10.1.0.0/48", "64496-10.1.0.0/16"})
    void shouldExplainPrefixes(final String text) {
        final JsonObject parsed = JsonParser.parseString(run("addr", "parse", text, "-j").out()).getAsJsonObject();
        assertEquals(List.of("asn", "host", "dotted", "octets", "class", "prefix", "lengthBits"), List.copyOf(parsed.keySet()));
        assertEquals("64496.10.1.0.0/16", parsed.get("prefix").getAsString());
        assertEquals(48, parsed.get("lengthBits").getAsInt());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "64496.192.0.2.256          | host octet 4 is 256; octets are 0 to 255",
        "64496.192.0.999.1          | host octet 3 is 999",
        "0.0.251.256.192.0.2.1      | ASN octet 4 is 256",
        "4294967296.1.2.3.4         | ASN is 4294967296; ASNs are 0 to 4294967295",
        "64496.192.0.02.1           | host octet 3 is 02; leading zeros are not allowed, write 2",
        "64496.192.0.2              | host octet 1 is 64496",
        "1.2.3                      | the address has 3 parts",
        "64496.10.1.0.0/33          | prefix length is 33; in this form it counts host bits, 0 to 32",
        "64496.10.1.0.1/24          | bits below the length are not zero; write 64496.10.1.0.0/24"})
    void shouldNameThePartOfABadAddress(final String text, final String words) {
        assertFailed("ipv8: " + text + ": ", run("addr", "parse", text, "-j"), words);
    }

    // --- usage ---

    @Test
    void shouldListEveryCommandInTheHelp() {
        final Outcome help = run("--help");
        assertEquals(DONE, help.exitCode());
        assertEquals(List.of("addr", "router", "dataplane", "controlplane", "show", "explain", "clear", "bgp", "top", "trace", "config", "route", "whois8", "verify", "ping", "traceroute", "host", "lab", "pktgen", "perf", "doctor"), Ipv8Command.names());
        final List<String> commands = help.out().lines().dropWhile(l -> !l.equals("Commands:")).skip(1)
            .filter(l -> l.startsWith("  ") && l.charAt(2) != ' ').map(l -> l.strip().split("[ ,]")[0]).toList();
        assertEquals(Ipv8Command.names(), commands);
        assertEquals(help, run("-h", "show"), "help in front of a command is that of all");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--case icmp/*                    | --case is an option of the topology conformance, not of fabric",
        "two-asns --list                  | --list is an option of the topology conformance, not of two-asns",
        "conformance --kills 3            | --kills is an option of the topology nonstop, not of conformance",
        "interop --seed 3                 | --seed is an option of the topologies nonstop and conformance, not of interop",
        "conformance --list --case no/*   | no case 'no/*'",
        "conformance --interfaces A=eth1  | --interfaces names [A]; the cases need A, B, C and D"})
    void shouldRefuseOptionsOfOtherTopologiesAndBadValues(final String words, final String sentence) {
        final Outcome outcome = run(("lab " + words).split(" "));
        assertEquals(MISUSED, outcome.exitCode(), outcome.err());
        assertTrue(outcome.err().startsWith("ipv8: " + sentence), outcome.err());
    }

    @Test
    void shouldSayInALineEachWhatATopologyIs() {
        final List<String> lines = run("lab", "--help").out().lines().map(String::strip).toList();
        for (final String name : Lab.topologies()) {
            assertEquals(1, lines.stream().filter(line -> line.startsWith(name + ": ") && line.length() <= 49).count(), name);
        }
    }

    @Test
    void shouldHaveAHelpForEachCommand() {
        for (final String name : Ipv8Command.names()) {
            for (final String option : List.of("-h", "--help")) {
                final Outcome help = run(name, option);
                assertEquals(DONE, help.exitCode(), name);
                assertTrue(help.out().startsWith("Usage: ipv8 " + name + " "), help.out());
            }
        }
        assertTrue(run("show", "route", "--help").out().startsWith("Usage: ipv8 show route "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-V", "--version"})
    void shouldPrintReleaseAndDraft(final String option) {
        assertDone("Eightfold development (draft-thain-ipv8-02)\n", run(option));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "                              | ipv8             | `ipv8` needs a command; one of addr, router, dataplane, controlplane, show, explain, clear, bgp",
        "frobnicate                    | ipv8             | 'frobnicate' is not a command of `ipv8`; one of addr, router, dataplane",
        "-i r1 frobnicate show         | ipv8             | 'frobnicate' is not a command of `ipv8`; one of addr, router, dataplane",
        "show                          | ipv8 show        | `ipv8 show` needs a command; one of bgp, border, counters, fib, fib-session, interfaces, neighbors, route, running-config",
        "show frobnicate               | ipv8 show        | 'frobnicate' is not a command of `ipv8 show`; one of bgp, border, counters, fib",
        "show r                        | ipv8 show        | 'r' is not unique: it matches 'route', 'running-config'",
        "addr parse                    | ipv8 addr parse  | Missing required parameter: 'TEXT'",
        "addr parse 1.2.3.4 --fast     | ipv8 addr parse  | Unknown option: '--fast'",
        "router run                    | ipv8 router run  | Missing required option: '--config=FILE'",
        "ping -c many 192.0.2.1        | ipv8 ping        | Invalid value for option '--count'",
        "pktgen                        | ipv8 pktgen      | nothing to do: name a device with --tx, or a file with --write-pcap",
        "perf forward --burst          | ipv8 perf forward| Missing required parameter for option '--burst'"})
    void shouldSayInOneLineWhatIsWrongWithTheCommandLineAndWhereHelpIs(final String arguments, final String command, final String sentence) {
        final Outcome outcome = run(arguments == null ? new String[0] : arguments.split(" "));
        assertEquals(MISUSED, outcome.exitCode(), outcome.err());
        assertEquals("", outcome.out());
        final List<String> lines = outcome.err().lines().toList();
        assertEquals(2, lines.size(), outcome.err());
        assertTrue(lines.getFirst().startsWith("ipv8: ") && lines.getFirst().contains(sentence), outcome.err());
        assertEquals("usage: see `" + command + " --help`", lines.getLast());
    }

    // --- a router that is not there ---

    @ParameterizedTest
    @ValueSource(strings = {"-i %s show version", "show -i %s version", "show version -i %s", "--instance=%s sh ver", "-i other show int -i %s",
        "show route 64496.10.1.0.1 -j -i %s", "show nei eth1 -i %s", "-i %s whois8 poll", "-i other whois8 reload-overrides -j -i %s"})
    void shouldSayHowToStartTheRouterThatIsAskedFor(final String arguments) {
        assertFailed("ipv8: no router runs under id '" + NOBODY + "'", run(arguments.formatted(NOBODY).split(" ")),
            "start one with: ipv8 router run -c FILE -i " + NOBODY);
    }

    @Test
    void shouldSayHowToStartTheRouterWhoseCountersAreMissing() {
        assertFailed("ipv8: no counters of router '" + NOBODY + "'", run("show", "counters", "-i", NOBODY), "ipv8 router run -c FILE -i " + NOBODY);
    }

    @Test
    void shouldRefuseAnIdThatIsNoFileName() {
        assertFailed("ipv8: id '../etc' is not an instance id", run("show", "version", "-i", "../etc"), "letters, digits");
    }

    // --- config check ---

    @Test
    void shouldCountWhatAGoodFileHolds() throws IOException {
        final Path file = file("interface eth1\n ip address 10.1.0.1/24\nip route 192.0.2.0/24 10.1.0.2\n");
        assertDone(file + ": good, 1 interfaces, 1 static routes, 0 warnings\n", run("config", "check", file.toString()));
    }

    @Test
    void shouldReportEveryProblemWithItsPlaceAndAMarkUnderTheWord() throws IOException {
        final Path file = file("hostnam r1\ninterface eth1\n ip address 10.1.0.1/24\n mtu 12\n");
        final Outcome outcome = run("config", "check", file.toString());
        assertEquals(FAILED, outcome.exitCode());
        assertEquals("", outcome.out());
        final List<String> lines = outcome.err().lines().toList();
        assertEquals(6, lines.size(), outcome.err());
        assertTrue(lines.get(0).startsWith(file + ":1:1: 'hostnam': "), outcome.err());
        assertEquals("  hostnam r1", lines.get(1));
        assertEquals("  ^", lines.get(2));
        assertTrue(lines.get(3).startsWith(file + ":4:6: '12': 12 is below the minimum"), outcome.err());
        assertEquals("   mtu 12", lines.get(4));
        assertEquals("       ^", lines.get(5));
    }

    @Test
    void shouldReportProblemsAsJson() throws IOException {
        final Outcome outcome = run("config", "check", "-j", file("interface eth1\n ip address 10.1.0.1/24\n mtu 12\nno hostname\n").toString());
        assertEquals(FAILED, outcome.exitCode());
        assertEquals("", outcome.err());
        final JsonObject answer = JsonParser.parseString(outcome.out()).getAsJsonObject();
        assertEquals(List.of("good", "problems", "warnings"), List.copyOf(answer.keySet()));
        final JsonArray problems = answer.getAsJsonArray("problems");
        assertEquals(1, problems.size());
        final JsonObject problem = problems.get(0).getAsJsonObject();
        assertEquals(List.of("line", "column", "word", "message"), List.copyOf(problem.keySet()));
        assertEquals(3, problem.get("line").getAsInt());
        assertEquals(6, problem.get("column").getAsInt());
        assertEquals("12", problem.get("word").getAsString());
        assertEquals(1, answer.getAsJsonArray("warnings").size(), outcome.out());
    }

    @Test
    void shouldReportAGoodFileAsJson() throws IOException {
        final Outcome outcome = run("config", "check", "-j", file("interface eth1\n ip address 10.1.0.1/24\n").toString());
        assertDone("{\n  \"good\": true,\n  \"problems\": [],\n  \"warnings\": []\n}\n", outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "ping -s 70000 64496.10.1.0.9,             --size=70000 is outside 0 to 65000",
        "ping --interval -1 64496.10.1.0.9,        --interval=-1000 ms is outside 1",
        "traceroute -m 300 64496.10.1.0.9,         --max-hops=300 is outside 1 to 255",
        "lab nonstop --kills -1,                   --kills=-1 is not from 1 to 1000",
        "lab nonstop --kills 0 --rate 1,           --rate=1 is not from 100 to 20000"})
    void shouldNameTheOptionAtFault(final String words, final String sentence) {
        final Outcome outcome = run(words.split(" "));
        assertTrue(outcome.exitCode() != DONE && outcome.err().contains(sentence), outcome.err());
    }

    @Test
    void shouldNameNoTypeOfTheLanguage() {
        for (final String word : List.of("x", "99999999999999999999")) {
            final Outcome outcome = run("ping", "-s", word, "64496.10.1.0.9");
            assertEquals(MISUSED, outcome.exitCode());
            assertTrue(outcome.err().contains("'--size': '" + word + "' is not a whole number, or too large a one\n"), outcome.err());
        }
    }

    @Test
    void shouldNameTheFileThatIsMissingOrNotText() throws IOException {
        assertFailed("ipv8: configuration file " + directory + " is a directory; name the file in it", run("config", "check", directory.toString()));
        final Path missing = directory.resolve("missing.conf");
        assertFailed("ipv8: configuration file " + missing + " does not exist; ", run("config", "check", missing.toString()));
        final Path binary = Files.write(directory.resolve("binary.conf"), new byte[] {(byte) 0xFF, (byte) 0xFE, 0});
        assertFailed("ipv8: configuration file " + binary + " is not UTF-8 text; ", run("config", "check", binary.toString()));
    }

    @Test
    void shouldNotStartARouterFromABadFile() throws IOException {
        final Path file = file("interface eth1\n mtu 12\nhostnam r1\n");
        assertFailed("ipv8: 2 problems in " + file + "; nothing was started", run("router", "run", "-c", file.toString(), "-i", NOBODY),
            ":2:6: '12'", ":3:1: 'hostnam'");
    }

    private Path file(final String text) throws IOException {
        return Files.writeString(directory.resolve("test.conf"), text);
    }

    private static Outcome run(final String... arguments) {
        final StringWriter out = new StringWriter();
        final StringWriter err = new StringWriter();
        final int exitCode = Main.run(arguments, new PrintWriter(out, true), new PrintWriter(err, true));
        return new Outcome(exitCode, out.toString(), err.toString());
    }

    private static void assertDone(final String out, final Outcome outcome) {
        assertEquals("", outcome.err());
        assertEquals(out, outcome.out());
        assertEquals(DONE, outcome.exitCode());
    }

    private static void assertFailed(final String start, final Outcome outcome, final String... words) {
        assertEquals(FAILED, outcome.exitCode(), outcome.err());
        assertEquals("", outcome.out());
        assertTrue(outcome.err().startsWith(start), outcome.err());
        for (final String word : words) {
            assertTrue(outcome.err().contains(word), () -> "'" + word + "' is missing in: " + outcome.err());
        }
    }
}
