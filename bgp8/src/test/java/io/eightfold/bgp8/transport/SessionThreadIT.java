// SPDX-License-Identifier: Apache-2.0
// Two session threads that peer with each other over loopback.
package io.eightfold.bgp8.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.ErrorKind;
import io.eightfold.bgp8.message.MessageError;
import io.eightfold.bgp8.session.SessionState;
import io.eightfold.bgp8.session.SessionTimer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SessionThreadIT {
    private static final int LEFT_ASN = 64_496;
    private static final int RIGHT_ASN = 64_497;
    private Speaker left;
    private Speaker right;

    @BeforeEach
    void start() throws IOException {
        left = new Speaker("127.0.1.1");
        right = new Speaker("127.0.1.2");
    }

    @AfterEach
    void stop() {
        left.close();
        right.close();
    }

    private Neighbor toRight() {
        return left.to(right.address, right.port).asns(LEFT_ASN, RIGHT_ASN);
    }

    private Neighbor toLeft() {
        return right.to(left.address, left.port).asns(RIGHT_ASN, LEFT_ASN);
    }

    private void peer(final UnaryOperator<Neighbor> leftChange, final UnaryOperator<Neighbor> rightChange) {
        left.neighbor(leftChange.apply(toRight()));
        right.neighbor(rightChange.apply(toLeft()));
        await(10, left::isUp, right::isUp);
    }

    private void await(final int seconds, final BooleanSupplier... all) {
        Speaker.await(seconds, left, right, () -> List.of(all).stream().allMatch(BooleanSupplier::getAsBoolean));
    }

    @Test
    void shouldComeUpOnceWhenBothConnect() {
        peer(each -> each, each -> each);
        Speaker.pause(1500);
        await(1, left::isUp, right::isUp);
        assertEquals(List.of("up 7 127.0.1.1"), left.notes);
        assertEquals(List.of("up 7 127.0.1.2"), right.notes);
        final SessionStatus status = left.status();
        assertEquals(SessionState.ESTABLISHED, status.state());
        assertEquals(1, status.timesUp());
        assertTrue(status.received().opens() >= 1 && status.received().keepalives() >= 1 && status.received().updates() == 0, status::toString);
        assertTrue(status.timersMs().get(SessionTimer.HOLD) > 60_000, status::toString);
        assertEquals(status.remote(), right.status().local());
        assertTrue(left.measured.rttUs() > 0, "TCP_INFO once a second");
        assertEquals(left.measured.mssBytes(), status.tcp().mssBytes());
    }

    @Test
    void shouldComeUpWhenOneSideIsPassive() {
        peer(Neighbor::passive, each -> each);
        assertEquals(left.port, right.status().remote().getPort());
    }

    @Test
    void shouldComeUpWithTheSamePasswordOnly() {
        left.neighbor(toRight().password("one"));
        right.neighbor(toLeft().password("other"));
        Speaker.pause(1500);
        await(1, () -> !left.isUp() && !right.isUp());
        right.neighbor(toLeft().password("one"));
        // The kernels wait between two attempts of one SYN, so new sockets have to try.
        await(20, left::isUp, right::isUp);
    }

    @Test
    void shouldEndASessionWhosePasswordChanges() {
        peer(each -> each.password("one"), each -> each.password("one"));
        left.neighbor(toRight().password("two"));
        await(10, () -> !right.isUp());
        assertEquals("notification-received", right.downs.getFirst().cause());
        right.neighbor(toLeft().password("two"));
        await(20, left::isUp, right::isUp);
    }

    @Test
    void shouldComeUpBehindTtlSecurity() {
        peer(each -> each.ttlSecurity(1), each -> each.ttlSecurity(1));
    }

    @Test
    void shouldNotTalkToAFarPeerBehindTtlSecurity() {
        left.neighbor(toRight().ttlSecurity(1));
        // Sends with TTL 1, as to any external neighbour.
        right.neighbor(toLeft());
        Speaker.pause(2500);
        await(1, () -> !left.isUp() && !right.isUp());
    }

    @Test
    void shouldComeUpAsInternalPeers() {
        peer(each -> each.asns(LEFT_ASN, LEFT_ASN), each -> each.asns(LEFT_ASN, LEFT_ASN));
        assertTrue(left.options.isInternal());
    }

    @Test
    void shouldCarryARefresh() {
        peer(each -> each, each -> each);
        assertTrue(left.thread.requestRefresh(Speaker.PEER, Carrier.NATIVE));
        assertFalse(left.thread.requestRefresh(Speaker.PEER, Carrier.VPNV4));
        assertFalse(left.thread.requestRefresh(99, Carrier.NATIVE));
        await(5, () -> right.notes.contains("refresh 7 native 0"));
    }

    @Test
    void shouldComeBackAfterAClear() {
        peer(each -> each, each -> each);
        left.thread.clear(Speaker.PEER);
        await(15, () -> left.status().timesUp() == 2, left::isUp, right::isUp);
        assertEquals("admin-reset", left.downs.getFirst().cause());
        assertEquals(6, right.downs.getFirst().code());
        assertEquals(4, right.downs.getFirst().subcode());
    }

    @Test
    void shouldSayCeaseWhenANeighborIsTakenOut() {
        peer(each -> each, each -> each);
        left.neighbors(Map.of());
        await(5, () -> !left.isUp() && !right.isUp());
        assertEquals(3, right.downs.getFirst().subcode(), "peer de-configured");
        assertEquals(List.of("up 7 127.0.1.1", "down 7 de-configured"), left.notes);
    }

    @Test
    void shouldLeaveASessionAloneThatAChangeDoesNotConcern() {
        peer(each -> each, each -> each);
        left.neighbors(Map.of(Speaker.PEER, toRight().sendHold(33).settings(), 8, left.to("127.0.1.3", 9).passive().settings()));
        assertEquals(33, left.status().settings().sendHoldS());
        left.neighbors(Map.of(Speaker.PEER, toRight().settings()));
        Speaker.pause(300);
        await(1, left::isUp, right::isUp);
        assertEquals(1, left.notes.size());
    }

    @Test
    void shouldEndGracefullyWithoutAWord() {
        peer(Neighbor::restarting, Neighbor::restarting);
        left.thread.close(true);
        await(5, () -> !right.isUp());
        assertTrue(right.downs.getFirst().isGraceful(), right.downs::toString);
        assertEquals("closed-by-peer", right.downs.getFirst().cause());
    }

    @Test
    void shouldEndWithShutdownOtherwise() {
        peer(Neighbor::restarting, Neighbor::restarting);
        left.thread.close(false);
        await(5, () -> !right.isUp());
        assertFalse(right.downs.getFirst().isGraceful(), right.downs::toString);
        assertEquals(6, right.downs.getFirst().code());
        assertThrows(IllegalStateException.class, left.thread::status);
    }

    @Test
    void shouldEndASessionByTheWordOfTheRib() {
        peer(each -> each, each -> each);
        left.thread.output().cease(Speaker.PEER, 1, "max-prefix", 0);
        await(5, () -> !left.isUp() && !right.isUp());
        assertEquals("max-prefix", left.downs.getFirst().cause());
        assertEquals(1, right.downs.getFirst().subcode());
        assertTrue(left.status().isHeldDown());
        left.thread.clear(Speaker.PEER);
        await(20, left::isUp, right::isUp);
        left.thread.output().reset(Speaker.PEER, new MessageError(ErrorKind.NLRI_OVERRUN, "length=99"));
        await(5, () -> right.downs.size() == 2);
        assertEquals(3, right.downs.getLast().code());
        assertEquals(10, right.downs.getLast().subcode());
    }

    @Test
    void shouldNotCarryMessagesOfAnOldSessionIntoANewOne() {
        peer(each -> each, each -> each);
        left.thread.clear(Speaker.PEER);
        final long untilNs = System.nanoTime() + 10_000_000_000L;
        while (left.status().timesUp() < 2 && System.nanoTime() - untilNs < 0) {
            Speaker.pause(5);
        }
        // The RIB does not know yet that its session is over and there is another one, and sends on.
        for (int n = 0; n < 100; n++) {
            left.thread.output().send(Speaker.PEER, Updates.update(n, Updates.LEAST));
        }
        left.thread.output().cease(Speaker.PEER, 1, "max-prefix", 0);
        await(15, () -> left.notes.size() == 3, () -> right.notes.size() == 3, left::isUp, right::isUp);
        Speaker.pause(200);
        await(1, left::isUp, right::isUp);
        assertEquals(0, right.updates);
        left.thread.output().send(Speaker.PEER, Updates.update(1, Updates.LEAST));
        await(5, () -> right.updates == 1);
    }

    @Test
    void shouldCloseConnectionsOfStrangersWithoutAByte() throws IOException {
        left.neighbor(toRight());
        for (int n = 0; n < 20; n++) {
            try (Socket stranger = new Socket(InetAddress.getByName(left.address), left.port, InetAddress.getByName("127.0.9.9"), 0)) {
                stranger.setSoTimeout(3000);
                assertEquals(-1, stranger.getInputStream().read());
            }
        }
        assertEquals(20, left.thread.unknownPeers());
    }

    @Test
    void shouldSendNoByteToANeighborThatIsShutDown() throws IOException {
        left.neighbor(toRight().shutdown());
        try (Socket peer = new Socket(InetAddress.getByName(left.address), left.port, InetAddress.getByName(right.address), 0)) {
            peer.setSoTimeout(3000);
            assertEquals(-1, peer.getInputStream().read());
        }
        assertEquals(0, left.thread.unknownPeers());
        assertEquals(1, left.status().refused());
    }

    @Test
    void shouldListenOnceThePortIsFree() throws IOException {
        final InetSocketAddress address;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.1.1"))) {
            address = new InetSocketAddress("127.0.1.1", taken.getLocalPort());
            left.thread.neighbors(List.of(address), Map.of());
            assertEquals(List.of(new ListenStatus(address, "Address already in use")), left.thread.listening());
        }
        Speaker.await(10, left, right, () -> left.thread.listening().getFirst().fault().isEmpty());
        new Socket(address.getAddress(), address.getPort()).close();
        // The same port in another form: the old socket must be gone by then.
        left.thread.neighbors(List.of(new InetSocketAddress("0.0.0.0", address.getPort())), Map.of());
        assertEquals("", left.thread.listening().getFirst().fault());
        left.thread.neighbors(List.of(), Map.of());
        assertThrows(IOException.class, () -> new Socket(address.getAddress(), address.getPort()).close());
    }

    @Test
    void shouldLeaveNoThreadBehind() {
        peer(each -> each, each -> each);
        final long before = threads();
        left.close();
        right.close();
        assertEquals(before - 2, threads());
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream().filter(each -> "e8-bgp8".equals(each.getName())).count();
    }
}
