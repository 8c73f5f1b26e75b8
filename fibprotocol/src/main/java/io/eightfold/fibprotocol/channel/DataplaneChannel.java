// SPDX-License-Identifier: Apache-2.0
// The dataplane's end.
package io.eightfold.fibprotocol.channel;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.eightfold.fibprotocol.FibWire;
import io.eightfold.fibprotocol.FrameSink;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the driver, listens to whichever control plane is there, and answers on the stream that the last one named. A process that was stopped for long finds its own
 * client timed out; a new one is made by a thread of its own, and the owner never waits. Thread: startup for {@link #open} and close; else one owner.
 */
public final class DataplaneChannel implements FibChannel {
    private static final Logger LOG = LoggerFactory.getLogger(DataplaneChannel.class);
    private static final long RETRY_MS = 200;

    private final ChannelConfig config;
    private final MediaDriver driver;
    private final Rendezvous rendezvous;
    private volatile Link link;
    private volatile boolean isClosed;
    // the owner's
    private Link current;
    private int answerStream;
    private long pendingPublication = Aeron.NULL_VALUE;
    private ExclusivePublication answers;
    private final FrameRelay relay = new FrameRelay();

    private record Link(Aeron aeron, Subscription updates, long generation) {
    }

    private DataplaneChannel(final ChannelConfig config, final MediaDriver driver, final Rendezvous rendezvous) {
        this.config = config;
        this.driver = driver;
        this.rendezvous = rendezvous;
    }

    /** Starts the driver and listens. */
    public static DataplaneChannel open(final ChannelConfig config) {
        final Rendezvous rendezvous = new Rendezvous(config.rendezvous());
        rendezvous.clear();
        final Path directory = Rendezvous.newDriverDirectory();
        // First the name, so that a successor finds what is left, whenever this process dies. Nobody connects before the driver is there.
        rendezvous.write(directory);
        final DataplaneChannel channel = new DataplaneChannel(config, AeronNode.startDriver(directory), rendezvous);
        try {
            channel.link = channel.connect(1);
            channel.current = channel.link;
            Thread.ofPlatform().daemon().name("e8-fib-channel").start(channel::watch);
            return channel;
        } catch (final RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private Link connect(final long generation) {
        final Aeron aeron = AeronNode.connect(Path.of(driver.aeronDirectoryName()));
        try {
            return new Link(aeron, aeron.addSubscription(config.updates(), FibWire.UPDATE_STREAM), generation);
        } catch (final RuntimeException e) {
            AeronNode.stop(aeron);
            throw e;
        }
    }

    private void watch() {
        try {
            while (!isClosed) {
                final Link watched = link;
                if (watched.aeron().isClosed()) {
                    reconnect(watched);
                }
                TimeUnit.MILLISECONDS.sleep(RETRY_MS);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void reconnect(final Link dead) {
        try {
            final Link fresh = connect(dead.generation() + 1);
            synchronized (this) {
                link = fresh;
                if (isClosed) {
                    AeronNode.stop(fresh.aeron());
                }
            }
            LOG.info("fib channel reconnected generation={}", fresh.generation());
        } catch (final RuntimeException e) {
            LOG.warn("fib channel fault=host not reconnected: {}; trying again", e.getMessage());
        }
    }

    /** Answers go to this stream from now on, as soon as it is there. */
    public void answerTo(final int stream) {
        if (stream != answerStream) {
            answerStream = stream;
            closeAnswers();
        }
    }

    @Override
    public boolean offer(final DirectBuffer buffer, final int offset, final int lengthBytes) {
        return hasAnswers() && answers.offer(buffer, offset, lengthBytes) > 0;
    }

    private boolean hasAnswers() {
        if (answers != null && !answers.isClosed()) {
            return true;
        }
        if (answerStream == 0 || current.aeron().isClosed()) {
            return false;
        }
        try {
            if (pendingPublication == Aeron.NULL_VALUE) {
                pendingPublication = current.aeron().asyncAddExclusivePublication(config.answers(), answerStream);
                return false;
            }
            answers = current.aeron().getExclusivePublication(pendingPublication);
        } catch (final RuntimeException e) {
            LOG.warn("fib channel fault=host stream={} not opened: {}", answerStream, e.getMessage());
            pendingPublication = Aeron.NULL_VALUE;
            return false;
        }
        if (answers != null) {
            pendingPublication = Aeron.NULL_VALUE;
        }
        return answers != null;
    }

    @Override
    public int poll(final FrameSink sink, final int frames) {
        final Link newest = link;
        if (newest != current) {
            current = newest;
            answers = null;
            pendingPublication = Aeron.NULL_VALUE;
        }
        return current.updates().isClosed() ? 0 : relay.poll(current.updates(), sink, frames);
    }

    @Override
    public boolean isConnected() {
        return answers != null && answers.isConnected();
    }

    @Override
    public long generation() {
        return current.generation();
    }

    private void closeAnswers() {
        if (answers != null) {
            answers.close();
            answers = null;
        }
        pendingPublication = Aeron.NULL_VALUE;
    }

    @Override
    public void close() {
        synchronized (this) {
            isClosed = true;
            if (link != null) {
                AeronNode.stop(link.aeron());
            }
        }
        rendezvous.clear();
        AeronNode.stop(driver);
    }
}
