// SPDX-License-Identifier: Apache-2.0
// Tests the account of a stream of probes against a path that loses, doubles and turns round what the test says.
package io.eightfold.host.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.host.link.LinkPair;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.header.ArpLayout;
import io.eightfold.wire.header.ArpView;
import io.eightfold.wire.header.EthernetLayout;
import io.eightfold.wire.header.HeaderFault;
import io.eightfold.wire.memory.Memory;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProbeSessionTest {
    private static final int TAG = 7;
    private static final long MAC_FROM = 0x020000000001L;
    private static final long MAC_ROUTER_NEAR = 0x020000000002L;
    private static final long MAC_ROUTER_FAR = 0x020000000003L;
    private static final long MAC_TO = 0x020000000004L;
    private static final Ipv8Address GATEWAY8 = Ipv8Address.parse("64496.10.2.0.10");
    private final LinkPair near = new LinkPair(MAC_FROM, MAC_ROUTER_NEAR, 1500);
    private final LinkPair far = new LinkPair(MAC_ROUTER_FAR, MAC_TO, 1500);
    private final ProbePlan plan = new ProbePlan(MAC_ROUTER_NEAR, Ipv8Address.parse("64496.10.1.0.10"), Ipv8Address.parse("10.1.0.10"),
        List.of(Ipv8Address.parse("64497.10.9.0.1"), Ipv8Address.parse("10.9.0.1")), List.of(GATEWAY8, Ipv8Address.parse("10.2.0.10")), 2_000, TAG);
    private volatile boolean isRunning = true;
    private Thread path;

    @AfterEach
    void endPath() throws InterruptedException {
        isRunning = false;
        if (path != null) {
            path.join();
        }
    }

    @Test
    void shouldFindNothingWrongOnAGoodPath() {
        ProbeAccount account = run(_ -> 1, 300);

        assertTrue(account.sent() > 200, account::toString);
        assertTrue(account.isClean(), account::toString);
        assertTrue(account.longestGapMs() > 0, account::toString);
    }

    @Test
    void shouldCountEachProbeThatIsLost() {
        ProbeAccount account = run(number -> number >= 100 && number < 140 ? 0 : 1, 300);

        assertEquals(40, account.lost(), account::toString);
        // 41 intervals of half a millisecond; a sender that was late may have sent some of them faster.
        assertTrue(account.longestGapMs() > 5, account::toString);
    }

    @Test
    void shouldCountCopies() {
        ProbeAccount account = run(number -> number == 50 ? 3 : 1, 200);

        assertEquals(2, account.duplicated(), account::toString);
        assertEquals(0, account.lost(), account::toString);
    }

    @Test
    void shouldCountWhatWasOvertaken() {
        ProbeLog log = new ProbeLog();
        long[] order = {0, 1, 4, 2, 3, 5};
        for (int i = 0; i < order.length; i++) {
            log.arrived((int) order[i], 1_000_000L * (i + 1));
        }

        ProbeAccount account = log.account(0, 6);

        assertEquals(2, account.reordered());
        assertEquals(1.0, account.longestGapMs());
        assertFalse(account.isClean());
    }

    @Test
    void shouldSayThatNothingArrived() {
        ProbeAccount account = new ProbeLog().account(10, 20);

        assertEquals(new ProbeAccount(10, 10, 0, 0, -1), account);
    }

    @Test
    void shouldKeepProbesOfAnotherStreamOut() {
        long frame = Memory.allocate(ProbeFrame.CAPACITY);
        for (Ipv8Address destination : plan.destinations()) {
            int length = ProbeFrame.write(frame, 1, 2, plan.source(destination.bits()), destination.bits(), TAG, 77);
            assertEquals(77, ProbeFrame.number(frame, length, TAG));
            assertEquals(ProbeFrame.NONE, ProbeFrame.number(frame, length, TAG + 1));
            int unpadded = destination.isIpv4() ? length - 2 : length;
            assertEquals(77, ProbeFrame.number(frame, unpadded, TAG));
            for (int cut = 0; cut < unpadded; cut++) {
                assertEquals(ProbeFrame.NONE, ProbeFrame.number(frame, cut, TAG));
            }
        }
        Memory.free(frame);
    }

    @Test
    void shouldAnswerTheRouterThatLooksForTheReceiver() {
        long frame = Memory.allocate(ProbeFrame.CAPACITY);
        ArpView view = new ArpView();
        try (ProbeSession _ = ProbeSession.start(near.left(), far.right(), plan)) {
            EthernetLayout.write(frame, 0xFFFF_FFFF_FFFFL, MAC_ROUTER_FAR, EthernetLayout.ARP);
            ArpView.writeArp8(frame + EthernetLayout.LENGTH, ArpLayout.REQUEST, MAC_ROUTER_FAR, Ipv8Address.parse("64496.10.2.0.1").bits(), 0, GATEWAY8.bits());
            far.left().send(frame, EthernetLayout.MIN_FRAME_LENGTH);
            int length = far.left().receive(frame, ProbeFrame.CAPACITY, 5_000);

            assertEquals(HeaderFault.OK, view.wrap(frame + EthernetLayout.LENGTH, length - EthernetLayout.LENGTH));
            assertEquals(ArpLayout.REPLY, view.operation());
            assertEquals(GATEWAY8.bits(), view.senderAddress());
            assertEquals(MAC_TO, view.senderMac());
        }
        Memory.free(frame);
    }

    /** @param copies how many times the path hands on the probe of a number */
    private ProbeAccount run(LongUnaryOperator copies, long durationMs) {
        path = Thread.ofPlatform().start(() -> forward(copies));
        try (ProbeSession session = ProbeSession.start(near.left(), far.right(), plan)) {
            session.pause(durationMs);
            return session.settle(0);
        }
    }

    private void forward(LongUnaryOperator copies) {
        long frame = Memory.allocate(2048);
        while (isRunning) {
            int length = near.right().receive(frame, 2048, 5);
            for (long i = length == 0 ? 0 : copies.applyAsLong(ProbeFrame.number(frame, length, TAG)); i > 0; i--) {
                far.left().send(frame, length);
            }
        }
        Memory.free(frame);
    }
}
