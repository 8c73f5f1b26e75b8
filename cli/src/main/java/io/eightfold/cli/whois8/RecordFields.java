// SPDX-License-Identifier: Apache-2.0
// Fields of a record, as options.
package io.eightfold.cli.whois8;

import com.google.gson.JsonObject;
import picocli.CommandLine.Option;

/** Those that are not given stay as they are. Thread: startup. */
public final class RecordFields {
    @Option(names = "--status", paramLabel = "STATUS", description = "active, suspended, revoked.")
    private String status;
    @Option(names = "--expiry", paramLabel = "TIME", description = "2030-01-01 or 2030-01-01T00:00:00Z.")
    private String expiry;
    @Option(names = "--max-length", paramLabel = "N", description = "Route: longest prefix that may be announced.")
    private Integer maxLength;
    @Option(names = "--handle", paramLabel = "HANDLE", description = "ASN: of the holder.")
    private String handle;
    @Option(names = "--holder", paramLabel = "NAME", description = "ASN: name of the holder.")
    private String holder;
    @Option(names = "--country", paramLabel = "CC", description = "ASN: two letters.")
    private String country;
    @Option(names = "--endpoint", paramLabel = "IPV4", description = "ASN: its 8to4 endpoint; empty for none.")
    private String endpoint;

    void put(final JsonObject request) {
        AdminOptions.put(request, "status", status);
        AdminOptions.put(request, "expiry", expiry);
        AdminOptions.put(request, "maxLength", maxLength);
        AdminOptions.put(request, "handle", handle);
        AdminOptions.put(request, "holder", holder);
        AdminOptions.put(request, "country", country);
        AdminOptions.put(request, "endpoint", endpoint);
    }
}
