// SPDX-License-Identifier: Apache-2.0
// A layer of a frame that came or went.
package io.eightfold.lab.conformance.frame;

import io.eightfold.lab.conformance.script.LayerKind;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Fields by name, in the canonical text that cases have.
 *
 * @param at   where it begins in the frame
 * @param body where what it carries begins
 * @param end  where it ends, by its own length field
 */
public record DecodedLayer(LayerKind kind, Map<String, String> fields, int at, int body, int end) {

    @Override
    public String toString() {
        return kind.word() + fields.entrySet().stream().filter(field -> !isUsual(field.getKey(), field.getValue()))
            .map(field -> " " + field.getKey() + "=" + field.getValue()).collect(Collectors.joining());
    }

    /** What nobody wants to read in each line. */
    private boolean isUsual(String name, String value) {
        return switch (name) {
            case "version", "htype", "ptype", "hlen", "plen", "hex", "ihl", "cut" -> true;
            case "tos", "rf", "df", "mf", "frag" -> value.equals("0");
            case "options" -> value.isEmpty();
            default -> false;
        };
    }
}
