// SPDX-License-Identifier: Apache-2.0
// TLS with certificates made for the test.
package io.eightfold.whois8.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.whois8.record.RecordStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsIT {
    private static final char[] PASSWORD = "for-this-test".toCharArray();
    @TempDir
    private Path directory;
    private final LabRegistry registry = new LabRegistry(LabRegistry.asn(64496, RecordStatus.ACTIVE));

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void shouldServeAdministrationOverTls(final String algorithm) throws Exception {
        final TlsFiles files = makePair("server", algorithm);
        try (HttpService service = start("0.0.0.0", files); HttpClient client = client(files.chain())) {
            final HttpRequest request = HttpRequest.newBuilder(uri(service, "/admin/v1/echo")).header("Authorization", "Bearer " + LabAdmin.TOKEN)
                .POST(BodyPublishers.ofString("{}")).build();
            assertEquals(200, client.send(request, BodyHandlers.ofString()).statusCode());
            final String rdap = client.send(HttpRequest.newBuilder(uri(service, "/rdap/autnum/64496")).build(), BodyHandlers.ofString()).body();
            assertTrue(rdap.contains("\"href\":\"https://localhost:" + service.port() + "/rdap/autnum/64496\""), rdap);
        }
    }

    @Test
    void shouldTakeChangedFilesAndKeepTheOldWhenTheyAreBad() throws Exception {
        final TlsFiles files = makePair("server", "EC");
        Files.copy(files.chain(), directory.resolve("first.crt"));
        final TlsFiles next = makePair("next", "EC");
        try (HttpService service = start("127.0.0.1", files)) {
            final Certificate first = certificateOf(service.port());
            Files.writeString(files.key(), "garbage");
            Thread.sleep(1500);
            assertEquals(first, certificateOf(service.port()));
            Files.copy(next.chain(), files.chain(), StandardCopyOption.REPLACE_EXISTING);
            Files.copy(next.key(), files.key(), StandardCopyOption.REPLACE_EXISTING);
            final long deadlineNs = System.nanoTime() + Duration.ofSeconds(15).toNanos();
            while (!certificateOf(service.port()).equals(read(next.chain()))) {
                assertTrue(System.nanoTime() - deadlineNs < 0, "the new certificate is not in force within 15 s");
                Thread.sleep(50);
            }
        }
    }

    @Test
    void shouldSayWhatIsWrongWithTheFiles() throws Exception {
        final TlsFiles files = makePair("server", "EC");
        final TlsFiles other = makePair("other", "EC");
        final Path empty = Files.writeString(directory.resolve("empty"), "");
        final Path missing = directory.resolve("missing");
        assertMessage(new TlsFiles(files.chain(), other.key()), "is not that of the first certificate");
        assertMessage(new TlsFiles(files.chain(), empty), "no BEGIN PRIVATE KEY in");
        assertMessage(new TlsFiles(empty, files.key()), "no certificate in");
        assertMessage(new TlsFiles(missing, files.key()), "does not exist");
        assertMessage(new TlsFiles(files.key(), files.key()), "cannot be used");
    }

    @Test
    void shouldCutAHandshakeThatDrips() throws Exception {
        final HttpLimits limits = new HttpLimits(100, 100, 8192, 1000, 1000, 1000, 1 << 20, Duration.ofSeconds(30), Duration.ofMillis(600),
            Duration.ofSeconds(10), 1000, 0, 1, 1, 4, 4, Duration.ofSeconds(1), Duration.ZERO);
        final HttpSettings settings = new HttpSettings(new InetSocketAddress("127.0.0.1", 0), Optional.of(makePair("server", "EC")), limits, Optional.empty(), Optional.empty());
        try (HttpService service = HttpService.start(settings, registry.index(), registry, null); Socket socket = new Socket("127.0.0.1", service.port())) {
            final long startNs = System.nanoTime();
            socket.setSoTimeout(50);
            final byte[] hello = {22, 3, 1, 0, (byte) 200, 1, 0, 0, (byte) 196, 3, 3};
            int sent = 0;
            while (service.counters().read(HttpCounter.CONNECTION_CUT_SLOW_REQUEST) == 0) {
                assertTrue(System.nanoTime() - startNs < Duration.ofSeconds(15).toNanos(), "not cut; " + service.counters().byWord());
                sent += drip(socket, hello, sent);
                Thread.sleep(100);
            }
            assertEquals(1, service.counters().read(HttpCounter.CONNECTION_ACCEPTED));
            while (service.connections() > 0) {
                assertTrue(System.nanoTime() - startNs < Duration.ofSeconds(15).toNanos(), "not closed");
                Thread.sleep(10);
            }
        }
    }

    /** A byte more; none when all are sent or the server has closed. */
    private static int drip(final Socket socket, final byte[] bytes, final int sent) {
        try {
            if (sent < bytes.length) {
                socket.getOutputStream().write(bytes[sent]);
                return 1;
            }
            return 0;
        } catch (final IOException e) {
            return 0;
        }
    }

    private void assertMessage(final TlsFiles files, final String part) {
        final IOException refused = assertThrows(IOException.class, () -> start("127.0.0.1", files).close());
        assertTrue(refused.getMessage().contains(part), refused.getMessage());
    }

    private HttpService start(final String host, final TlsFiles files) throws IOException {
        final HttpSettings settings = new HttpSettings(new InetSocketAddress(host, 0), Optional.of(files), HttpLimits.DEFAULT, Optional.empty(), Optional.empty());
        return HttpService.start(settings, registry.index(), registry, new LabAdmin());
    }

    private static URI uri(final HttpService service, final String path) {
        return URI.create("https://localhost:" + service.port() + path);
    }

    private TlsFiles makePair(final String name, final String algorithm) throws Exception {
        final Path store = directory.resolve(name + ".p12");
        final Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", "key", "-keyalg", algorithm,
            "-dname", "CN=localhost", "-ext", "san=dns:localhost,ip:127.0.0.1", "-validity", "2", "-keystore", store.toString(), "-storetype", "PKCS12",
            "-storepass", new String(PASSWORD)).redirectErrorStream(true).start();
        final String output = new String(keytool.getInputStream().readAllBytes());
        assertEquals(0, keytool.waitFor(), output);
        final KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD);
        return new TlsFiles(write(name + ".crt", "CERTIFICATE", keys.getCertificate("key").getEncoded()), write(name + ".key", "PRIVATE KEY", keys.getKey("key", PASSWORD).getEncoded()));
    }

    private Path write(final String name, final String what, final byte[] bytes) throws IOException {
        return Files.writeString(directory.resolve(name), "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + what + "-----\n");
    }

    private static Certificate read(final Path chain) throws Exception {
        return CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(Files.readAllBytes(chain)));
    }

    private static SSLContext trusting(final Certificate... certificates) throws Exception {
        final KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        for (final Certificate certificate : certificates) {
            trusted.setCertificateEntry(String.valueOf(certificate.hashCode()), certificate);
        }
        final TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        final SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    private static HttpClient client(final Path chain) throws Exception {
        return HttpClient.newBuilder().sslContext(trusting(read(chain))).connectTimeout(Duration.ofSeconds(10)).build();
    }

    /** What the server shows; whether it is trusted is another matter. */
    private Certificate certificateOf(final int port) throws Exception {
        final SSLContext context = trusting(read(directory.resolve("server.crt")), read(directory.resolve("next.crt")), read(directory.resolve("first.crt")));
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.startHandshake();
            return socket.getSession().getPeerCertificates()[0];
        }
    }
}
