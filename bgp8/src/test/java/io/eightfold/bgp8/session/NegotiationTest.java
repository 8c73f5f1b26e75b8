// SPDX-License-Identifier: Apache-2.0
// What two OPENs lead to.
package io.eightfold.bgp8.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.bgp8.message.Capability;
import io.eightfold.bgp8.message.Capability.Family;
import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.ErrorKind;
import io.eightfold.bgp8.message.MessageError;
import io.eightfold.bgp8.message.MessageException;
import io.eightfold.bgp8.message.OpenMessage;
import io.eightfold.bgp8.message.Role;
import io.eightfold.bgp8.message.SessionOptions;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NegotiationTest {
    private static final Capability NATIVE = new Capability.Multiprotocol(Carrier.NATIVE);

    private static OpenMessage peer(final Capability... capabilities) {
        return new OpenMessage(64_501, 180, 0x0A00_0002, List.of(capabilities));
    }

    private static SessionOptions negotiate(final TestNeighbor neighbor, final OpenMessage peer) throws MessageException {
        return Negotiation.of(neighbor.build(), LocalOpen.of(neighbor.build(), true), peer);
    }

    private static MessageError refused(final TestNeighbor neighbor, final OpenMessage peer) {
        return assertThrows(MessageException.class, () -> negotiate(neighbor, peer)).error();
    }

    @Test
    void shouldTakeNothingThatThePeerDidNotSay() throws MessageException {
        final TestNeighbor all = TestNeighbor.first().restarting();
        all.isExtendedMessage = true;
        all.longLivedStaleS = 9;
        all.addPathReceive = Set.of(Carrier.NATIVE);
        final SessionOptions options = negotiate(all, peer(NATIVE));
        assertFalse(options.isFourOctetAsn() || options.isExtendedMessage() || options.isRouteRefresh() || options.isEnhancedRefresh());
        assertNull(options.gracefulRestart());
        assertEquals(Map.of(), options.longLived());
        assertEquals(Set.of(), options.addPathReceive());
        assertEquals(90, options.holdTimeS());
        assertEquals(Set.of(Carrier.NATIVE), options.carriers());
    }

    @Test
    void shouldTakeNothingThatWeDidNotSay() throws MessageException {
        final Family family = new Family(0x8008, 1);
        final SessionOptions options = negotiate(TestNeighbor.first(), peer(NATIVE, new Capability.ExtendedMessage(), new Capability.GracefulRestart(false, true, 9, List.of()),
            new Capability.LongLived(List.of(new Capability.LongLived.Stale(family, false, 7))), new Capability.AddPath(List.of(new Capability.AddPath.Paths(family, 3)))));
        assertFalse(options.isExtendedMessage());
        assertNull(options.gracefulRestart());
        assertEquals(Map.of(), options.longLived());
        assertEquals(Set.of(), options.addPathReceive());
    }

    @ParameterizedTest
    @CsvSource({"1, false", "2, true", "3, true"})
    void shouldReceiveSeveralPathsOnlyFromWhoSendsThem(final int mode, final boolean isReceiving) throws MessageException {
        final TestNeighbor neighbor = TestNeighbor.first();
        neighbor.addPathReceive = Set.of(Carrier.NATIVE);
        final SessionOptions options = negotiate(neighbor, peer(NATIVE, new Capability.AddPath(List.of(new Capability.AddPath.Paths(new Family(0x8008, 1), mode)))));
        assertEquals(isReceiving ? Set.of(Carrier.NATIVE) : Set.of(), options.addPathReceive());
        assertEquals(Set.of(), options.addPathSend());
    }

    @Test
    void shouldTakeAPeerWithoutFamiliesForIpv4() throws MessageException {
        final TestNeighbor neighbor = TestNeighbor.first();
        neighbor.carriers = Set.of(Carrier.IPV4);
        assertEquals(Set.of(Carrier.IPV4), negotiate(neighbor, peer()).carriers());
        assertEquals(ErrorKind.OPEN_CAPABILITY, refused(neighbor, peer(NATIVE)).kind());
    }

    @Test
    void shouldSayWhichCapabilityIsMissing() {
        final TestNeighbor neighbor = TestNeighbor.first();
        neighbor.carriers = Set.of(Carrier.NATIVE);
        final MessageError error = refused(neighbor, peer(new Capability.Multiprotocol(Carrier.VPNV4)));
        assertEquals("2/7", error.kind().code() + "/" + error.kind().subcode());
        assertArrayEquals(HexFormat.of().parseHex("010480080001"), error.data());
    }

    @Test
    void shouldRefuseAnotherAsAndOurOwnIdentifier() throws MessageException {
        assertEquals(ErrorKind.OPEN_PEER_AS, refused(TestNeighbor.first(), new OpenMessage(64_502, 90, 2, List.of(NATIVE))).kind());
        final OpenMessage sameIdentifier = new OpenMessage(64_501, 90, 0x0A00_0001, List.of(NATIVE));
        negotiate(TestNeighbor.first(), sameIdentifier);
        final TestNeighbor internal = TestNeighbor.first();
        internal.localAsn = 64_501;
        assertEquals(ErrorKind.OPEN_IDENTIFIER, refused(internal, sameIdentifier).kind());
    }

    @ParameterizedTest
    @CsvSource({"PROVIDER, 3", "CUSTOMER, 0", "ROUTE_SERVER, 2", "ROUTE_SERVER_CLIENT, 1", "PEER, 4"})
    void shouldTakeOnlyTheOppositeRole(final Role role, final int right) throws MessageException {
        final TestNeighbor neighbor = TestNeighbor.first();
        neighbor.role = role;
        for (int value = 0; value < 256; value++) {
            final OpenMessage peer = peer(NATIVE, new Capability.RouterRole(value));
            if (value == right) {
                assertEquals(role.opposite(), negotiate(neighbor, peer).peerRole());
                assertEquals(role, negotiate(neighbor, peer).localRole());
            } else {
                assertEquals(ErrorKind.OPEN_ROLE, refused(neighbor, peer).kind());
            }
        }
        assertNull(negotiate(neighbor, peer(NATIVE)).peerRole());
        assertEquals(ErrorKind.OPEN_ROLE, refused(neighbor, peer(NATIVE, new Capability.RouterRole(right), new Capability.RouterRole((right + 1) % 5))).kind());
        negotiate(neighbor, peer(NATIVE, new Capability.RouterRole(right), new Capability.RouterRole(right)));
        neighbor.isRoleStrict = true;
        assertEquals(ErrorKind.OPEN_ROLE, refused(neighbor, peer(NATIVE)).kind());
        negotiate(neighbor, peer(NATIVE, new Capability.RouterRole(right)));
    }

    @Test
    void shouldNotHaveRolesWithinAnAs() throws MessageException {
        final TestNeighbor internal = TestNeighbor.first();
        internal.localAsn = 64_501;
        internal.role = Role.PEER;
        internal.isRoleStrict = true;
        final SessionOptions options = negotiate(internal, peer(NATIVE, new Capability.RouterRole(0)));
        assertNull(options.localRole());
        assertNull(options.peerRole());
        assertTrue(options.isInternal());
    }

    @ParameterizedTest
    @CsvSource({"0, 180, 0", "180, 0, 0", "90, 180, 90", "90, 3, 3"})
    void shouldTakeTheSmallerHoldTime(final int local, final int peer, final int agreed) throws MessageException {
        final TestNeighbor neighbor = TestNeighbor.first();
        neighbor.holdTimeS = local;
        assertEquals(agreed, negotiate(neighbor, new OpenMessage(64_501, peer, 2, List.of(NATIVE))).holdTimeS());
    }

    @Test
    void shouldSayThatItHasRestartedOnlyTheFirstTime() {
        final TestNeighbor neighbor = TestNeighbor.first();
        neighbor.gracefulRestart = new NeighborSettings.LocalRestart(true, true, 99);
        assertTrue(LocalOpen.of(neighbor.build(), true).first(Capability.GracefulRestart.class).hasRestarted());
        assertFalse(LocalOpen.of(neighbor.build(), false).first(Capability.GracefulRestart.class).hasRestarted());
    }

    @Test
    void shouldReadWhatAPeerSaysOfItsRestart() throws MessageException {
        final Family vpn = new Family(1, 128);
        final SessionOptions options = negotiate(TestNeighbor.first().restarting(), peer(NATIVE, new Capability.GracefulRestart(true, false, 77,
            List.of(new Capability.GracefulRestart.Kept(new Family(0x8008, 1), true), new Capability.GracefulRestart.Kept(vpn, false),
                new Capability.GracefulRestart.Kept(new Family(2, 1), true)))));
        assertEquals(new SessionOptions.PeerRestart(true, false, 77, Set.of(Carrier.NATIVE, Carrier.VPNV4), Set.of(Carrier.NATIVE)), options.gracefulRestart());
    }
}
