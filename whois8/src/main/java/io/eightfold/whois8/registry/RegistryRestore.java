// SPDX-License-Identifier: Apache-2.0
// An authority out of a backup.
package io.eightfold.whois8.registry;

import com.google.gson.JsonObject;
import io.eightfold.whois8.signature.KeyList;
import io.eightfold.whois8.signature.KeyList.ListedKey;
import io.eightfold.whois8.signature.SignedHead;
import io.eightfold.whois8.signature.SigningKey;
import io.eightfold.whois8.store.Backup;
import io.eightfold.whois8.store.RegistryStore;
import io.eightfold.whois8.store.StoreConfig;
import io.eightfold.whois8.store.StoreException;
import io.eightfold.whois8.store.StoredSet;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Restores a backup and moves serials and key lists ahead. Readers have seen what was published after the backup was taken, and would refuse the restored state as an older
 * one, and later the same serials with other records as two states of one serial. Which of its keys were revoked since, the backup does not know: none of them counts any
 * more, a new one signs. Thread: startup.
 */
public final class RegistryRestore {
    /** Serials that are left out at least. */
    private static final long MIN_SKIP = 1_000;
    /** Versions of the key list that are left out: more than anybody rotates keys between two backups. */
    private static final long KEY_LIST_SKIP = 1_000;
    private static final AdminCaller CALLER = new AdminCaller("restore", AdminRole.ADMIN, "local");

    /**
     * What the operator knows.
     *
     * @param skip      serials to leave out, or 0 for one for each second since the backup's heads were issued, and {@link #MIN_SKIP}: a registry that changed more often
     *                  than that must be given a larger number
     * @param anchors   keys of trust anchors that are kept elsewhere, as far as the backup does not hold them
     * @param keepsKeys true when no key was rotated or revoked since the backup: its key lists stay
     */
    public record Wishes(long skip, List<SigningKey> anchors, boolean keepsKeys) {
        public static final Wishes DEFAULT = new Wishes(0, List.of(), false);

        public Wishes {
            anchors = List.copyOf(anchors);
        }
    }

    private final RegistryStore store;
    private final RegistryConfig config;
    private final Wishes wishes;
    private final long nowS;

    private RegistryRestore(final RegistryStore store, final RegistryConfig config, final Wishes wishes, final long nowS) {
        this.store = store;
        this.config = config;
        this.wishes = wishes;
        this.nowS = nowS;
    }

    /**
     * Fills an empty directory, and an empty database when there is one.
     *
     * @throws StoreException when the backup cannot be restored, does not hold what its heads sign, or the key of a trust anchor is needed and not at hand; the directory
     *                        is then to be thrown away
     */
    public static Backup.Result restore(final Path file, final StoreConfig store, final RegistryConfig config, final Wishes wishes, final InstantSource clock)
        throws StoreException {
        final long nowS = clock.instant().getEpochSecond();
        final Backup.Result result = Backup.restore(file, store, nowS);
        try (RegistryStore opened = RegistryStore.open(store, nowS)) {
            final RegistryRestore restore = new RegistryRestore(opened, config, wishes, nowS);
            for (final StoredSet stored : opened.sets()) {
                restore.moveAhead(AuthoritySet.load(opened, clock, stored));
            }
        }
        return result;
    }

    private void moveAhead(final AuthoritySet set) throws StoreException {
        final SignedHead head = set.head();
        final KeyList keys = wishes.keepsKeys() ? set.keys() : freshKeys(set);
        final SigningKey key = set.ring().current(keys, nowS).orElseThrow(() -> new StoreException("no key in the backup may sign for " + set.rir()
            + " now: its key list version " + keys.version() + " has ended; restore into another directory without keeping its keys"));
        final long serial = head.serial() + (wishes.skip() > 0 ? wishes.skip() : MIN_SKIP + Math.max(0, nowS - head.issuedAtS()));
        final SignedHead moved = SignedHead.issue(set.rir(), serial, head.root(), head.records(), nowS, nowS + config.validityS(), key);
        final JsonObject after = new JsonObject();
        after.addProperty("version", keys.version());
        store.moveAhead(set.rir(), head.serial(), serial, moved.encode(), keys.version(), wishes.keepsKeys() ? new byte[0] : keys.encode(),
            AuditLines.of(CALLER, "restore", set.rir(), set.rir(), serial, after, nowS));
    }

    /** A new key, and those of the backup as revoked: the newest of them, when they are too many. */
    private KeyList freshKeys(final AuthoritySet set) throws StoreException {
        final SigningKey anchor = anchor(set);
        final List<ListedKey> before = set.keys().keys();
        final List<ListedKey> keys = new ArrayList<>();
        before.subList(Math.max(0, before.size() + 1 - KeyList.MAX_KEYS), before.size()).forEach(listed -> keys.add(new ListedKey(listed.key(), listed.fromS(), listed.untilS(), true)));
        keys.add(new ListedKey(set.ring().generate().publicKey(), nowS, nowS + config.keyLifeS(), false));
        return KeyList.issue(set.rir(), set.keys().version() + KEY_LIST_SKIP, nowS, keys, anchor);
    }

    private SigningKey anchor(final AuthoritySet set) throws StoreException {
        final Optional<SigningKey> here = set.ring().anchor().filter(key -> key.id().equals(set.anchor().id()));
        return here.or(() -> wishes.anchors().stream().filter(key -> key.id().equals(set.anchor().id())).findFirst()).orElseThrow(() -> new StoreException(
            "the key of trust anchor " + set.anchor().id() + " of " + set.rir() + " is not in the backup, and without it the keys of the backup cannot be replaced, which may have been"
            + " revoked since; empty the directory " + store.config().directory() + " and give the key with --anchor FILE, or --keep-keys when no key was rotated or revoked since"));
    }
}
