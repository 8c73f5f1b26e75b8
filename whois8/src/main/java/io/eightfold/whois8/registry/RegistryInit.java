// SPDX-License-Identifier: Apache-2.0
// The beginning of a data set.
package io.eightfold.whois8.registry;

import io.eightfold.whois8.signature.AsnRanges;
import io.eightfold.whois8.signature.KeyList;
import io.eightfold.whois8.signature.KeyList.ListedKey;
import io.eightfold.whois8.signature.MerkleTree;
import io.eightfold.whois8.signature.SignedHead;
import io.eightfold.whois8.signature.SigningKey;
import io.eightfold.whois8.signature.TrustAnchor;
import io.eightfold.whois8.store.RegistryStore;
import io.eightfold.whois8.store.StoreException;
import io.eightfold.whois8.store.StoredSet;
import java.util.List;

/** Makes keys and an empty data set of serial 1. Thread: startup, before {@link Registry#open}. */
public final class RegistryInit {
    private static final long FIRST = 1;

    private RegistryInit() {
    }

    /**
     * Makes a data set. The anchor's private key may be taken out of the directory afterwards and kept offline.
     *
     * @param asns those the registry may speak of
     * @return what readers are configured with
     * @throws StoreException when there is one of this name
     */
    public static TrustAnchor create(final RegistryStore store, final String rir, final AsnRanges asns, final RegistryConfig config, final AdminCaller caller, final long nowS)
        throws StoreException {
        if (store.set(rir).isPresent()) {
            throw new StoreException("data set " + rir + " is in database " + store.config().shown() + " already; choose another name");
        }
        final KeyRing ring = new KeyRing(store.keyFiles(), rir);
        if (ring.anchor().isPresent()) {
            throw new StoreException("key " + ring.anchorFile() + " is there already, but no data set " + rir + "; move the file away, or restore the database it belongs to");
        }
        final SigningKey anchorKey = SigningKey.generate();
        final TrustAnchor anchor = new TrustAnchor(rir, anchorKey.publicKey(), asns);
        final SigningKey key = ring.generate();
        final KeyList keys = KeyList.issue(rir, FIRST, nowS, List.of(new ListedKey(key.publicKey(), nowS, nowS + config.keyLifeS(), false)), anchorKey);
        final SignedHead head = SignedHead.issue(rir, FIRST, new MerkleTree().root(), 0, nowS, nowS + config.validityS(), key);
        ring.writeAnchor(anchorKey);
        store.create(new StoredSet(rir, anchor.toString(), FIRST, head.encode(), FIRST, keys.encode()), AuditLines.of(caller, "init", rir, rir, FIRST, null, nowS));
        return anchor;
    }
}
