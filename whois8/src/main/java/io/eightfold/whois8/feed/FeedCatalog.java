// SPDX-License-Identifier: Apache-2.0
// Everything a server publishes.
package io.eightfold.whois8.feed;

import io.eightfold.whois8.signature.SignedHead;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Thread: any. */
public interface FeedCatalog {
    /** By name of the RIR. */
    List<FeedSource> sources();

    /** The source of an RIR. */
    default Optional<FeedSource> source(final String rir) {
        return sources().stream().filter(source -> source.rir().equals(rir)).findFirst();
    }

    /** Tells each new head, by the thread that made it; the listener must be quick. */
    void listen(Consumer<SignedHead> listener);

    /** Nothing is told to the listener any more; a head that is being told just now may still come. It must be the very object that was given to {@link #listen}. */
    void unlisten(Consumer<SignedHead> listener);
}
