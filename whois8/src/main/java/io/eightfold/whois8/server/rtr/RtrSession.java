// SPDX-License-Identifier: Apache-2.0
// One router.
package io.eightfold.whois8.server.rtr;

import io.eightfold.whois8.server.Connection;
import io.eightfold.whois8.server.CounterSet;
import io.eightfold.whois8.server.EndReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads queries and answers them one after another; a router that asks on without reading is stopped by TCP, and then by the deadline of the answer.
 * <p>Thread: session; {@link #notifyOf} any, writing on a thread of its own.
 */
final class RtrSession {
    private static final Logger LOG = LoggerFactory.getLogger(RtrSession.class);
    private static final int NO_VERSION = -1;
    private static final int BUFFER_BYTES = Connection.CHUNK_BYTES;
    private static final int MAX_SHOWN = 200;

    private final Connection connection;
    private final RtrCache cache;
    private final RtrSettings settings;
    private final SessionIds sessionIds;
    private final CounterSet<RtrCounter> counters;
    private final ReentrantLock writing = new ReentrantLock();
    private final AtomicBoolean isNotifying = new AtomicBoolean();
    private volatile int version = NO_VERSION;
    private volatile int latestSerial;
    private int wholeBytes;
    private byte[] pduBytes = {};

    /** Serials and ids mean something within one version only (RFC 8210 §5.1), so each has its own. */
    record SessionIds(int ofVersion0, int ofVersion1) {
        int of(final int version) {
            return version == 0 ? ofVersion0 : ofVersion1;
        }
    }

    RtrSession(final Connection connection, final RtrCache cache, final RtrSettings settings, final SessionIds sessionIds, final CounterSet<RtrCounter> counters) {
        this.connection = connection;
        this.cache = cache;
        this.settings = settings;
        this.sessionIds = sessionIds;
        this.counters = counters;
    }

    EndReason run() throws IOException {
        connection.awaitRequest();
        EndReason end = turn();
        while (end == null) {
            connection.awaitNext();
            end = turn();
        }
        return end;
    }

    private EndReason turn() throws IOException {
        try {
            final Optional<Pdu> pdu = read();
            if (pdu.isEmpty()) {
                return version == NO_VERSION || wholeBytes > 0 ? EndReason.PEER_CLOSED : EndReason.ANSWERED;
            }
            connection.requestComplete();
            return answer(pdu.get());
        } catch (final RtrException e) {
            connection.requestComplete();
            return refuse(e);
        }
    }

    /** The next PDU; empty when the router has closed. */
    private Optional<Pdu> read() throws IOException, RtrException {
        pduBytes = new byte[PduCodec.HEADER_BYTES];
        wholeBytes = 0;
        if (!fill()) {
            return Optional.empty();
        }
        // A session waits long for the next PDU, but not for the rest of one.
        connection.awaitRequest();
        pduBytes = Arrays.copyOf(pduBytes, PduCodec.length(pduBytes, version));
        return fill() ? Optional.of(PduCodec.decode(pduBytes)) : Optional.empty();
    }

    private boolean fill() throws IOException {
        while (wholeBytes < pduBytes.length) {
            final int count = connection.read(pduBytes, wholeBytes, pduBytes.length - wholeBytes);
            if (count < 0) {
                return false;
            }
            wholeBytes += count;
        }
        return true;
    }

    private EndReason answer(final Pdu pdu) throws IOException, RtrException {
        if (pdu instanceof Pdu.ErrorReport report) {
            return heard(report);
        }
        if (!connection.takeQuery()) {
            sendError(new RtrException(RtrError.INVALID_REQUEST, "more queries than this cache allows an address; ask less often"));
            return EndReason.QUERY_RATE;
        }
        switch (pdu) {
            case Pdu.ResetQuery query -> {
                version = query.version();
                ifData(this::sendAll);
            }
            case Pdu.SerialQuery query -> {
                version = query.version();
                ifData(() -> sendSince(query));
            }
            default -> throw new RtrException(RtrError.INVALID_REQUEST, "a router sends no " + pdu.getClass().getSimpleName());
        }
        return null;
    }

    private interface Sending {
        void run() throws IOException;
    }

    private void ifData(final Sending answer) throws IOException {
        if (cache.hasData()) {
            answer.run();
        } else {
            counters.count(RtrCounter.NO_DATA);
            sendError(new RtrException(RtrError.NO_DATA_AVAILABLE, "no registry has been read yet; ask again later"));
        }
    }

    private void sendSince(final Pdu.SerialQuery query) throws IOException {
        final Optional<VrpTable.Delta> delta = query.session() == sessionIds.of(version) ? cache.table().since(query.serial()) : Optional.empty();
        if (delta.isEmpty()) {
            counters.count(RtrCounter.CACHE_RESETS);
            sendOne(new Pdu.CacheReset(version));
            return;
        }
        counters.count(RtrCounter.DELTA_ANSWERS);
        send(delta.get().serial(), delta.get().withdrawn(), delta.get().announced());
    }

    private void sendAll() throws IOException {
        counters.count(RtrCounter.FULL_ANSWERS);
        final VrpTable.Snapshot snapshot = cache.table().snapshot();
        send(snapshot.serial(), new long[0], snapshot.vrps());
    }

    private void send(final int serial, final long[] withdrawn, final long[] announced) throws IOException {
        final int session = sessionIds.of(version);
        writing.lock();
        try {
            connection.beginAnswer();
            final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
            PduCodec.encode(new Pdu.CacheResponse(version, session), buffer);
            put(buffer, false, withdrawn);
            put(buffer, true, announced);
            flushUnlessRoom(buffer, PduType.END_OF_DATA.length(version));
            PduCodec.encode(new Pdu.EndOfData(version, session, serial, settings.refreshS(), settings.retryS(), settings.expireS()), buffer);
            flush(buffer);
            connection.endAnswer();
        } finally {
            writing.unlock();
        }
    }

    private void put(final ByteBuffer buffer, final boolean isAnnouncement, final long[] vrps) throws IOException {
        final int bytes = PduType.IPV4_PREFIX.length(version);
        for (final long vrp : vrps) {
            flushUnlessRoom(buffer, bytes);
            PduCodec.prefix(buffer, version, isAnnouncement, vrp);
        }
    }

    private void flushUnlessRoom(final ByteBuffer buffer, final int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            flush(buffer);
        }
    }

    private void flush(final ByteBuffer buffer) throws IOException {
        connection.write(buffer.array(), 0, buffer.position());
        buffer.clear();
    }

    private void sendOne(final Pdu pdu) throws IOException {
        writing.lock();
        try {
            connection.beginAnswer();
            final ByteBuffer buffer = ByteBuffer.allocate(PduCodec.MAX_BYTES);
            PduCodec.encode(pdu, buffer);
            flush(buffer);
            connection.endAnswer();
        } finally {
            writing.unlock();
        }
    }

    /** Tells the router of a new serial, unless it has not asked yet: its version is not known then. While it takes one, the latest of further ones waits. */
    void notifyOf(final int serial) {
        latestSerial = serial;
        if (version != NO_VERSION && isNotifying.compareAndSet(false, true)) {
            Thread.ofVirtual().name("e8-rtr-notify").start(this::sendNotifies);
        }
    }

    private void sendNotifies() {
        int told = latestSerial;
        try {
            do {
                told = latestSerial;
                sendOne(new Pdu.SerialNotify(version, sessionIds.of(version), told));
                counters.count(RtrCounter.NOTIFIES);
            } while (told != latestSerial);
        } catch (final IOException _) {
            // The reading thread hears of it too, and ends the session.
            connection.end(EndReason.PEER_CLOSED);
        } finally {
            isNotifying.set(false);
        }
        // One that came between the last look and the end found this thread still at work.
        if (told != latestSerial && !connection.isEnded()) {
            notifyOf(latestSerial);
        }
    }

    /** RFC 8210 §5.11 and §12: no Error Report answers one, and all but one end the session. */
    private EndReason heard(final Pdu.ErrorReport report) {
        counters.count(RtrCounter.PEER_ERRORS);
        final Optional<RtrError> error = RtrError.ofCode(report.code());
        final String text = report.text().replaceAll("[^\\x20-\\x7e]", "?");
        LOG.warn("whois8 rtr peer={} fault=peer router reports code={} error={} text=\"{}\"", connection.peer(), report.code(), error.map(RtrError::word).orElse("unknown"),
            text.substring(0, Math.min(text.length(), MAX_SHOWN)));
        return error.isPresent() && !error.get().isFatal() ? null : EndReason.PEER_ERROR;
    }

    private EndReason refuse(final RtrException fault) throws IOException {
        counters.count(RtrCounter.BAD_PDUS);
        LOG.debug("whois8 rtr peer={} fault=peer refused error={}: {}", connection.peer(), fault.error().word(), fault.getMessage());
        // RFC 8210 §5.11: never an Error Report about an Error Report.
        if (pduBytes[1] != PduType.ERROR_REPORT.code()) {
            sendError(fault);
        }
        return EndReason.BAD_REQUEST;
    }

    private void sendError(final RtrException fault) throws IOException {
        final byte[] quoted = Arrays.copyOf(pduBytes, wholeBytes);
        final int given = Math.min(pduBytes[0] & 0xFF, Pdu.MAX_VERSION);
        sendOne(new Pdu.ErrorReport(version == NO_VERSION ? given : version, fault.error().code(), quoted, fault.getMessage()));
    }
}
