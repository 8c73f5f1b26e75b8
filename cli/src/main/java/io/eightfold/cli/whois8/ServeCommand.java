// SPDX-License-Identifier: Apache-2.0
// ipv8 whois8 serve.
package io.eightfold.cli.whois8;

import io.eightfold.cli.CommandFailure;
import io.eightfold.controlplane.telemetry.MetricsServer;
import io.eightfold.controlplane.telemetry.MetricsSettings;
import io.eightfold.whois8.client.FeedSettings;
import io.eightfold.whois8.registry.RegistryConfig;
import io.eightfold.whois8.server.Limits;
import io.eightfold.whois8.server.http.HttpLimits;
import io.eightfold.whois8.server.http.HttpSettings;
import io.eightfold.whois8.server.http.TlsFiles;
import io.eightfold.whois8.server.rtr.RtrServer;
import io.eightfold.whois8.server.rtr.RtrSettings;
import io.eightfold.whois8.server.text.TextServer;
import io.eightfold.whois8.service.Authority;
import io.eightfold.whois8.service.Mirror;
import io.eightfold.whois8.service.RecordService;
import io.eightfold.whois8.service.ServerSettings;
import io.eightfold.whois8.service.Servers;
import io.eightfold.whois8.store.StoreException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a registry's server in the foreground. */
@Command(name = "serve", description = "Serve a registry in the foreground until SIGINT or SIGTERM: whois text, RDAP and feed over HTTP, RTR. Options may stand in a file: serve @FILE")
public final class ServeCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);
    static final int DEFAULT_ADMIN_PORT = 8344;
    /** After this long the process ends even if a thread hangs. */
    private static final long STOP_TIMEOUT_S = 25;

    private final CountDownLatch end = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean isStoppedInOrder;

    @Mixin
    private StoreOptions store;
    @Option(names = "--listen", paramLabel = "ADDRESS", defaultValue = "127.0.0.1", description = "Address of text, HTTP and RTR; 0.0.0.0 or :: for all (default: ${DEFAULT-VALUE}).")
    private InetAddress listen;
    @Option(names = "--text-port", paramLabel = "PORT", defaultValue = "" + TextServer.DEFAULT_PORT, description = "whois text, 0 for none (default: ${DEFAULT-VALUE}).")
    private int textPort;
    @Option(names = "--http-port", paramLabel = "PORT", defaultValue = "" + HttpSettings.DEFAULT_PORT, description = "RDAP and feed, 0 for none (default: ${DEFAULT-VALUE}).")
    private int httpPort;
    @Option(names = "--rtr-port", paramLabel = "PORT", defaultValue = "" + RtrServer.DEFAULT_PORT, description = "RTR for stock routers, 0 for none (default: ${DEFAULT-VALUE}).")
    private int rtrPort;
    @Option(names = "--admin-listen", paramLabel = "ADDRESS", defaultValue = "127.0.0.1",
        description = "Address of administration; with another than a loopback address TLS is needed (default: ${DEFAULT-VALUE}).")
    private InetAddress adminListen;
    @Option(names = "--admin-port", paramLabel = "PORT", defaultValue = "" + DEFAULT_ADMIN_PORT, description = "Administration over HTTP, 0 for none (default: ${DEFAULT-VALUE}).")
    private int adminPort;
    @Option(names = "--metrics-port", paramLabel = "PORT", defaultValue = "0", description = "Metrics for Prometheus on the address of --admin-listen, 0 for none (default: ${DEFAULT-VALUE}).")
    private int metricsPort;
    @ArgGroup(exclusive = false)
    private Tls tls;
    @ArgGroup(exclusive = false)
    private MirrorOf mirror;
    @Option(names = "--public-url", paramLabel = "URL", description = "What links in RDAP answers begin with (default: as the client wrote it).")
    private String publicUrl;
    @Option(names = "--text-rate", paramLabel = "N", defaultValue = "20", description = "whois queries a second of one address, in bursts of ten times as many (default: ${DEFAULT-VALUE}).")
    private int textRate;
    @Option(names = "--http-rate", paramLabel = "N", defaultValue = "200", description = "HTTP requests a second of one address, in bursts of twice as many (default: ${DEFAULT-VALUE}).")
    private int httpRate;
    @Option(names = "--validity", paramLabel = "TIME", defaultValue = "24h", converter = TimeSpan.Converter.class,
        description = "How long routers use what they have when this server is away (default: ${DEFAULT-VALUE}).")
    private TimeSpan validity;
    @Option(names = "--reissue", paramLabel = "TIME", defaultValue = "1h", converter = TimeSpan.Converter.class,
        description = "How often the state is signed again (default: ${DEFAULT-VALUE}).")
    private TimeSpan reissue;

    /** Both or none. */
    static final class Tls {
        @Option(names = "--tls-certificate", paramLabel = "FILE", required = true, description = "PEM: the certificate and those between it and the root; read again when it changes.")
        private Path certificate;
        @Option(names = "--tls-key", paramLabel = "FILE", required = true, description = "PEM: the private key in PKCS#8.")
        private Path key;
    }

    /** Both or none. */
    static final class MirrorOf {
        @Option(names = "--mirror", paramLabel = "URL", required = true, arity = "1..*",
            description = "Publish what these servers say, after it was verified, instead of an own database; the preferred one first.")
        private List<URI> servers;
        @Option(names = "--trust-anchor", paramLabel = "ANCHOR", required = true,
            description = "Whom a mirror believes: 'rir=NAME key=BASE64 [asns=RANGES]', or a file with one such line each; may be repeated.")
        private List<String> anchors;
    }

    @Override
    public Integer call() throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "whois8-stop"));
        final InstantSource clock = InstantSource.system();
        final long beganNs = System.nanoTime();
        try (RecordService records = open(clock); Servers servers = Servers.start(settings(), records, clock)) {
            final MetricsServer metrics = metrics(records, servers);
            LOG.info("whois8 server mirror={} text={} http={} rtr={} admin={} metrics={} listen={} startedInMs={}", mirror == null ? "no" : mirror.servers, textPort, httpPort, rtrPort,
                servers.admin().isPresent() ? adminPort : 0, metricsPort, listen.getHostAddress(), (System.nanoTime() - beganNs) / 1_000_000);
            end.await();
            if (metrics != null) {
                metrics.close();
            }
            isStoppedInOrder = true;
            LOG.info("whois8 server stopping cause=signal");
        } catch (final IOException e) {
            throw new CommandFailure(e.getMessage());
        } finally {
            ended.countDown();
        }
        return 0;
    }

    /** The JVM waits for this hook; it waits until the database is closed, then ends with the exit code of an orderly stop. */
    private void stop() {
        end.countDown();
        try {
            if (ended.await(STOP_TIMEOUT_S, TimeUnit.SECONDS) && isStoppedInOrder) {
                Runtime.getRuntime().halt(0);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private RecordService open(final InstantSource clock) {
        try {
            if (mirror != null) {
                final FeedSettings settings = FeedSettings.of(mirror.servers, TrustAnchors.of(mirror.anchors), store.directory().resolve("mirror"));
                return Mirror.start(settings, () -> clock.instant().getEpochSecond(), ThreadLocalRandom.current());
            }
            final RegistryConfig times = new RegistryConfig(validity.seconds(), reissue.seconds(), RegistryConfig.DEFAULT.keyLifeS(), RegistryConfig.DEFAULT.overlapS());
            return Authority.open(store.config(), times, clock);
        } catch (final StoreException | IOException | IllegalArgumentException e) {
            throw new CommandFailure(e.getMessage());
        }
    }

    /** Null when nobody wants any. */
    private MetricsServer metrics(final RecordService records, final Servers servers) throws IOException {
        return metricsPort == 0 ? null : MetricsServer.start(new MetricsSettings(new InetSocketAddress(adminListen, metricsPort), null), new RegistryCollector(records, servers));
    }

    private ServerSettings settings() {
        try {
            final Limits text = TextServer.DEFAULT_LIMITS.withRate(textRate, 10 * textRate);
            return new ServerSettings(at(listen, textPort), at(listen, httpPort), at(listen, rtrPort), at(adminListen, adminPort),
                Optional.ofNullable(tls).map(files -> new TlsFiles(files.certificate, files.key)), Optional.ofNullable(publicUrl), text,
                HttpLimits.DEFAULT.withRate(httpRate, 2 * httpRate), RtrServer.DEFAULT_LIMITS, RtrSettings.DEFAULTS);
        } catch (final IllegalArgumentException e) {
            throw new CommandFailure(e.getMessage());
        }
    }

    private static Optional<InetSocketAddress> at(final InetAddress address, final int port) {
        return port == 0 ? Optional.empty() : Optional.of(new InetSocketAddress(address, port));
    }
}
