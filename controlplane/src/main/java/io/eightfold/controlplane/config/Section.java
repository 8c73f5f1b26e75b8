// SPDX-License-Identifier: Apache-2.0
// A block of a configuration file while it is being read: its header and its accepted lines.
package io.eightfold.controlplane.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A block of a configuration file while it is being read. */
final class Section {
    private final Block block;
    private final Entry header;
    private final List<Entry> entries = new ArrayList<>();
    private boolean isDamaged;

    /** @param header the line that opened the block; null for the top level and for a block whose first line was refused */
    Section(Block block, Entry header) {
        this.block = block;
        this.header = header;
    }

    /** The interface blocks with a good header, in the order of the file. */
    static List<Section> interfaces(List<Section> sections) {
        return sections.stream().filter(section -> section.block == Block.INTERFACE && section.header != null).toList();
    }

    Block block() {
        return block;
    }

    Entry header() {
        return header;
    }

    List<Entry> entries() {
        return entries;
    }

    /** The interface's name; only for interface blocks with a good header. */
    String name() {
        return header.value(Arguments.INTERFACE_NAME);
    }

    Optional<Entry> first(Statement statement) {
        return all(statement).findFirst();
    }

    Stream<Entry> all(Statement statement) {
        return entries.stream().filter(entry -> entry.statement() == statement);
    }

    boolean has(Statement statement) {
        return first(statement).isPresent();
    }

    /** A line of this block was refused: what the block lacks may be what that line would have said. */
    void markDamaged() {
        isDamaged = true;
    }

    boolean isDamaged() {
        return isDamaged;
    }
}
