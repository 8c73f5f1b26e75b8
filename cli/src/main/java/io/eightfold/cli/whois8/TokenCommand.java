// SPDX-License-Identifier: Apache-2.0
// ipv8 whois8 token.
package io.eightfold.cli.whois8;

import com.google.gson.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Thread: startup. */
@Command(name = "token", description = "Who may administrate.")
public final class TokenCommand {
    private static final String NAME = "NAME";

    @Command(name = "add", description = "Make a token and print it; it is never shown again.")
    int add(@Mixin final AdminOptions options, @Parameters(paramLabel = NAME, description = "Of who gets it; the audit log shows it.") final String name,
            @Option(names = "--role", paramLabel = "ROLE", defaultValue = "read", description = "admin, or read for looking only (default: ${DEFAULT-VALUE}).") final String role) {
        final JsonObject request = new JsonObject();
        AdminOptions.put(request, "name", name);
        AdminOptions.put(request, "role", role);
        return options.ask("token-add", request, answer -> AdminText.text(answer, "token"));
    }

    @Command(name = "revoke", description = "A token counts no more.")
    int revoke(@Mixin final AdminOptions options, @Parameters(paramLabel = NAME, description = "Of the token.") final String name) {
        final JsonObject request = new JsonObject();
        AdminOptions.put(request, "name", name);
        return options.ask("token-revoke", request, answer -> "token " + AdminText.text(answer, "name") + " revoked");
    }

    @Command(name = "list", description = "Tokens, revoked ones too.")
    int list(@Mixin final AdminOptions options) {
        return options.ask("token-list", new JsonObject(), AdminText::tokens);
    }
}
