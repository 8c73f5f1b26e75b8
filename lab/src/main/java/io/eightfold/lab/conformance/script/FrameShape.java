// SPDX-License-Identifier: Apache-2.0
// Which layers go into each other, and how long they are.
package io.eightfold.lab.conformance.script;

import java.util.List;

/** What can be known of a frame when its line is read. Thread: any. */
final class FrameShape {
    /** The Ethernet header and an MTU of 1500; the tester's ports take no more. */
    static final int MAX_FRAME_BYTES = 1514;
    /** As IHL counts to 15 words. */
    private static final int MAX_HEADER_BYTES = 60;
    /** What stands behind a header that nothing follows; {@code FrameWriter} puts as many. */
    private static final int DATA_BYTES = 32;

    private FrameShape() {
    }

    /** @throws ScriptException if layers are where none can be, or, of a frame to send, it is too long */
    static void check(String place, List<Layer> layers, boolean isSent) {
        for (int i = 0; i < layers.size(); i++) {
            LayerKind kind = layers.get(i).kind();
            if (i > 0 && kind == LayerKind.ETH) {
                throw new ScriptException(place + ": eth is layer " + (i + 1) + "; expected as the first, or not at all");
            }
            if (i + 1 < layers.size() && (kind == LayerKind.ARP8 || kind == LayerKind.ARP || kind == LayerKind.DATA)) {
                throw new ScriptException(place + ": " + layers.get(i + 1).kind().word() + " inside of " + kind.word() + "; expected nothing behind " + kind.word());
            }
            if (kind.isIp() && headerBytes(layers.get(i)) > MAX_HEADER_BYTES) {
                throw new ScriptException(place + ": options make the " + kind.word() + " header " + headerBytes(layers.get(i)) + " bytes long; expected " + MAX_HEADER_BYTES + " at most");
            }
        }
        int bytes = bytes(layers);
        // What is cut off later is short enough, however long it was made.
        boolean isCut = layers.getFirst().kind() == LayerKind.ETH && layers.getFirst().field("cut").isPresent();
        if (isSent && !isCut && bytes > MAX_FRAME_BYTES) {
            throw new ScriptException(place + ": the frame has " + bytes + " bytes; expected " + MAX_FRAME_BYTES + " at most, which is the MTU 1500 and the Ethernet header");
        }
    }

    private static int bytes(List<Layer> layers) {
        LayerKind last = layers.getLast().kind();
        boolean isFilled = last.isIp() || last == LayerKind.UDP || last == LayerKind.TCP || last == LayerKind.ICMP;
        return (layers.getFirst().kind() == LayerKind.ETH ? 0 : 14) + layers.stream().mapToInt(FrameShape::headerBytes).sum() + (isFilled ? DATA_BYTES : 0);
    }

    private static int headerBytes(Layer layer) {
        return switch (layer.kind()) {
            case ETH -> 14;
            case ARP8 -> 36;
            case ARP -> 28;
            case IPV8 -> 28 + (layer.text("options", "").length() / 2 + 3) / 4 * 4;
            case IPV4 -> 20 + (layer.text("options", "").length() / 2 + 3) / 4 * 4;
            case UDP, ICMP -> 8;
            case TCP -> 20;
            case DATA -> layer.field("hex").isPresent() ? layer.text("hex", "").length() / 2 : (int) layer.number("len", DATA_BYTES);
        };
    }
}
