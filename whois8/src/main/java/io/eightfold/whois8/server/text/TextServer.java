// SPDX-License-Identifier: Apache-2.0
// The text service.
package io.eightfold.whois8.server.text;

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
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** WHOIS per RFC 3912, for stock clients: {@code whois -h HOST -p 4343 64496}. Thread: any. */
public final class TextServer implements AutoCloseable {
    /** Port 43 needs privileges and belongs to the registries of today. */
    public static final int DEFAULT_PORT = 4343;
    /** Bytes of an answer, unless told otherwise. */
    public static final int DEFAULT_MAX_ANSWER_BYTES = 1 << 20;
    /** The least that can be configured. */
    public static final int MIN_MAX_ANSWER_BYTES = 4096;
    /** For a public server: an address gets a dozen connections and 20 queries a second. */
    public static final Limits DEFAULT_LIMITS = new Limits(1024, 12, 20, 200, 10_000, 60_000, 5_000, 60_000);

    private static final Logger LOG = LoggerFactory.getLogger(TextServer.class);

    private final RecordIndex index;
    private final DataSetLiveness liveness;
    private final InstantSource clock;
    private final int maxAnswerBytes;
    private final CounterSet<TextCounter> lines = new CounterSet<>(TextCounter.class);
    private final TcpListener listener;

    private TextServer(final InetSocketAddress listen, final Limits limits, final int maxAnswerBytes, final RecordIndex index, final DataSetLiveness liveness,
        final InstantSource clock) throws IOException {
        if (maxAnswerBytes < MIN_MAX_ANSWER_BYTES) {
            throw new IllegalArgumentException("maxAnswerBytes=" + maxAnswerBytes + " < MIN_MAX_ANSWER_BYTES=" + MIN_MAX_ANSWER_BYTES + "; raise it");
        }
        this.index = index;
        this.liveness = liveness;
        this.clock = clock;
        this.maxAnswerBytes = maxAnswerBytes;
        listener = TcpListener.start("text", listen, limits, new Handler());
    }

    /**
     * Answers from now on.
     *
     * @param maxAnswerBytes what an answer may have; longer ones say that they are cut
     * @throws IOException when it cannot listen there, with the remedy
     */
    public static TextServer start(final InetSocketAddress listen, final Limits limits, final int maxAnswerBytes, final RecordIndex index,
        final DataSetLiveness liveness, final InstantSource clock) throws IOException {
        return new TextServer(listen, limits, maxAnswerBytes, index, liveness, clock);
    }

    /** Connections, and why they ended. */
    public TcpListener listener() {
        return listener;
    }

    /** What the lines of clients came to. */
    public CounterSet<TextCounter> lines() {
        return lines;
    }

    @Override
    public void close() {
        listener.close();
        LOG.info("whois8 text counters={}", lines);
    }

    /** Outside the class it would show methods of a session to everyone. */
    private final class Handler implements ConnectionHandler {
        @Override
        public EndReason serve(final Connection connection) throws IOException {
            return new TextSession(connection, maxAnswerBytes, index, liveness, clock, lines).run();
        }

        @Override
        public byte[] refusal(final EndReason reason, final String address) {
            return (TextError.CONNECTIONS.line() + "\r\n% " + (reason == EndReason.TOO_MANY_CONNECTIONS ? "The server has no connection left"
                : "Your address has all connections it may have") + "; try again later.\r\n\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        }
    }
}
