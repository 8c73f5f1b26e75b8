// SPDX-License-Identifier: Apache-2.0
// The RTR cache on TCP.
package io.eightfold.whois8.server.rtr;

import io.eightfold.whois8.index.RecordIndex;
import io.eightfold.whois8.server.Connection;
import io.eightfold.whois8.server.ConnectionHandler;
import io.eightfold.whois8.server.CounterSet;
import io.eightfold.whois8.server.DataSetLiveness;
import io.eightfold.whois8.server.EndReason;
import io.eightfold.whois8.server.Limits;
import io.eightfold.whois8.server.TcpListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A cache for stock routers, by RFC 8210 and RFC 6810. Thread: any. */
public final class RtrServer implements AutoCloseable {
    /** Port 323 needs privileges; caches without them usually take this one. */
    public static final int DEFAULT_PORT = 8282;
    /** Routers are few and stay; a session without a query for two times the longest expiry is dead. */
    public static final Limits DEFAULT_LIMITS = new Limits(512, 64, 20, 200, 10_000, 345_600_000, 10_000, 600_000);
    private static final Logger LOG = LoggerFactory.getLogger(RtrServer.class);
    private static final int SESSION_IDS = 0x8000;

    private final RtrCache cache;
    private final RtrSettings settings;
    private final RtrSession.SessionIds sessionIds;
    private final Set<RtrSession> sessions = ConcurrentHashMap.newKeySet();
    private final CounterSet<RtrCounter> counters = new CounterSet<>(RtrCounter.class);
    private final TcpListener listener;

    private RtrServer(final InetSocketAddress listen, final Limits limits, final RtrSettings settings, final RecordIndex index, final DataSetLiveness liveness,
        final InstantSource clock) throws IOException {
        this.settings = settings;
        final int drawn = new SecureRandom().nextInt(SESSION_IDS);
        sessionIds = new RtrSession.SessionIds(drawn, drawn + SESSION_IDS);
        cache = new RtrCache(index, liveness, clock, settings, serial -> sessions.forEach(session -> session.notifyOf(serial)));
        cache.start();
        try {
            listener = TcpListener.start("rtr", listen, limits, new Handler());
        } catch (final IOException e) {
            cache.close();
            throw e;
        }
        LOG.info("whois8 rtr session={} serial={} vrps={}", sessionId(Pdu.MAX_VERSION), Integer.toUnsignedString(serial()), vrps());
    }

    /**
     * Serves from now on.
     *
     * @throws IOException when it cannot listen there, with the remedy
     */
    public static RtrServer start(final InetSocketAddress listen, final Limits limits, final RtrSettings settings, final RecordIndex index,
        final DataSetLiveness liveness, final InstantSource clock) throws IOException {
        return new RtrServer(listen, limits, settings, index, liveness, clock);
    }

    /** Connections, and why they ended. */
    public TcpListener listener() {
        return listener;
    }

    public CounterSet<RtrCounter> counters() {
        return counters;
    }

    /** Unsigned; changes with the set. */
    public int serial() {
        return cache.table().serial();
    }

    /** Validated prefixes that routers are given. */
    public int vrps() {
        return cache.table().size();
    }

    /** The session id of a version of the protocol. */
    public int sessionId(final int version) {
        return sessionIds.of(version);
    }

    @Override
    public void close() {
        listener.close();
        cache.close();
        LOG.info("whois8 rtr counters={}", counters);
    }

    private final class Handler implements ConnectionHandler {
        @Override
        public EndReason serve(final Connection connection) throws IOException {
            final RtrSession session = new RtrSession(connection, cache, settings, sessionIds, counters);
            sessions.add(session);
            try {
                return session.run();
            } finally {
                sessions.remove(session);
            }
        }

        /** RTR has no code for it, and a router takes a closed connection for what it is: try later. */
        @Override
        public byte[] refusal(final EndReason reason, final String address) {
            return new byte[0];
        }
    }
}
