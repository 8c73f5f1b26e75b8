// SPDX-License-Identifier: Apache-2.0
// Whether a frame is the one a case waits for.
package io.eightfold.lab.conformance.frame;

import io.eightfold.lab.conformance.script.Field;
import io.eightfold.lab.conformance.script.Layer;
import io.eightfold.lab.conformance.script.LayerKind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Layer by layer from the first on; the Ethernet header may be left out. Thread: any. */
public final class FrameMatch {
    private static final int QUOTED_BYTES = 8;
    /** More than any layer has fields. */
    private static final int LAYER_SCORE = 1000;
    private static final int OTHER_VERSION_SCORE = 100;

    private FrameMatch() {
    }

    /**
     * What differs; empty if nothing does.
     *
     * @param sent what the tester sent last, for {@code payload=same} and {@code quotes=sent}; null if nothing
     */
    public static Optional<String> difference(List<Layer> wanted, Frame frame, Frame sent) {
        int skipped = wanted.getFirst().kind() == LayerKind.ETH ? 0 : 1;
        for (int i = 0; i < wanted.size(); i++) {
            Layer layer = wanted.get(i);
            int at = i + skipped;
            if (at >= frame.layers().size() || frame.layers().get(at).kind() != layer.kind()) {
                return Optional.of("no " + layer.kind().word() + " at layer " + (i + 1));
            }
            DecodedLayer actual = frame.layers().get(at);
            for (Field field : layer.fields()) {
                Optional<String> difference = difference(field, actual, frame, sent);
                if (difference.isPresent()) {
                    return difference;
                }
            }
        }
        return Optional.empty();
    }

    /**
     * How much of what is wanted a frame has: layers count more than fields, fields of the outer layers as much as those of the inner.
     *
     * @return 0 if not even the first layer after the Ethernet header is of the kind, or of the other version of IP
     */
    public static int closeness(List<Layer> wanted, Frame frame, Frame sent) {
        boolean hasEthernet = wanted.getFirst().kind() == LayerKind.ETH;
        int score = hasEthernet && wanted.size() == 1 ? LAYER_SCORE : 0;
        for (int i = 0; i < wanted.size(); i++) {
            Layer layer = wanted.get(i);
            int at = i + (hasEthernet ? 0 : 1);
            if (at >= frame.layers().size() || !isLike(layer.kind(), frame.layers().get(at).kind())) {
                break;
            }
            DecodedLayer actual = frame.layers().get(at);
            score += layer.kind() == LayerKind.ETH ? 0 : layer.kind() == actual.kind() ? LAYER_SCORE : OTHER_VERSION_SCORE;
            score += (int) layer.fields().stream().filter(field -> difference(field, actual, frame, sent).isEmpty()).count();
        }
        return score < OTHER_VERSION_SCORE ? 0 : score;
    }

    private static boolean isLike(LayerKind wanted, LayerKind actual) {
        return wanted == actual || wanted.isIp() && actual.isIp();
    }

    private static Optional<String> difference(Field field, DecodedLayer actual, Frame frame, Frame sent) {
        return switch (field.name()) {
            case "payload" -> same(actual, frame, sent) ? Optional.empty() : Optional.of("what follows the " + actual.kind().word() + " header is not what was sent");
            case "quotes" -> quotes(actual, frame, sent) ? Optional.empty() : Optional.of("the quoted packet is not the one that was sent");
            default -> {
                String value = actual.fields().getOrDefault(field.name(), "");
                yield field.accepts(value) ? Optional.empty()
                    : Optional.of(actual.kind().word() + " " + field.name() + " is " + value + ", wanted " + field.wanted());
            }
        };
    }

    private static boolean same(DecodedLayer actual, Frame frame, Frame sent) {
        if (sent == null) {
            return false;
        }
        return sent.layers().stream().filter(layer -> layer.kind().isIp())
            .anyMatch(layer -> Arrays.equals(sent.bytes(), layer.body(), layer.end(), frame.bytes(), actual.body(), actual.end()));
    }

    /** Header and 8 bytes at least, of any packet of those that were inside each other. */
    private static boolean quotes(DecodedLayer actual, Frame frame, Frame sent) {
        return sent != null && sent.layers().stream().filter(layer -> layer.kind().isIp()).anyMatch(layer -> {
            int length = Math.min(layer.body() + QUOTED_BYTES, layer.end()) - layer.at();
            return actual.end() - actual.body() >= length
                && Arrays.equals(sent.bytes(), layer.at(), layer.at() + length, frame.bytes(), actual.body(), actual.body() + length);
        });
    }
}
