// SPDX-License-Identifier: Apache-2.0
// Writes what the neighbours said to a file.
package io.eightfold.controlplane.bgp8;

import com.google.gson.JsonObject;
import io.eightfold.bgp8.attribute.AttributeSet;
import io.eightfold.bgp8.mrt.MrtAttributes;
import io.eightfold.bgp8.mrt.MrtPeer;
import io.eightfold.bgp8.mrt.MrtWriter;
import io.eightfold.bgp8.rib.BgpRib;
import io.eightfold.bgp8.rib.BgpRoutePage;
import io.eightfold.bgp8.rib.BgpRouteView;
import io.eightfold.bgp8.rib.PathView;
import io.eightfold.bgp8.transport.SessionStatus;
import io.eightfold.controlplane.management.ManagementException;
import io.eightfold.wire.address.Ipv8Prefix;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Writes what the neighbours said, and what originates here, to a file: an MRT table dump (RFC 6396) of all paths as they came, before any policy. The RIB is asked for a page at a time and goes on
 * between two: the file is no picture of one moment when routes change meanwhile. It appears under its name when it is whole.
 * <p>Thread: session.
 */
final class MrtDump {
    private static final int PAGE = 1000;
    private static final int BUFFER_BYTES = 1 << 20;
    private static final String PART = ".part";

    private final Bgp8Service service;
    private final Bgp8Requests.OnRibThread thread;
    private final MrtAttributes attributes = new MrtAttributes();
    /** Of the neighbours that were there at the beginning, by their numbers in BGP8's RIB: in the list of the file, and the session, whose number is never given out again. */
    private final Map<Integer, Listed> listed = new HashMap<>();
    private Speaker speaker;
    private long paths;

    private record Listed(int index, int session) {
    }

    /** @param sessions by number in BGP8's RIB, of now */
    private record Page(BgpRoutePage routes, Map<Integer, Integer> sessions, long nowNs) {
    }

    MrtDump(final Bgp8Service service, final Bgp8Requests.OnRibThread thread) {
        this.service = service;
        this.thread = thread;
    }

    JsonObject write(final Path file) throws ManagementException {
        final Path part = file.resolveSibling(file.getFileName() + PART);
        try {
            final long records = write(file, part);
            final JsonObject answer = new JsonObject();
            answer.addProperty("file", file.toString());
            answer.addProperty("bytes", Files.size(file));
            answer.addProperty("records", records);
            answer.addProperty("paths", paths);
            return answer;
        } catch (final AccessDeniedException e) {
            throw new ManagementException("the router may not write " + e.getFile() + "; name a file in a directory that its user may write to", e);
        } catch (final NoSuchFileException e) {
            throw new ManagementException(file.getParent() + " is no directory on the router's host; make it, or name another", e);
        } catch (final IOException e) {
            throw new ManagementException("the dump was not written: " + e.getMessage(), e);
        }
    }

    private long write(final Path file, final Path part) throws IOException, ManagementException {
        boolean isWhole = false;
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
             Collected collected = new Collected(channel)) {
            final MrtWriter writer = new MrtWriter(collected);
            final long timeS = TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis());
            begin(writer, timeS);
            for (int from = 0; from >= 0;) {
                final Page page = page(from);
                for (final BgpRouteView route : page.routes().routes()) {
                    route(writer, timeS, route, page);
                }
                from = page.routes().next();
            }
            collected.flush();
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            isWhole = true;
            return writer.records();
        } finally {
            if (!isWhole) {
                Files.deleteIfExists(part);
            }
        }
    }

    private void begin(final MrtWriter writer, final long timeS) throws IOException, ManagementException {
        final Map<Integer, Integer> identifiers = new HashMap<>();
        for (final SessionStatus each : service.statuses()) {
            identifiers.put(each.peer(), each.options() == null ? 0 : each.options().peerIdentifier());
        }
        final List<MrtPeer> peers = new ArrayList<>();
        speaker = thread.ask(() -> {
            final Speaker now = service.speaker();
            if (now != null) {
                peers.add(new MrtPeer(now.local().routerId(), 0, now.local().localAsn()));
                listed.put(BgpRib.LOCAL, new Listed(0, 0));
                for (final Speaker.Neighbor each : now.neighbors()) {
                    listed.put(each.id(), new Listed(peers.size(), each.session()));
                    peers.add(new MrtPeer(identifiers.getOrDefault(each.session(), 0), each.config().address(), each.config().remoteAsn()));
                }
            }
            return now;
        });
        if (speaker == null) {
            throw Bgp8Requests.notRunning();
        }
        writer.peers(timeS, peers.getFirst().identifier(), "", peers);
    }

    private Page page(final int from) throws ManagementException {
        final Page page = thread.ask(() -> {
            if (service.speaker() != speaker) {
                return null;
            }
            final Map<Integer, Integer> sessions = new HashMap<>();
            speaker.neighbors().forEach(each -> sessions.put(each.id(), each.session()));
            sessions.put(BgpRib.LOCAL, 0);
            return new Page(speaker.rib().all(from, PAGE), sessions, speaker.nowNs());
        });
        if (page == null) {
            throw new ManagementException("BGP8 was configured anew during the dump, which is not written; try again");
        }
        return page;
    }

    private void route(final MrtWriter writer, final long timeS, final BgpRouteView route, final Page page) throws IOException {
        final boolean isIpv4 = route.lengthBits() >= Ipv8Prefix.ASN_BITS && route.address() >>> Integer.SIZE == 0
            && route.paths().stream().allMatch(path -> path.received().nextHop() >>> Integer.SIZE == 0);
        if (isIpv4) {
            writer.beginIpv4Route(timeS, route.address(), route.lengthBits());
        } else {
            writer.beginRoute(timeS, route.address(), route.lengthBits());
        }
        for (final PathView path : route.paths()) {
            final Listed peer = listed.get(path.peer());
            if (peer != null && Integer.valueOf(peer.session()).equals(page.sessions().get(path.peer()))) {
                writer.path(peer.index(), timeS - TimeUnit.NANOSECONDS.toSeconds(Math.max(0, page.nowNs() - path.sinceNs())), attributes.encode(attributes(path), isIpv4));
                paths++;
            }
        }
        writer.endRoute();
    }

    /** A route of ours has no next hop before it is told; readers expect one, so it is our router id. */
    private AttributeSet attributes(final PathView path) {
        final AttributeSet received = path.received();
        return received.nextHop() != 0 ? received : received.with().nextHop(Integer.toUnsignedLong(speaker.local().routerId())).build();
    }

    /** A million records of a hundred bytes are not a million calls of the system. */
    private static final class Collected implements WritableByteChannel {
        private final FileChannel file;
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);

        private Collected(final FileChannel file) {
            this.file = file;
        }

        @Override
        public int write(final ByteBuffer record) throws IOException {
            final int length = record.remaining();
            if (length > buffer.remaining()) {
                flush();
            }
            if (length > buffer.remaining()) {
                whole(record);
            } else {
                buffer.put(record);
            }
            return length;
        }

        private void flush() throws IOException {
            whole(buffer.flip());
            buffer.clear();
        }

        private void whole(final ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        }

        @Override
        public boolean isOpen() {
            return file.isOpen();
        }

        @Override
        public void close() {
            // The file is closed by who opened it; what is still here belongs to a dump that failed.
            buffer.clear();
        }
    }
}
