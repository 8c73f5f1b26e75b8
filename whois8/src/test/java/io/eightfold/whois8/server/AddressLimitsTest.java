// SPDX-License-Identifier: Apache-2.0
// Limits by address.
package io.eightfold.whois8.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class AddressLimitsTest {
    private static final long NS_PER_S = 1_000_000_000L;
    private final AddressLimits addresses = new AddressLimits(new Limits(100, 2, 2, 4, 1, 1, 1, 1), 3, 0);

    private static InetAddress address(final String text) {
        return InetAddress.ofLiteral(text);
    }

    @Test
    void shouldFillBucketAgainWithTime() {
        final AddressLimits.Usage usage = addresses.enter(address("192.0.2.1"), 0);
        for (int i = 0; i < 4; i++) {
            assertTrue(addresses.takeQuery(usage, 0), "query " + i);
        }
        assertFalse(addresses.takeQuery(usage, 0));
        assertTrue(addresses.takeQuery(usage, NS_PER_S / 2), "one after half a second");
        assertFalse(addresses.takeQuery(usage, NS_PER_S / 2));
        for (int i = 0; i < 4; i++) {
            assertTrue(addresses.takeQuery(usage, 100 * NS_PER_S), "not more than a burst, query " + i);
        }
        assertFalse(addresses.takeQuery(usage, 100 * NS_PER_S));
    }

    @Test
    void shouldTakeAddressesOfOneIpv6NetworkForOne() {
        assertSame(addresses.enter(address("2001:db8::1"), 0), addresses.enter(address("2001:db8::ffff:2"), 0));
        assertNull(addresses.enter(address("2001:db8::3"), 0));
        assertNotNull(addresses.enter(address("2001:db8:0:1::1"), 0));
        assertNotNull(addresses.enter(address("32.1.13.184"), 0), "IPv4 with the same first bytes");
    }

    @Test
    void shouldShareOneEntryWhenTableIsFullOfAddressesInUse() {
        for (int i = 1; i <= 3; i++) {
            addresses.enter(address("192.0.2." + i), 0);
        }
        final AddressLimits.Usage shared = addresses.enter(address("192.0.2.4"), 2 * NS_PER_S);
        assertSame(shared, addresses.enter(address("192.0.2.5"), 2 * NS_PER_S));
        assertNull(addresses.enter(address("192.0.2.6"), 2 * NS_PER_S), "the shared entry has limits too");
        assertEquals(3, addresses.addresses());
    }

    @Test
    void shouldForgetAddressThatUsesNothing() {
        for (int i = 1; i <= 3; i++) {
            addresses.leave(addresses.enter(address("192.0.2." + i), 0));
        }
        final AddressLimits.Usage fourth = addresses.enter(address("192.0.2.4"), 2 * NS_PER_S);
        assertEquals(1, addresses.addresses());
        assertNotSame(fourth, addresses.enter(address("192.0.2.5"), 2 * NS_PER_S));
    }
}
