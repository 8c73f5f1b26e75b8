// SPDX-License-Identifier: Apache-2.0
// Where verified data of the registries goes.
package io.eightfold.controlplane.validation;

import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.validation.DataSetState;
import io.eightfold.whois8.validation.ValidationTable;
import java.util.List;

/**
 * Where verified data of the registries goes, in its order. Thread: control for {@link RouteValidation}; any for who hands it over to that thread, and whose
 * calls return when the data is in force.
 */
public interface ValidationSink {
    /**
     * A table in place of the one before; the caller must not touch it any more. Every verdict is asked for again.
     *
     * @param arrivedNs when its data came, by {@link System#nanoTime}
     */
    void take(ValidationTable table, long arrivedNs);

    /** A delta that follows what was handed over before, or with no changes a newer head. */
    void apply(DataSetState after, List<RecordChange> changes, long arrivedNs);

    /** A server is otherwise than before. */
    void server(ServerStatus status);

    /** Something an operator must know. */
    void alarm(Alarm alarm);
}
