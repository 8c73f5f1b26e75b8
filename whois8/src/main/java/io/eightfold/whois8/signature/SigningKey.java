// SPDX-License-Identifier: Apache-2.0
// A private key.
package io.eightfold.whois8.signature;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An Ed25519 key pair. Its file is PEM: the private key (PKCS #8, RFC 8410), and the public one as {@code PUBLIC KEY RAW}, which cannot be computed from the
 * other by the JDK. Never printed. Thread: any; immutable.
 */
public final class SigningKey {
    private static final Pattern PEM = Pattern.compile("-----BEGIN PRIVATE KEY-----\\s+([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----\\s+"
        + "-----BEGIN PUBLIC KEY RAW-----\\s+([A-Za-z0-9+/=]+)\\s+-----END PUBLIC KEY RAW-----\\s*");

    private final PrivateKey key;
    private final VerifyKey verifyKey;

    private SigningKey(final PrivateKey key, final VerifyKey verifyKey) {
        this.key = key;
        this.verifyKey = verifyKey;
    }

    /** A new key from the system's randomness. */
    public static SigningKey generate() {
        try {
            final KeyPair pair = KeyPairGenerator.getInstance(VerifyKey.ALGORITHM).generateKeyPair();
            return new SigningKey(pair.getPrivate(), VerifyKey.of(pair.getPublic()));
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException("no Ed25519 in this JDK", e);
        }
    }

    /** @throws FormatException when the text is no key file, or its halves do not belong together */
    public static SigningKey ofPem(final String pem) {
        final Matcher matcher = PEM.matcher(pem.strip());
        if (!matcher.matches()) {
            throw new FormatException("no key file: a PRIVATE KEY and a PUBLIC KEY RAW in PEM are expected");
        }
        try {
            final byte[] pkcs8 = Base64.getMimeDecoder().decode(matcher.group(1));
            final SigningKey made = new SigningKey(KeyFactory.getInstance(VerifyKey.ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)),
                VerifyKey.parse(matcher.group(2)));
            final byte[] probe = "both halves".getBytes(StandardCharsets.US_ASCII);
            if (!made.verifyKey.verify(probe, made.sign(probe))) {
                throw new FormatException("the private key of the file does not belong to its public key " + made.id());
            }
            return made;
        } catch (final GeneralSecurityException e) {
            throw new FormatException("the file's private key is no Ed25519 key", e);
        }
    }

    /** @throws FormatException when it is no key file */
    public static SigningKey load(final Path file) throws IOException {
        return ofPem(Files.readString(file, StandardCharsets.US_ASCII));
    }

    /** Writes a new file that only its owner may read; one that exists is left alone, and that is an error. */
    public void save(final Path file) throws IOException {
        final Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = Files.newByteChannel(file, options, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            channel.write(StandardCharsets.US_ASCII.encode(pem()));
        }
    }

    /** A secret. */
    public String pem() {
        return "-----BEGIN PRIVATE KEY-----\n" + Base64.getEncoder().encodeToString(key.getEncoded()) + "\n-----END PRIVATE KEY-----\n"
            + "-----BEGIN PUBLIC KEY RAW-----\n" + verifyKey + "\n-----END PUBLIC KEY RAW-----\n";
    }

    public VerifyKey publicKey() {
        return verifyKey;
    }

    public KeyId id() {
        return verifyKey.id();
    }

    /** 64 bytes. */
    public byte[] sign(final byte[] message) {
        try {
            final Signature signer = Signature.getInstance(VerifyKey.ALGORITHM);
            signer.initSign(key);
            signer.update(message);
            return signer.sign();
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException("key " + id() + " does not sign", e);
        }
    }

    /** The name of the key only. */
    @Override
    public String toString() {
        return "SigningKey " + id();
    }
}
