// SPDX-License-Identifier: Apache-2.0
// Where a server's records come from.
package io.eightfold.whois8.service;

import io.eightfold.whois8.feed.FeedCatalog;
import io.eightfold.whois8.index.RecordIndex;
import io.eightfold.whois8.registry.AdminService;
import java.util.Optional;

/** Thread: any. */
public interface RecordService extends AutoCloseable {
    /** What questions are answered from. */
    RecordIndex index();

    /** What is published to readers that verify it themselves. */
    FeedCatalog feeds();

    /** Empty where nothing can be changed. */
    Optional<AdminService> admin();

    /** Whether what a registry has said may still be used. */
    default boolean isLive(final String rir, final long nowS) {
        return feeds().source(rir).filter(source -> nowS < source.head().expiresAtS()).isPresent();
    }

    @Override
    void close();
}
