// SPDX-License-Identifier: Apache-2.0
// Hands data of the registries over to the RIB's thread.
package io.eightfold.controlplane;

import io.eightfold.controlplane.validation.Alarm;
import io.eightfold.controlplane.validation.RouteValidation;
import io.eightfold.controlplane.validation.ServerStatus;
import io.eightfold.controlplane.validation.ValidationSink;
import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.validation.DataSetState;
import io.eightfold.whois8.validation.ValidationTable;
import java.util.List;
import java.util.function.Consumer;

/**
 * Hands data of the registries over to the RIB's thread and waits until it is in force, so that whoever reads from a server is slowed down and never ahead.
 * A call that fails has handed nothing over: data is then to be handed over as a whole table. Thread: any but the RIB's.
 */
final class ValidationInbox implements ValidationSink {
    private final RibThread thread;
    private final RouteValidation validation;

    ValidationInbox(final RibThread thread, final RouteValidation validation) {
        this.thread = thread;
        this.validation = validation;
    }

    @Override
    public void take(final ValidationTable table, final long arrivedNs) {
        tell(to -> to.take(table, arrivedNs));
    }

    @Override
    public void apply(final DataSetState after, final List<RecordChange> changes, final long arrivedNs) {
        tell(to -> to.apply(after, changes, arrivedNs));
    }

    @Override
    public void server(final ServerStatus status) {
        tell(to -> to.server(status));
    }

    @Override
    public void alarm(final Alarm alarm) {
        tell(to -> to.alarm(alarm));
    }

    private void tell(final Consumer<RouteValidation> what) {
        thread.ask(() -> {
            what.accept(validation);
            return null;
        });
    }
}
