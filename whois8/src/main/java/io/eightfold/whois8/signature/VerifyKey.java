// SPDX-License-Identifier: Apache-2.0
// A public key.
package io.eightfold.whois8.signature;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** An Ed25519 public key (RFC 8032). Equal when the bytes are. Thread: any; immutable. */
public final class VerifyKey {
    public static final int RAW_BYTES = 32;
    static final String ALGORITHM = "Ed25519";
    /** RFC 8410: what comes before the 32 bytes in a SubjectPublicKeyInfo. */
    private static final byte[] X509_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

    private final byte[] raw;
    private final KeyId id;
    // Made at the first use: it is some hundred bytes, and most keys that others send are never used.
    private volatile PublicKey key;

    private VerifyKey(final byte[] raw) {
        this.raw = raw;
        this.id = new KeyId(ByteBuffer.wrap(Hashes.sha256().digest(raw)).getLong());
    }

    /** @throws FormatException for another number of bytes; those that are no point of the curve verify nothing */
    public static VerifyKey ofRaw(final byte[] raw) {
        if (raw.length != RAW_BYTES) {
            throw new FormatException("public key of " + raw.length + " bytes; an Ed25519 key has " + RAW_BYTES);
        }
        return new VerifyKey(raw.clone());
    }

    private PublicKey key() throws GeneralSecurityException {
        if (key == null) {
            final byte[] encoded = ByteBuffer.allocate(X509_HEAD.length + RAW_BYTES).put(X509_HEAD).put(raw).array();
            key = KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
        }
        return key;
    }

    /** The raw key in base64 (RFC 4648), as {@link #toString} gives it. */
    public static VerifyKey parse(final String base64) {
        try {
            return ofRaw(Base64.getDecoder().decode(base64));
        } catch (final FormatException e) {
            throw e;
        } catch (final IllegalArgumentException e) {
            throw new FormatException("key '" + base64 + "' is not base64", e);
        }
    }

    static VerifyKey of(final PublicKey key) {
        final byte[] encoded = key.getEncoded();
        return ofRaw(Arrays.copyOfRange(encoded, encoded.length - RAW_BYTES, encoded.length));
    }

    public KeyId id() {
        return id;
    }

    /** The 32 bytes of RFC 8032. */
    public byte[] raw() {
        return raw.clone();
    }

    /** Whether the owner of the private key signed this message. A malformed signature is a wrong one, and so is any by bytes that are no key. */
    public boolean verify(final byte[] message, final byte[] signature) {
        try {
            final Signature verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(key());
            verifier.update(message);
            return verifier.verify(signature);
        } catch (final SignatureException | InvalidKeyException | InvalidKeySpecException e) {
            return false;
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException("no Ed25519 in this JDK; the java.base and jdk.crypto.ec modules are needed", e);
        }
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof VerifyKey that && Arrays.equals(raw, that.raw);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(raw);
    }

    /** Base64 of the raw key. */
    @Override
    public String toString() {
        return Base64.getEncoder().encodeToString(raw);
    }
}
