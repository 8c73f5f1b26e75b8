// SPDX-License-Identifier: Apache-2.0
// A control plane for tests.
package io.eightfold.whois8.client;

import io.eightfold.whois8.feed.FeedFault;
import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.signature.SignedHead;
import io.eightfold.whois8.validation.Changed;
import io.eightfold.whois8.validation.DataSetState;
import io.eightfold.whois8.validation.Overrides;
import io.eightfold.whois8.validation.ValidationTable;
import io.eightfold.whois8.validation.VerdictReason;
import io.eightfold.wire.address.Ipv8Prefix;
import java.util.Arrays;
import java.util.HashMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Assertions;

/** Does with the table what a control plane does. Thread: any. */
final class TestRouter implements FeedListener {
    private static final long DEADLINE_NS = 20_000_000_000L;
    private final LongSupplier nowS;
    private final Map<String, ServerState> states = new HashMap<>();
    private final List<FeedAlarm> alarms = new ArrayList<>();
    private ValidationTable table;
    private int tables;
    private volatile boolean isDeaf;

    TestRouter(final LongSupplier nowS) {
        this.nowS = nowS;
    }

    /** Takes nothing, like a RIB that does not answer. */
    void deaf(final boolean is) {
        isDeaf = is;
    }

    private void requireHearing() {
        if (isDeaf) {
            throw new IllegalStateException("the RIB does not answer");
        }
    }

    @Override
    public synchronized void onLoaded(final ValidationTable loaded, final Changed changed) {
        requireHearing();
        table = loaded;
        tables++;
    }

    @Override
    public synchronized void onData(final DataSetState state, final SignedHead head, final List<RecordChange> changes) {
        requireHearing();
        table.apply(state, changes, nowS.getAsLong());
    }

    @Override
    public synchronized void onOverrides(final Overrides overrides) {
        requireHearing();
        table.override(overrides, nowS.getAsLong());
    }

    @Override
    public synchronized void onServer(final ServerState state) {
        requireHearing();
        states.put(state.server(), state);
    }

    @Override
    public synchronized void onAlarm(final FeedAlarm alarm) {
        requireHearing();
        alarms.add(alarm);
    }

    synchronized void forget() {
        table = null;
        tables = 0;
        alarms.clear();
        states.clear();
    }

    /** Null: no table was handed over yet. */
    synchronized VerdictReason reason(final String prefix) {
        final Ipv8Prefix route = Ipv8Prefix.parse(prefix);
        return table == null ? null : table.reason(route.address().bits(), route.hostLength(), route.address().asn(), nowS.getAsLong());
    }

    synchronized long serial() {
        return table == null ? 0 : table.dataSets().getFirst().serial();
    }

    synchronized int tables() {
        return tables;
    }

    synchronized ServerState state(final TestFeedServer server) {
        return states.getOrDefault(server.url().toString(), new ServerState("", "unknown", false, Map.of(), Map.of(), "", "", 0, 0, 0, 0));
    }

    synchronized List<FeedAlarm> alarms() {
        return List.copyOf(alarms);
    }

    void awaitAlarm(final FeedFault... anyOf) {
        await("alarm " + Arrays.toString(anyOf), () -> alarms().stream().anyMatch(alarm -> Arrays.stream(anyOf).anyMatch(fault -> fault.word().equals(alarm.word()))));
    }

    void await(final String what, final BooleanSupplier condition) {
        final long deadlineNs = System.nanoTime() + DEADLINE_NS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadlineNs > 0) {
                Assertions.fail(what + " did not come; servers " + states + ", alarms " + alarms());
            }
            try {
                Thread.sleep(2);
            } catch (final InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
