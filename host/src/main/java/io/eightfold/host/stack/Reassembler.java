// SPDX-License-Identifier: Apache-2.0
// Puts fragmented packets of both versions together again.
package io.eightfold.host.stack;

import io.eightfold.wire.header.IpView;
import io.eightfold.wire.memory.Memory;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * RFC 791 reassembly with limits: {@value #MAX_PACKETS} packets at once, {@value #MAX_HELD_BYTES} bytes in all, 30 s for each. A fragment that
 * overlaps another one spoils its packet: what was held is dropped and what still comes is refused until the time is over (RFC 5722 section 4,
 * applied to both versions). An exact repetition of a fragment is ignored.
 * <p>Thread: session, the stack's owner.
 */
final class Reassembler implements AutoCloseable {
    static final int MAX_PACKETS = 64;
    static final int MAX_HELD_BYTES = 4 << 20;
    static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(30);

    /** What identifies the fragments of one packet (RFC 791 section 3.2). */
    private record Key(int version, long source, long destination, int protocol, int identification) { }

    // In order of arrival, and every packet has the same time: the first entry is the first to expire.
    private final Map<Key, PartialPacket> packets = new LinkedHashMap<>();
    private final HostCounters counters;
    private final long completed = Memory.allocate(PacketOutput.MAX_PACKET_BYTES + 1L);
    private int completedLength;
    private long heldBytes;

    Reassembler(HostCounters counters) {
        this.counters = counters;
    }

    /**
     * Takes in one fragment.
     *
     * @return how its frame ended, or {@code null} if it was the last piece: the packet is then at {@link #completedAddress()}
     */
    HostCounter add(IpPacket fragment, long nowNs) {
        IpView header = fragment.header();
        // All fragments but the last carry a multiple of 8 bytes, and nothing reaches beyond the largest packet.
        boolean isMalformed = header.payloadLength() == 0
            || header.mf() && header.payloadLength() % 8 != 0
            || header.headerLength() + header.fragmentOffsetBytes() + header.payloadLength() > PacketOutput.MAX_PACKET_BYTES;
        if (isMalformed) {
            return HostCounter.FRAGMENT_MALFORMED;
        }
        Key key = new Key(fragment.version(), fragment.source(), fragment.destination(), header.protocol(), header.identification());
        PartialPacket partial = packets.get(key);
        if (partial == null) {
            if (packets.size() >= MAX_PACKETS) {
                return HostCounter.FRAGMENT_LIMIT;
            }
            partial = new PartialPacket(nowNs + TIMEOUT_NS);
            packets.put(key, partial);
        }
        return add(key, partial, header);
    }

    private HostCounter add(Key key, PartialPacket partial, IpView header) {
        if (heldBytes + partial.growthFor(header) > MAX_HELD_BYTES) {
            return HostCounter.FRAGMENT_LIMIT;
        }
        heldBytes -= partial.heldBytes();
        HostCounter result = partial.add(header);
        heldBytes += partial.heldBytes();
        if (!partial.isComplete()) {
            return result;
        }
        packets.remove(key);
        heldBytes -= partial.heldBytes();
        completedLength = partial.writeTo(completed);
        if (completedLength > PacketOutput.MAX_PACKET_BYTES) {
            return HostCounter.FRAGMENT_MALFORMED;
        }
        counters.count(HostCounter.DATAGRAMS_REASSEMBLED);
        return null;
    }

    /** The packet that {@link #add} completed; valid until the next call. */
    long completedAddress() {
        return completed;
    }

    int completedLength() {
        return completedLength;
    }

    int packetCount() {
        return packets.size();
    }

    long heldBytes() {
        return heldBytes;
    }

    /**
     * Drops what is too old.
     *
     * @param onTimeout gets the beginning of each dropped packet, header included, if its first fragment had arrived
     */
    void onTime(long nowNs, Consumer<byte[]> onTimeout) {
        for (Iterator<PartialPacket> iterator = packets.values().iterator(); iterator.hasNext();) {
            PartialPacket partial = iterator.next();
            if (partial.deadlineNs() - nowNs > 0) {
                return;
            }
            iterator.remove();
            heldBytes -= partial.heldBytes();
            counters.count(HostCounter.REASSEMBLY_TIMED_OUT);
            if (partial.hasFirst()) {
                onTimeout.accept(partial.beginning());
            }
        }
    }

    @Override
    public void close() {
        Memory.free(completed);
    }
}
