// SPDX-License-Identifier: Apache-2.0
// Writes down what a machine does.
package io.eightfold.bgp8.session;

import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.MessageError;
import io.eightfold.bgp8.message.SessionOptions;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;

/** Writes down what a machine does, one line an action, and passes it on. Thread: that of the machine. */
public final class ActionLog implements SessionActions {
    private final SessionActions next;
    private final Consumer<String> lines;

    public ActionLog(final SessionActions next, final Consumer<String> lines) {
        this.next = next;
        this.lines = lines;
    }

    @Override
    public void connect() {
        lines.accept("connect");
        next.connect();
    }

    @Override
    public void stopConnecting() {
        lines.accept("stop-connecting");
        next.stopConnecting();
    }

    @Override
    public void send(final Side side, final byte[] message) {
        lines.accept("send " + side + " #" + HexFormat.of().formatHex(message));
        next.send(side, message);
    }

    @Override
    public void close(final Side side) {
        lines.accept("close " + side);
        next.close(side);
    }

    @Override
    public void established(final Side side, final SessionOptions options) {
        lines.accept("established " + side + ' ' + options.holdTimeS() + ' ' + options.carriers().stream().sorted().toList());
        next.established(side, options);
    }

    @Override
    public void update(final DirectBuffer buffer, final int offset, final int length) {
        final byte[] message = new byte[length];
        buffer.getBytes(offset, message);
        lines.accept("update #" + HexFormat.of().formatHex(message));
        next.update(buffer, offset, length);
    }

    @Override
    public void refresh(final Carrier carrier, final int subtype) {
        lines.accept("refresh " + carrier.word() + ' ' + subtype);
        next.refresh(carrier, subtype);
    }

    @Override
    public void down(final SessionDown down) {
        lines.accept("down " + down);
        next.down(down);
    }

    @Override
    public void stateChanged(final SessionState from, final SessionState to, final String cause) {
        lines.accept(from.word() + " -> " + to.word() + ' ' + cause);
        next.stateChanged(from, to, cause);
    }

    @Override
    public void error(final MessageError error) {
        lines.accept("error " + error);
        next.error(error);
    }
}
