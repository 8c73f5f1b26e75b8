// SPDX-License-Identifier: Apache-2.0
// The server's certificate and key from their files.
package io.eightfold.whois8.server.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads them at start, and again when either file changes; a pair that cannot be used leaves the one before in force. Thread: one at a time. */
final class TlsKeys {
    /** Larger files are something else. */
    static final long MAX_FILE_BYTES = 1 << 20;
    private static final Logger LOG = LoggerFactory.getLogger(TlsKeys.class);
    private static final Pattern PKCS8 = Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final String ALIAS = "server";
    private static final char[] IN_MEMORY_ONLY = "memory".toCharArray();
    private final TlsFiles files;
    private final SslContextFactory.Server context = new SslContextFactory.Server();
    private List<Object> version;

    /** @throws IOException when a file cannot be read or used, with the remedy */
    TlsKeys(final TlsFiles files) throws IOException {
        this.files = files;
        version = version();
        context.setKeyStore(load(files));
        context.setKeyStorePassword(new String(IN_MEMORY_ONLY));
        context.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        context.setRenegotiationAllowed(false);
        context.setSniRequired(false);
    }

    SslContextFactory.Server context() {
        return context;
    }

    /** Takes changed files in. */
    void reloadIfChanged() {
        final List<Object> now = version();
        if (now.equals(version)) {
            return;
        }
        version = now;
        try {
            final KeyStore loaded = load(files);
            context.reload(factory -> factory.setKeyStore(loaded));
            LOG.info("whois8 tls chain={} key={} state=reloaded", files.chain(), files.key());
        } catch (final Exception e) {
            LOG.warn("whois8 tls chain={} key={} fault=config not reloaded, the pair before stays in force: {}", files.chain(), files.key(), e.getMessage());
        }
    }

    private List<Object> version() {
        return List.of(version(files.chain()), version(files.key()));
    }

    private static Object version(final Path file) {
        try {
            return List.of(Files.getLastModifiedTime(file), Files.size(file));
        } catch (final IOException e) {
            return "missing";
        }
    }

    static KeyStore load(final TlsFiles files) throws IOException {
        try {
            final Collection<? extends Certificate> chain = CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(read(files.chain())));
            if (chain.isEmpty()) {
                throw new IOException("no certificate in " + files.chain() + "; PEM is expected, the server's certificate first");
            }
            final Certificate[] certificates = chain.toArray(Certificate[]::new);
            final PrivateKey key = key(files.key(), certificates[0].getPublicKey());
            final KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, IN_MEMORY_ONLY);
            store.setKeyEntry(ALIAS, key, IN_MEMORY_ONLY, certificates);
            return store;
        } catch (final GeneralSecurityException e) {
            throw new IOException("TLS files " + files.chain() + " and " + files.key() + " cannot be used (" + e.getMessage()
                + "); a PEM chain and its PKCS#8 key are expected: openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW", e);
        }
    }

    private static PrivateKey key(final Path file, final PublicKey certified) throws IOException, GeneralSecurityException {
        final Matcher pem = PKCS8.matcher(new String(read(file), StandardCharsets.US_ASCII));
        if (!pem.find()) {
            throw new IOException("no BEGIN PRIVATE KEY in " + file + "; an unencrypted PKCS#8 key in PEM is expected: openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW");
        }
        final PrivateKey key = KeyFactory.getInstance(certified.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1))));
        final String algorithm = switch (certified.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> certified.getAlgorithm();
        };
        final byte[] probe = "both halves".getBytes(StandardCharsets.US_ASCII);
        final Signature signer = Signature.getInstance(algorithm);
        signer.initSign(key);
        signer.update(probe);
        final byte[] signed = signer.sign();
        final Signature verifier = Signature.getInstance(algorithm);
        verifier.initVerify(certified);
        verifier.update(probe);
        if (!verifier.verify(signed)) {
            throw new IOException("the key in " + file + " is not that of the first certificate of the chain");
        }
        return key;
    }

    private static byte[] read(final Path file) throws IOException {
        try {
            final long size = Files.size(file);
            if (size > MAX_FILE_BYTES) {
                throw new IOException(file + " of " + size + " bytes > MAX_FILE_BYTES=" + MAX_FILE_BYTES + "; a PEM file is expected");
            }
            return Files.readAllBytes(file);
        } catch (final NoSuchFileException e) {
            throw new IOException("TLS file " + file + " does not exist", e);
        }
    }
}
