// SPDX-License-Identifier: Apache-2.0
// What the control plane hears of validation data.
package io.eightfold.whois8.client;

import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.signature.SignedHead;
import io.eightfold.whois8.validation.Changed;
import io.eightfold.whois8.validation.DataSetState;
import io.eightfold.whois8.validation.Overrides;
import io.eightfold.whois8.validation.ValidationTable;
import java.util.List;

/**
 * What the control plane hears. All calls come from one thread, the feed's; the receiver hands them to the owner of its table in the same order, and the
 * table stays equal to the feed's own. The first call with data is {@link #onLoaded}, and there is none before there is any. A receiver that cannot take a call
 * throws: it gets {@link #onLoaded} with everything in its place, until it takes it.
 */
public interface FeedListener {
    /**
     * A table in place of the one before: at the start with the last good data if there is any, after each snapshot, and after a call that failed. Local exceptions and the use of expired data are set in it.
     *
     * @param table   the receiver's own from now on
     * @param changed whose verdicts may differ from those of the table before
     */
    void onLoaded(ValidationTable table, Changed changed);

    /** For {@link ValidationTable#apply}: a delta, or with no changes a newer head. */
    void onData(DataSetState state, SignedHead head, List<RecordChange> changes);

    /** For {@link ValidationTable#override}. */
    void onOverrides(Overrides overrides);

    /** A server's state is another than before. */
    void onServer(ServerState state);

    /** Data was refused, or the like; its word is stable. */
    void onAlarm(FeedAlarm alarm);
}
