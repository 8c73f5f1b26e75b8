// SPDX-License-Identifier: Apache-2.0
// ipv8 whois8 key.
package io.eightfold.cli.whois8;

import com.google.gson.JsonObject;
import io.eightfold.cli.CommandFailure;
import io.eightfold.whois8.signature.AsnRanges;
import io.eightfold.whois8.signature.FormatException;
import io.eightfold.whois8.signature.KeyId;
import io.eightfold.whois8.signature.KeyList;
import io.eightfold.whois8.signature.KeyList.ListedKey;
import io.eightfold.whois8.signature.SigningKey;
import io.eightfold.whois8.signature.TrustAnchor;
import io.eightfold.whois8.signature.VerifyKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** With the trust anchor's key in the registry's directory {@code rotate} and {@code revoke} do all; without it {@code prepare}, {@code sign} and {@code install}. Thread: startup. */
@Command(name = "key", description = "Keys that sign the registry's data.")
public final class KeyCommand {
    private static final String KEY = "KEY";
    @Spec
    private CommandSpec spec;

    @Command(name = "list", description = "The key list in force, and the trust anchor.")
    int list(@Mixin final AdminOptions options) {
        return options.ask("key-list", options.request(), AdminText::keys);
    }

    @Command(name = "rotate", description = "A new key signs; the one before stays good for a week.")
    int rotate(@Mixin final AdminOptions options) {
        return options.ask("key-rotate", options.request(), AdminText::keys);
    }

    @Command(name = "revoke", description = "Nothing that a key ever signed counts any more; a new one takes its place.")
    int revoke(@Mixin final AdminOptions options, @Parameters(paramLabel = KEY, description = "Id in `key list`.") final String key) {
        final JsonObject request = options.request();
        AdminOptions.put(request, "key", key);
        return options.ask("key-revoke", request, AdminText::keys);
    }

    @Command(name = "prepare", description = "Make a key in the registry, for a list that is signed where the trust anchor's key is.")
    int prepare(@Mixin final AdminOptions options) {
        return options.ask("key-prepare", options.request(), answer -> "key " + AdminText.text(answer, "key") + " public " + AdminText.text(answer, "public"));
    }

    @Command(name = "install", description = "Take a key list that was signed elsewhere.")
    int install(@Mixin final AdminOptions options, @Parameters(paramLabel = "LIST", description = "What `key sign` printed.") final String list) {
        final JsonObject request = options.request();
        AdminOptions.put(request, "list", list);
        return options.ask("key-install", request, AdminText::keys);
    }

    @Command(name = "sign", description = "Sign the next key list with the trust anchor's key; asks no registry.")
    int sign(@Option(names = "--anchor", required = true, paramLabel = "FILE", description = "Key file of the trust anchor.") final Path anchorFile,
             @Option(names = "--current", required = true, paramLabel = "LIST", description = "What `key list` prints as list.") final String current,
             @Option(names = "--add", paramLabel = "PUBLIC", description = "Public key that `key prepare` printed.") final String added,
             @Option(names = "--life", paramLabel = "TIME", defaultValue = "365d", converter = TimeSpan.Converter.class, description = "Of the new key (default: ${DEFAULT-VALUE}).") final TimeSpan life,
             @Option(names = "--revoke", paramLabel = KEY, description = "Id of a key that counts no more.") final String revoked) {
        try {
            final KeyList list = KeyList.decode(bytes(current));
            final SigningKey anchor = anchor(anchorFile, list);
            final long nowS = Instant.now().getEpochSecond();
            final List<ListedKey> keys = keys(list, revoked == null ? null : KeyId.parse(revoked));
            if (added != null) {
                keys.add(new ListedKey(VerifyKey.parse(added), nowS, nowS + life.seconds(), false));
            }
            spec.commandLine().getOut().println(Base64.getEncoder().encodeToString(KeyList.issue(list.rir(), list.version() + 1, nowS, keys, anchor).encode()));
            return 0;
        } catch (final FormatException e) {
            throw new CommandFailure(e.getMessage());
        }
    }

    /** @param revoked one of the list, or null */
    private static List<ListedKey> keys(final KeyList list, final KeyId revoked) {
        if (revoked != null && list.key(revoked).isEmpty()) {
            throw new CommandFailure("key " + revoked + " is not in list version " + list.version() + " of " + list.rir() + ", which has "
                + list.keys().stream().map(listed -> listed.key().id().toString()).toList() + "; nothing was signed");
        }
        final List<ListedKey> keys = new ArrayList<>();
        for (final ListedKey listed : list.keys()) {
            keys.add(new ListedKey(listed.key(), listed.fromS(), listed.untilS(), listed.isRevoked() || listed.key().id().equals(revoked)));
        }
        return keys;
    }

    /** The list came from the machine that the anchor is kept away from: what the anchor did not sign once it must not sign now. */
    private static SigningKey anchor(final Path file, final KeyList list) {
        final SigningKey anchor = load(file);
        if (!anchor.id().equals(list.anchor())) {
            throw new CommandFailure("key " + file + " is " + anchor.id() + ", but the list is signed by " + list.anchor() + "; give the trust anchor's key of " + list.rir());
        }
        if (!list.isSignedBy(new TrustAnchor(list.rir(), anchor.publicKey(), AsnRanges.ALL))) {
            throw new CommandFailure("list version " + list.version() + " of " + list.rir() + " does not bear the signature of " + anchor.id()
                + ": somebody has changed it; nothing was signed, find out who gave it to you");
        }
        return anchor;
    }

    static SigningKey load(final Path file) {
        try {
            return SigningKey.load(file);
        } catch (final FormatException e) {
            throw new CommandFailure("key " + file + ": " + e.getMessage());
        } catch (final IOException e) {
            throw new CommandFailure("key " + file + " cannot be read (" + e + "); give the trust anchor's key file");
        }
    }

    private static byte[] bytes(final String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (final IllegalArgumentException e) {
            throw new CommandFailure("--current is not base64 (" + e.getMessage() + "); give what `key list` prints as list");
        }
    }
}
