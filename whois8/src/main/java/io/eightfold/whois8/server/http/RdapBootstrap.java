// SPDX-License-Identifier: Apache-2.0
// Which ASNs this server answers for.
package io.eightfold.whois8.server.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;

/**
 * A document in the form of RFC 9224's for ASNs, with all that can be registered. There is none for addresses: an IPv8 address begins with its ASN.
 * Thread: any.
 */
final class RdapBootstrap {
    /** The ranges of {@code AddressClass.ASN_UNICAST} without the two ASNs that are kept for other uses; a test compares. */
    static final List<long[]> REGISTRABLE = List.of(new long[] {1, 65_532}, new long[] {65_535, 0x63FF_FFFFL},
        new long[] {0x6500_0000L, 0x7EFF_FFFFL}, new long[] {0x8000_0000L, 0xFFFE_FFFFL});

    private RdapBootstrap() {
    }

    static JsonObject document(final String base, final String publication) {
        final JsonObject result = new JsonObject();
        result.addProperty("description", "RDAP service for IPv8 ASNs and the prefixes within them");
        result.addProperty("publication", publication);
        final JsonArray ranges = new JsonArray();
        REGISTRABLE.forEach(range -> ranges.add(range[0] + "-" + range[1]));
        final JsonArray urls = new JsonArray();
        urls.add(base + "/rdap/");
        final JsonArray service = new JsonArray();
        service.add(ranges);
        service.add(urls);
        final JsonArray services = new JsonArray();
        services.add(service);
        result.add("services", services);
        result.addProperty("version", "1.0");
        return result;
    }
}
