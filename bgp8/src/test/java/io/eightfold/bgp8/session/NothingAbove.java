// SPDX-License-Identifier: Apache-2.0
// Actions that do nothing.
package io.eightfold.bgp8.session;

import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.MessageError;
import io.eightfold.bgp8.message.SessionOptions;
import org.agrona.DirectBuffer;

/** Actions that do nothing, for tests that look at a few of them. */
public class NothingAbove implements SessionActions {
    @Override
    public void connect() {
    }

    @Override
    public void stopConnecting() {
    }

    @Override
    public void send(final Side side, final byte[] message) {
    }

    @Override
    public void close(final Side side) {
    }

    @Override
    public void established(final Side side, final SessionOptions options) {
    }

    @Override
    public void update(final DirectBuffer buffer, final int offset, final int length) {
    }

    @Override
    public void refresh(final Carrier carrier, final int subtype) {
    }

    @Override
    public void down(final SessionDown down) {
    }

    @Override
    public void stateChanged(final SessionState from, final SessionState to, final String cause) {
    }

    @Override
    public void error(final MessageError error) {
    }
}
