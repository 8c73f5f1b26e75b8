// SPDX-License-Identifier: Apache-2.0
// The signed state of a data set.
package io.eightfold.whois8.signature;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * <pre>
 *   "E8HD"                   4
 *   rir                    1+n
 *   serial                   8     1 for the first state, one more with each change
 *   root                    32     of the {@link MerkleTree} over all records
 *   number of records        8
 *   issued, s since 1970     8
 *   expires                  8     until when it may be used without a newer one
 *   signing key's id         8
 *   signature               64     over all before
 * </pre>
 * The same state is issued again, with later times, before it expires. Thread: any; immutable.
 */
public final class SignedHead {
    /** Bytes of the longest head. */
    public static final int MAX_BYTES = 4 + 17 + 8 + 32 + 8 + 8 + 8 + 8 + 64;
    private static final String MAGIC = "E8HD";
    private static final String PURPOSE = "eightfold whois8 head";

    private final String rir;
    private final long serial;
    private final byte[] root;
    private final long records;
    private final long issuedAtS;
    private final long expiresAtS;
    private final KeyId key;
    private final byte[] encoded;

    private SignedHead(final String rir, final long serial, final byte[] root, final long records, final long issuedAtS, final long expiresAtS, final KeyId key,
                       final byte[] encoded) {
        if (serial < 1 || records < 0 || issuedAtS < 0 || expiresAtS <= issuedAtS) {
            throw new FormatException("head of " + rir + " with serial=" + serial + " records=" + records + " issued=" + issuedAtS + " expires=" + expiresAtS
                + "; serials begin at 1, and it must expire after it was issued");
        }
        this.rir = rir;
        this.serial = serial;
        this.root = root;
        this.records = records;
        this.issuedAtS = issuedAtS;
        this.expiresAtS = expiresAtS;
        this.key = key;
        this.encoded = encoded;
    }

    /** A signed head. */
    public static SignedHead issue(final String rir, final long serial, final byte[] root, final long records, final long issuedAtS, final long expiresAtS,
                                   final SigningKey key) {
        final ByteBuffer to = ByteBuffer.allocate(MAX_BYTES);
        to.put(Wire.magic(MAGIC));
        Wire.rir(rir, to);
        to.putLong(serial).put(root, 0, Wire.HASH_BYTES).putLong(records).putLong(issuedAtS).putLong(expiresAtS).putLong(key.id().value());
        to.put(key.sign(Wire.message(PURPOSE, to.array(), to.position())));
        return new SignedHead(rir, serial, root.clone(), records, issuedAtS, expiresAtS, key.id(), Arrays.copyOf(to.array(), to.position()));
    }

    /** @throws FormatException for bytes that are no head; says nothing of the signature */
    public static SignedHead decode(final byte[] bytes) {
        return Wire.decode("head", MAGIC, bytes, from -> {
            final SignedHead head = new SignedHead(Wire.rir(from), from.getLong(), Wire.bytes(from, Wire.HASH_BYTES), from.getLong(), from.getLong(), from.getLong(),
                new KeyId(from.getLong()), bytes.clone());
            Wire.bytes(from, Wire.SIGNATURE_BYTES);
            return head;
        });
    }

    /** The bytes, signature included. */
    public byte[] encode() {
        return encoded.clone();
    }

    public boolean isSignedBy(final VerifyKey by) {
        final int signed = encoded.length - Wire.SIGNATURE_BYTES;
        return by.id().equals(key) && by.verify(Wire.message(PURPOSE, encoded, signed), Arrays.copyOfRange(encoded, signed, encoded.length));
    }

    /** Whether two heads are of the same state, whenever they were issued. */
    public boolean isSameState(final SignedHead other) {
        return rir.equals(other.rir) && serial == other.serial && hasRoot(other.root) && records == other.records;
    }

    public boolean hasRoot(final byte[] other) {
        return Arrays.equals(root, other);
    }

    public String rir() {
        return rir;
    }

    public long serial() {
        return serial;
    }

    public byte[] root() {
        return root.clone();
    }

    public long records() {
        return records;
    }

    public long issuedAtS() {
        return issuedAtS;
    }

    public long expiresAtS() {
        return expiresAtS;
    }

    public KeyId key() {
        return key;
    }

    /** The root in hex. */
    public String rootText() {
        return HexFormat.of().formatHex(root);
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof SignedHead head && Arrays.equals(encoded, head.encoded);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encoded);
    }

    @Override
    public String toString() {
        return rir + " serial=" + serial + " records=" + records + " root=" + rootText().substring(0, 16) + " issued=" + issuedAtS + " expires=" + expiresAtS + " key=" + key;
    }
}
