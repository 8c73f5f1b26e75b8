// SPDX-License-Identifier: Apache-2.0
// Signing keys come and go.
package io.eightfold.whois8.registry;

import com.google.gson.JsonObject;
import io.eightfold.whois8.signature.FormatException;
import io.eightfold.whois8.signature.KeyId;
import io.eightfold.whois8.signature.KeyList;
import io.eightfold.whois8.signature.KeyList.ListedKey;
import io.eightfold.whois8.signature.SigningKey;
import io.eightfold.whois8.store.StoreException;
import java.util.ArrayList;
import java.util.List;

/**
 * Each change is a key list with the next version, signed by the trust anchor, and a head signed by a key of it. Where the anchor's key is kept elsewhere,
 * {@link #prepare} makes the signing key, the list is signed there, and {@link #install} takes it.
 * <p>Thread: any; writers wait for each other.
 */
final class KeyChanges {
    private final Registry registry;

    KeyChanges(final Registry registry) {
        this.registry = registry;
    }

    /** A new key signs from now on; those before stay good for the overlap. */
    KeyList rotate(final AdminCaller caller, final String rir) throws AdminException {
        return registry.exclusively("key-rotate", rir, set -> {
            final SigningKey anchor = anchor(set);
            final SigningKey fresh = set.ring().generate();
            final List<ListedKey> keys = withNew(set, fresh);
            return take(set, next(set, keys, anchor), false, caller, "key-rotate", fresh.id().toString());
        });
    }

    /** Nothing that a key ever signed counts from now on. A new one takes its place when no other may sign now. */
    KeyList revoke(final AdminCaller caller, final String rir, final KeyId id) throws AdminException {
        return registry.exclusively("key-revoke", rir, set -> {
            final ListedKey revoked = set.keys().key(id).orElseThrow(() -> new AdminException(AdminException.Kind.NOT_FOUND, "key " + id + " is not in the key list of " + rir));
            if (revoked.isRevoked()) {
                throw new AdminException(AdminException.Kind.CONFLICT, "key " + id + " of " + rir + " is revoked already");
            }
            final SigningKey anchor = anchor(set);
            // None may sign when the clock is behind the time from which the keys are good.
            final boolean hasOther = set.ring().current(set.keys(), registry.nowS()).filter(key -> !key.id().equals(id)).isPresent();
            final List<ListedKey> keys = hasOther ? new ArrayList<>(set.keys().keys()) : withNew(set, set.ring().generate());
            keys.replaceAll(listed -> listed.key().id().equals(id) ? new ListedKey(listed.key(), listed.fromS(), listed.untilS(), true) : listed);
            return take(set, next(set, keys, anchor), true, caller, "key-revoke", id.toString());
        });
    }

    /** Makes a signing key for a list that is signed elsewhere; its public half is the answer. */
    SigningKey prepare(final AdminCaller caller, final String rir) throws AdminException {
        return registry.exclusively("key-prepare", rir, set -> {
            final SigningKey fresh = set.ring().generate();
            registry.store().audit(AuditLines.of(caller, "key-prepare", fresh.id().toString(), rir, set.head().serial(), null, registry.nowS()));
            return fresh;
        });
    }

    /** Takes a list that was signed elsewhere. */
    KeyList install(final AdminCaller caller, final String rir, final byte[] encoded) throws AdminException {
        return registry.exclusively("key-install", rir, set -> {
            final KeyList list;
            try {
                list = KeyList.decode(encoded);
            } catch (final FormatException e) {
                throw new AdminException(AdminException.Kind.BAD_REQUEST, "list: " + e.getMessage());
            }
            checkInstalled(set, list);
            final boolean isRevoking = set.keys().keys().stream().anyMatch(before -> list.key(before.key().id()).filter(after -> !after.isRevoked()).isEmpty());
            return take(set, list, isRevoking, caller, "key-install", "version " + list.version());
        });
    }

    private void checkInstalled(final AuthoritySet set, final KeyList list) throws AdminException, StoreException {
        if (!list.isSignedBy(set.anchor())) {
            throw new AdminException(AdminException.Kind.BAD_REQUEST, "list version " + list.version() + " of " + list.rir() + " is not signed by the trust anchor " + set.anchor().id()
                + " of " + set.rir());
        }
        if (list.version() <= set.keys().version()) {
            throw new AdminException(AdminException.Kind.CONFLICT, "list version " + list.version() + " is not above " + set.keys().version() + ", which is in force");
        }
        if (set.ring().current(list, registry.nowS()).isEmpty()) {
            throw new AdminException(AdminException.Kind.CONFLICT, "list version " + list.version() + " names no key that may sign now and whose private half is here; make one with key-prepare");
        }
    }

    private KeyList take(final AuthoritySet set, final KeyList list, final boolean forgetsDeltas, final AdminCaller caller, final String action, final String subject)
        throws StoreException {
        final JsonObject after = new JsonObject();
        after.addProperty("version", list.version());
        registry.renew(set, list, forgetsDeltas, List.of(AuditLines.of(caller, action, subject, set.rir(), set.head().serial(), after, registry.nowS())));
        return list;
    }

    private SigningKey anchor(final AuthoritySet set) throws AdminException, StoreException {
        final SigningKey anchor = set.ring().anchor().orElseThrow(() -> new AdminException(AdminException.Kind.CONFLICT, "the trust anchor's key " + set.ring().anchorFile()
            + " is not here; make a key with key-prepare, sign a list where the anchor is kept, and install it with key-install"));
        if (!anchor.id().equals(set.anchor().id())) {
            throw new AdminException(AdminException.Kind.CONFLICT, "key " + set.ring().anchorFile() + " is " + anchor.id() + ", not the trust anchor " + set.anchor().id() + " of " + set.rir());
        }
        return anchor;
    }

    /** The keys that have not ended yet, with an end after the overlap, and a new one. */
    private List<ListedKey> withNew(final AuthoritySet set, final SigningKey fresh) throws AdminException {
        final long nowS = registry.nowS();
        final List<ListedKey> keys = new ArrayList<>();
        for (final ListedKey listed : set.keys().keys()) {
            // A head may be used for its validity after its key's end; until then readers must find the key.
            if (listed.untilS() + registry.config().validityS() > nowS || listed.isRevoked()) {
                final long endS = Math.max(nowS, listed.fromS()) + Math.max(1, registry.config().overlapS());
                keys.add(new ListedKey(listed.key(), listed.fromS(), Math.min(listed.untilS(), endS), listed.isRevoked()));
            }
        }
        dropRevoked(keys);
        if (keys.size() >= KeyList.MAX_KEYS) {
            throw new AdminException(AdminException.Kind.CONFLICT, "key list of " + set.rir() + " holds " + keys.size() + " keys that are still good, MAX_KEYS=" + KeyList.MAX_KEYS
                + "; wait until one has ended");
        }
        keys.add(new ListedKey(fresh.publicKey(), nowS, nowS + registry.config().keyLifeS(), false));
        return keys;
    }

    /** A key that no list names counts as little as a revoked one: the oldest make room. */
    private static void dropRevoked(final List<ListedKey> keys) {
        while (keys.size() >= KeyList.MAX_KEYS && keys.stream().anyMatch(ListedKey::isRevoked)) {
            keys.remove(keys.stream().filter(ListedKey::isRevoked).findFirst().orElseThrow());
        }
    }

    private KeyList next(final AuthoritySet set, final List<ListedKey> keys, final SigningKey anchor) {
        return KeyList.issue(set.rir(), set.keys().version() + 1, registry.nowS(), keys, anchor);
    }
}
