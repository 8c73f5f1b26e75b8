// SPDX-License-Identifier: Apache-2.0
// The control plane's end.
package io.eightfold.fibprotocol.channel;

import io.aeron.Aeron;
import io.aeron.CommonContext;
import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.eightfold.fibprotocol.FibWire;
import io.eightfold.fibprotocol.FrameSink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for the dataplane's driver, connects, and does so again whenever the dataplane is another one or the connection is lost. A thread of its own does
 * what may take long; the owner only ever sees whole connections, and gives each back before it is closed. Thread: one owner, but for {@link #open} and close.
 */
public final class ControlChannel implements FibChannel {
    private static final Logger LOG = LoggerFactory.getLogger(ControlChannel.class);
    private static final long LOOK_AGAIN_MS = 50;
    private static final long DRIVER_SILENCE_MS = 2_000;

    private final ChannelConfig config;
    private final Rendezvous rendezvous;
    /** Of this side's own driver, between hosts; else null. */
    private final Rendezvous own;
    private final MediaDriver driver;
    private final Thread connector;
    private final Queue<Link> released = new ConcurrentLinkedQueue<>();
    private volatile Link link;
    private volatile boolean isClosed;
    // the owner's
    private Link current;
    private final FrameRelay relay = new FrameRelay();

    private record Link(Path directory, Aeron aeron, ExclusivePublication updates, Subscription answers, int answerStream, long generation) {
    }

    private ControlChannel(final ChannelConfig config) {
        this.config = config;
        rendezvous = new Rendezvous(config.rendezvous());
        own = config.isUdp() ? new Rendezvous(config.rendezvous().resolveSibling(config.rendezvous().getFileName() + "-control")) : null;
        driver = own == null ? null : startDriver(own);
        connector = Thread.ofPlatform().daemon().name("e8-fib-channel").unstarted(this::watch);
    }

    /** Its directory is written down, so that a successor gives back what is left when this process is killed. */
    private static MediaDriver startDriver(final Rendezvous place) {
        place.clear();
        final Path directory = Rendezvous.newDriverDirectory();
        place.write(directory);
        return AeronNode.startDriver(directory);
    }

    /** Starts to look for the dataplane; returns at once. */
    public static ControlChannel open(final ChannelConfig config) {
        final ControlChannel channel = new ControlChannel(config);
        channel.connector.start();
        return channel;
    }

    private void watch() {
        long generation = 0;
        try {
            while (!isClosed) {
                generation = look(generation);
                TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MS);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long look(final long generation) {
        closeReleased();
        try {
            final Path directory = driver == null ? rendezvous.read() : Path.of(driver.aeronDirectoryName());
            return isNeeded(link, directory) ? connect(directory, generation) : generation;
        } catch (final RuntimeException e) {
            // A file that cannot be read now may be readable in a moment.
            LOG.debug("fib channel fault=host dataplane not found: {}", e.toString());
            return generation;
        }
    }

    private static boolean isNeeded(final Link present, final Path directory) {
        return directory != null && (present == null || present.aeron().isClosed() || !present.directory().equals(directory));
    }

    private long connect(final Path directory, final long generation) {
        Aeron aeron = null;
        try {
            if (!Files.exists(directory) || !CommonContext.isDriverActive(directory.toFile(), DRIVER_SILENCE_MS, text -> LOG.debug("fib driver {}", text))) {
                return generation;
            }
            aeron = AeronNode.connect(directory);
            final int stream = ThreadLocalRandom.current().nextInt(10_000, Integer.MAX_VALUE);
            final Subscription answers = aeron.addSubscription(config.answers(), stream);
            link = new Link(directory, aeron, aeron.addExclusivePublication(config.updates(), FibWire.UPDATE_STREAM), answers, stream, generation + 1);
            LOG.debug("fib channel connected generation={} stream={}", generation + 1, stream);
            return generation + 1;
        } catch (final RuntimeException e) {
            LOG.debug("fib channel not connected: {}", e.toString());
            if (aeron != null) {
                AeronNode.stop(aeron);
            }
            return generation;
        }
    }

    private void closeReleased() {
        Link old;
        while ((old = released.poll()) != null) {
            AeronNode.stop(old.aeron());
        }
    }

    /** The stream on which the other side is to answer; 0 while there is no connection. */
    public int answerStream() {
        take();
        return current == null ? 0 : current.answerStream();
    }

    @Override
    public boolean offer(final DirectBuffer buffer, final int offset, final int lengthBytes) {
        take();
        return current != null && current.updates().offer(buffer, offset, lengthBytes) > 0;
    }

    @Override
    public int poll(final FrameSink sink, final int frames) {
        take();
        return current == null || current.answers().isClosed() ? 0 : relay.poll(current.answers(), sink, frames);
    }

    @Override
    public boolean isConnected() {
        take();
        return current != null && current.updates().isConnected();
    }

    @Override
    public long generation() {
        take();
        return current == null ? 0 : current.generation();
    }

    private void take() {
        final Link newest = link;
        if (newest != current) {
            if (current != null) {
                released.add(current);
            }
            current = newest;
        }
    }

    @Override
    public void close() {
        isClosed = true;
        connector.interrupt();
        try {
            connector.join(TimeUnit.SECONDS.toMillis(5));
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closeReleased();
        for (final Link last : new Link[] {link, current}) {
            if (last != null) {
                AeronNode.stop(last.aeron());
            }
        }
        if (driver != null) {
            AeronNode.stop(driver);
            own.clear();
        }
    }
}
