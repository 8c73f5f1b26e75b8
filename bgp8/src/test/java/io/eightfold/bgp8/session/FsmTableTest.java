// SPDX-License-Identifier: Apache-2.0
// The table of states and events of RFC 4271.
package io.eightfold.bgp8.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.bgp8.message.Capability;
import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.ErrorKind;
import io.eightfold.bgp8.message.MessageError;
import io.eightfold.bgp8.message.MessageHeader;
import io.eightfold.bgp8.message.NotificationMessage;
import io.eightfold.bgp8.message.OpenEncoder;
import io.eightfold.bgp8.message.OpenMessage;
import io.eightfold.bgp8.message.RefreshMessage;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FsmTableTest {
    private static final byte[] UPDATE = HexFormat.of().parseHex("ffffffffffffffffffffffffffffffff00170200000000");
    private final List<byte[]> sent = new ArrayList<>();
    private final List<String> actions = new ArrayList<>();
    private final TestNeighbor neighbor = TestNeighbor.first();
    private SessionMachine machine;
    private long nowNs = 5;

    private void make() {
        machine = new SessionMachine(neighbor.build(), new ActionLog(new NothingAbove() {
            @Override
            public void send(final Side side, final byte[] message) {
                sent.add(message);
            }
        }, actions::add), 3);
    }

    private void receive(final byte[] message) {
        machine.received(Side.OUTGOING, new UnsafeBuffer(message), 0, message.length, nowNs);
    }

    private static byte[] open(final int asn) {
        return OpenEncoder.encode(new OpenMessage(asn, 90, 0x0A00_0002, List.of(new Capability.Multiprotocol(Carrier.NATIVE))));
    }

    /** Brings the machine there by the shortest way. */
    private void reach(final SessionState state) {
        neighbor.isPassive = false;
        make();
        if (state == SessionState.IDLE) {
            return;
        }
        machine.start(nowNs);
        if (state == SessionState.ACTIVE) {
            machine.connectFailed("refused", nowNs);
        }
        if (state.compareTo(SessionState.OPEN_SENT) >= 0) {
            machine.connected(Side.OUTGOING, nowNs);
        }
        if (state.compareTo(SessionState.OPEN_CONFIRM) >= 0) {
            receive(open(64_501));
        }
        if (state == SessionState.ESTABLISHED) {
            receive(MessageHeader.keepalive());
        }
        assertEquals(state, machine.state());
        sent.clear();
        actions.clear();
    }

    private void event(final String name) {
        switch (name) {
            case "start" -> machine.start(nowNs);
            case "stop" -> machine.shutdown("", nowNs);
            case "hold" -> {
                final SessionState before = machine.state();
                while (machine.state() == before) {
                    nowNs = machine.deadlineNs();
                    machine.onTime(nowNs);
                }
            }
            case "connect-retry", "idle-hold", "keepalive-timer" -> {
                nowNs = machine.deadlineNs();
                machine.onTime(nowNs);
            }
            case "connected" -> machine.connected(Side.OUTGOING, nowNs);
            case "accepted" -> {
                if (machine.accept(nowNs)) {
                    machine.connected(Side.INCOMING, nowNs);
                }
            }
            case "connect-failed" -> machine.connectFailed("refused", nowNs);
            case "closed" -> machine.closed(Side.OUTGOING, "reset", nowNs);
            case "open" -> receive(open(64_501));
            case "bad-open" -> receive(open(64_999));
            case "keepalive" -> receive(MessageHeader.keepalive());
            case "update" -> receive(UPDATE);
            case "refresh" -> receive(RefreshMessage.encode(Carrier.NATIVE, 0));
            case "notification" -> receive(new NotificationMessage(6, 4).encode());
            case "version-error" -> receive(new NotificationMessage(2, 1).encode());
            case "header-error" -> machine.framingError(Side.OUTGOING, new MessageError(ErrorKind.MARKER, "marker=0"), nowNs);
            default -> throw new IllegalArgumentException(name);
        }
    }

    private String notification() {
        for (final byte[] message : sent) {
            if (message[18] == MessageHeader.NOTIFICATION) {
                return message[19] + "/" + message[20];
            }
        }
        return "-";
    }

    /** Source: RFC 4271 §8.2.2; the last column is the NOTIFICATION, by RFC 6608 for messages out of turn. */
    @ParameterizedTest
    @CsvSource({
        "IDLE, start, CONNECT, -", "IDLE, stop, IDLE, -", "IDLE, connected, IDLE, -", "IDLE, accepted, IDLE, -", "IDLE, connect-failed, IDLE, -", "IDLE, closed, IDLE, -",
        "IDLE, open, IDLE, -", "IDLE, keepalive, IDLE, -", "IDLE, update, IDLE, -", "IDLE, notification, IDLE, -", "IDLE, header-error, IDLE, -",
        "CONNECT, start, CONNECT, -", "CONNECT, stop, IDLE, -", "CONNECT, connect-retry, CONNECT, -", "CONNECT, connected, OPEN_SENT, -", "CONNECT, accepted, OPEN_SENT, -",
        "CONNECT, connect-failed, ACTIVE, -", "CONNECT, closed, CONNECT, -", "CONNECT, open, CONNECT, -", "CONNECT, update, CONNECT, -",
        "ACTIVE, start, ACTIVE, -", "ACTIVE, stop, IDLE, -", "ACTIVE, connect-retry, CONNECT, -", "ACTIVE, connected, ACTIVE, -", "ACTIVE, accepted, OPEN_SENT, -",
        "ACTIVE, connect-failed, ACTIVE, -", "ACTIVE, closed, ACTIVE, -", "ACTIVE, keepalive, ACTIVE, -",
        "OPEN_SENT, start, OPEN_SENT, -", "OPEN_SENT, stop, IDLE, 6/2", "OPEN_SENT, hold, IDLE, 4/0", "OPEN_SENT, connect-failed, OPEN_SENT, -", "OPEN_SENT, closed, ACTIVE, -",
        "OPEN_SENT, open, OPEN_CONFIRM, -", "OPEN_SENT, bad-open, IDLE, 2/2", "OPEN_SENT, keepalive, IDLE, 5/1", "OPEN_SENT, update, IDLE, 5/1", "OPEN_SENT, refresh, IDLE, 5/1",
        "OPEN_SENT, notification, IDLE, -", "OPEN_SENT, version-error, IDLE, -", "OPEN_SENT, header-error, IDLE, 1/1", "OPEN_SENT, accepted, OPEN_SENT, -",
        "OPEN_CONFIRM, start, OPEN_CONFIRM, -", "OPEN_CONFIRM, stop, IDLE, 6/2", "OPEN_CONFIRM, keepalive-timer, OPEN_CONFIRM, -", "OPEN_CONFIRM, closed, IDLE, -",
        "OPEN_CONFIRM, open, IDLE, 5/2", "OPEN_CONFIRM, keepalive, ESTABLISHED, -", "OPEN_CONFIRM, update, IDLE, 5/2", "OPEN_CONFIRM, refresh, IDLE, 5/2",
        "OPEN_CONFIRM, notification, IDLE, -", "OPEN_CONFIRM, version-error, IDLE, -", "OPEN_CONFIRM, header-error, IDLE, 1/1", "OPEN_CONFIRM, accepted, OPEN_CONFIRM, -",
        "ESTABLISHED, start, ESTABLISHED, -", "ESTABLISHED, stop, IDLE, 6/2", "ESTABLISHED, hold, IDLE, 4/0", "ESTABLISHED, keepalive-timer, ESTABLISHED, -",
        "ESTABLISHED, closed, IDLE, -", "ESTABLISHED, open, IDLE, 5/3", "ESTABLISHED, bad-open, IDLE, 5/3", "ESTABLISHED, keepalive, ESTABLISHED, -",
        "ESTABLISHED, update, ESTABLISHED, -", "ESTABLISHED, refresh, ESTABLISHED, -", "ESTABLISHED, notification, IDLE, -", "ESTABLISHED, header-error, IDLE, 1/1",
        "ESTABLISHED, accepted, ESTABLISHED, -",
    })
    void shouldGoOn(final SessionState from, final String event, final SessionState to, final String notification) {
        reach(from);
        event(event);
        assertEquals(to, machine.state(), actions::toString);
        assertEquals(notification, notification(), actions::toString);
        if (from == SessionState.ESTABLISHED) {
            assertEquals(to == SessionState.IDLE, actions.stream().anyMatch(action -> action.startsWith("down ")), actions::toString);
        }
    }

    @Test
    void shouldSayWhichMessageWasOutOfTurn() {
        reach(SessionState.OPEN_CONFIRM);
        event("update");
        assertEquals(new NotificationMessage(5, 2, new byte[] {2}), machine.counters().lastSent());
        assertEquals("fsm-open-confirm fsm/unexpected-in-open-confirm type=2", machine.counters().lastError());
    }

    @Test
    void shouldComeOutOfIdleByItself() {
        reach(SessionState.ESTABLISHED);
        event("closed");
        event("idle-hold");
        assertEquals(SessionState.CONNECT, machine.state());
        assertTrue(nowNs >= 5 + 750_000_000L && nowNs <= 5 + 1_000_000_000L, "nowNs=" + nowNs);
    }

    @Test
    void shouldWaitForAPassiveNeighbor() {
        neighbor.isPassive = true;
        make();
        machine.start(nowNs);
        assertEquals(SessionState.ACTIVE, machine.state());
        assertTrue(machine.accept(nowNs));
        machine.connected(Side.INCOMING, nowNs);
        assertEquals(SessionState.OPEN_SENT, machine.state());
        machine.closed(Side.INCOMING, "reset", nowNs);
        assertEquals(SessionState.ACTIVE, machine.state());
        assertFalse(actions.contains("connect"));
    }

    @Test
    void shouldNotStartWhatIsShutDown() {
        neighbor.isShutdown = true;
        make();
        machine.start(nowNs);
        assertEquals(SessionState.IDLE, machine.state());
        assertFalse(machine.accept(nowNs));
    }
}
