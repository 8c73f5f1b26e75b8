// SPDX-License-Identifier: Apache-2.0
// Who gets verified data.
package io.eightfold.whois8.client;

import io.eightfold.whois8.feed.DataSet;
import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.record.RegistryRecord;
import java.util.List;

/**
 * Gets what a {@link FeedFollower} has verified; all calls come from its thread, in order. A call that fails is logged and changes nothing of what was verified:
 * the sink has to make it good in {@link #settle}.
 */
public interface FeedSink {
    /** The records of a snapshot, which count only when {@link #loaded} is called; another {@link #begin} of the RIR means that they do not. */
    interface Loading {
        void record(RegistryRecord value);

        /** @param server its URL, empty for the disk */
        void loaded(DataSet dataSet, String server);
    }

    /** A snapshot is about to be read. */
    Loading begin(String rir);

    /** A delta, or with no changes a newer head of the same state. */
    void changed(DataSet dataSet, List<RecordChange> changes, String server);

    /** The last good data has been read, or there is none: what follows comes from servers. */
    void restored();

    /**
     * Makes good what a call before could not do. It comes after each call, and again after {@code retryMin} while anything is left.
     *
     * @return whether nothing is left
     */
    boolean settle();

    void server(ServerState state);

    void alarm(FeedAlarm alarm);
}
