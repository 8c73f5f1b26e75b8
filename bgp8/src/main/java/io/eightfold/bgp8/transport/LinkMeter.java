// SPDX-License-Identifier: Apache-2.0
// What the kernel measures of a session.
package io.eightfold.bgp8.transport;

import io.eightfold.bgp8.session.SessionMachine;
import io.eightfold.wire.address.Ipv8Address;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the kernel measures of a session that is up, once a second: for the Cost Factor, and for the send hold timer (RFC 9687). Thread: session. */
final class LinkMeter {
    private static final Logger LOG = LoggerFactory.getLogger(LinkMeter.class);
    private static final long EVERY_NS = 1_000_000_000L;

    private final int peer;
    private final EventRing ring;
    private TcpInfo last;
    private long atNs;

    LinkMeter(final int peer, final EventRing ring) {
        this.peer = peer;
        this.ring = ring;
    }

    /** The last measurement of the session that is up, or null. */
    TcpInfo last() {
        return last;
    }

    /** The session is up. */
    void start(final long nowNs) {
        last = null;
        atNs = nowNs + EVERY_NS;
    }

    /** It is not any more. */
    void stop() {
        last = null;
    }

    /** The earlier of that time and the next measurement. */
    long earlier(final long otherNs) {
        return atNs - otherNs < 0 ? atNs : otherNs;
    }

    void turn(final Connection connection, final SessionMachine machine, final long nowNs) {
        if (atNs - nowNs > 0) {
            return;
        }
        atNs = nowNs + EVERY_NS;
        try {
            final TcpInfo before = last;
            last = SocketOptions.info(connection.channel);
            watchSendHold(connection, before, machine, nowNs);
            // The next one is as good, when there is no room for this one.
            if (ring.hasRoom(0)) {
                ring.offer(new EventRing.Event.Measured(peer, last));
            }
        } catch (final IOException e) {
            LOG.debug("bgp8 peer={} fault=host no measurement: {}", Ipv8Address.fourOctets(machine.settings().address()), e.getMessage());
        }
    }

    /** What the kernel takes from us says little, for it has room for megabytes: it is what the peer acknowledges that counts. */
    private void watchSendHold(final Connection connection, final TcpInfo before, final SessionMachine machine, final long nowNs) {
        final boolean isWaiting = last.isOwed() || connection.isBlocked();
        if (!isWaiting || before == null || last.acknowledgedBytes() != before.acknowledgedBytes()) {
            machine.progress(connection.side, isWaiting, nowNs);
        } else {
            machine.stalled(connection.side, nowNs);
        }
    }
}
