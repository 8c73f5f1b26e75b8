// SPDX-License-Identifier: Apache-2.0
// Counts what comes back.
package io.eightfold.perf.pktgen;

import io.eightfold.wire.checksum.InternetChecksum;
import io.eightfold.wire.header.EthernetLayout;
import io.eightfold.wire.header.Ipv4Layout;
import io.eightfold.wire.header.Ipv8Layout;
import io.eightfold.wire.header.Protocol;
import io.eightfold.wire.header.UdpLayout;
import io.eightfold.wire.memory.Memory;
import org.HdrHistogram.Histogram;

/**
 * Every frame ends in one count: received (in order, reordered or duplicate), corrupted, stale or foreign. Both checksums of every frame of
 * ours are computed again. Latencies are kept in ticks of the time stamp counter. Nothing is allocated after construction.
 * <p>Thread: worker, but for the constructor and {@link #close}.
 */
final class Receiver implements AutoCloseable {
    /** About 30 s at 2 GHz; anything longer is counted as that. */
    private static final long MAX_TICKS = (1L << 36) - 1;
    private static final int DIGITS = 3;
    private static final int ETHERNET = EthernetLayout.LENGTH;

    private final Destinations destinations;
    private final boolean isIpv8;
    private final int type;
    private final int headerBytes;
    private final int versionAndIhl;
    private final long source;
    private final int flows;
    private final SequenceTable sequences;
    private final Histogram latency = new Histogram(MAX_TICKS, DIGITS);
    private Expectation expectation;
    private int tag;
    // counts of this run
    private long received;
    private long receivedBytes;
    private long reordered;
    private long duplicates;
    private long corrupted;
    private long foreign;
    private long stale;
    private long notRewritten;
    // equal latencies that are not in the histogram yet: frames of one burst share their stamps
    private long lastTicks;
    private long lastCount;

    Receiver(final Traffic traffic) {
        destinations = traffic.destinations();
        isIpv8 = traffic.version() == Ipv8Layout.VERSION;
        type = traffic.type();
        headerBytes = traffic.headerBytes();
        versionAndIhl = traffic.version() << 4 | headerBytes / Integer.BYTES;
        source = traffic.source().bits();
        flows = traffic.flows();
        sequences = new SequenceTable(traffic.streams());
    }

    /** A run begins: all counts are zero. */
    void start(final int newTag, final Expectation newExpectation) {
        tag = newTag;
        expectation = newExpectation;
        sequences.clear();
        latency.reset();
        received = 0;
        receivedBytes = 0;
        reordered = 0;
        duplicates = 0;
        corrupted = 0;
        foreign = 0;
        stale = 0;
        notRewritten = 0;
        lastCount = 0;
    }

    /**
     * One frame.
     * @param lengthBytes without FCS; negative for one that came in pieces, which none of ours does.
     * @return whether the frame was ours.
     */
    boolean frame(final long frame, final int lengthBytes, final long nowTicks) {
        final long packet = frame + ETHERNET;
        if (lengthBytes < ETHERNET + headerBytes + UdpLayout.LENGTH + FrameTemplates.MARK_BYTES || !isOurs(frame, packet)) {
            foreign++;
            return false;
        }
        if (Memory.u16(packet + Ipv8Layout.IDENTIFICATION) != tag) {
            stale++;
            return true;
        }
        final long destination = isIpv8 ? Memory.u64(packet + Ipv8Layout.DESTINATION) : Memory.u32(packet + Ipv4Layout.DESTINATION) & 0xFFFF_FFFFL;
        final long datagram = packet + headerBytes;
        final int index = destinations.indexOf(destination);
        final int flow = Memory.u16(datagram + UdpLayout.SOURCE_PORT) - Traffic.FIRST_SOURCE_PORT;
        if (!isIntact(packet, datagram, destination, lengthBytes) || index < 0 || flow < 0 || flow >= flows) {
            corrupted++;
            return true;
        }
        count(frame, packet, lengthBytes);
        final long mark = datagram + UdpLayout.LENGTH;
        final int place = sequences.note(flow * destinations.count() + index, Memory.u32(mark + FrameTemplates.SEQUENCE));
        reordered += place == SequenceTable.REORDERED ? 1 : 0;
        duplicates += place == SequenceTable.DUPLICATE ? 1 : 0;
        latency(nowTicks - Memory.u48(mark + FrameTemplates.STAMP) & FrameTemplates.STAMP_MASK);
        return true;
    }

    /** Puts the latencies of the last burst into the histogram; before it is read. */
    void settle() {
        if (lastCount != 0) {
            latency.recordValueWithCount(lastTicks, lastCount);
            lastCount = 0;
        }
    }

    /** Frames of this run that came intact, duplicates included. */
    long received() {
        return received;
    }

    /** Their bytes without FCS. */
    long receivedBytes() {
        return receivedBytes;
    }

    /** Of those, the ones that came behind a later one of their stream. */
    long reordered() {
        return reordered;
    }

    /** Of those, the ones that had come before. */
    long duplicates() {
        return duplicates;
    }

    /** Of those, the ones whose TTL or MACs are not as expected. */
    long notRewritten() {
        return notRewritten;
    }

    /** Frames of this run with a wrong checksum or length. */
    long corrupted() {
        return corrupted;
    }

    /** Frames of another run of ours. */
    long stale() {
        return stale;
    }

    /** All others. */
    long foreign() {
        return foreign;
    }

    /** Latencies in ticks; {@link #settle} first. */
    Histogram latency() {
        return latency;
    }

    @Override
    public void close() {
        sequences.close();
    }

    private boolean isOurs(final long frame, final long packet) {
        return Memory.u16(frame + EthernetLayout.TYPE) == type && Memory.u8(packet) == versionAndIhl
            && Memory.u8(packet + Ipv8Layout.PROTOCOL) == Protocol.UDP
            && (isIpv8 ? Memory.u64(packet + Ipv8Layout.SOURCE) : Memory.u32(packet + Ipv4Layout.SOURCE) & 0xFFFF_FFFFL) == source
            && Memory.u16(packet + headerBytes + UdpLayout.DESTINATION_PORT) == Traffic.DESTINATION_PORT;
    }

    private boolean isIntact(final long packet, final long datagram, final long destination, final int lengthBytes) {
        final int total = Memory.u16(packet + Ipv8Layout.TOTAL_LENGTH);
        final int udpLength = total - headerBytes;
        if (total > lengthBytes - ETHERNET || Memory.u16(datagram + UdpLayout.UDP_LENGTH) != udpLength
            || udpLength < UdpLayout.LENGTH + FrameTemplates.MARK_BYTES) {
            return false;
        }
        final long pseudo = isIpv8 ? InternetChecksum.pseudoV8(source, destination, Protocol.UDP, udpLength)
            : InternetChecksum.pseudoV4((int) source, (int) destination, Protocol.UDP, udpLength);
        return InternetChecksum.isValid(packet, headerBytes) && InternetChecksum.finish(pseudo + InternetChecksum.sum(datagram, udpLength)) == 0;
    }

    private void count(final long frame, final long packet, final int lengthBytes) {
        received++;
        receivedBytes += lengthBytes;
        final long to = Memory.u48(frame + EthernetLayout.DST);
        final Expectation expected = expectation;
        final boolean isRewritten = Memory.u8(packet + Ipv8Layout.TTL) == expected.ttl() && to != expected.notDestinationMac()
            && (expected.destinationMac() == Expectation.ANY || to == expected.destinationMac())
            && (expected.sourceMac() == Expectation.ANY || Memory.u48(frame + EthernetLayout.SRC) == expected.sourceMac());
        notRewritten += isRewritten ? 0 : 1;
    }

    private void latency(final long ticks) {
        final long bounded = Math.min(ticks, MAX_TICKS);
        if (bounded == lastTicks) {
            lastCount++;
            return;
        }
        settle();
        lastTicks = bounded;
        lastCount = 1;
    }
}
