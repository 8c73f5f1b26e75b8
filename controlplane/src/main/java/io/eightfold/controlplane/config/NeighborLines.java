// SPDX-License-Identifier: Apache-2.0
// The lines of one neighbour while a configuration file is being read.
package io.eightfold.controlplane.config;

import io.eightfold.controlplane.config.SyntaxPart.Argument;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The lines of one neighbour, in whatever order the file has them. */
final class NeighborLines {
    private final int address;
    private final List<Entry> lines = new ArrayList<>();
    private final Map<Statement, Entry> byStatement = new EnumMap<>(Statement.class);

    private NeighborLines(final int address) {
        this.address = address;
    }

    /** The neighbours of a block, in the order in which the file first names them. */
    static Collection<NeighborLines> of(final Section block) {
        final Map<Integer, NeighborLines> neighbors = new LinkedHashMap<>();
        block.entries().stream().filter(entry -> entry.statement().isOfNeighbor()).forEach(entry ->
                neighbors.computeIfAbsent(entry.value(Bgp8Arguments.NEIGHBOR), NeighborLines::new).add(entry));
        return neighbors.values();
    }

    private void add(final Entry entry) {
        lines.add(entry);
        byStatement.putIfAbsent(entry.statement(), entry);
    }

    int address() {
        return address;
    }

    /** In the order of the file; at least one. */
    List<Entry> lines() {
        return lines;
    }

    boolean has(final Statement statement) {
        return byStatement.containsKey(statement);
    }

    Optional<Entry> first(final Statement statement) {
        return Optional.ofNullable(byStatement.get(statement));
    }

    <T> T value(final Statement statement, final Argument<T> argument, final T otherwise) {
        return first(statement).flatMap(entry -> entry.optional(argument)).orElse(otherwise);
    }

    /** The same where the line may stand without the value. */
    <T> T value(final Statement statement, final Argument<T> argument, final T bare, final T otherwise) {
        return first(statement).map(entry -> entry.optional(argument).orElse(bare)).orElse(otherwise);
    }

    /** A switch that is on without the line. */
    boolean isOn(final Statement statement) {
        return value(statement, Bgp8Arguments.SWITCH, Statement.ON).equals(Statement.ON);
    }

    /** The words of a text, with one blank between them. */
    String text(final Statement statement) {
        return first(statement).map(entry -> String.join(" ", entry.values(Bgp8Arguments.TEXT))).orElse("");
    }

    /** The name that a line of that direction gives, or null. */
    String policy(final Statement statement, final String direction) {
        return lines.stream().filter(entry -> entry.statement() == statement && entry.value(Bgp8Arguments.DIRECTION).equals(direction))
                .findFirst().map(entry -> entry.value(Bgp8Arguments.POLICY_NAME)).orElse(null);
    }
}
