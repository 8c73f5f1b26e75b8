// SPDX-License-Identifier: Apache-2.0
// The fragments of one packet that have arrived so far.
package io.eightfold.host.stack;

import io.eightfold.wire.checksum.InternetChecksum;
import io.eightfold.wire.header.IpView;
import io.eightfold.wire.header.Ipv4Layout;
import io.eightfold.wire.memory.Memory;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** One packet under reassembly; see {@link Reassembler}. Since fragments never overlap here, it is complete when their lengths add up. */
final class PartialPacket {
    /** What a fragment costs besides its bytes, counted against the limit so that tiny fragments do not come for free. */
    private static final int FRAGMENT_OVERHEAD_BYTES = 64;
    /** A quote needs a header and 8 bytes; more than an ICMP error can carry is pointless. */
    private static final int QUOTE_BYTES = 548;

    private final TreeMap<Integer, Integer> lengths = new TreeMap<>();
    private final long deadlineNs;
    private byte[] header;
    private byte[] payload = new byte[0];
    private int payloadLength = -1;
    private int arrivedBytes;
    private boolean spoiled;

    PartialPacket(long deadlineNs) {
        this.deadlineNs = deadlineNs;
    }

    long deadlineNs() {
        return deadlineNs;
    }

    /** Memory this packet holds, as it counts against the limit. */
    int heldBytes() {
        return payload.length + lengths.size() * FRAGMENT_OVERHEAD_BYTES;
    }

    /** How much more it would hold with this fragment at most. */
    int growthFor(IpView fragment) {
        int end = fragment.fragmentOffsetBytes() + fragment.payloadLength();
        return FRAGMENT_OVERHEAD_BYTES + Math.max(0, capacityFor(end) - payload.length);
    }

    HostCounter add(IpView fragment) {
        int start = fragment.fragmentOffsetBytes();
        int length = fragment.payloadLength();
        if (spoiled) {
            return HostCounter.FRAGMENT_OVERLAP;
        }
        if (isRepetition(fragment, start, length)) {
            return HostCounter.FRAGMENT_DUPLICATE;
        }
        if (overlaps(start, start + length) || contradictsEnd(fragment, start + length)) {
            spoil();
            return HostCounter.FRAGMENT_OVERLAP;
        }
        if (start + length > payload.length) {
            payload = Arrays.copyOf(payload, capacityFor(start + length));
        }
        byte[] bytes = Memory.toBytes(fragment.payloadAddress(), length);
        System.arraycopy(bytes, 0, payload, start, length);
        lengths.put(start, length);
        arrivedBytes += length;
        if (start == 0) {
            header = Memory.toBytes(fragment.address(), fragment.headerLength());
        }
        if (!fragment.mf()) {
            payloadLength = start + length;
        }
        return HostCounter.FRAGMENT_HELD;
    }

    boolean isComplete() {
        return !spoiled && arrivedBytes == payloadLength;
    }

    boolean hasFirst() {
        return header != null;
    }

    /** Header and first bytes as they came in the first fragment. */
    byte[] beginning() {
        int length = Math.min(lengths.get(0), QUOTE_BYTES);
        byte[] result = Arrays.copyOf(header, header.length + length);
        System.arraycopy(payload, 0, result, header.length, length);
        return result;
    }

    /** Writes the complete packet under the header of its first fragment and returns its length; above 65,535 nothing is written. */
    int writeTo(long a) {
        int totalLength = header.length + payloadLength;
        if (totalLength > PacketOutput.MAX_PACKET_BYTES) {
            return totalLength;
        }
        Memory.fromBytes(header, a);
        Memory.fromBytes(payloadLength == payload.length ? payload : Arrays.copyOf(payload, payloadLength), a + header.length);
        // The first 12 bytes are the same in both versions.
        int reservedAndDf = Memory.u16(a + Ipv4Layout.FLAGS_AND_OFFSET) & ~(Ipv4Layout.MF | Ipv4Layout.OFFSET);
        Memory.putU16(a + Ipv4Layout.FLAGS_AND_OFFSET, reservedAndDf);
        Memory.putU16(a + Ipv4Layout.TOTAL_LENGTH, totalLength);
        Memory.putU16(a + Ipv4Layout.CHECKSUM, 0);
        Memory.putU16(a + Ipv4Layout.CHECKSUM, InternetChecksum.of(a, header.length));
        return totalLength;
    }

    private boolean isRepetition(IpView fragment, int start, int length) {
        Integer known = lengths.get(start);
        boolean sameEnd = fragment.mf() == (start + length != payloadLength);
        return known != null && known == length && sameEnd
            && Arrays.equals(payload, start, start + length, Memory.toBytes(fragment.payloadAddress(), length), 0, length);
    }

    private boolean overlaps(int start, int end) {
        Map.Entry<Integer, Integer> before = lengths.lowerEntry(end);
        return before != null && before.getKey() + before.getValue() > start;
    }

    /** A second, different end, or data behind the end. */
    private boolean contradictsEnd(IpView fragment, int end) {
        if (payloadLength >= 0) {
            return !fragment.mf() || end > payloadLength;
        }
        return !fragment.mf() && !lengths.isEmpty() && lengths.lastKey() + lengths.lastEntry().getValue() > end;
    }

    private void spoil() {
        spoiled = true;
        lengths.clear();
        payload = new byte[0];
        header = null;
    }

    /** Room is taken in steps of 2 KiB and doubling, so that many small fragments do not copy the payload each time. */
    private int capacityFor(int end) {
        int capacity = Math.max(2048, payload.length);
        while (capacity < end) {
            capacity *= 2;
        }
        return end <= payload.length ? payload.length : capacity;
    }
}
