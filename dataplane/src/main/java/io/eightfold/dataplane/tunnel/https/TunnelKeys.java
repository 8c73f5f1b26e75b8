// SPDX-License-Identifier: Apache-2.0
// Keys and trust of the streams.
package io.eightfold.dataplane.tunnel.https;

import io.eightfold.dataplane.tunnel.TunnelConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * TLS 1.3 with certificates on both sides. Who the other end is does not follow from a name in its certificate: the trust store holds the certificates of the ends we deal with, or of
 * who vouches for them. Thread: any; immutable.
 */
final class TunnelKeys {
    private static final String[] PROTOCOLS = {"TLSv1.3"};
    private final SSLContext context;

    private TunnelKeys(final SSLContext context) {
        this.context = context;
    }

    /**
     * Reads the files. Thread: startup.
     * @throws IllegalArgumentException with the file and what to check.
     */
    static TunnelKeys load(final TunnelConfig.Https files) {
        final char[] password = password(files.passwordFile());
        final KeyStore own = store(files.keyStore(), password);
        final KeyStore trusted = store(files.trustStore(), password);
        try {
            if (trusted.size() == 0) {
                throw new IllegalArgumentException("8to4 https: the trust store " + files.trustStore() + " holds no certificate; import those of the other ends"
                    + " (`keytool -importcert`), under the password of the key store");
            }
            if (!hasKey(own)) {
                throw new IllegalArgumentException("8to4 https: the key store " + files.keyStore() + " holds no key of ours; make one with `keytool -genkeypair`, or are key store and"
                    + " trust store given the other way round?");
            }
            final KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, password);
            final TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            final SSLContext context = SSLContext.getInstance(PROTOCOLS[0]);
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return new TunnelKeys(context);
        } catch (final GeneralSecurityException e) {
            throw new IllegalArgumentException("8to4 https: the keys of " + files.keyStore() + " cannot be used: " + e.getMessage() + "; make them with `keytool -genkeypair`", e);
        }
    }

    private static boolean hasKey(final KeyStore store) throws KeyStoreException {
        return Collections.list(store.aliases()).stream().anyMatch(alias -> {
            try {
                return store.isKeyEntry(alias);
            } catch (final KeyStoreException e) {
                throw new IllegalStateException("a store that was loaded", e);
            }
        });
    }

    private static char[] password(final Path file) {
        try {
            final List<String> lines = Files.readAllLines(file);
            return lines.isEmpty() ? new char[0] : lines.getFirst().strip().toCharArray();
        } catch (final NoSuchFileException | AccessDeniedException e) {
            throw absent(file, e);
        } catch (final IOException e) {
            throw new IllegalArgumentException("8to4 https: cannot read the password file " + file + ": " + e.getMessage(), e);
        }
    }

    private static IllegalArgumentException absent(final Path file, final FileSystemException e) {
        return new IllegalArgumentException("8to4 https: " + file + (e instanceof NoSuchFileException ? " does not exist; docs/8to4.md says how to make it"
            : " may not be read by the dataplane's user; check its owner and mode"), e);
    }

    private static KeyStore store(final Path file, final char[] password) {
        try (InputStream in = Files.newInputStream(file)) {
            final KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            return store;
        } catch (final NoSuchFileException | AccessDeniedException e) {
            throw absent(file, e);
        } catch (final IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("8to4 https: cannot read " + file + ": " + e.getMessage() + "; it must be PKCS 12 under the password of the password file", e);
        }
    }

    /** The end that opens a stream; closing the socket below ends it whatever it does. */
    SSLSocket client(final Socket connected, final String host, final int port) throws IOException {
        return prepared((SSLSocket) context.getSocketFactory().createSocket(connected, host, port, true), true);
    }

    /** The end that serves one. */
    SSLSocket server(final Socket accepted) throws IOException {
        final SSLSocket socket = prepared((SSLSocket) context.getSocketFactory().createSocket(accepted, null, true), false);
        socket.setNeedClientAuth(true);
        return socket;
    }

    /**
     * Shakes hands. A certificate that itself lies in the trust store is believed by the JDK whatever its dates; here it is not.
     * @throws SSLException also when the other end's certificate has expired or is not valid yet
     */
    static void shakeHands(final SSLSocket socket) throws IOException {
        socket.startHandshake();
        try {
            if (socket.getSession().getPeerCertificates()[0] instanceof X509Certificate certificate) {
                certificate.checkValidity();
            }
        } catch (final CertificateException e) {
            throw new SSLException("the certificate of the other end " + (e instanceof CertificateExpiredException ? "has expired, " : "is not valid yet, ") + e.getMessage(), e);
        }
    }

    private static SSLSocket prepared(final SSLSocket socket, final boolean isClient) {
        socket.setEnabledProtocols(PROTOCOLS);
        socket.setUseClientMode(isClient);
        return socket;
    }
}
