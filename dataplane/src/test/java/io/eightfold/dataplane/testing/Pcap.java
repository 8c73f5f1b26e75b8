// SPDX-License-Identifier: Apache-2.0
// Capture files for net_pcap, written and read.
package io.eightfold.dataplane.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Classic pcap: a 24-byte file header, then 16 bytes before each frame. */
public final class Pcap {
    private static final int MAGIC = 0xA1B2C3D4;
    private static final int MAGIC_NS = 0xA1B23C4D;
    private static final int LINK_ETHERNET = 1;
    private static final int FILE_HEADER_BYTES = 24;
    private static final int FRAME_HEADER_BYTES = 16;

    private Pcap() {
    }

    public static void write(final Path file, final List<byte[]> frames) throws IOException {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(FILE_HEADER_BYTES).order(ByteOrder.nativeOrder())
            .putInt(MAGIC).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0).putInt(65_535).putInt(LINK_ETHERNET).array());
        for (int i = 0; i < frames.size(); i++) {
            final int length = frames.get(i).length;
            out.writeBytes(ByteBuffer.allocate(FRAME_HEADER_BYTES).order(ByteOrder.nativeOrder()).putInt(i).putInt(0).putInt(length).putInt(length).array());
            out.writeBytes(frames.get(i));
        }
        Files.write(file, out.toByteArray());
    }

    public static List<byte[]> read(final Path file) throws IOException {
        final ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.nativeOrder());
        final int magic = in.getInt();
        if (magic != MAGIC && magic != MAGIC_NS) {
            throw new IOException(file + " is not a pcap file of this machine's byte order: magic=" + Integer.toHexString(magic));
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
