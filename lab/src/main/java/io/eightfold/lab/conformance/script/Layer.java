// SPDX-License-Identifier: Apache-2.0
// One layer of a frame, as a case writes it.
package io.eightfold.lab.conformance.script;

import java.util.List;
import java.util.Optional;

/** What to send, or what to look for. Fields that are not there are the tester's to choose, or may be anything. Thread: any. */
public record Layer(LayerKind kind, List<Field> fields) {
    public Layer {
        fields = List.copyOf(fields);
    }

    /** The field of this name. */
    public Optional<Field> field(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }

    /** The value to send; {@code otherwise} where the case says nothing. */
    public String text(String name, String otherwise) {
        return field(name).map(Field::value).orElse(otherwise);
    }

    /** As {@link #text} of a number. */
    public long number(String name, long otherwise) {
        return field(name).map(field -> Long.parseLong(field.value())).orElse(otherwise);
    }
}
