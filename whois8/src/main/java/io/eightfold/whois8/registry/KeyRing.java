// SPDX-License-Identifier: Apache-2.0
// The private keys of an RIR.
package io.eightfold.whois8.registry;

import io.eightfold.whois8.signature.KeyId;
import io.eightfold.whois8.signature.KeyList;
import io.eightfold.whois8.signature.KeyList.ListedKey;
import io.eightfold.whois8.signature.SigningKey;
import io.eightfold.whois8.store.KeyFiles;
import io.eightfold.whois8.store.StoreException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Files {@code RIR-KEYID} hold signing keys, {@code RIR-anchor} the one of the trust anchor, which may be kept elsewhere. Which of them counts, the key list says.
 * <p>Thread: the writer's.
 */
final class KeyRing {
    private static final String ANCHOR = "-anchor";
    private final KeyFiles files;
    private final String rir;
    private final Map<KeyId, SigningKey> keys = new HashMap<>();

    KeyRing(final KeyFiles files, final String rir) {
        this.files = files;
        this.rir = rir;
    }

    /** The key that signs heads issued now: of those that the list allows and that are here the newest. */
    Optional<SigningKey> current(final KeyList list, final long nowS) throws StoreException {
        // Of two from the same second the one listed last.
        final List<ListedKey> allowed = list.keys().reversed().stream().filter(listed -> !listed.isRevoked() && listed.isValidAt(nowS))
            .sorted(Comparator.comparingLong(ListedKey::fromS).reversed()).toList();
        for (final ListedKey listed : allowed) {
            final Optional<SigningKey> key = key(listed.key().id());
            if (key.isPresent()) {
                return key;
            }
        }
        return Optional.empty();
    }

    /** A private key of this id, when it is here. */
    Optional<SigningKey> key(final KeyId id) throws StoreException {
        if (!keys.containsKey(id)) {
            files.read(name(id)).filter(key -> key.id().equals(id)).ifPresent(key -> keys.put(id, key));
        }
        return Optional.ofNullable(keys.get(id));
    }

    /** The trust anchor's key; empty when it is kept elsewhere. Not held in memory: it is needed seldom. */
    Optional<SigningKey> anchor() throws StoreException {
        return files.read(rir + ANCHOR);
    }

    String anchorFile() {
        return files.file(rir + ANCHOR).toString();
    }

    /** Makes a signing key, and has it on the disk before anything says that it exists. */
    SigningKey generate() throws StoreException {
        final SigningKey key = SigningKey.generate();
        files.write(name(key.id()), key);
        keys.put(key.id(), key);
        return key;
    }

    void writeAnchor(final SigningKey anchor) throws StoreException {
        files.write(rir + ANCHOR, anchor);
    }

    private String name(final KeyId id) {
        return rir + '-' + id;
    }
}
