// SPDX-License-Identifier: Apache-2.0
// What a decoder called, as text.
package io.eightfold.fibprotocol;

import java.util.ArrayList;
import java.util.List;

/** Writes each call down. */
final class Transcript implements UpdateHandler, StatusHandler {
    final List<String> calls = new ArrayList<>();
    boolean takes = true;

    private void note(final String format, final Object... values) {
        calls.add(format.formatted(values));
    }

    @Override
    public void onConnect(final long instance, final int answerStream) {
        note("connect %d %d", instance, answerStream);
    }

    @Override
    public boolean onSequence(final long epoch, final long sequence, final boolean isOpen) {
        note("sequence %d.%d%s", epoch, sequence, isOpen ? " open" : "");
        return takes;
    }

    @Override
    public void onHeartbeat(final long epoch, final long sequence) {
        note("heartbeat %d.%d", epoch, sequence);
    }

    @Override
    public void onOpen(final long epoch) {
        note("open %d", epoch);
    }

    @Override
    public void onBatchBegin(final long batch) {
        note("begin %d", batch);
    }

    @Override
    public void onHopSet(final int setId, final boolean isRecursive, final List<NextHop> hops) {
        note("set %d %b %s", setId, isRecursive, hops);
    }

    @Override
    public void onRoute(final int vrf, final long address, final int hostLength, final int setId, final int source, final int distance) {
        note("route %d %x/%d set %d source %d distance %d", vrf, address, hostLength, setId, source, distance);
    }

    @Override
    public void onBatchEnd(final long batch, final long routes, final long digest, final boolean isSnapshotEnd) {
        note("end %d %d %x %b", batch, routes, digest, isSnapshotEnd);
    }

    @Override
    public void onHello(final long instance, final long epoch, final long peer, final long configuration, final List<Port> ports) {
        note("hello %d %d %d %x %s", instance, epoch, peer, configuration, ports);
    }

    @Override
    public void onAck(final long instance, final long epoch, final long batch, final long routes, final long digest, final long refused) {
        note("ack %d %d %d %d %x %d", instance, epoch, batch, routes, digest, refused);
    }

    @Override
    public void onResync(final long instance, final long epoch, final long expected, final long seen, final ResyncCause cause) {
        note("resync %d %d %d %d %s", instance, epoch, expected, seen, cause);
    }

    @Override
    public void onGateways(final long instance, final int part, final boolean isLast, final List<Gateway> gateways) {
        note("gateways %d %d%s %s", instance, part, isLast ? " last" : "", gateways);
    }
}
