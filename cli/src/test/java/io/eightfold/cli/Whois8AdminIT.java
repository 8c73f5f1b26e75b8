// SPDX-License-Identifier: Apache-2.0
// The administration commands against a registry's server.
package io.eightfold.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.eightfold.whois8.registry.RegistryConfig;
import io.eightfold.whois8.server.http.HttpLimits;
import io.eightfold.whois8.server.rtr.RtrServer;
import io.eightfold.whois8.server.rtr.RtrSettings;
import io.eightfold.whois8.server.text.TextServer;
import io.eightfold.whois8.service.Authority;
import io.eightfold.whois8.service.ServerSettings;
import io.eightfold.whois8.service.Servers;
import io.eightfold.whois8.store.StoreConfig;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Whois8AdminIT {
    private static final String EXPIRY = "--expiry=2030-01-01";
    @TempDir
    private Path temp;
    private Path directory;
    private Authority authority;
    private Servers servers;

    /** What a command left behind. */
    private record Outcome(int exitCode, String out, String err) {
    }

    @BeforeEach
    void start() throws Exception {
        directory = temp.resolve("registry");
        final Outcome made = run("whois8", "init", "--dir", directory.toString(), "--asns", "64496-64511", "lab");
        assertEquals(0, made.exitCode(), made.err());
        assertTrue(made.out().startsWith("rir=lab key=") && made.out().contains(" asns=64496-64511"), made.out());
        authority = Authority.open(StoreConfig.embedded(directory), RegistryConfig.DEFAULT, InstantSource.system());
        final InetSocketAddress admin = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        servers = Servers.start(new ServerSettings(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(admin), Optional.empty(), Optional.empty(),
            TextServer.DEFAULT_LIMITS, HttpLimits.DEFAULT, RtrServer.DEFAULT_LIMITS, RtrSettings.DEFAULTS), authority, InstantSource.system());
    }

    @AfterEach
    void stop() {
        servers.close();
        authority.close();
    }

    private Outcome run(final String... arguments) {
        final StringWriter out = new StringWriter();
        final StringWriter err = new StringWriter();
        final int exitCode = Main.run(arguments, new PrintWriter(out, true), new PrintWriter(err, true));
        return new Outcome(exitCode, out.toString(), err.toString());
    }

    /** Asks the server of this test. */
    private Outcome ask(final String... words) {
        final List<String> all = new ArrayList<>(List.of("whois8"));
        all.addAll(List.of(words));
        all.addAll(List.of("--dir", directory.toString(), "--server", "http://127.0.0.1:" + servers.admin().orElseThrow().port()));
        return run(all.toArray(String[]::new));
    }

    private String done(final String... words) {
        final Outcome outcome = ask(words);
        assertEquals(0, outcome.exitCode(), outcome.err());
        return outcome.out();
    }

    private void failed(final String expected, final String... words) {
        final Outcome outcome = ask(words);
        assertEquals(1, outcome.exitCode(), outcome.out());
        assertTrue(outcome.err().startsWith("ipv8: ") && outcome.err().contains(expected), outcome.err());
    }

    @Test
    void shouldRegisterChangeAndRemove() {
        assertEquals("lab serial 2: 1 added, 0 changed, 0 removed, 0 unchanged", done("add", "asn", "64496", "--handle=ORG-EX1", "--holder=Example", "--country=DE", EXPIRY).strip());
        done("add", "route", "64496.10.1.0.0/16", EXPIRY, "--max-length=16");
        failed("AS64497 is not registered; add the ASN first", "add", "route", "64497.10.1.0.0/16", EXPIRY);
        failed("outside of asns=64496-64511", "add", "asn", "70000", "--handle=ORG-EX1", "--holder=Example", "--country=DE", EXPIRY);
        done("set", "64496.10.1.0.0/16", "--status=revoked");
        final JsonObject page = JsonParser.parseString(done("list", "--filter", "type=route", "-j")).getAsJsonObject();
        assertEquals("revoked", page.getAsJsonArray("records").get(0).getAsJsonObject().get("status").getAsString());
        assertEquals(1, authority.index().entry(64496).orElseThrow().routes().size());
        failed("has 1 routes", "remove", "64496");
        done("remove", "64496", "--with-routes");
        assertTrue(authority.index().entry(64496).isEmpty());
        assertTrue(done("audit", "--filter", "subject=AS64496").contains("asn-add"));
        assertEquals(2, ask("add", "route", "64496.10.1.0.0/16").exitCode());
    }

    @Test
    void shouldImportAndExport() throws Exception {
        final Path file = Files.writeString(temp.resolve("records.jsonl"), """
            {"asn": 64496, "handle": "ORG-EX1", "holder": "Größe", "country": "DE", "expiry": "2030-01-01"}
            {"prefix": "64496.10.1.0.0/16", "expiry": "2030-01-01"}
            """);
        assertTrue(done("import", file.toString()).contains("2 added"));
        final Path exported = temp.resolve("exported.jsonl");
        done("export", exported.toString());
        assertTrue(Files.readString(exported).contains("Größe"));
        assertTrue(done("import", exported.toString()).contains("2 unchanged"));
        Files.writeString(exported, "nonsense\nmore of it\n");
        failed("2 of 2 lines are bad, nothing was imported", "import", exported.toString());
    }

    @Test
    void shouldHandleKeysWithoutTheAnchor() throws Exception {
        assertTrue(done("key", "rotate").contains("version 2"));
        final Path anchor = temp.resolve("offline.key");
        Files.move(directory.resolve("keys/lab-anchor.key"), anchor);
        failed("is not here", "key", "rotate");
        final String prepared = done("key", "prepare").strip();
        final JsonObject before = JsonParser.parseString(done("key", "list", "-j")).getAsJsonObject();
        final String list = signed(before, anchor, prepared.substring(prepared.lastIndexOf(' ') + 1));
        done("key", "install", list.strip());
        final JsonObject after = JsonParser.parseString(done("key", "list", "-j")).getAsJsonObject();
        assertEquals(3, after.get("version").getAsInt());
        assertEquals(prepared.split(" ")[1], after.get("signing").getAsString());
        assertFalse(after.get("anchorKeyHere").getAsBoolean());
        assertTrue(done("key", "list").contains("revoked"));
    }

    @Test
    void shouldNotSignWhatTheAnchorDidNot() {
        final JsonObject current = JsonParser.parseString(done("key", "list", "-j")).getAsJsonObject();
        final String anchor = directory.resolve("keys/lab-anchor.key").toString();
        final byte[] bytes = Base64.getDecoder().decode(current.get("list").getAsString());
        // Its version, behind the magic word and the name.
        bytes[15] ^= 2;
        final Outcome forged = run("whois8", "key", "sign", "--anchor", anchor, "--current", Base64.getEncoder().encodeToString(bytes));
        assertEquals(1, forged.exitCode(), forged.out());
        assertTrue(forged.err().contains("list version 3 of lab does not bear the signature"), forged.err());
        final Outcome unknown = run("whois8", "key", "sign", "--anchor", anchor, "--current", current.get("list").getAsString(), "--revoke", "0123456789abcdef");
        assertEquals(1, unknown.exitCode(), unknown.out());
        assertTrue(unknown.err().contains("0123456789abcdef is not in list version 1"), unknown.err());
    }

    /** The list is signed without any server. */
    private String signed(final JsonObject current, final Path anchor, final String added) {
        final Outcome signed = run("whois8", "key", "sign", "--anchor", anchor.toString(), "--current", current.get("list").getAsString(), "--add", added,
            "--revoke", current.get("signing").getAsString());
        assertEquals(0, signed.exitCode(), signed.err());
        return signed.out();
    }

    @Test
    void shouldKnowWhoAsks() throws Exception {
        final Path file = directory.resolve("admin.token");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        final Path reader = Files.writeString(temp.resolve("reader.token"), done("token", "add", "monitor"));
        assertEquals(0, ask("info", "--token-file", reader.toString()).exitCode());
        failed("token 'monitor' has read", "token", "list", "--token-file", reader.toString());
        done("token", "revoke", "monitor");
        failed("unknown or revoked", "info", "--token-file", reader.toString());
        failed("cannot be read", "info", "--token-file", temp.resolve("none").toString());
    }

    @Test
    void shouldBackUpAndRestore() {
        done("add", "asn", "64496", "--handle=ORG-EX1", "--holder=Example", "--country=DE", EXPIRY);
        final String answer = done("backup", "first");
        final String file = answer.substring(0, answer.indexOf(": "));
        final Path target = temp.resolve("restored");
        final Outcome restored = run("whois8", "restore", "--dir", target.toString(), "--skip", "50", file);
        assertEquals(0, restored.exitCode(), restored.err());
        assertEquals(1, run("whois8", "restore", "--dir", target.toString(), file).exitCode());
        servers.close();
        authority.close();
        final Outcome used = run("whois8", "init", "--dir", target.toString(), "lab");
        assertTrue(used.err().contains("data set lab is in database"), used.err());
    }
}
