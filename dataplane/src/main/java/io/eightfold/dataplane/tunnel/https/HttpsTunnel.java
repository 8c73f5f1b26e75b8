// SPDX-License-Identifier: Apache-2.0
// Our end of the tunnels that go through HTTPS.
package io.eightfold.dataplane.tunnel.https;

import io.eightfold.dataplane.tunnel.TunnelConfig;
import io.eightfold.wire.tunnel.Encapsulation;
import io.eightfold.wire.tunnel.TunnelLayout;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.agrona.BufferUtil;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Streams to and from other ends, as the control thread uses them: nothing here makes it wait. When what arrives is not taken fast enough, the streams are read slower, and TCP tells
 * the other end. When what leaves is not taken fast enough, {@link #send} says so.
 * <p>Thread: control, its owner, but for {@link #view} and {@link #close}.
 */
public final class HttpsTunnel implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpsTunnel.class);
    /** Other ends that we keep a stream to at most: each has two threads and a megabyte. */
    static final int MAX_REMOTES = 256;
    /** What waits for the control thread at most, of all streams. The ring takes no message longer than an eighth of it. */
    private static final int RING_BYTES = 1 << 20;
    private static final int PACKET = 1;
    private static final int FAULT = 2;
    private static final long FULL_PAUSE_NS = 200_000L;
    private static final long JOIN_MS = 2000;

    private final TunnelKeys keys;
    private final InetAddress local;
    private final int port;
    private final StreamServer server;
    private final ManyToOneRingBuffer ring = new ManyToOneRingBuffer(new UnsafeBuffer(
        BufferUtil.allocateDirectAligned(RING_BYTES + RingBufferDescriptor.TRAILER_LENGTH, 64)));
    private final MessageHandler unpack = this::unpack;
    private volatile Map<Integer, OutgoingStream> outgoing = Map.of();
    private volatile boolean isClosed;
    private boolean isLimitReported;
    private Handler handler;

    /** Takes what arrived. Thread: control. */
    public interface Handler {
        /**
         * A packet, which was not looked into.
         * @param remote the other end, IPv4, as the kernel knows it
         * @param packet where it is, for the time of the call
         */
        void onPacket(int remote, long packet, int lengthBytes);

        /** A stream of that end was closed because it carried something else than packets. */
        void onFault(int remote);
    }

    /**
     * A stream that we keep.
     * @param sent  packets written
     * @param lost  packets that waited when the stream broke
     * @param cause why it is not up, or empty
     */
    public record Outgoing(String remote, boolean isUp, long sent, long lost, String cause) {
    }

    /** A stream that another end opened, and the packets that came by it. */
    public record Incoming(String remote, long received) {
    }

    /**
     * All streams.
     * @param refused   connections that did not become streams
     * @param malformed streams closed because of what they carried
     */
    public record View(boolean isListening, List<Outgoing> outgoing, List<Incoming> incoming, long refused, long malformed) {
    }

    private HttpsTunnel(final TunnelConfig config, final int port) {
        keys = TunnelKeys.load(config.https());
        local = address(config.local());
        this.port = port;
        server = config.accepts().contains(Encapsulation.HTTPS) ? new StreamServer(keys, local, port, new ToControl()) : null;
    }

    /**
     * Begins to listen, if streams are accepted at all. Thread: startup.
     * @param config whose {@link TunnelConfig#https} is there
     * @throws IllegalArgumentException when a file of keys cannot be used.
     */
    public static HttpsTunnel start(final TunnelConfig config) {
        return start(config, TunnelLayout.UDP_PORT);
    }

    /** The same at another TCP port, which both ends must use. */
    public static HttpsTunnel start(final TunnelConfig config, final int port) {
        return new HttpsTunnel(config, port);
    }

    /** Opens streams to these ends, IPv4, and closes those to others. */
    public void keep(final Set<Integer> remotes) {
        final Map<Integer, OutgoingStream> now = outgoing;
        if (isClosed || now.keySet().equals(remotes)) {
            return;
        }
        final Map<Integer, OutgoingStream> next = new HashMap<>(now);
        final Iterator<Map.Entry<Integer, OutgoingStream>> kept = next.entrySet().iterator();
        while (kept.hasNext()) {
            final Map.Entry<Integer, OutgoingStream> entry = kept.next();
            if (!remotes.contains(entry.getKey())) {
                entry.getValue().close();
                kept.remove();
            }
        }
        remotes.forEach(remote -> open(next, remote));
        outgoing = next;
    }

    private void open(final Map<Integer, OutgoingStream> streams, final int remote) {
        if (!streams.containsKey(remote) && hasRoom(streams.size())) {
            try {
                streams.put(remote, new OutgoingStream(keys, local, address(remote), port));
            } catch (final OutOfMemoryError e) {
                // The host gives no thread: the packets of this end are refused, the router goes on.
                LOG.warn("tunnel stream remote={} state=down fault=host cause=\"{}\"", address(remote).getHostAddress(), e.getMessage());
            }
        }
    }

    private boolean hasRoom(final int streams) {
        if (streams == MAX_REMOTES && !isLimitReported) {
            isLimitReported = true;
            LOG.warn("tunnel stream fault=host other ends by HTTPS > {}; further ones are not reached, have them offer another encapsulation", MAX_REMOTES);
        }
        return streams < MAX_REMOTES;
    }

    /** Queues a copy of a packet, 28 to 65535 bytes; false when the stream to that end is down or its queue is full. Opens it when there is none. */
    public boolean send(final int remote, final long packet, final int lengthBytes) {
        OutgoingStream stream = outgoing.get(remote);
        if (stream == null && !isClosed && hasRoom(outgoing.size())) {
            final Map<Integer, OutgoingStream> next = new HashMap<>(outgoing);
            open(next, remote);
            outgoing = next;
            stream = next.get(remote);
        }
        return stream != null && stream.send(packet, lengthBytes);
    }

    /** Hands over at most {@code limit} of what arrived; how many. */
    public int receive(final Handler toHandler, final int limit) {
        handler = toHandler;
        return ring.read(unpack, limit);
    }

    /** What the operator sees. Thread: any. */
    public View view() {
        return new View(server != null && server.isListening(), outgoing.values().stream().map(OutgoingStream::view).toList(),
            server == null ? List.of() : server.view(), server == null ? 0 : server.refused(), server == null ? 0 : server.malformed());
    }

    /** Ends all streams. What arrived and was not handed over is lost. Thread: startup. */
    @Override
    public void close() {
        isClosed = true;
        final Collection<OutgoingStream> streams = outgoing.values();
        streams.forEach(OutgoingStream::close);
        if (server != null) {
            server.close();
        }
        try {
            for (final OutgoingStream stream : streams) {
                stream.join(JOIN_MS);
            }
            if (server != null) {
                server.join(JOIN_MS);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void unpack(final int type, final org.agrona.MutableDirectBuffer buffer, final int index, final int length) {
        final int remote = buffer.getInt(index);
        if (type == PACKET) {
            handler.onPacket(remote, buffer.addressOffset() + index + Integer.BYTES, length - Integer.BYTES);
        } else {
            handler.onFault(remote);
        }
    }

    private static InetAddress address(final int ipv4) {
        try {
            return InetAddress.getByAddress(ByteBuffer.allocate(Integer.BYTES).putInt(ipv4).array());
        } catch (final UnknownHostException e) {
            throw new IllegalStateException("four bytes are an IPv4 address", e);
        }
    }

    private static int number(final InetAddress remote) {
        assert remote instanceof Inet4Address : "the listener has an IPv4 address: " + remote;
        return ByteBuffer.wrap(remote.getAddress()).getInt();
    }

    /** The writing side of the ring. Thread: the streams'. */
    private final class ToControl implements StreamServer.Arrivals {
        @Override
        public boolean onFrame(final InetAddress remote, final byte[] frame, final int lengthBytes) {
            final int index = claim(PACKET, Integer.BYTES + lengthBytes);
            if (index < 0) {
                return false;
            }
            ring.buffer().putInt(index, number(remote));
            ring.buffer().putBytes(index + Integer.BYTES, frame, 0, lengthBytes);
            ring.commit(index);
            return true;
        }

        @Override
        public boolean isExpected(final InetAddress remote) {
            return outgoing.containsKey(number(remote));
        }

        @Override
        public void onFault(final InetAddress remote) {
            final int index = claim(FAULT, Integer.BYTES);
            if (index >= 0) {
                ring.buffer().putInt(index, number(remote));
                ring.commit(index);
            }
        }

        /** Waits while the ring is full: the other end is slowed down by that. */
        private int claim(final int type, final int lengthBytes) {
            int index = ring.tryClaim(type, lengthBytes);
            while (index < 0 && !isClosed) {
                LockSupport.parkNanos(this, FULL_PAUSE_NS);
                index = ring.tryClaim(type, lengthBytes);
            }
            return index;
        }
    }
}
