// SPDX-License-Identifier: Apache-2.0
// Everything of a server that listens.
package io.eightfold.whois8.service;

import io.eightfold.whois8.server.http.HttpService;
import io.eightfold.whois8.server.http.HttpSettings;
import io.eightfold.whois8.server.rtr.RtrServer;
import io.eightfold.whois8.server.text.TextServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Text, RDAP and feed, RTR, administration: all from the records of one service. Thread: startup. */
public final class Servers implements AutoCloseable {
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private TextServer text;
    private HttpService http;
    private HttpService admin;
    private RtrServer rtr;

    private Servers() {
    }

    /**
     * Starts what has an address.
     *
     * @throws IOException with what is wrong and the remedy; nothing is left running
     */
    public static Servers start(final ServerSettings settings, final RecordService records, final InstantSource clock) throws IOException {
        final Servers servers = new Servers();
        try {
            servers.open(settings, records, clock);
            return servers;
        } catch (final IOException | RuntimeException e) {
            servers.close();
            throw e;
        }
    }

    private void open(final ServerSettings settings, final RecordService records, final InstantSource clock) throws IOException {
        if (settings.text().isPresent()) {
            text = keep(TextServer.start(settings.text().get(), settings.textLimits(), TextServer.DEFAULT_MAX_ANSWER_BYTES, records.index(), records::isLive, clock));
        }
        if (settings.http().isPresent()) {
            http = keep(HttpService.start(http(settings, settings.http().get()), records.index(), records.feeds(), null));
        }
        if (settings.admin().isPresent() && records.admin().isPresent()) {
            admin = keep(HttpService.start(http(settings, settings.admin().get()), records.index(), records.feeds(), records.admin().get()));
        }
        if (settings.rtr().isPresent()) {
            rtr = keep(RtrServer.start(settings.rtr().get(), settings.rtrLimits(), settings.rtrTimes(), records.index(), records::isLive, clock));
        }
    }

    /** Who listens on all addresses has not said by which one clients reach the text server: RDAP answers name none then. */
    private static HttpSettings http(final ServerSettings settings, final InetSocketAddress listen) {
        return new HttpSettings(listen, settings.tls(), settings.httpLimits(), settings.publicUrl(),
            settings.text().map(InetSocketAddress::getAddress).filter(address -> !address.isAnyLocalAddress()).map(InetAddress::getHostAddress));
    }

    private <T extends AutoCloseable> T keep(final T server) {
        started.push(server);
        return server;
    }

    public Optional<TextServer> text() {
        return Optional.ofNullable(text);
    }

    public Optional<HttpService> http() {
        return Optional.ofNullable(http);
    }

    public Optional<HttpService> admin() {
        return Optional.ofNullable(admin);
    }

    public Optional<RtrServer> rtr() {
        return Optional.ofNullable(rtr);
    }

    @Override
    public void close() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (final Exception e) {
                throw new IllegalStateException("a server does not stop: " + e, e);
            }
        }
    }
}
