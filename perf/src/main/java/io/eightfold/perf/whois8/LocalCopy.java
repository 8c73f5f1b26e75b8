// SPDX-License-Identifier: Apache-2.0
// A validator's copy of a registry.
package io.eightfold.perf.whois8;

import io.eightfold.whois8.feed.DataSet;
import io.eightfold.whois8.feed.Delta;
import io.eightfold.whois8.feed.FeedException;
import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.signature.SignedHead;
import io.eightfold.whois8.signature.TrustAnchor;
import io.eightfold.whois8.validation.DataSetState;
import io.eightfold.whois8.validation.ValidationTable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;

/**
 * Hashes and table, taken in as the control plane does it: nothing gets into the table before all of it is verified. Thread: one at a time.
 *
 * @param dataSet the hashes, and what was signed
 * @param table   ready for verdicts
 */
record LocalCopy(DataSet dataSet, ValidationTable table, long nowS) {

    /** Verifies a snapshot and makes the table. */
    static LocalCopy load(final TrustAnchor anchor, final byte[] snapshot, final long nowS) {
        final DataSet dataSet = new DataSet(List.of(anchor));
        final ValidationTable table = new ValidationTable(List.of(new ValidationTable.Source(anchor.rir(), anchor.asns()::contains)));
        final ValidationTable.Loading loading = table.load(anchor.rir());
        try {
            dataSet.load(new ByteArrayInputStream(snapshot), loading::add, DataSet.Age.LIVE, nowS);
        } catch (final FeedException | IOException e) {
            throw refused("snapshot", e);
        }
        loading.finish(state(dataSet), nowS);
        return new LocalCopy(dataSet, table, nowS);
    }

    /** Decodes, verifies and takes in a delta. */
    void apply(final byte[] delta) {
        try {
            final List<RecordChange> changes = dataSet.apply(Delta.decode(delta), DataSet.Age.LIVE, nowS);
            table.apply(state(dataSet), changes, nowS);
        } catch (final FeedException e) {
            throw refused("delta", e);
        }
    }

    private static DataSetState state(final DataSet of) {
        final SignedHead head = of.head().orElseThrow();
        return new DataSetState(of.rir(), head.serial(), head.issuedAtS(), head.expiresAtS(), head.records(), "");
    }

    private static IllegalStateException refused(final String what, final Exception e) {
        return new IllegalStateException("the validator refuses the generated " + what + ": " + e.getMessage() + "; nothing is reported", e);
    }
}
