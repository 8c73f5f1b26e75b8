// SPDX-License-Identifier: Apache-2.0
// An authority out of a backup.
package io.eightfold.whois8.registry;

import io.eightfold.whois8.signature.SignedHead;
import io.eightfold.whois8.signature.SigningKey;
import io.eightfold.whois8.store.Backup;
import io.eightfold.whois8.store.RegistryStore;
import io.eightfold.whois8.store.StoreConfig;
import io.eightfold.whois8.store.StoreException;
import io.eightfold.whois8.store.StoredSet;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * Restores a backup and moves each serial ahead. Readers have seen what was published after the backup was taken, and would refuse the restored state as an older
 * one, and later the same serials with other records as two states of one serial. Thread: startup.
 */
public final class RegistryRestore {
    /** Serials that are left out at least. */
    private static final long MIN_SKIP = 1_000;

    private RegistryRestore() {
    }

    /**
     * Fills an empty directory, and an empty database when there is one. Serials move ahead by one for each second since the backup's heads were issued, and
     * {@link #MIN_SKIP}: a registry that changed more often than that must be given a larger {@code skip}.
     *
     * @param skip serials to leave out, or 0 for the number above
     * @throws StoreException when the backup cannot be restored, or does not hold what its heads sign; the directory is then to be thrown away
     */
    public static Backup.Result restore(final Path file, final StoreConfig store, final RegistryConfig config, final long skip, final InstantSource clock)
        throws StoreException {
        final long nowS = clock.instant().getEpochSecond();
        final Backup.Result result = Backup.restore(file, store, nowS);
        try (RegistryStore opened = RegistryStore.open(store, nowS)) {
            for (final StoredSet stored : opened.sets()) {
                moveAhead(opened, AuthoritySet.load(opened, clock, stored), config, skip, nowS);
            }
        }
        return result;
    }

    private static void moveAhead(final RegistryStore store, final AuthoritySet set, final RegistryConfig config, final long skip, final long nowS) throws StoreException {
        final SignedHead head = set.head();
        final SigningKey key = set.ring().current(set.keys(), nowS).orElseThrow(() -> new StoreException("no key in the backup may sign for " + set.rir()
            + " now: its key list version " + set.keys().version() + " has ended; restore into another directory on a machine whose clock is set right, and rotate"));
        final long serial = head.serial() + (skip > 0 ? skip : MIN_SKIP + Math.max(0, nowS - head.issuedAtS()));
        final SignedHead moved = SignedHead.issue(set.rir(), serial, head.root(), head.records(), nowS, nowS + config.validityS(), key);
        final AdminCaller caller = new AdminCaller("restore", AdminRole.ADMIN, "local");
        store.moveAhead(set.rir(), head.serial(), serial, moved.encode(), AuditLines.of(caller, "restore", set.rir(), set.rir(), serial, null, nowS));
    }
}
