// SPDX-License-Identifier: Apache-2.0
// Messages from a connection to the machine.
package io.eightfold.bgp8.transport;

import io.eightfold.bgp8.message.MessageException;
import io.eightfold.bgp8.message.MessageHeader;
import io.eightfold.bgp8.session.Side;
import org.agrona.concurrent.UnsafeBuffer;

/** Messages from a connection to the machine, as long as the ring has room for what comes of them. Thread: session. */
final class LinkReader implements Connection.Reader {
    private final SessionLink link;
    private final Side side;
    private final EventRing ring;

    LinkReader(final SessionLink link, final Side side, final EventRing ring) {
        this.link = link;
        this.side = side;
        this.ring = ring;
    }

    @Override
    public boolean message(final UnsafeBuffer buffer, final int offset, final int length) {
        // Refreshes too: whoever sends them without end shall not fill the memory.
        if (isForRib(MessageHeader.type(buffer, offset)) && !ring.hasRoom(length)) {
            return false;
        }
        link.machine().received(side, buffer, offset, length, link.nowNs());
        return true;
    }

    private static boolean isForRib(final int type) {
        return type == MessageHeader.UPDATE || type == MessageHeader.ROUTE_REFRESH;
    }

    @Override
    public void framingError(final MessageException fault) {
        link.machine().framingError(side, fault.error(), link.nowNs());
    }

    @Override
    public void closed(final String why) {
        link.lost(link.connection(side), why);
    }

    @Override
    public boolean isOpen() {
        return link.connection(side) != null;
    }

    @Override
    public int maxMessageBytes() {
        return link.machine().maxMessageBytes(side);
    }
}
