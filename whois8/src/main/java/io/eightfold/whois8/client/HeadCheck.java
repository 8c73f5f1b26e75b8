// SPDX-License-Identifier: Apache-2.0
// Whether a head is what its RIR signed.
package io.eightfold.whois8.client;

import io.eightfold.whois8.feed.DataSet;
import io.eightfold.whois8.feed.Delta;
import io.eightfold.whois8.feed.FeedException;
import io.eightfold.whois8.feed.FeedFault;
import io.eightfold.whois8.signature.KeyList.ListedKey;
import io.eightfold.whois8.signature.SignedHead;
import io.eightfold.whois8.signature.TrustAnchor;
import java.util.List;

/** Checks the signatures of a head by itself, without data: enough to compare what servers show. Thread: any. */
final class HeadCheck {
    private HeadCheck() {
    }

    /** @throws FeedException when nobody who is trusted signed it */
    static void require(final Delta head, final List<TrustAnchor> anchors) throws FeedException {
        final TrustAnchor anchor = anchors.stream().filter(trusted -> trusted.id().equals(head.keys().anchor())).findFirst()
            .orElseThrow(() -> new FeedException(FeedFault.UNKNOWN_ANCHOR, "key list of " + head.head().rir() + " is signed by " + head.keys().anchor() + ", which is not trusted"));
        if (!head.head().rir().equals(anchor.rir())) {
            throw new FeedException(FeedFault.FOREIGN_RECORD, "head of " + head.head().rir() + " with keys of " + anchor.rir());
        }
        final ListedKey key = head.keys().key(head.head().key())
            .orElseThrow(() -> new FeedException(FeedFault.UNKNOWN_KEY, "head of " + head.head().rir() + " is signed by " + head.head().key() + ", which its key list does not name"));
        if (!head.keys().isSignedBy(anchor) || !head.head().isSignedBy(key.key())) {
            throw new FeedException(FeedFault.BAD_SIGNATURE, "a signature of the head of " + head.head().rir() + " does not fit");
        }
        if (key.isRevoked()) {
            throw new FeedException(FeedFault.KEY_REVOKED, "head of " + head.head().rir() + " is signed by " + head.head().key() + ", which is revoked");
        }
        if (!key.isValidAt(head.head().issuedAtS())) {
            throw new FeedException(FeedFault.KEY_EXPIRED, "head of " + head.head().rir() + " was issued outside the time of its key " + head.head().key());
        }
    }

    /**
     * Whether what a head announces is worth fetching.
     *
     * @throws FeedException when nobody who is trusted signed it, or not for now
     */
    static void requireNews(final Delta head, final List<TrustAnchor> anchors, final long nowS) throws FeedException {
        require(head, anchors);
        final SignedHead signed = head.head();
        final String what = "head of " + signed.rir() + " serial " + signed.serial();
        if (signed.issuedAtS() > nowS + DataSet.CLOCK_SKEW_S) {
            throw new FeedException(FeedFault.NOT_YET_VALID, what + " was issued " + (signed.issuedAtS() - nowS) + " s in the future; set this clock or the registry's");
        }
        if (signed.expiresAtS() <= nowS) {
            throw new FeedException(FeedFault.EXPIRED, what + " expired " + (nowS - signed.expiresAtS()) + " s ago");
        }
        if (signed.records() > DataSet.MAX_RECORDS) {
            throw new FeedException(FeedFault.TOO_LARGE, signed.records() + " records of " + signed.rir() + " > MAX_RECORDS=" + DataSet.MAX_RECORDS);
        }
    }
}
