// SPDX-License-Identifier: Apache-2.0
// Writes down what a machine is told.
package io.eightfold.bgp8.session;

import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.MessageError;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;

/**
 * Writes down what a machine is told, one line a call: the time, the call, what it was about; free text comes last. {@link SessionReplay} reads it. The lines hold the
 * peer's messages, but no password: changed settings are kept beside them. Thread: that of the machine.
 */
public final class SessionRecorder implements SessionInputs {
    private final SessionInputs machine;
    private final Consumer<String> lines;
    private final List<NeighborSettings> settings = new ArrayList<>();

    public SessionRecorder(final SessionInputs machine, final Consumer<String> lines) {
        this.machine = machine;
        this.lines = lines;
    }

    /** Those that {@link #reconfigure} was called with, in order: its lines hold their index. */
    public List<NeighborSettings> settings() {
        return List.copyOf(settings);
    }

    private void line(final long nowNs, final String call, final Object... values) {
        final StringBuilder line = new StringBuilder().append(nowNs).append(' ').append(call);
        for (final Object value : values) {
            line.append(' ').append(value instanceof final byte[] bytes ? '#' + HexFormat.of().formatHex(bytes) : String.valueOf(value).replace('\n', ' '));
        }
        lines.accept(line.toString());
    }

    @Override
    public void start(final long nowNs) {
        line(nowNs, "start");
        machine.start(nowNs);
    }

    @Override
    public void shutdown(final String message, final long nowNs) {
        line(nowNs, "shutdown", message);
        machine.shutdown(message.replace('\n', ' '), nowNs);
    }

    @Override
    public void deconfigure(final long nowNs) {
        line(nowNs, "deconfigure");
        machine.deconfigure(nowNs);
    }

    @Override
    public void halt(final long nowNs) {
        line(nowNs, "halt");
        machine.halt(nowNs);
    }

    @Override
    public void reset(final int code, final int subcode, final String cause, final byte[] data, final long restartDelayS, final long nowNs) {
        line(nowNs, "reset", code, subcode, restartDelayS, data, cause);
        machine.reset(code, subcode, cause, data, restartDelayS, nowNs);
    }

    @Override
    public void reconfigure(final NeighborSettings next, final long nowNs) {
        line(nowNs, "reconfigure", settings.size());
        settings.add(next);
        machine.reconfigure(next, nowNs);
    }

    @Override
    public boolean accept(final long nowNs) {
        line(nowNs, "accept");
        return machine.accept(nowNs);
    }

    @Override
    public void connected(final Side side, final long nowNs) {
        line(nowNs, "connected", side);
        machine.connected(side, nowNs);
    }

    @Override
    public void connectFailed(final String why, final long nowNs) {
        line(nowNs, "connect-failed", why);
        machine.connectFailed(why, nowNs);
    }

    @Override
    public void closed(final Side side, final String why, final long nowNs) {
        line(nowNs, "closed", side, why);
        machine.closed(side, why, nowNs);
    }

    @Override
    public void received(final Side side, final DirectBuffer buffer, final int offset, final int length, final long nowNs) {
        final byte[] message = new byte[length];
        buffer.getBytes(offset, message);
        line(nowNs, "received", side, message);
        machine.received(side, buffer, offset, length, nowNs);
    }

    @Override
    public void framingError(final Side side, final MessageError error, final long nowNs) {
        line(nowNs, "framing-error", side, error.kind(), error.data(), error.value());
        machine.framingError(side, error, nowNs);
    }

    @Override
    public void progress(final Side side, final boolean isWaiting, final long nowNs) {
        line(nowNs, "progress", side, isWaiting);
        machine.progress(side, isWaiting, nowNs);
    }

    @Override
    public void stalled(final Side side, final long nowNs) {
        line(nowNs, "stalled", side);
        machine.stalled(side, nowNs);
    }

    @Override
    public void readingPaused(final boolean isPaused, final long nowNs) {
        line(nowNs, "paused", isPaused);
        machine.readingPaused(isPaused, nowNs);
    }

    @Override
    public void updatesSent(final int count) {
        line(0, "updates-sent", count);
        machine.updatesSent(count);
    }

    @Override
    public boolean requestRefresh(final Carrier carrier) {
        line(0, "refresh", carrier);
        return machine.requestRefresh(carrier);
    }

    @Override
    public void onTime(final long nowNs) {
        line(nowNs, "time");
        machine.onTime(nowNs);
    }
}
