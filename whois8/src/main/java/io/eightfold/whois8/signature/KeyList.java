// SPDX-License-Identifier: Apache-2.0
// Which keys sign the data of an RIR now.
package io.eightfold.whois8.signature;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Signed by the trust anchor, which need not be at hand when data is signed. A higher version replaces a lower one: so keys are rotated and revoked.
 * <pre>
 *   "E8KL"                   4
 *   rir                    1+n
 *   version                  8
 *   issued, s since 1970     8
 *   anchor's key id          8
 *   number of keys           1     1 to {@link #MAX_KEYS}
 *     public key            32
 *     valid from             8
 *     valid until            8
 *     revoked                1     0 or 1
 *   signature               64     by the anchor, over all before
 * </pre>
 * Thread: any; immutable.
 */
public final class KeyList {
    public static final int MAX_KEYS = 16;
    /** Bytes of the longest list. */
    public static final int MAX_BYTES = 1024;
    private static final String MAGIC = "E8KL";
    private static final String PURPOSE = "eightfold whois8 key list";

    private final String rir;
    private final long version;
    private final long issuedAtS;
    private final KeyId anchor;
    private final List<ListedKey> keys;
    private final byte[] encoded;

    /**
     * @param fromS     heads issued before this are not its
     * @param untilS    heads issued from this on are not its
     * @param isRevoked nothing it ever signed counts
     */
    public record ListedKey(VerifyKey key, long fromS, long untilS, boolean isRevoked) {
        public ListedKey {
            if (fromS >= untilS) {
                throw new FormatException("key " + key.id() + " is valid from " + fromS + " until " + untilS + ", which is no time at all");
            }
        }

        /** Whether a head issued then may be its. */
        public boolean isValidAt(final long timeS) {
            return timeS >= fromS && timeS < untilS;
        }
    }

    private KeyList(final String rir, final long version, final long issuedAtS, final KeyId anchor, final List<ListedKey> keys, final byte[] encoded) {
        this.rir = rir;
        this.version = version;
        this.issuedAtS = issuedAtS;
        this.anchor = anchor;
        this.keys = List.copyOf(keys);
        this.encoded = encoded;
        if (version < 1 || keys.isEmpty() || keys.size() > MAX_KEYS) {
            throw new FormatException("key list version=" + version + " with " + keys.size() + " keys; versions begin at 1, a list has 1 to MAX_KEYS=" + MAX_KEYS);
        }
        if (keys.stream().map(listed -> listed.key().id()).distinct().count() < keys.size()) {
            throw new FormatException("key list version=" + version + " names a key twice");
        }
    }

    /** A signed list. */
    public static KeyList issue(final String rir, final long version, final long issuedAtS, final List<ListedKey> keys, final SigningKey anchor) {
        final ByteBuffer to = ByteBuffer.allocate(MAX_BYTES);
        to.put(Wire.magic(MAGIC));
        Wire.rir(rir, to);
        to.putLong(version).putLong(issuedAtS).putLong(anchor.id().value()).put((byte) keys.size());
        for (final ListedKey listed : keys) {
            to.put(listed.key().raw()).putLong(listed.fromS()).putLong(listed.untilS()).put((byte) (listed.isRevoked() ? 1 : 0));
        }
        to.put(anchor.sign(Wire.message(PURPOSE, to.array(), to.position())));
        return new KeyList(rir, version, issuedAtS, anchor.id(), keys, Arrays.copyOf(to.array(), to.position()));
    }

    /** @throws FormatException for bytes that are no list; says nothing of the signature */
    public static KeyList decode(final byte[] bytes) {
        return Wire.decode("key list", MAGIC, bytes, from -> {
            final String rir = Wire.rir(from);
            final long version = from.getLong();
            final long issuedAtS = from.getLong();
            final KeyId anchor = new KeyId(from.getLong());
            final ListedKey[] keys = new ListedKey[from.get() & 0xFF];
            for (int i = 0; i < keys.length; i++) {
                keys[i] = new ListedKey(VerifyKey.ofRaw(Wire.bytes(from, VerifyKey.RAW_BYTES)), from.getLong(), from.getLong(), flag(from.get()));
            }
            Wire.bytes(from, Wire.SIGNATURE_BYTES);
            return new KeyList(rir, version, issuedAtS, anchor, Arrays.asList(keys), bytes.clone());
        });
    }

    /** As {@link #decode(byte[])}; a known list, which may be null, when the bytes are the same: a list comes with every delta and hardly ever changes. */
    public static KeyList decode(final byte[] bytes, final KeyList known) {
        return known != null && Arrays.equals(bytes, known.encoded) ? known : decode(bytes);
    }

    private static boolean flag(final byte value) {
        if (value != 0 && value != 1) {
            throw new FormatException("revoked=" + value + " in a key list is neither 0 nor 1");
        }
        return value == 1;
    }

    /** The bytes, signature included. */
    public byte[] encode() {
        return encoded.clone();
    }

    public boolean isSignedBy(final TrustAnchor trusted) {
        final int signed = encoded.length - Wire.SIGNATURE_BYTES;
        return trusted.rir().equals(rir) && trusted.id().equals(anchor)
            && trusted.key().verify(Wire.message(PURPOSE, encoded, signed), Arrays.copyOfRange(encoded, signed, encoded.length));
    }

    public Optional<ListedKey> key(final KeyId id) {
        return keys.stream().filter(listed -> listed.key().id().equals(id)).findFirst();
    }

    public String rir() {
        return rir;
    }

    public long version() {
        return version;
    }

    public long issuedAtS() {
        return issuedAtS;
    }

    public KeyId anchor() {
        return anchor;
    }

    public List<ListedKey> keys() {
        return keys;
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof KeyList list && Arrays.equals(encoded, list.encoded);
    }

    @Override
    public int hashCode() {
        return Objects.hash(rir, version);
    }

    @Override
    public String toString() {
        return "key list of " + rir + " version=" + version + " keys=" + keys.stream().map(listed -> listed.key().id().toString()).toList();
    }
}
