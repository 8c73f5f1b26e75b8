// SPDX-License-Identifier: Apache-2.0
// What a server publishes of one RIR.
package io.eightfold.whois8.feed;

import io.eightfold.whois8.signature.KeyList;
import io.eightfold.whois8.signature.SignedHead;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/** Thread: any. */
public interface FeedSource {
    String rir();

    KeyList keys();

    /** The present state. */
    SignedHead head();

    /** Keys and head of one moment, as a delta without changes: asked one after the other, a head could come with the list before it, which its key is not in. */
    Delta present();

    /** When the key that signed the present state may sign no more, s since 1970; without a newer one nothing can be signed from then on. 0 when the list does not name it. */
    default long keyEndsAtS() {
        final Delta present = present();
        return present.keys().key(present.head().key()).map(KeyList.ListedKey::untilS).orElse(0L);
    }

    /** Writes a snapshot; its head may be older than {@link #head}, then deltas lead on from it. */
    void writeSnapshot(OutputStream to) throws IOException;

    /**
     * Deltas that lead on from a serial, in order; none when it is the present one.
     *
     * @param limit of one answer; the reader asks again for the rest
     * @return empty when the serial is too old, or was never given: a snapshot is needed
     */
    Optional<List<Delta>> deltasFrom(long serial, int limit);
}
