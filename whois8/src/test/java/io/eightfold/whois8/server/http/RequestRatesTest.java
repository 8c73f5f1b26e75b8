// SPDX-License-Identifier: Apache-2.0
// Token buckets.
package io.eightfold.whois8.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RequestRatesTest {
    private static final long SECOND_NS = 1_000_000_000L;

    @Test
    void shouldAllowABurstAndThenTheRate() {
        final RequestRates rates = new RequestRates(10, 5);
        final ClientAddress client = new ClientAddress(1, false);
        // A clock that wraps: System.nanoTime has no origin.
        long nowNs = Long.MAX_VALUE - SECOND_NS;
        for (int i = 0; i < 5; i++) {
            assertEquals(0, rates.waitNs(client, nowNs));
        }
        assertEquals(SECOND_NS / 10, rates.waitNs(client, nowNs));
        for (int i = 0; i < 50; i++) {
            nowNs += SECOND_NS / 10;
            assertEquals(0, rates.waitNs(client, nowNs));
            assertEquals(SECOND_NS / 10, rates.waitNs(client, nowNs), "after " + i);
        }
    }

    @Test
    void shouldAgreeWithACountOfTokens() {
        final long seed = 8_8_8;
        final Random random = new Random(seed);
        final RequestRates rates = new RequestRates(100, 7);
        double tokens = 7;
        long nowNs = 0;
        for (int i = 0; i < 20_000; i++) {
            final long stepNs = random.nextInt(12) * 2_500_000L;
            nowNs += stepNs;
            tokens = Math.min(7, tokens + stepNs * 100 / (double) SECOND_NS);
            final boolean isAllowed = tokens > 1 - 1e-6;
            assertEquals(isAllowed, rates.waitNs(new ClientAddress(1, false), nowNs) == 0, "seed " + seed + " step " + i);
            tokens -= isAllowed ? 1 : 0;
        }
    }

    @Test
    void shouldBoundWhatItRemembers() {
        final RequestRates rates = new RequestRates(1, 1);
        for (int i = 0; i < 2 * RequestRates.MAX_ADDRESSES; i++) {
            rates.waitNs(new ClientAddress(i, false), 0);
        }
        assertTrue(rates.addresses() <= RequestRates.MAX_ADDRESSES + 1, "addresses " + rates.addresses());
        rates.sweep(10 * SECOND_NS);
        assertTrue(rates.addresses() <= 1, "the bucket of the rest is left at most");
    }

    @Test
    void shouldNotLimitAtZero() {
        final RequestRates rates = new RequestRates(0, 1);
        for (int i = 0; i < 100; i++) {
            assertEquals(0, rates.waitNs(new ClientAddress(1, false), 0));
        }
    }

    @Test
    void shouldTakeAnIpv6NetworkForOneClient() throws Exception {
        final ClientAddress one = ClientAddress.of(InetAddress.getByName("2001:db8:0:1::1"));
        assertEquals(one, ClientAddress.of(InetAddress.getByName("2001:db8:0:1:ffff::2")));
        assertNotEquals(one, ClientAddress.of(InetAddress.getByName("2001:db8:0:2::1")));
        assertNotEquals(ClientAddress.of(InetAddress.getByName("192.0.2.1")), ClientAddress.of(InetAddress.getByName("192.0.2.2")));
        assertEquals("192.0.2.1", ClientAddress.of(InetAddress.getByName("192.0.2.1")).toString());
    }
}
