// SPDX-License-Identifier: Apache-2.0
// Reads layers and fields.
package io.eightfold.lab.conformance.script;

import java.util.ArrayList;
import java.util.List;

/** {@code ipv8 src=64496.10.1.0.10 ttl=1 df / udp dport=9 / data len=100}. Thread: any. */
final class LayersText {
    private final String place;
    private final boolean isPattern;

    /** @param isPattern whether ranges and alternatives make sense */
    LayersText(String place, boolean isPattern) {
        this.place = place;
        this.isPattern = isPattern;
    }

    List<Layer> parse(List<String> words) {
        List<Layer> layers = new ArrayList<>();
        List<String> part = new ArrayList<>();
        for (String word : words) {
            if (word.equals("/")) {
                layers.add(layer(part));
                part.clear();
            } else {
                part.add(word);
            }
        }
        layers.add(layer(part));
        return layers;
    }

    private Layer layer(List<String> words) {
        LayerKind kind = words.isEmpty() ? null : LayerKind.of(words.getFirst());
        if (kind == null) {
            throw new ScriptException(place + ": layer '" + (words.isEmpty() ? "" : words.getFirst()) + "'; expected one of eth, arp8, arp, ipv8, ipv4, udp, tcp, icmp, data");
        }
        return new Layer(kind, words.subList(1, words.size()).stream().map(word -> field(kind, word)).toList());
    }

    private Field field(LayerKind kind, String word) {
        int equals = word.indexOf('=');
        boolean isNegated = equals > 0 && word.charAt(equals - 1) == '!';
        String name = equals < 0 ? word : word.substring(0, isNegated ? equals - 1 : equals);
        FieldKind fieldKind = kind.fields().get(name);
        if (fieldKind == null) {
            throw new ScriptException(place + ": field '" + name + "' of " + kind.word() + "; expected one of " + String.join(", ", kind.fields().keySet()));
        }
        if (equals < 0 && fieldKind != FieldKind.NUMBER) {
            throw new ScriptException(place + ": '" + word + "' has no value; expected " + name + "= and " + fieldKind.expected());
        }
        String value = equals < 0 ? "1" : word.substring(equals + 1);
        Field field = new Field(name, isNegated, List.of(value.split("\\|", -1)).stream().map(text -> range(name, fieldKind, text)).toList());
        if (!isPattern && !field.isSingle()) {
            throw new ScriptException(place + ": '" + word + "' is sent, so it must be one value");
        }
        return field;
    }

    private Field.Range range(String name, FieldKind kind, String text) {
        int dots = kind == FieldKind.NUMBER || kind == FieldKind.CHECKSUM ? text.indexOf("..") : -1;
        String first = kind.canonical(dots < 0 ? text : text.substring(0, dots));
        String last = dots < 0 ? first : kind.canonical(text.substring(dots + 2));
        if (first == null || last == null) {
            throw new ScriptException(place + ": '" + text + "' for " + name + "; expected " + kind.expected());
        }
        return new Field.Range(first, last);
    }
}
