// SPDX-License-Identifier: Apache-2.0
// The client against the real server.
package io.eightfold.whois8.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eightfold.whois8.index.RecordIndex;
import io.eightfold.whois8.record.RecordStatus;
import io.eightfold.whois8.server.http.HttpService;
import io.eightfold.whois8.server.http.HttpSettings;
import io.eightfold.whois8.validation.Overrides;
import io.eightfold.whois8.validation.Records;
import io.eightfold.whois8.validation.VerdictReason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedOverHttpServiceIT {
    private static final String PREFIX = "64496.10.1.0.0/16";

    @TempDir
    private Path directory;

    @Test
    void shouldFollowTheRealServerByItsEvents() throws IOException {
        final long nowS = System.currentTimeMillis() / 1000;
        final FeedRegistry registry = new FeedRegistry(nowS);
        registry.put(Records.asn("lab", 64496), Records.route("lab", PREFIX, 16));
        final TestRouter router = new TestRouter(() -> nowS);
        try (HttpService service = HttpService.start(HttpSettings.plain(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)), new RecordIndex(), registry, null);
             FeedClient client = new FeedClient(FeedSettings.of(List.of(URI.create("http://127.0.0.1:" + service.port())), List.of(registry.anchor()), directory), false,
                 Overrides.NONE, router, () -> nowS, new Random(1))) {
            client.start();
            router.await("valid", () -> router.reason(PREFIX) == VerdictReason.COVERED);
            for (int i = 0; i < 20; i++) {
                // No poll is due for an hour: only events can bring these.
                final RecordStatus status = i % 2 == 0 ? RecordStatus.REVOKED : RecordStatus.ACTIVE;
                registry.put(Records.route("lab", PREFIX, 16, status, Records.LONG_S));
                router.await("change " + i, () -> router.reason(PREFIX) == (status == RecordStatus.ACTIVE ? VerdictReason.COVERED : VerdictReason.ROUTE_REVOKED));
            }
            assertEquals(List.of(), router.alarms());
        }
    }
}
