// SPDX-License-Identifier: Apache-2.0
// A link that lets the other side work while its owner waits, so that one thread can play both.
package io.eightfold.host.testing;

import io.eightfold.host.link.RawLink;

/** Runs {@code pump} before each receive; waiting in vain costs manual time instead of real time. */
public record PumpedLink(RawLink delegate, ManualClock clock, Runnable pump) implements RawLink {
    @Override
    public int receive(long address, int capacityBytes, long timeoutMs) {
        pump.run();
        int lengthBytes = delegate.receive(address, capacityBytes, 0);
        if (lengthBytes == 0) {
            clock.advanceMs(timeoutMs);
        }
        return lengthBytes;
    }

    @Override
    public void send(long address, int lengthBytes) {
        delegate.send(address, lengthBytes);
    }

    @Override
    public long mac() {
        return delegate.mac();
    }

    @Override
    public int mtu() {
        return delegate.mtu();
    }

    @Override
    public void close() {
        delegate.close();
    }
}
