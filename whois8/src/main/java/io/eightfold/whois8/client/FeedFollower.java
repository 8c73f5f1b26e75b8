// SPDX-License-Identifier: Apache-2.0
// Keeps verified data of all RIRs up to date.
package io.eightfold.whois8.client;

import io.eightfold.whois8.feed.Delta;
import io.eightfold.whois8.feed.FeedException;
import io.eightfold.whois8.feed.FeedFault;
import java.io.IOException;
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
 * gone back from, after a restart neither (the last good data is kept on disk). A server that fails is left alone for a while; one whose data of an RIR is refused, for
 * that RIR only.
 * <p>Thread: its own; {@link #start}, {@link #poke}, {@link #run} and {@link #close} any.
 */
public final class FeedFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FeedFollower.class);
    private static final int CLOSE_S = 5;

    private final FeedSettings settings;
    private final SteadySink sink;
    private final LongSupplier nowS;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> Thread.ofPlatform().daemon().name("whois8-timer").unstarted(work));
    private final HttpClient http;
    private final Thread thread = Thread.ofPlatform().daemon().name("whois8-feed").unstarted(this::loop);
    private final LinkedBlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
    // Owned by the thread.
    private final Map<String, FollowedRir> followed = new TreeMap<>();
    private final List<TrackedServer> servers = new ArrayList<>();
    private TrackedServer active;
    private EventStream stream;
    private boolean isRoundWanted;
    private long nextRoundNs = System.nanoTime();
    private FileChannel lockFile;
    private volatile boolean isClosed;

    /**
     * @param nowS   seconds since 1970
     * @param random for pauses, so that many readers do not come back at once
     * @throws IOException when the directory cannot be used, or another process uses it
     */
    public FeedFollower(final FeedSettings settings, final FeedSink sink, final LongSupplier nowS, final RandomGenerator random) throws IOException {
        this.settings = settings;
        this.sink = new SteadySink(sink);
        this.nowS = nowS;
        http = FeedServer.newHttp(settings);
        lock();
        for (final var anchors : settings.anchorsByRir().entrySet()) {
            followed.put(anchors.getKey(), new FollowedRir(anchors.getValue(), settings, this.sink, nowS));
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
            turn(this::begin);
            while (!isClosed) {
                next();
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            release();
        }
    }

    private void begin() {
        followed.values().forEach(FollowedRir::restore);
        sink.restored();
        servers.forEach(server -> sink.server(server.state(nowS.getAsLong())));
    }

    private void next() throws InterruptedException {
        // What a sink is still owed does not wait for the next round.
        final boolean isSettled = sink.settle();
        final long pauseNs = Math.max(0, nextRoundNs - System.nanoTime());
        final Runnable next = work.poll(isSettled ? pauseNs : Math.min(pauseNs, settings.retryMin().toNanos()), TimeUnit.NANOSECONDS);
        if (next != null) {
            turn(next);
        }
        if (!isClosed && (isRoundWanted || nextRoundNs - System.nanoTime() <= 0)) {
            isRoundWanted = false;
            final long startNs = System.nanoTime();
            nextRoundNs = startNs + settings.retryMin().toNanos();
            turn(() -> {
                round();
                nextRoundNs = System.nanoTime() + pauseNs(startNs);
            });
        }
    }

    /** Whatever goes wrong in one turn, revocations must be heard of in the next. */
    private static void turn(final Runnable action) {
        try {
            action.run();
        } catch (final RuntimeException | Error e) {
            LOG.error("whois8 feed fault=bug following goes on", e);
        }
    }

    /** Asks for every RIR, and settles which server is the active one. */
    private void round() {
        TrackedServer best = null;
        boolean isFirstRir = true;
        for (final FollowedRir of : followed.values()) {
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
    private TrackedServer ask(final FollowedRir of) {
        TrackedServer second = null;
        for (final TrackedServer server : servers) {
            if (!isClosed && server.isDue(of.rir()) && follow(server, of, null)) {
                if (of.isFresh()) {
                    return server;
                }
                second = second == null ? server : second;
            }
        }
        return second;
    }

    /** Brings an RIR's data to what a server has; whether the server is of use for it. */
    private boolean follow(final TrackedServer server, final FollowedRir of, final byte[] headBytes) {
        final String rir = of.rir();
        try {
            final Delta head = headBytes == null ? server.feed().head(rir) : FeedServer.decodeHead(headBytes);
            of.advance(server.feed(), head, isAnotherDue(server, rir));
            of.payOwed(server.feed(), isAnotherDue(server, rir));
            server.succeeded(rir, head.head().serial(), of.serial(), nowS.getAsLong());
            return true;
        } catch (final FeedException e) {
            if (e.fault() == FeedFault.ROLLED_BACK && server.isOnlyBehind(rir, servers.size(), nowS.getAsLong())) {
                server.refused(rir, ServerFault.BEHIND.word(), e.getMessage(), nowS.getAsLong());
            } else {
                server.refused(rir, e.fault().word(), e.getMessage(), nowS.getAsLong());
                of.alarm(e.fault().word(), server.url(), e.getMessage());
            }
        } catch (final ServerException e) {
            // Without one RIR it may still be of use for the others.
            server.failed(e.fault().word(), e.getMessage(), nowS.getAsLong(), e.fault() != ServerFault.NOT_PUBLISHED);
        } catch (final IOException e) {
            server.failed(ServerFault.UNREACHABLE.word(), e.toString(), nowS.getAsLong());
        } catch (final RuntimeException e) {
            // One answer must not end validation; it is a fault of this program all the same.
            LOG.error("whois8 feed rir={} server={} fault=bug", rir, server.url(), e);
            server.refused(rir, ServerFault.BUG.word(), e.toString(), nowS.getAsLong());
            of.alarm(ServerFault.BUG.word(), server.url(), e.toString());
        }
        // A server whose state changes is told of once; each further try is nothing new.
        LOG.debug("whois8 server={} rir={} fault=peer failed reason={} {}", server.url(), rir, server.lastError(), server.errorMessage());
        return false;
    }

    /** Whether there is somebody else to ask, so that nobody holds up what another could tell at once; who is the only one left gets all the time. */
    private boolean isAnotherDue(final TrackedServer than, final String rir) {
        return servers.stream().anyMatch(server -> server != than && server.isDue(rir));
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
        // The newest event of each RIR, until the thread takes it; of each stream, as those of one that is left are never taken.
        private final Map<String, byte[]> heads = new ConcurrentHashMap<>();

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
            if (settings.anchorsByRir().containsKey(rir) && heads.put(rir, head == null ? new byte[0] : head) == null) {
                ifCurrent(of, () -> takeEvent(server, rir, heads.remove(rir)));
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

    private void takeEvent(final TrackedServer server, final String rir, final byte[] bytes) {
        final FollowedRir of = followed.get(rir);
        // A server whose data was refused before calls for no round with each event.
        final boolean wasDue = server.isDue(rir);
        isRoundWanted |= !follow(server, of, isNewsFor(of, bytes) ? bytes : null) && wasDue;
    }

    /** An event that waited while a round went further says nothing of what the server has now. */
    private static boolean isNewsFor(final FollowedRir of, final byte[] bytes) {
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

    private long pauseNs(final long roundNs) {
        long pauseNs = settings.refresh().toNanos();
        for (final TrackedServer server : servers) {
            pauseNs = Math.min(pauseNs, server.pauseNs(roundNs));
        }
        for (final FollowedRir of : followed.values()) {
            pauseNs = Math.min(pauseNs, of.owedPauseNs());
        }
        return pauseNs;
    }

    private void release() {
        closeStream();
        timer.shutdownNow();
        http.shutdownNow();
        try {
            for (final FollowedRir of : followed.values()) {
                of.close();
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
