// SPDX-License-Identifier: Apache-2.0
// Frames for the fuzz: sound ones, and sound ones with something wrong.
package io.eightfold.dataplane.worker;

import io.eightfold.wire.memory.Memory;

/**
 * Writes one frame for each seed, straight into packet memory. Most start out sound, with addresses that mean something to the router
 * under test; then bytes are changed, the checksum is set right again in half of the cases so that the change is looked at behind it, and the
 * frame is cut or lengthened. What lies behind a cut frame is its own continuation, the bytes most likely to be taken for part of it.
 */
final class FrameGenerator {
    /** No frame is longer; as much memory is written for each. */
    static final int MAX_LENGTH = 1600;
    private static final int ETHERNET = 14;
    private static final int TEMPLATE_BYTES = 1 << 15;
    private static final int MIN_FRAME = 60;
    private static final int[] ICMP_TYPES = {8, 8, 8, 0, 3, 4, 5, 11, 12, 13, 17, 9, 42, 200};
    private static final int[] ETHER_TYPES = {0x86DD, 0x8100, 0x88CC, 0x0888, 0x0800, 0x8080, 0x0806, 46};

    private final long template = Memory.allocate(TEMPLATE_BYTES + MAX_LENGTH);
    private final long[] macs;
    private final long[] destinations;
    private final long[] sources;
    private long state;
    private long frame;

    /**
     * @param macs         own MACs by port.
     * @param destinations addresses worth going to; ASN 0 for IPv4.
     * @param sources      addresses worth coming from.
     */
    FrameGenerator(final long seed, final long[] macs, final long[] destinations, final long[] sources) {
        this.macs = macs.clone();
        this.destinations = destinations.clone();
        this.sources = sources.clone();
        state = seed;
        for (int i = 0; i < TEMPLATE_BYTES + MAX_LENGTH; i += Long.BYTES) {
            Memory.putNativeLong(template + i, next());
        }
    }

    void close() {
        Memory.free(template);
    }

    /** Writes the frame of a seed, as it comes in by {@code port}, to memory of at least {@link #MAX_LENGTH} bytes; its length. */
    int generate(final long frameSeed, final int port, final long to) {
        state = frameSeed;
        frame = to;
        Memory.copy(template + random(TEMPLATE_BYTES), frame, MAX_LENGTH);
        int length = switch (random(16)) {
            case 0, 1, 2, 3, 4, 5, 6 -> packet(port, true);
            case 7, 8, 9, 10, 11 -> packet(port, false);
            case 12, 13, 14 -> arp(port);
            default -> random(MAX_LENGTH + 1);
        };
        if (random(16) == 0) {
            Memory.putU16(frame + 12, random(3) == 0 ? next16() : random(2) == 0 ? 0x8080 : ETHER_TYPES[random(ETHER_TYPES.length)]);
        }
        mutate(length);
        length = resize(length);
        return length;
    }

    // --- sound frames ---

    private int packet(final int port, final boolean isIpv8) {
        ethernet(port, isIpv8 ? 0x8080 : 0x0800);
        final long ip = frame + ETHERNET;
        final int fixed = isIpv8 ? 28 : 20;
        final int header = fixed + (random(8) == 0 ? 4 * random(16 - fixed / 4) : 0);
        final int payload = random(16) == 0 ? random(MAX_LENGTH - ETHERNET - header + 1) : random(4) == 0 ? 1_480 + random(40) - header + 28 : random(80);
        final int total = Math.min(header + payload, MAX_LENGTH - ETHERNET);
        Memory.putU8(ip, (isIpv8 ? 8 : 4) << 4 | header / 4);
        Memory.putU16(ip + 2, total);
        Memory.putU16(ip + 6, switch (random(8)) {
            case 0 -> next16();
            case 1, 2 -> 0x4000;
            case 3 -> 0x2000 | random(64);
            default -> 0;
        });
        Memory.putU8(ip + 8, random(8) == 0 ? random(3) : 64);
        final int protocol = switch (random(6)) {
            case 0 -> 17;
            case 1 -> 6;
            case 2 -> next8();
            default -> 1;
        };
        Memory.putU8(ip + 9, protocol);
        if (isIpv8) {
            Memory.putU64(ip + 12, address(sources, true));
            Memory.putU64(ip + 20, address(destinations, true));
        } else {
            Memory.putU32(ip + 12, (int) address(sources, false));
            Memory.putU32(ip + 16, (int) address(destinations, false));
        }
        options(ip + fixed, header - fixed);
        if (protocol == 1 && total - header >= 8) {
            icmp(ip + header, total - header);
        }
        setChecksum(total + ETHERNET);
        return ETHERNET + total;
    }

    private void icmp(final long message, final int length) {
        Memory.putU8(message, ICMP_TYPES[random(ICMP_TYPES.length)]);
        if (random(4) != 0) {
            Memory.putU16(message + 2, 0);
            Memory.putU16(message + 2, checksum(message, length));
        }
    }

    /** A list of options that adds up, in half of the cases. */
    private void options(final long options, final int length) {
        if (random(2) == 0) {
            return;
        }
        int at = 0;
        while (at < length) {
            final int left = length - at;
            final int size = left < 3 ? 1 : 2 + random(left - 1);
            Memory.putU8(options + at, size == 1 ? random(2) : random(2) << 7 | 2 + random(30));
            if (size > 1) {
                Memory.putU8(options + at + 1, Math.min(size, left));
            }
            at += size;
        }
    }

    private int arp(final int port) {
        ethernet(port, 0x0806);
        final boolean isArp8 = random(2) == 0;
        final int size = isArp8 ? 8 : 4;
        final long arp = frame + ETHERNET;
        Memory.putU16(arp, 1);
        Memory.putU16(arp + 2, isArp8 ? 0x8080 : 0x0800);
        Memory.putU8(arp + 4, 6);
        Memory.putU8(arp + 5, size);
        Memory.putU16(arp + 6, 1 + random(2));
        Memory.putU48(arp + 8, random(8) == 0 ? next() : 0x02_00_00_00_EE_00L | random(3));
        arpAddress(arp + 14, isArp8, random(3) == 0 ? destinations : sources);
        Memory.putU48(arp + 14 + size, macs[port]);
        arpAddress(arp + 20 + size, isArp8, destinations);
        return ETHERNET + 20 + 2 * size;
    }

    private void arpAddress(final long at, final boolean isArp8, final long[] from) {
        if (isArp8) {
            Memory.putU64(at, address(from, random(4) != 0));
        } else {
            Memory.putU32(at, (int) address(from, false));
        }
    }

    private void ethernet(final int port, final int type) {
        final long to = switch (random(32)) {
            case 0 -> -1L;
            case 1 -> 0x0100_5E00_0000L | random(256);
            case 2 -> macs[random(macs.length)];
            default -> macs[port];
        };
        Memory.putU48(frame, to);
        Memory.putU48(frame + 6, 0x02_00_00_00_EE_01L);
        Memory.putU16(frame + 12, type);
    }

    /** An address of the list, its last bits varied now and then; the version need not fit, which is a case too. */
    private long address(final long[] from, final boolean isIpv8) {
        long address = from[random(from.length)];
        if (random(8) != 0) {
            while (isIpv8 == (address >>> 32 == 0)) {
                address = from[random(from.length)];
            }
        }
        return random(8) == 0 ? address ^ random(1 << random(25)) : address;
    }

    // --- what goes wrong ---

    private void mutate(final int length) {
        final int mutations = Math.max(0, random(8) - 4);
        for (int i = 0; i < mutations; i++) {
            final int at = random(16) == 0 ? random(6) : ETHERNET + random(48);
            switch (random(5)) {
                case 0 -> Memory.putU8(frame + at, Memory.u8(frame + at) ^ 1 << random(8));
                case 1 -> Memory.putU8(frame + at, next8());
                case 2 -> Memory.putU8(frame + at, random(2) * 0xFF);
                case 3 -> Memory.putU16(frame + ETHERNET + 2, length - ETHERNET + random(9) - 4);
                default -> Memory.putU8(frame + ETHERNET, Memory.u8(frame + ETHERNET) & 0xF0 | random(16));
            }
        }
        if (mutations > 0 && random(2) == 0) {
            setChecksum(length);
        }
    }

    private int resize(final int length) {
        final int sized = switch (random(12)) {
            case 0 -> random(length + 1);
            case 1 -> Math.min(MAX_LENGTH, length + random(48));
            case 2 -> random(64);
            default -> length;
        };
        return sized < MIN_FRAME && random(2) == 0 ? MIN_FRAME : sized;
    }

    /** Sets the header checksum right for the header length that is there now. */
    private void setChecksum(final int length) {
        final long ip = frame + ETHERNET;
        final int header = (Memory.u8(ip) & 0xF) * 4;
        if (header >= 12 && ETHERNET + header <= Math.max(length, 80)) {
            Memory.putU16(ip + 10, 0);
            Memory.putU16(ip + 10, checksum(ip, header));
        }
    }

    private static int checksum(final long at, final int length) {
        long sum = 0;
        for (int i = 0; i + 1 < length; i += 2) {
            sum += Memory.u16(at + i);
        }
        sum += (length & 1) != 0 ? Memory.u8(at + length - 1) << 8 : 0;
        while (sum > 0xFFFF) {
            sum = (sum & 0xFFFF) + (sum >>> 16);
        }
        return (int) ~sum & 0xFFFF;
    }

    // --- numbers: SplitMix64, restarted for every frame ---

    private long next() {
        state += 0x9E3779B97F4A7C15L;
        long mixed = (state ^ state >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }

    /** 0 to {@code bound} - 1. */
    private int random(final int bound) {
        return (int) ((next() >>> 32) * bound >>> 32);
    }

    private int next8() {
        return (int) next() & 0xFF;
    }

    private int next16() {
        return (int) next() & 0xFFFF;
    }
}
