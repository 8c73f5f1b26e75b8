// SPDX-License-Identifier: Apache-2.0
// Gives signed data sets to validators and mirrors.
package io.eightfold.whois8.server.http;

import io.eightfold.whois8.feed.Delta;
import io.eightfold.whois8.feed.FeedCatalog;
import io.eightfold.whois8.feed.FeedSource;
import io.eightfold.whois8.signature.SignedHead;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.http.HttpHeader;

/**
 * The feed over HTTP; the bytes are those of package {@code feed}.
 * <pre>
 *   GET /feed/v1/RIR/head               a delta without changes: keys and head in force
 *   GET /feed/v1/RIR/snapshot           a snapshot; gzip for those who accept it
 *   GET /feed/v1/RIR/deltas?from=SERIAL deltas that lead on from there, one after the other; nothing when there are none;
 *                                       410 when a snapshot is needed, and the reader asks again when the last is not the head's
 *   GET /feed/v1/events                 an event for each new head, see {@link EventStreams}
 * </pre>
 * Thread: session.
 */
final class FeedHandler implements RequestHandler.Part {
    static final String BINARY = "application/octet-stream";
    /** Deltas asked of a source at once. */
    private static final int MAX_DELTAS = 10_000;
    private static final int COPY_BUFFER_BYTES = 32 << 10;
    private final FeedCatalog feeds;
    private final EventStreams events;
    private final Transfers transfers;
    private final HttpLimits limits;

    FeedHandler(final FeedCatalog feeds, final EventStreams events, final Transfers transfers, final HttpLimits limits) {
        this.feeds = feeds;
        this.events = events;
        this.transfers = transfers;
        this.limits = limits;
    }

    @Override
    public void answer(final Exchange exchange, final List<String> path) throws HttpProblem, IOException {
        exchange.header("Access-Control-Allow-Origin", "*");
        if (path.equals(List.of("feed", "v1", "events"))) {
            exchange.requireMethod("GET");
            events.subscribe(exchange);
            return;
        }
        exchange.requireMethod("GET", "HEAD");
        if (path.size() != 4 || !"v1".equals(path.get(1))) {
            throw HttpProblem.notFound("there is no such path; the feed is at /feed/v1/RIR/head, /snapshot, /deltas?from=SERIAL and /feed/v1/events");
        }
        final FeedSource source = feeds.source(path.get(2)).orElseThrow(() -> HttpProblem.notFound("this server publishes no data set of that registry; it has "
            + feeds.sources().stream().map(FeedSource::rir).toList()));
        switch (path.get(3)) {
            case "head" -> head(exchange, source);
            case "snapshot" -> snapshot(exchange, source);
            case "deltas" -> deltas(exchange, source);
            default -> throw HttpProblem.notFound("there is no such path; a data set has head, snapshot and deltas");
        }
    }

    private static void head(final Exchange exchange, final FeedSource source) {
        final Delta present = source.present();
        if (!isKnown(exchange, "\"" + tag(present) + "\"")) {
            exchange.answer(200, BINARY, present.encode());
        }
    }

    private void snapshot(final Exchange exchange, final FeedSource source) throws HttpProblem, IOException {
        exchange.header("Vary", "Accept-Encoding");
        // Weak: the source may give a snapshot that is a few deltas older than the head.
        if (isKnown(exchange, "W/\"" + tag(source.present()) + "\"")) {
            return;
        }
        if (exchange.isHead()) {
            exchange.header("Content-Type", BINARY);
            exchange.answer(200);
            return;
        }
        try (Transfers.Permit _ = transfers.take()) {
            if (acceptsGzip(exchange)) {
                exchange.header("Content-Encoding", "gzip");
                exchange.stream(BINARY, out -> writeZipped(source, out));
            } else {
                exchange.stream(BINARY, source::writeSnapshot);
            }
        }
    }

    private static void writeZipped(final FeedSource source, final OutputStream out) throws IOException {
        final FastGzip zipped = new FastGzip(out);
        try (zipped) {
            final BufferedOutputStream buffered = new BufferedOutputStream(zipped, COPY_BUFFER_BYTES);
            source.writeSnapshot(buffered);
            buffered.flush();
        }
    }

    /** A third of the size for a small part of the time that the usual level takes. */
    private static final class FastGzip extends GZIPOutputStream {
        private FastGzip(final OutputStream out) throws IOException {
            super(out, COPY_BUFFER_BYTES);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    private static boolean acceptsGzip(final Exchange exchange) {
        final String accepted = exchange.requestHeader(HttpHeader.ACCEPT_ENCODING).orElse("");
        for (final String coding : accepted.split(",")) {
            final String[] parts = coding.strip().split("\\s*;\\s*");
            if ("gzip".equalsIgnoreCase(parts[0])) {
                return parts.length == 1 || !parts[1].matches("q=0(\\.0*)?");
            }
        }
        return false;
    }

    private void deltas(final Exchange exchange, final FeedSource source) throws HttpProblem, IOException {
        final String text = exchange.parameter("from").orElseThrow(() -> HttpProblem.badRequest("from=SERIAL is missing; give the serial you have"));
        if (!text.matches("[0-9]{1,18}")) {
            throw HttpProblem.badRequest("from is no serial; give a number from 1 on");
        }
        // Taken before anything is read, and kept until the client has taken the last byte: clients that take nothing hold no more answers than there are permits.
        try (Transfers.Permit _ = transfers.take()) {
            final List<Delta> deltas = source.deltasFrom(Long.parseLong(text), MAX_DELTAS).orElseThrow(() -> gone("there are no deltas from serial " + text + " to "
                + source.head().serial()));
            final byte[] first = deltas.isEmpty() ? new byte[0] : deltas.getFirst().encode();
            if (first.length > limits.deltasBytes()) {
                throw gone("the next delta is larger than deltasBytes=" + limits.deltasBytes());
            }
            if (exchange.isHead()) {
                exchange.header("Content-Type", BINARY);
                exchange.answer(200);
            } else {
                exchange.stream(BINARY, out -> write(first, deltas, out));
            }
        }
    }

    private static HttpProblem gone(final String why) {
        return new HttpProblem(410, "gone", List.of(why + "; take the snapshot"), Map.of());
    }

    /** One after the other, so that one encoded delta is held at a time. */
    private void write(final byte[] first, final List<Delta> deltas, final OutputStream out) throws IOException {
        out.write(first);
        long written = first.length;
        for (int i = 1; i < deltas.size(); i++) {
            final byte[] next = deltas.get(i).encode();
            written += next.length;
            if (written > limits.deltasBytes()) {
                return;
            }
            out.write(next);
        }
    }

    /** Puts the tag; answers 304 to those who have it. */
    private static boolean isKnown(final Exchange exchange, final String tag) {
        exchange.header("ETag", tag);
        exchange.header("Cache-Control", "no-cache");
        final String known = exchange.requestHeader(HttpHeader.IF_NONE_MATCH).orElse("");
        for (final String candidate : known.split(",")) {
            if (candidate.strip().replace("W/", "").equals(tag.replace("W/", ""))) {
                exchange.answer(304);
                return true;
            }
        }
        return false;
    }

    /** Serials do not change when a head is issued anew, so the time is part of it; a key list may come within the same second, so its version is. */
    static String tag(final Delta present) {
        final SignedHead head = present.head();
        return head.rir() + "-" + head.serial() + "-" + head.issuedAtS() + "-" + present.keys().version();
    }
}
