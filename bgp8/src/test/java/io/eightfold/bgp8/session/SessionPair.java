// SPDX-License-Identifier: Apache-2.0
// Two machines that talk to each other.
package io.eightfold.bgp8.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;

/** Two machines that talk to each other over a virtual wire. */
public final class SessionPair {
    private final VirtualWire wire;
    private final SessionEnd first;
    private final SessionEnd second;

    public SessionPair(final TestNeighbor first, final TestNeighbor second, final long seed, final double loss) {
        wire = new VirtualWire(seed, loss);
        this.first = new SessionEnd("first", wire, first.build(), new NothingAbove(), seed);
        this.second = new SessionEnd("second", wire, second.build(), new NothingAbove(), seed + 1);
        SessionEnd.join(this.first, this.second);
    }

    public SessionPair(final TestNeighbor first, final TestNeighbor second) {
        this(first, second, 1, 0);
    }

    public VirtualWire wire() {
        return wire;
    }

    public SessionEnd first() {
        return first;
    }

    public SessionEnd second() {
        return second;
    }

    public SessionPair start() {
        first.start();
        second.start();
        return this;
    }

    public SessionPair runForS(final long timeS) {
        wire.runForS(timeS);
        return this;
    }

    /** Both are up, and on the same connection. */
    public SessionPair assertUp() {
        assertEquals(SessionState.ESTABLISHED, first.machine().state(), this::toString);
        assertEquals(SessionState.ESTABLISHED, second.machine().state(), this::toString);
        assertNotNull(first.connection());
        assertSame(first.connection(), second.connection(), this::toString);
        return this;
    }

    public static SessionPair up(final TestNeighbor first, final TestNeighbor second) {
        return new SessionPair(first, second).start().runForS(20).assertUp();
    }

    /** What both did. */
    @Override
    public String toString() {
        return String.join("\n", first.log()) + '\n' + String.join("\n", second.log());
    }
}
