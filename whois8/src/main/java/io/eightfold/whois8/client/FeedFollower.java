// SPDX-License-Identifier: Apache-2.0
// Keeps verified data of all RIRs up to date.
package io.eightfold.whois8.client;

import io.eightfold.whois8.feed.DataSet;
import io.eightfold.whois8.feed.Delta;
import io.eightfold.whois8.feed.FeedException;
import io.eightfold.whois8.feed.FeedFault;
import io.eightfold.whois8.signature.SignedHead;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps verified data of all RIRs up to date from several servers, and tells it to a {@link FeedSink}.
 * <p>In each round every RIR is asked for at the servers in order of preference, until one has data that is neither refused, nor behind what is at hand, nor
 * past half of its time. The most preferred server that does is the active one; its events are heard, so that a change arrives at once, and rounds follow
 * each {@code refresh} and whenever a server that failed is due again. Servers are only carriers: what they say is verified, and what was seen once is never
 * gone back from, after a restart neither (the last good data is kept on disk).
 * <p>Thread: its own; {@link #start}, {@link #poke}, {@link #run} and {@link #close} any.
 */
public final class FeedFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FeedFollower.class);
    private static final int CLOSE_S = 5;

    private final FeedSettings settings;
    private final FeedSink sink;
    private final LongSupplier nowS;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> Thread.ofPlatform().daemon().name("whois8-timer").unstarted(work));
    private final HttpClient http;
    private final Thread thread = Thread.ofPlatform().daemon().name("whois8-feed").unstarted(this::loop);
    private final LinkedBlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
    // The newest event of each RIR, until the thread takes it.
    private final Map<String, byte[]> events = new ConcurrentHashMap<>();
    // Owned by the thread.
    private final Map<String, Followed> followed = new TreeMap<>();
    private final List<TrackedServer> servers = new ArrayList<>();
    private TrackedServer active;
    private EventStream stream;
    private boolean isRoundWanted;
    private FileChannel lockFile;
    private volatile boolean isClosed;

    /** An RIR's data here. */
    private record Followed(DataSet dataSet, LastGood lastGood) {
        long serial() {
            return dataSet.head().map(SignedHead::serial).orElse(0L);
        }
    }

    /**
     * @param nowS   seconds since 1970
     * @param random for pauses, so that many readers do not come back at once
     * @throws IOException when the directory cannot be used, or another process uses it
     */
    public FeedFollower(final FeedSettings settings, final FeedSink sink, final LongSupplier nowS, final RandomGenerator random) throws IOException {
        this.settings = settings;
        this.sink = sink;
        this.nowS = nowS;
        http = FeedServer.newHttp(settings);
        lock();
        for (final var anchors : settings.anchorsByRir().entrySet()) {
            final LastGood lastGood = settings.directory() == null ? null : new LastGood(settings.directory(), anchors.getValue(), LastGood.MIN_MERGE_BYTES);
            followed.put(anchors.getKey(), new Followed(new DataSet(anchors.getValue()), lastGood));
        }
        settings.servers().forEach(url -> servers.add(new TrackedServer(new FeedServer(url, http, settings, timer), settings, random)));
    }

    private void lock() throws IOException {
        if (settings.directory() == null) {
            return;
        }
        Files.createDirectories(settings.directory());
        final Path file = settings.directory().resolve("lock");
        lockFile = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = lockFile.tryLock();
        } catch (final OverlappingFileLockException e) {
            LOG.debug("whois8 last-good directory={} is used by this process", settings.directory(), e);
        }
        if (lock == null) {
            lockFile.close();
            throw new IOException("directory " + settings.directory() + " of last good data is used by another router; give each its own");
        }
    }

    public void start() {
        thread.start();
    }

    /** Asks all servers now, whatever failed before. */
    public void poke() {
        work.add(() -> {
            servers.forEach(TrackedServer::forgive);
            isRoundWanted = true;
        });
    }

    /** Does something in its thread, in order with what the sink is told. */
    public void run(final Runnable action) {
        work.add(action);
    }

    private void loop() {
        try {
            followed.values().forEach(this::restore);
            sink.restored();
            servers.forEach(server -> sink.server(server.state(nowS.getAsLong())));
            long nextRoundNs = System.nanoTime();
            while (!isClosed) {
                final Runnable next = work.poll(Math.max(0, nextRoundNs - System.nanoTime()), TimeUnit.NANOSECONDS);
                if (next != null) {
                    next.run();
                }
                if (next == null || isRoundWanted) {
                    isRoundWanted = false;
                    round();
                    nextRoundNs = System.nanoTime() + pauseNs();
                }
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            release();
        }
    }

    private void restore(final Followed of) {
        if (of.lastGood == null) {
            return;
        }
        try {
            of.lastGood.restore(new LastGood.Reader() {
                @Override
                public void snapshot(final InputStream from) throws IOException, FeedException {
                    final FeedSink.Loading loading = sink.begin(of.dataSet.rir());
                    of.dataSet.load(from, loading::record, DataSet.Age.ANY, nowS.getAsLong());
                    loading.loaded(of.dataSet, "");
                }

                @Override
                public void delta(final Delta delta) throws FeedException {
                    if (delta.head().serial() >= of.serial()) {
                        takeIn(of, delta, DataSet.Age.ANY, "");
                    }
                }
            });
            of.dataSet.head().ifPresent(head -> LOG.info("whois8 last-good rir={} serial={} records={} expiresAtS={}", head.rir(), head.serial(), head.records(), head.expiresAtS()));
        } catch (final FeedException e) {
            alarm(e.fault().word(), of.dataSet.rir(), "", "last good data on disk: " + e.getMessage());
        } catch (final IOException e) {
            alarm(ServerFault.DISK.word(), of.dataSet.rir(), "", "last good data cannot be read: " + e);
        }
    }

    /** Whether it made a difference. */
    private boolean takeIn(final Followed of, final Delta delta, final DataSet.Age age, final String server) throws FeedException {
        if (delta.head().serial() == of.serial()) {
            final boolean isNewer = of.dataSet.renew(delta.keys(), delta.head(), age, nowS.getAsLong());
            if (isNewer) {
                sink.changed(of.dataSet, List.of(), server);
            }
            return isNewer;
        }
        sink.changed(of.dataSet, of.dataSet.apply(delta, age, nowS.getAsLong()), server);
        return true;
    }

    /** Asks for every RIR, and settles which server is the active one. */
    private void round() {
        TrackedServer best = null;
        boolean isFirstRir = true;
        for (final Followed of : followed.values()) {
            final TrackedServer used = ask(of);
            best = isFirstRir || worse(used, best) ? used : best;
            isFirstRir = false;
        }
        activate(best);
        servers.forEach(this::tell);
    }

    private boolean worse(final TrackedServer used, final TrackedServer best) {
        return used != null && (best == null || servers.indexOf(used) > servers.indexOf(best));
    }

    /** The first server whose data of an RIR is good; null when there is none. */
    private TrackedServer ask(final Followed of) {
        TrackedServer second = null;
        for (final TrackedServer server : servers) {
            if (!isClosed && server.isDue() && follow(server, of, null)) {
                if (isFresh(of)) {
                    return server;
                }
                second = second == null ? server : second;
            }
        }
        return second;
    }

    /** Data that was not signed anew for half of its time: another server may have newer. */
    private boolean isFresh(final Followed of) {
        final SignedHead head = of.dataSet.head().orElseThrow();
        return nowS.getAsLong() < head.issuedAtS() + (head.expiresAtS() - head.issuedAtS()) / 2;
    }

    /** Brings an RIR's data to what a server has; whether the server is of use for it. */
    private boolean follow(final TrackedServer server, final Followed of, final byte[] headBytes) {
        final String rir = of.dataSet.rir();
        try {
            final Delta head = headBytes == null ? server.feed().head(rir) : FeedServer.decodeHead(headBytes);
            advance(server, of, head);
            server.succeeded(rir, head.head().serial(), of.serial(), nowS.getAsLong());
            return true;
        } catch (final FeedException e) {
            if (e.fault() == FeedFault.ROLLED_BACK && server.isOnlyBehind(rir, servers.size(), nowS.getAsLong())) {
                server.failed(ServerFault.BEHIND.word(), e.getMessage(), nowS.getAsLong());
            } else {
                server.failed(e.fault().word(), e.getMessage(), nowS.getAsLong());
                alarm(e.fault().word(), rir, server.url(), e.getMessage());
            }
        } catch (final ServerException e) {
            // Without one RIR it may still be of use for the others.
            server.failed(e.fault().word(), e.getMessage(), nowS.getAsLong(), e.fault() != ServerFault.NOT_PUBLISHED);
        } catch (final IOException e) {
            server.failed(ServerFault.UNREACHABLE.word(), e.toString(), nowS.getAsLong());
        } catch (final RuntimeException e) {
            // One answer must not end validation; it is a fault of this program all the same.
            LOG.error("whois8 feed rir={} server={} fault=bug", rir, server.url(), e);
            server.failed(ServerFault.BUG.word(), e.toString(), nowS.getAsLong());
            alarm(ServerFault.BUG.word(), rir, server.url(), e.toString());
        }
        LOG.warn("whois8 server={} rir={} fault=peer failed reason={} {}", server.url(), rir, server.lastError(), server.errorMessage());
        return false;
    }

    private void advance(final TrackedServer server, final Followed of, final Delta head) throws IOException, FeedException {
        final long before = of.serial();
        boolean isSnapshotTaken = false;
        while (of.serial() < head.head().serial()) {
            if (of.serial() == 0 || !deltas(server, of)) {
                if (isSnapshotTaken) {
                    throw new FeedException(FeedFault.WRONG_SERIAL, "neither the snapshot nor deltas lead to serial " + head.head().serial() + " of " + of.dataSet.rir()
                        + ", which the head announces");
                }
                snapshot(server, of);
                isSnapshotTaken = true;
            }
        }
        // The server went on since it gave the head.
        final boolean isPassed = of.serial() > head.head().serial() && of.serial() > before;
        if (!isPassed && takeIn(of, head, DataSet.Age.LIVE, server.url())) {
            keep(of, head);
        }
    }

    /** Takes deltas in; false when a snapshot is needed. */
    private boolean deltas(final TrackedServer server, final Followed of) throws IOException, FeedException {
        final long before = of.serial();
        try {
            final List<Delta> deltas = server.feed().deltas(of.dataSet.rir(), before).orElse(List.of());
            for (final Delta delta : deltas) {
                takeIn(of, delta, DataSet.Age.LIVE, server.url());
                keep(of, delta);
            }
        } catch (final FeedException e) {
            if (!isSnapshotARemedy(e.fault())) {
                throw e;
            }
            alarm(e.fault().word(), of.dataSet.rir(), server.url(), e.getMessage() + "; the snapshot is asked for");
            return false;
        }
        return of.serial() > before;
    }

    private static boolean isSnapshotARemedy(final FeedFault fault) {
        return switch (fault) {
            case TRUNCATED, MALFORMED, TOO_LARGE, ROOT_MISMATCH, WRONG_SERIAL -> true;
            default -> false;
        };
    }

    private void snapshot(final TrackedServer server, final Followed of) throws IOException, FeedException {
        server.feed().snapshot(of.dataSet.rir(), body -> {
            final FeedSink.Loading loading = sink.begin(of.dataSet.rir());
            if (of.lastGood == null) {
                of.dataSet.load(body, loading::record, DataSet.Age.LIVE, nowS.getAsLong());
                loading.loaded(of.dataSet, server.url());
            } else {
                copySnapshot(server, of, body, loading);
            }
        });
    }

    /** Verdicts come first: a disk that is full is an alarm, and no reason to refuse data. */
    private void copySnapshot(final TrackedServer server, final Followed of, final InputStream body, final FeedSink.Loading loading) throws IOException, FeedException {
        final TeeStream copied = new TeeStream(body, of.lastGood::newSnapshot);
        try (copied) {
            of.dataSet.load(copied, loading::record, DataSet.Age.LIVE, nowS.getAsLong());
        }
        loading.loaded(of.dataSet, server.url());
        try {
            copied.requireGood();
            of.lastGood.commit();
        } catch (final IOException e) {
            diskFailed(of, e);
        }
    }

    private void keep(final Followed of, final Delta delta) {
        if (of.lastGood != null) {
            try {
                of.lastGood.append(delta);
            } catch (final IOException e) {
                diskFailed(of, e);
            }
        }
    }

    private void diskFailed(final Followed of, final IOException e) {
        alarm(ServerFault.DISK.word(), of.dataSet.rir(), "", "last good data cannot be kept in " + settings.directory() + ": " + e);
    }

    private void activate(final TrackedServer best) {
        if (best != active) {
            LOG.info("whois8 server old={} new={} active", active == null ? "none" : active.url(), best == null ? "none" : best.url());
            if (active != null) {
                active.setActive(false);
            }
            closeStream();
            active = best;
        }
        if (active != null) {
            active.setActive(true);
            if (stream == null && active.isStreamDue()) {
                stream = active.feed().events(new Events(active));
            }
        }
    }

    private void closeStream() {
        if (stream != null) {
            stream.close();
            stream = null;
            active.setStreaming(false);
        }
    }

    /** Events come from threads of the HTTP client, and go to this one. */
    private final class Events implements EventStream.Listener {
        private final TrackedServer server;

        private Events(final TrackedServer server) {
            this.server = server;
        }

        private void ifCurrent(final EventStream of, final Runnable action) {
            work.add(() -> {
                if (stream == of) {
                    action.run();
                    tell(server);
                }
            });
        }

        @Override
        public void opened(final EventStream of) {
            ifCurrent(of, () -> server.setStreaming(true));
        }

        @Override
        public void head(final EventStream of, final String rir, final byte[] head) {
            // Unknown RIRs are nobody's here; of a known one the newest event is enough, so the queue cannot grow.
            if (settings.anchorsByRir().containsKey(rir) && events.put(rir, head == null ? new byte[0] : head) == null) {
                ifCurrent(of, () -> takeEvent(server, rir));
            }
        }

        @Override
        public void ended(final EventStream of, final ServerFault fault, final String why) {
            ifCurrent(of, () -> {
                LOG.info("whois8 server={} events ended reason={} {}", server.url(), fault.word(), why);
                stream = null;
                server.setStreaming(false);
                server.streamFailed(fault.word(), why, nowS.getAsLong());
                // Whoever ended it may be away: then another takes its place now.
                isRoundWanted = true;
            });
        }
    }

    private void takeEvent(final TrackedServer server, final String rir) {
        final byte[] bytes = events.remove(rir);
        final Followed of = followed.get(rir);
        isRoundWanted |= !follow(server, of, isNewsFor(of, bytes) ? bytes : null);
    }

    /** An event that waited while a round went further says nothing of what the server has now. */
    private static boolean isNewsFor(final Followed of, final byte[] bytes) {
        try {
            return bytes != null && bytes.length > 0 && FeedServer.decodeHead(bytes).head().serial() >= of.serial();
        } catch (final FeedException e) {
            // To be refused by name where all data is.
            return true;
        }
    }

    private void tell(final TrackedServer server) {
        if (server.hasChanged(nowS.getAsLong())) {
            sink.server(server.state(nowS.getAsLong()));
        }
    }

    private void alarm(final String word, final String rir, final String server, final String message) {
        LOG.warn("whois8 alarm={} rir={} server={} fault=peer {}", word, rir, server, message);
        sink.alarm(new FeedAlarm(word, rir, server, message, nowS.getAsLong()));
    }

    private long pauseNs() {
        long pauseNs = settings.refresh().toNanos();
        for (final TrackedServer server : servers) {
            pauseNs = Math.min(pauseNs, server.pauseNs());
        }
        return pauseNs;
    }

    private void release() {
        closeStream();
        timer.shutdownNow();
        http.shutdownNow();
        try {
            for (final Followed of : followed.values()) {
                if (of.lastGood != null) {
                    of.lastGood.close();
                }
            }
            if (lockFile != null) {
                lockFile.close();
            }
        } catch (final IOException e) {
            LOG.warn("whois8 last-good fault=host closing failed", e);
        }
    }

    /** Ends its thread and waits for it. */
    @Override
    public void close() {
        isClosed = true;
        if (thread.getState() == Thread.State.NEW) {
            release();
            return;
        }
        // Not by an interrupt at first: that would close the files under its hands.
        http.shutdownNow();
        work.add(() -> LOG.debug("whois8 feed ends"));
        try {
            if (!thread.join(Duration.ofSeconds(CLOSE_S))) {
                thread.interrupt();
                thread.join();
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
