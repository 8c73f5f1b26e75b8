// SPDX-License-Identifier: Apache-2.0
// Why data of a registry is not taken.
package io.eightfold.whois8.feed;

/** Each refusal has a name; the word is in logs, metrics and alarms. */
public enum FeedFault {
    /** It ends before its end. */
    TRUNCATED("truncated"),
    /** It is not of the format. */
    MALFORMED("malformed"),
    /** More records or bytes than a reader takes. */
    TOO_LARGE("too-large"),
    /** The key list is signed by nobody who is trusted for the RIR. */
    UNKNOWN_ANCHOR("unknown-anchor"),
    /** The head names a key that is not in the list. */
    UNKNOWN_KEY("unknown-key"),
    /** The head was issued outside the time its key is valid for. */
    KEY_EXPIRED("key-expired"),
    /** The head's key is revoked. */
    KEY_REVOKED("key-revoked"),
    /** A signature does not fit. */
    BAD_SIGNATURE("bad-signature"),
    /** The records do not give the root that is signed. */
    ROOT_MISMATCH("root-mismatch"),
    /** A delta that does not follow the state at hand. */
    WRONG_SERIAL("wrong-serial"),
    /** A serial below one that was seen. */
    ROLLED_BACK("rolled-back"),
    /** A key list older than one that was seen. */
    KEYS_ROLLED_BACK("keys-rolled-back"),
    /** Two states under one serial, or two key lists under one version: the registry says different things to different readers. */
    EQUIVOCATION("equivocation"),
    /** Its stated time is over. */
    EXPIRED("expired"),
    /** It was issued in the future; one of the clocks is wrong. */
    NOT_YET_VALID("not-yet-valid"),
    /** It would count for longer than a reader lets any state count. */
    LIFE_TOO_LONG("life-too-long"),
    /** A record of another RIR, or of an ASN the RIR may not speak of. */
    FOREIGN_RECORD("foreign-record");

    private final String word;

    FeedFault(final String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
