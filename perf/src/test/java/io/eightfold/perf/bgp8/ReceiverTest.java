// SPDX-License-Identifier: Apache-2.0
// What the receiver takes and refuses.
package io.eightfold.perf.bgp8;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.bgp8.attribute.AsPath;
import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.SessionOptions;
import io.eightfold.bgp8.message.UpdateEncoder;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The daemon's part is played by the router's own encoder. */
final class ReceiverTest {
    private static final int COUNT = 1_000;
    private static final int SENDER = Topology.senderAsn(0);

    @ParameterizedTest
    @EnumSource(RouteKind.class)
    void shouldCountWhatCameAndWent(final RouteKind kind) {
        final RouteSet routes = new RouteSet(kind, COUNT, 1);
        final Receiver receiver = new Receiver(routes, Topology.DAEMON_ASN, Set.of(SENDER));
        for (int route = 0; route < COUNT; route++) {
            announce(routes, receiver, route, routes.path(routes.set(route)));
        }
        assertNull(receiver.fault());
        assertEquals(COUNT, receiver.present());
        withdraw(routes, receiver, 3);
        withdraw(routes, receiver, 3);
        assertEquals(COUNT - 1, receiver.present());
        assertEquals(-1, receiver.set(3));
        assertEquals(routes.set(4), receiver.set(4));
    }

    @Test
    void shouldKnowTheOtherAttributesOfARoute() {
        final RouteSet routes = new RouteSet(RouteKind.NATIVE, COUNT, 2);
        final Receiver receiver = new Receiver(routes, Topology.DAEMON_ASN, Set.of(SENDER));
        final int other = routes.otherSet(routes.set(5));
        announce(routes, receiver, 5, routes.path(other));
        assertNull(receiver.fault());
        assertEquals(other, receiver.set(5));
    }

    @Test
    void shouldRefuseAnotherPath() {
        final RouteSet routes = new RouteSet(RouteKind.IPV4, COUNT, 3);
        final Receiver receiver = new Receiver(routes, Topology.DAEMON_ASN, Set.of(SENDER));
        announce(routes, receiver, 0, 1, 2, 3);
        assertTrue(receiver.fault().contains("another AS path"), receiver.fault());
    }

    @Test
    void shouldRefuseARouteWithThePathOfItsNeighbour() {
        final RouteSet routes = new RouteSet(RouteKind.IPV4, COUNT, 4);
        final Receiver receiver = new Receiver(routes, Topology.DAEMON_ASN, Set.of(SENDER));
        final int stranger = IntStream.range(0, COUNT).filter(i -> routes.set(i) != routes.set(0)).findFirst().orElseThrow();
        tell(routes, receiver, routes.path(routes.set(0)), 0, stranger);
        assertNotNull(receiver.fault());
    }

    @Test
    void shouldRefuseAPrefixThatWasNotSent() {
        final RouteSet routes = new RouteSet(RouteKind.IPV4, COUNT, 5);
        final RouteSet others = new RouteSet(RouteKind.IPV4, COUNT, 6);
        final Receiver receiver = new Receiver(routes, Topology.DAEMON_ASN, Set.of(SENDER));
        final int stranger = IntStream.range(0, COUNT).filter(i -> routes.find(others.address(i), others.hostBits(i)) < 0).findFirst().orElseThrow();
        announce(others, receiver, stranger, others.path(others.set(stranger)));
        assertTrue(receiver.fault().contains("never sent"), receiver.fault());
    }

    @Test
    void shouldMissTheLargeCommunity() {
        final RouteSet routes = new RouteSet(RouteKind.IPV4_ASN, COUNT, 7);
        final Receiver receiver = new Receiver(routes, Topology.DAEMON_ASN, Set.of(SENDER));
        final AttributeSet attributes = attributes(routes.path(routes.set(0)));
        final UpdateEncoder encoder = new UpdateEncoder(options(RouteKind.IPV4_ASN), Carrier.IPV4);
        encoder.begin(attributes, 0, whole -> receiver.update(ByteBuffer.wrap(whole), 0, whole.length));
        encoder.announce(routes.address(0), routes.hostBits(0) + 32, 0);
        encoder.end();
        assertTrue(receiver.fault().contains("no large community"), receiver.fault());
    }

    private static void announce(final RouteSet routes, final Receiver receiver, final int route, final int... path) {
        tell(routes, receiver, path, route);
    }

    private static void tell(final RouteSet routes, final Receiver receiver, final int[] path, final int... told) {
        final UpdateEncoder encoder = encoder(routes);
        encoder.begin(attributes(path), (int) (routes.address(told[0]) >>> 32), whole -> receiver.update(ByteBuffer.wrap(whole), 0, whole.length));
        for (final int route : told) {
            encoder.announce(routes.address(route), routes.hostBits(route) + 32, 0);
        }
        encoder.end();
    }

    private static void withdraw(final RouteSet routes, final Receiver receiver, final int route) {
        final UpdateEncoder encoder = encoder(routes);
        encoder.beginWithdraw(whole -> receiver.update(ByteBuffer.wrap(whole), 0, whole.length));
        encoder.withdraw(routes.address(route), routes.hostBits(route) + 32, 0);
        encoder.end();
    }

    private static AttributeSet attributes(final int... path) {
        final int[] whole = new int[path.length + 2];
        whole[0] = Topology.DAEMON_ASN;
        whole[1] = SENDER;
        System.arraycopy(path, 0, whole, 2, path.length);
        return new AttributeSet.Builder().asPath(AsPath.of(whole)).nextHop(0xC000_0201L).build();
    }

    private static UpdateEncoder encoder(final RouteSet routes) {
        final RouteKind kind = routes.kind();
        return new UpdateEncoder(options(kind), kind.isClassic() ? Carrier.IPV4 : Carrier.valueOf(kind.name()));
    }

    private static SessionOptions options(final RouteKind kind) {
        final Carrier carrier = kind.isClassic() ? Carrier.IPV4 : Carrier.valueOf(kind.name());
        return new SessionOptions(Topology.DAEMON_ASN, Topology.RECEIVER_ASN, 1, 2, 90, Set.of(carrier), Set.of(), Set.of(), true, false, true, false, null, Map.of(), null, null);
    }
}
