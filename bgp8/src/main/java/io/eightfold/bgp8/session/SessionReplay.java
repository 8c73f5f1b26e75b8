// SPDX-License-Identifier: Apache-2.0
// Tells a machine what another was told.
package io.eightfold.bgp8.session;

import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.ErrorKind;
import io.eightfold.bgp8.message.MessageError;
import java.util.HexFormat;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Tells a machine what another was told, from the lines of {@link SessionRecorder}: with the same settings and seed it does the same. Thread: that of the machine. */
public final class SessionReplay {
    private final SessionInputs machine;
    private final List<NeighborSettings> settings;

    /** @param settings those of {@link SessionRecorder#settings} */
    public SessionReplay(final SessionInputs machine, final List<NeighborSettings> settings) {
        this.machine = machine;
        this.settings = List.copyOf(settings);
    }

    /** @throws IllegalArgumentException when it is not a line of a recorder */
    public void line(final String line) {
        final String[] head = line.split(" ", 3);
        if (head.length < 2) {
            throw new IllegalArgumentException("'" + line + "' is not TIME CALL ...; it must be a line of a recorder");
        }
        call(Long.parseLong(head[0]), head[1], head.length < 3 ? "" : head[2]);
    }

    private void call(final long nowNs, final String call, final String rest) {
        final String[] two = rest.split(" ", 2);
        final String last = two.length < 2 ? "" : two[1];
        switch (call) {
            case "start" -> machine.start(nowNs);
            case "shutdown" -> machine.shutdown(rest, nowNs);
            case "deconfigure" -> machine.deconfigure(nowNs);
            case "halt" -> machine.halt(nowNs);
            case "reset" -> reset(rest.split(" ", 5), nowNs);
            case "reconfigure" -> machine.reconfigure(settings.get(Integer.parseInt(rest)), nowNs);
            case "accept" -> machine.accept(nowNs);
            case "connected" -> machine.connected(Side.valueOf(rest), nowNs);
            case "connect-failed" -> machine.connectFailed(rest, nowNs);
            case "closed" -> machine.closed(Side.valueOf(two[0]), last, nowNs);
            case "received" -> received(Side.valueOf(two[0]), bytes(last), nowNs);
            case "framing-error" -> framingError(rest.split(" ", 4), nowNs);
            case "progress" -> machine.progress(Side.valueOf(two[0]), Boolean.parseBoolean(last), nowNs);
            case "stalled" -> machine.stalled(Side.valueOf(rest), nowNs);
            case "paused" -> machine.readingPaused(Boolean.parseBoolean(rest), nowNs);
            case "updates-sent" -> machine.updatesSent(Integer.parseInt(rest));
            case "refresh" -> machine.requestRefresh(Carrier.valueOf(rest));
            case "time" -> machine.onTime(nowNs);
            default -> throw new IllegalArgumentException("'" + call + "' is no call of a recorder");
        }
    }

    private void reset(final String[] part, final long nowNs) {
        machine.reset(Integer.parseInt(part[0]), Integer.parseInt(part[1]), part[4], bytes(part[3]), Long.parseLong(part[2]), nowNs);
    }

    private void received(final Side side, final byte[] message, final long nowNs) {
        machine.received(side, new UnsafeBuffer(message), 0, message.length, nowNs);
    }

    private void framingError(final String[] part, final long nowNs) {
        machine.framingError(Side.valueOf(part[0]), new MessageError(ErrorKind.valueOf(part[1]), part[3], bytes(part[2])), nowNs);
    }

    private static byte[] bytes(final String text) {
        return HexFormat.of().parseHex(text, 1, text.length());
    }
}
