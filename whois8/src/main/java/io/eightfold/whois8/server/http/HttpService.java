// SPDX-License-Identifier: Apache-2.0
// The HTTP server of WHOIS8.
package io.eightfold.whois8.server.http;

import io.eightfold.whois8.feed.FeedCatalog;
import io.eightfold.whois8.index.RecordIndex;
import io.eightfold.whois8.registry.AdminService;
import io.eightfold.whois8.server.TcpListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * RDAP, the feed and administration on one port. Requests run on virtual threads, as many as there are connections.
 * <p>Thread: {@link #start} startup; the rest any.
 */
public final class HttpService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpService.class);
    /** Platform threads: acceptor, selector and what Jetty keeps ready for them. */
    private static final int MAX_THREADS = 16;
    private static final long SWEEP_MS = 100;
    private static final long SLOW_SWEEP_MS = 1000;
    private static final int BACKLOG = 512;
    /** Such as %2F in an address prefix: no path here is a file's, and RDAP clients write it either way. */
    private static final UriCompliance URIS = UriCompliance.DEFAULT.with("whois8", UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
        UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT);

    private final boolean hasAdmin;
    private final Server server;
    private final LimitedConnector connector;
    private final EventStreams events;
    private final HttpCounters counters = new HttpCounters();
    private final ConnectionGate gate;
    private final ConnectionWatch watch;
    private final RequestRates rates;
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(work -> {
        final Thread thread = new Thread(work, "whois8-http-watch");
        thread.setDaemon(true);
        return thread;
    });

    private HttpService(final HttpSettings settings, final RecordIndex index, final FeedCatalog feeds, final AdminService admin, final LongSupplier nowS)
            throws IOException {
        hasAdmin = admin != null;
        final HttpLimits limits = settings.limits();
        final QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS);
        threads.setName("whois8-http");
        threads.setDaemon(true);
        threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
        server = new Server(threads);
        gate = new ConnectionGate(limits, counters);
        watch = new ConnectionWatch(limits, gate);
        rates = new RequestRates(limits.requestsPerS(), limits.requestBurst());
        events = new EventStreams(feeds, limits, counters, watch);
        final TlsKeys tls = settings.tls().isPresent() ? new TlsKeys(settings.tls().get()) : null;
        connector = connector(settings, tls);
        server.addConnector(connector);
        server.setErrorHandler(new RefusalHandler(counters, limits));
        server.setHandler(new RequestHandler(counters, rates, watch, new RdapHandler(index, feeds, settings, nowS), parts(settings, feeds, admin)));
        scheduleSweeps(tls);
    }

    private Map<String, RequestHandler.Part> parts(final HttpSettings settings, final FeedCatalog feeds, final AdminService admin) {
        final Transfers transfers = new Transfers(settings.limits().transfers());
        final Map<String, RequestHandler.Part> parts = new HashMap<>();
        parts.put("feed", new FeedHandler(feeds, events, transfers, settings.limits()));
        if (admin != null) {
            parts.put("admin", new AdminHandler(admin, transfers, settings.limits(), counters));
        }
        return parts;
    }

    private LimitedConnector connector(final HttpSettings settings, final TlsKeys tls) {
        final HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(settings.limits().headBytes());
        configuration.setUriCompliance(URIS);
        final HttpConnectionFactory http = new HttpConnectionFactory(configuration);
        final ConnectionFactory[] factories;
        if (tls == null) {
            factories = new ConnectionFactory[] {http};
        } else {
            // The name a client asked for is not compared: there is one certificate, and clients may use the address.
            configuration.addCustomizer(new SecureRequestCustomizer(false));
            factories = new ConnectionFactory[] {new SslConnectionFactory(tls.context(), http.getProtocol()), http};
        }
        final LimitedConnector result = new LimitedConnector(server, gate, factories);
        result.addBean(watch);
        result.setHost(settings.listen().getAddress().getHostAddress());
        result.setPort(settings.listen().getPort());
        result.setIdleTimeout(settings.limits().idleTime().toMillis());
        result.setAcceptQueueSize(BACKLOG);
        result.setReuseAddress(true);
        return result;
    }

    private void scheduleSweeps(final TlsKeys tls) {
        sweeper.scheduleWithFixedDelay(() -> guarded(() -> watch.sweep(System.nanoTime())), SWEEP_MS, SWEEP_MS, TimeUnit.MILLISECONDS);
        sweeper.scheduleWithFixedDelay(() -> guarded(() -> rates.sweep(System.nanoTime())), SLOW_SWEEP_MS, SLOW_SWEEP_MS, TimeUnit.MILLISECONDS);
        if (tls != null) {
            sweeper.scheduleWithFixedDelay(() -> guarded(tls::reloadIfChanged), SLOW_SWEEP_MS, SLOW_SWEEP_MS, TimeUnit.MILLISECONDS);
        }
    }

    /** A task that throws is not run again, and slow clients would stay. */
    private static void guarded(final Runnable task) {
        try {
            task.run();
        } catch (final RuntimeException e) {
            LOG.warn("whois8 http fault=bug sweep failed", e);
        }
    }

    /**
     * Listens from now on.
     *
     * @param admin null when this server has no administration
     * @throws IOException when the address is not of this machine, the port is taken, the TLS files cannot be used, or administration would be open to the
     *                     network without TLS; with the remedy
     */
    public static HttpService start(final HttpSettings settings, final RecordIndex index, final FeedCatalog feeds, final AdminService admin) throws IOException {
        return start(settings, index, feeds, admin, () -> System.currentTimeMillis() / 1000);
    }

    static HttpService start(final HttpSettings settings, final RecordIndex index, final FeedCatalog feeds, final AdminService admin, final LongSupplier nowS)
            throws IOException {
        requireSafe(settings, admin);
        final HttpService service = new HttpService(settings, index, feeds, admin, nowS);
        try {
            service.server.start();
        } catch (final Exception e) {
            service.close();
            throw new IOException("cannot listen for HTTP on " + TcpListener.text(settings.listen()) + " (" + e.getMessage() + "); see who does with: ss -ltnp 'sport = :"
                + settings.listen().getPort() + "', or choose a free port of an address of this machine", e);
        }
        service.events.start();
        LOG.info("whois8 http listen={} tls={} admin={}", TcpListener.text(service.address()), yesOrNo(settings.tls().isPresent()), yesOrNo(admin != null));
        return service;
    }

    private static String yesOrNo(final boolean is) {
        return is ? "yes" : "no";
    }

    private static void requireSafe(final HttpSettings settings, final AdminService admin) throws IOException {
        final InetAddress address = settings.listen().getAddress();
        if (admin != null && settings.tls().isEmpty() && !address.isLoopbackAddress()) {
            throw new IOException("administration on " + TcpListener.text(settings.listen()) + " without TLS would show tokens to the network; "
                + "listen on 127.0.0.1, give a certificate and key, or serve administration from a second, loopback address");
        }
    }

    /** Where it listens; of use when port 0 was asked for. */
    public int port() {
        return connector.getLocalPort();
    }

    private InetSocketAddress address() {
        return new InetSocketAddress(connector.getHost(), port());
    }

    public HttpCounters counters() {
        return counters;
    }

    /** Connections that are open. */
    public int connections() {
        return gate.count();
    }

    /** Event streams that are open. */
    public int subscribers() {
        return events.count();
    }

    /** Stops listening and cuts what is under way. */
    @Override
    public void close() {
        events.close();
        sweeper.shutdownNow();
        try {
            server.stop();
        } catch (final Exception e) {
            LOG.warn("whois8 http fault=bug stop failed", e);
        }
        LOG.info("whois8 http closed admin={} counters={}", yesOrNo(hasAdmin), counters);
    }
}
