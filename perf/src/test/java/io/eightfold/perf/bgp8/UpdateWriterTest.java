// SPDX-License-Identifier: Apache-2.0
// The router's own decoder reads what the sender writes.
package io.eightfold.perf.bgp8;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.MessageError;
import io.eightfold.bgp8.message.SessionOptions;
import io.eightfold.bgp8.message.UpdateDecoder;
import io.eightfold.bgp8.message.UpdateHandler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two pieces of code that share nothing agree on every route. */
final class UpdateWriterTest {
    private static final int COUNT = 5_000;
    private static final int SENDER = Topology.senderAsn(0);

    /** Every route as the decoder found it: prefix and AS path, or withdrawn. */
    private static final class Found implements UpdateHandler {
        private final List<String> lines = new ArrayList<>();
        private AttributeSet attributes;

        @Override
        public void attributes(final AttributeSet set) {
            attributes = set;
        }

        @Override
        public void announce(final Carrier carrier, final long address, final int lengthBits, final int pathId) {
            lines.add(line(address, lengthBits) + ' ' + attributes.asPath() + ' ' + Arrays.toString(attributes.communities()));
        }

        @Override
        public void withdraw(final Carrier carrier, final long address, final int lengthBits, final int pathId) {
            lines.add(line(address, lengthBits) + " withdrawn");
        }

        @Override
        public void endOfRib(final Carrier carrier) {
            lines.add("end of " + carrier);
        }

        @Override
        public void error(final MessageError error) {
            lines.add("error " + error);
        }
    }

    private static String line(final long address, final int lengthBits) {
        return Long.toHexString(address) + '/' + lengthBits;
    }

    @ParameterizedTest
    @EnumSource(RouteKind.class)
    void shouldSayEveryRouteOnce(final RouteKind kind) {
        final RouteSet routes = new RouteSet(kind, COUNT, 1);
        final Found found = decode(kind, new UpdateWriter(routes, SENDER).all());
        final List<String> expected = new ArrayList<>();
        for (int route = 0; route < COUNT; route++) {
            expected.add(expected(routes, route, routes.set(route)));
        }
        assertEquals(expected, found.lines);
    }

    @ParameterizedTest
    @EnumSource(RouteKind.class)
    void shouldChangeAndWithdrawSingleRoutes(final RouteKind kind) {
        final RouteSet routes = new RouteSet(kind, COUNT, 2);
        final UpdateWriter writer = new UpdateWriter(routes, SENDER);
        final MessageStream.Builder messages = new MessageStream.Builder();
        final int other = routes.otherSet(routes.set(7));
        writer.announce(messages, 7, 8, other);
        writer.withdraw(messages, 7);
        // A withdrawal in carrier IPv4 does not say the ASN.
        final long told = kind.isClassic() ? routes.address(7) & 0xFFFF_FFFFL : routes.address(7);
        assertEquals(List.of(expected(routes, 7, other), line(told, routes.hostBits(7) + 32) + " withdrawn"), decode(kind, messages.build()).lines);
    }

    @Test
    void shouldGroupRoutesAsRealTablesDo() {
        final RouteSet routes = new RouteSet(RouteKind.IPV4, 70_000, 3);
        assertEquals(10_000, routes.setCount());
        assertEquals(10_000, new UpdateWriter(routes, SENDER).all().messages());
    }

    private static String expected(final RouteSet routes, final int route, final int set) {
        final int[] path = new int[routes.path(set).length + 1];
        path[0] = SENDER;
        System.arraycopy(routes.path(set), 0, path, 1, path.length - 1);
        final AttributeSet attributes = new AttributeSet.Builder().asPath(io.eightfold.bgp8.attribute.AsPath.of(path)).build();
        return line(routes.address(route), routes.hostBits(route) + 32) + ' ' + attributes.asPath() + ' ' + Arrays.toString(routes.communities(set));
    }

    private static Found decode(final RouteKind kind, final MessageStream messages) {
        final Carrier carrier = kind.isClassic() ? Carrier.IPV4 : Carrier.valueOf(kind.name());
        final UpdateDecoder decoder = new UpdateDecoder(new SessionOptions(Topology.DAEMON_ASN, SENDER, 1, 2, 90, Set.of(carrier), Set.of(), Set.of(), true, false, true, false, null,
            Map.of(), null, null), true);
        final Found found = new Found();
        final UnsafeBuffer bytes = new UnsafeBuffer(messages.bytes());
        int offset = 0;
        for (int message = 0; message < messages.messages(); message++) {
            assertNull(decoder.decode(bytes, offset, messages.end(message) - offset, found), () -> "message refused: " + found.lines.getLast());
            offset = messages.end(message);
        }
        return found;
    }
}
