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
        FrameShape.check(place, layers, !isPattern);
        return layers;
    }

    private Layer layer(List<String> words) {
        LayerKind kind = words.isEmpty() ? null : LayerKind.of(words.getFirst());
        if (kind == null) {
            throw new ScriptException(place + ": layer '" + (words.isEmpty() ? "" : words.getFirst()) + "'; expected one of eth, arp8, arp, ipv8, ipv4, udp, tcp, icmp, data");
        }
        List<Field> fields = words.subList(1, words.size()).stream().map(word -> field(kind, word)).toList();
        for (Field field : fields) {
            if (fields.stream().filter(other -> other.name().equals(field.name())).count() > 1) {
                throw new ScriptException(place + ": field '" + field.name() + "' of " + kind.word() + " is there twice; expected once" + (isPattern ? ", several values as 1|3" : ""));
            }
        }
        return new Layer(kind, fields);
    }

    private Field field(LayerKind kind, String word) {
        int equals = word.indexOf('=');
        boolean isNegated = equals > 0 && word.charAt(equals - 1) == '!';
        String name = equals < 0 ? word : word.substring(0, isNegated ? equals - 1 : equals);
        FieldKind fieldKind = kind.fields().get(name);
        if (fieldKind == null) {
            throw new ScriptException(place + ": field '" + name + "' of " + kind.word() + "; expected one of " + String.join(", ", kind.fields().keySet()));
        }
        if (!isPattern && fieldKind.isExpectedOnly()) {
            throw new ScriptException(place + ": '" + word + "' compares with what was sent; it can be expected, not sent");
        }
        if (equals < 0 && !fieldKind.isNumber()) {
            throw new ScriptException(place + ": '" + word + "' has no value; expected " + name + "= and " + fieldKind.expected());
        }
        String value = equals < 0 ? "1" : word.substring(equals + 1);
        Field field = new Field(name, isNegated, List.of(value.split("\\|", -1)).stream().map(text -> range(kind, name, fieldKind, text)).toList());
        if (!isPattern && !field.isSingle()) {
            throw new ScriptException(place + ": '" + word + "' is sent, so it must be one value");
        }
        return field;
    }

    private Field.Range range(LayerKind layer, String name, FieldKind kind, String text) {
        int dots = kind.isNumber() || kind == FieldKind.CHECKSUM ? text.indexOf("..") : -1;
        String first = kind.canonical(dots < 0 ? text : text.substring(0, dots));
        String last = dots < 0 ? first : kind.canonical(text.substring(dots + 2));
        if (first == null || last == null) {
            throw new ScriptException(place + ": " + name + "=" + text + " of " + layer.word() + "; expected " + kind.expected());
        }
        if (dots >= 0 && first.matches("[0-9]+") && last.matches("[0-9]+") && Long.parseLong(first) > Long.parseLong(last)) {
            throw new ScriptException(place + ": " + name + "=" + text + " of " + layer.word() + " holds nothing; expected the lowest first");
        }
        return new Field.Range(first, last);
    }
}
