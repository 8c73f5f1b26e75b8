// SPDX-License-Identifier: Apache-2.0
// The capture of a case.
package io.eightfold.lab.conformance.report;

import io.eightfold.lab.conformance.tester.Observed;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * pcapng (draft-ietf-opsawg-pcapng): a section, an interface block for each port of the tester, a packet block for each frame with a comment that says which line of the case it
 * belongs to. Times in nanoseconds. Thread: any.
 */
final class PcapngFile {
    private static final int SECTION = 0x0A0D0D0A;
    private static final int INTERFACE = 1;
    private static final int PACKET = 6;
    private static final int ORDER = 0x1A2B3C4D;
    private static final int COMMENT = 1;
    private static final int NAME = 2;
    private static final int APPLICATION = 4;
    private static final int RESOLUTION = 9;
    private static final int FLAGS = 2;
    private static final List<String> PORTS = List.of("A", "B", "C", "D");
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private PcapngFile() {
    }

    /** The file's bytes. */
    static byte[] of(String title, List<Observed> frames) {
        PcapngFile file = new PcapngFile();
        file.block(SECTION, buffer(16).putInt(ORDER).putShort((short) 1).putShort((short) 0).putLong(-1).array(), option(COMMENT, title), option(APPLICATION, "ipv8 lab conformance"));
        PORTS.forEach(port -> file.block(INTERFACE, buffer(8).putShort((short) 1).putShort((short) 0).putInt(0).array(), option(NAME, port), option(RESOLUTION, new byte[] {9})));
        frames.forEach(file::packet);
        return file.out.toByteArray();
    }

    private void packet(Observed observed) {
        byte[] bytes = observed.frame().bytes();
        long time = observed.frame().timeNs();
        byte[] body = buffer(20 + padded(bytes.length)).putInt(PORTS.indexOf(observed.frame().port())).putInt((int) (time >>> 32)).putInt((int) time)
            .putInt(bytes.length).putInt(bytes.length).put(bytes).array();
        byte[] direction = option(FLAGS, buffer(4).putInt(observed.frame().isSent() ? 2 : 1).array());
        if (observed.comment().isEmpty()) {
            block(PACKET, body, direction);
        } else {
            block(PACKET, body, option(COMMENT, observed.comment()), direction);
        }
    }

    private void block(int type, byte[] body, byte[]... options) {
        int length = 12 + body.length + 4;
        for (byte[] option : options) {
            length += option.length;
        }
        ByteBuffer block = buffer(length).putInt(type).putInt(length).put(body);
        for (byte[] option : options) {
            block.put(option);
        }
        out.writeBytes(block.putInt(0).putInt(length).array());
    }

    private static byte[] option(int code, String text) {
        return option(code, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] option(int code, byte[] value) {
        return buffer(4 + padded(value.length)).putShort((short) code).putShort((short) value.length).put(value).array();
    }

    private static int padded(int length) {
        return (length + 3) & ~3;
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
