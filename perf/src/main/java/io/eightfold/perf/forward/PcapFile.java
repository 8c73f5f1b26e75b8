// SPDX-License-Identifier: Apache-2.0
// Reads and writes capture files in the classic pcap format.
package io.eightfold.perf.forward;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Ethernet frames, time stamps in microseconds (all zero when written). Thread: any. */
public final class PcapFile {
    private static final int MAGIC_MICROSECONDS = 0xA1B2C3D4;
    private static final int MAGIC_NANOSECONDS = 0xA1B23C4D;
    private static final int FILE_HEADER_BYTES = 24;
    private static final int FRAME_HEADER_BYTES = 16;
    private static final int LINKTYPE_ETHERNET = 1;

    private PcapFile() {
    }

    /** Writes frames. */
    public static void write(final Path file, final List<byte[]> frames) throws IOException {
        final int bytes = FILE_HEADER_BYTES + frames.stream().mapToInt(f -> FRAME_HEADER_BYTES + f.length).sum();
        final ByteBuffer out = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(MAGIC_MICROSECONDS).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0).putInt(0xFFFF).putInt(LINKTYPE_ETHERNET);
        for (final byte[] frame : frames) {
            out.putInt(0).putInt(0).putInt(frame.length).putInt(frame.length).put(frame);
        }
        Files.write(file, out.array());
    }

    /** Reads all frames. */
    public static List<byte[]> read(final Path file) throws IOException {
        final ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        final int magic = in.getInt(0);
        if (magic != MAGIC_MICROSECONDS && magic != MAGIC_NANOSECONDS) {
            throw new IOException(file + " is not a little-endian pcap file: it begins with 0x" + Integer.toHexString(magic));
        }
        in.position(FILE_HEADER_BYTES);
        final List<byte[]> frames = new ArrayList<>();
        while (in.remaining() >= FRAME_HEADER_BYTES) {
            in.getLong();
            final byte[] frame = new byte[in.getInt()];
            in.getInt();
            in.get(frame);
            frames.add(frame);
        }
        return frames;
    }
}
