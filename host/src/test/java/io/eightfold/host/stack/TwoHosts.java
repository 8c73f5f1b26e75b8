// SPDX-License-Identifier: Apache-2.0
// Two stacks on one link, with a clock that tests advance.
package io.eightfold.host.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eightfold.host.link.LinkPair;
import io.eightfold.host.testing.ManualClock;
import io.eightfold.wire.address.InterfaceAddress;
import io.eightfold.wire.address.Ipv8Address;
import java.util.ArrayList;
import java.util.List;

/** Left is the one under test, right answers; notices of the left one are kept. */
final class TwoHosts implements AutoCloseable {
    static final Ipv8Address LEFT = Ipv8Address.parse("64496.10.1.0.10");
    static final Ipv8Address RIGHT = Ipv8Address.parse("64496.10.1.0.20");
    static final Ipv8Address LEFT_IPV4 = Ipv8Address.parse("10.1.0.10");
    static final Ipv8Address RIGHT_IPV4 = Ipv8Address.parse("10.1.0.20");
    static final long LEFT_MAC = 0x020000000001L;
    static final long RIGHT_MAC = 0x020000000002L;

    final ManualClock clock = new ManualClock();
    final List<HostNotice> notices = new ArrayList<>();
    final HostStack left;
    final HostStack right;

    TwoHosts(HostRole leftRole) {
        LinkPair pair = new LinkPair(LEFT_MAC, RIGHT_MAC, 1500);
        left = new HostStack(config("64496.10.1.0.10/24").withRole(leftRole), pair.left(), clock);
        right = new HostStack(config("64496.10.1.0.20/24").withUdpServices(), pair.right(), clock);
        left.onNotice(notices::add);
    }

    static HostConfig config(String address) {
        return HostConfig.of(InterfaceAddress.parse(address), Ipv8Address.parse("64496.10.1.0.1"));
    }

    /** Lets both work until nothing is under way. */
    void settle() {
        int count;
        do {
            count = left.turn(0) + right.turn(0);
        } while (count > 0);
    }

    void advanceMs(long durationMs) {
        clock.advanceMs(durationMs);
        settle();
    }

    <T extends HostNotice> T only(Class<T> kind) {
        assertEquals(1, notices.size(), () -> notices + " left " + left.counters() + " right " + right.counters());
        return kind.cast(notices.getFirst());
    }

    static long count(HostStack stack, HostCounter counter) {
        return stack.counters().value(counter);
    }

    @Override
    public void close() {
        for (HostStack stack : List.of(left, right)) {
            assertEquals(count(stack, HostCounter.FRAMES_RECEIVED), stack.counters().sum(HostCounter.Group.RECEIVE),
                () -> "each frame ends once: " + stack.counters());
            stack.close();
        }
    }
}
