// SPDX-License-Identifier: Apache-2.0
// A block of a configuration file while it is being read: its header and its accepted lines.
package io.eightfold.controlplane.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A block of a configuration file while it is being read. Its lines are found and taken back without walking the others. */
final class Section {
    /** Where lines of one kind and one subject are found, such as all routes to a prefix; the subject is null for lines without values. */
    private record Subject(Statement statement, Object firstValue) {
    }

    private final Block block;
    private final Entry header;
    /** By line number, which is the order of the file. */
    private final Map<Integer, Entry> entries = new LinkedHashMap<>();
    private final Map<Statement, Map<Integer, Entry>> byStatement = new EnumMap<>(Statement.class);
    /** Null until a line is taken back: most files take none back, and the table is a third of the work of reading them. */
    private Map<Subject, Map<Integer, Entry>> bySubject;
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

    void add(Entry entry) {
        int number = entry.line().number();
        entries.put(number, entry);
        byStatement.computeIfAbsent(entry.statement(), key -> new LinkedHashMap<>()).put(number, entry);
        if (bySubject != null) {
            index(entry);
        }
    }

    private void index(Entry entry) {
        bySubject.computeIfAbsent(subject(entry), key -> new LinkedHashMap<>(2)).put(entry.line().number(), entry);
    }

    /** Takes back the lines that say at least what this one says; whether there were any. */
    boolean remove(Entry pattern) {
        if (bySubject == null) {
            bySubject = new HashMap<>();
            entries.values().forEach(this::index);
        }
        Map<Integer, Entry> candidates = namesSubject(pattern) ? bySubject.get(subject(pattern)) : byStatement.get(pattern.statement());
        if (candidates == null) {
            return false;
        }
        List<Entry> removed = candidates.values().stream().filter(entry -> entry.startsLike(pattern)).toList();
        removed.forEach(this::forget);
        return !removed.isEmpty();
    }

    /** Takes back all lines of these kinds that start with the same words, among which may be a neighbour's address; whether there were any. */
    boolean removeAll(List<Statement> statements, SourceLine start) {
        List<Entry> removed = new ArrayList<>();
        statements.forEach(statement -> all(statement).filter(entry -> entry.line().startsLike(start)).forEach(removed::add));
        removed.forEach(this::forget);
        return !removed.isEmpty();
    }

    private void forget(Entry entry) {
        Integer number = entry.line().number();
        entries.remove(number);
        byStatement.get(entry.statement()).remove(number);
        if (bySubject != null) {
            bySubject.get(subject(entry)).remove(number);
        }
    }

    /** A {@code no} form may leave the subject out: {@code no mtu}, {@code no ipv8 route vrf oob}. */
    private static boolean namesSubject(Entry pattern) {
        return !pattern.bounds().isEmpty() && pattern.bounds().getFirst().argument() != Arguments.ROUTE_VRF;
    }

    private static Subject subject(Entry entry) {
        return new Subject(entry.statement(), entry.bounds().isEmpty() ? null : entry.bounds().getFirst().value());
    }

    /** The lines in the order of the file. */
    Collection<Entry> entries() {
        return entries.values();
    }

    /** The interface's name; only for interface blocks with a good header. */
    String name() {
        return header.value(Arguments.INTERFACE_NAME);
    }

    Optional<Entry> first(Statement statement) {
        return all(statement).findFirst();
    }

    Stream<Entry> all(Statement statement) {
        return byStatement.getOrDefault(statement, Map.of()).values().stream();
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
