// SPDX-License-Identifier: Apache-2.0
// One accepted line of a configuration file with its typed values.
package io.eightfold.controlplane.config;

import io.eightfold.controlplane.config.SyntaxPart.Argument;
import io.eightfold.fibprotocol.Vrf;
import java.util.List;
import java.util.Optional;

/** One accepted line of a configuration file with its typed values, each beside the word it came from. */
record Entry(Statement statement, SourceLine line, List<Bound> bounds) {
    /** A value, the argument it stands for and the word it was read from. */
    record Bound(Argument<?> argument, Word word, Object value) {
    }

    /** The value of an argument that the line always has. */
    <T> T value(Argument<T> argument) {
        return optional(argument).orElseThrow(() -> new IllegalStateException(statement + " without " + argument.name()));
    }

    /** The value of an argument that may be left out. */
    <T> Optional<T> optional(Argument<T> argument) {
        for (Bound bound : bounds) {
            if (bound.argument() == argument) {
                return Optional.of(argument.kind().type().cast(bound.value()));
            }
        }
        return Optional.empty();
    }

    /** The values of a repeated argument. */
    <T> List<T> values(Argument<T> argument) {
        return bounds.stream().filter(bound -> bound.argument() == argument).map(bound -> argument.kind().type().cast(bound.value())).toList();
    }

    /** The word an argument was read from; the line's first word when it was left out. */
    Word word(Argument<?> argument) {
        return bounds.stream().filter(bound -> bound.argument() == argument).map(Bound::word).findFirst().orElse(line.word(0));
    }

    /**
     * Whether this line says at least what the other says: the same words, with the same values in front. Of a route any value but the prefix may be left
     * out, except the routing table: without the word it is the default one, here as everywhere.
     */
    boolean startsLike(Entry other) {
        if (statement != other.statement) {
            return false;
        }
        return statement.isRoute() ? vrf() == other.vrf() && other.bounds.stream().allMatch(this::says) : startsWith(other);
    }

    private boolean startsWith(Entry other) {
        List<Object> mine = bounds.stream().map(Bound::value).toList();
        List<Object> theirs = other.bounds.stream().map(Bound::value).toList();
        return theirs.size() <= mine.size() && mine.subList(0, theirs.size()).equals(theirs);
    }

    private boolean says(Bound wanted) {
        return wanted.argument() == Arguments.ROUTE_VRF
                || bounds.stream().anyMatch(bound -> bound.argument() == wanted.argument() && bound.value().equals(wanted.value()));
    }

    private Vrf vrf() {
        return optional(Arguments.ROUTE_VRF).orElse(Vrf.DEFAULT);
    }
}
