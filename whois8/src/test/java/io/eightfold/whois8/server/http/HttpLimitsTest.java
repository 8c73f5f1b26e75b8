// SPDX-License-Identifier: Apache-2.0
// Limits and settings that cannot be.
package io.eightfold.whois8.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HttpLimitsTest {
    @Test
    void shouldNameAllThatCannotBe() {
        final IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> new HttpLimits(0, 1, 100, 1, 1, 1, 1, Duration.ofSeconds(5), Duration.ZERO,
            Duration.ofSeconds(1), 1, -1, 1, 1, 1, 1, Duration.ofSeconds(5), Duration.ofMillis(-1)));
        assertEquals("connections=0 is less than 1; headBytes=100 is less than 512; requestsPerS=-1 is less than 0; headerTime=PT0S is not positive; "
            + "rejectionDelay=PT-0.001S is negative; give 0 or more; heartbeatTime=PT5S is not less than idleTime=PT5S; event streams would be cut as idle", refused.getMessage());
    }

    @Test
    void shouldTakePublicUrlsWithoutASlashAtTheEnd() {
        for (final String good : new String[] {"http://a", "https://whois8.example.net:8343", "https://a/b/c"}) {
            assertEquals(good, settings(good).publicUrl().orElseThrow());
        }
        for (final String bad : new String[] {"", "a", "ftp://a", "http://", "http://a/", "http://a/b/", "http://a?b", "http://a#b", "http://a b"}) {
            final IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> settings(bad), bad);
            assertTrue(refused.getMessage().startsWith("public URL '" + bad + "' is not"), refused.getMessage());
        }
        final InetSocketAddress nowhere = InetSocketAddress.createUnresolved("nowhere.invalid", 1);
        assertThrows(IllegalArgumentException.class, () -> HttpSettings.plain(nowhere));
    }

    @Test
    void shouldHaveOneWordForEachCounter() {
        assertEquals(HttpCounter.values().length, Arrays.stream(HttpCounter.values()).map(HttpCounter::word).distinct().count());
        assertEquals("connection-cut-slow-request", HttpCounter.CONNECTION_CUT_SLOW_REQUEST.word());
        for (int status = 200; status < 600; status++) {
            assertEquals(HttpCounter.Group.REQUEST, HttpCounter.ofStatus(status).group(), "status " + status);
        }
    }

    private static HttpSettings settings(final String publicUrl) {
        return new HttpSettings(new InetSocketAddress("127.0.0.1", 0), Optional.empty(), HttpLimits.DEFAULT, Optional.of(publicUrl), Optional.empty());
    }
}
