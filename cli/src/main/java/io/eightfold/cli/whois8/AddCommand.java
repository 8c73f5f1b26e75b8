// SPDX-License-Identifier: Apache-2.0
// ipv8 whois8 add.
package io.eightfold.cli.whois8;

import com.google.gson.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Thread: startup. */
@Command(name = "add", description = "Register an ASN or a route.")
public final class AddCommand {
    @Command(name = "asn", description = "Register an ASN.")
    int asn(@Mixin final AdminOptions options, @Parameters(paramLabel = "ASN", description = "Number.") final String asn,
            @Option(names = "--handle", required = true, paramLabel = "HANDLE", description = "Of the holder, such as ORG-EX1.") final String handle,
            @Option(names = "--holder", required = true, paramLabel = "NAME", description = "Name of the holder.") final String holder,
            @Option(names = "--country", required = true, paramLabel = "CC", description = "Two letters.") final String country,
            @Option(names = "--expiry", required = true, paramLabel = "TIME", description = "2030-01-01 or 2030-01-01T00:00:00Z.") final String expiry,
            @Option(names = "--endpoint", paramLabel = "IPV4", description = "Its 8to4 anycast endpoint.") final String endpoint,
            @Option(names = "--status", paramLabel = "STATUS", description = "active (default), suspended, revoked.") final String status) {
        final JsonObject request = options.request();
        AdminOptions.put(request, "asn", asn);
        AdminOptions.put(request, "handle", handle);
        AdminOptions.put(request, "holder", holder);
        AdminOptions.put(request, "country", country);
        AdminOptions.put(request, "expiry", expiry);
        AdminOptions.put(request, "endpoint", endpoint);
        AdminOptions.put(request, "status", status);
        return options.ask("asn-add", request, AdminText::change);
    }

    @Command(name = "route", description = "Register a route of a registered ASN.")
    int route(@Mixin final AdminOptions options, @Parameters(paramLabel = "PREFIX", description = "Such as 64496.10.1.0.0/16.") final String prefix,
              @Option(names = "--expiry", required = true, paramLabel = "TIME", description = "2030-01-01 or 2030-01-01T00:00:00Z.") final String expiry,
              @Option(names = "--max-length", paramLabel = "N", description = "Longest prefix that may be announced (default: its own length).") final Integer maxLength,
              @Option(names = "--status", paramLabel = "STATUS", description = "active (default), suspended, revoked.") final String status) {
        final JsonObject request = options.request();
        AdminOptions.put(request, "prefix", prefix);
        AdminOptions.put(request, "expiry", expiry);
        AdminOptions.put(request, "maxLength", maxLength);
        AdminOptions.put(request, "status", status);
        return options.ask("route-add", request, AdminText::change);
    }
}
