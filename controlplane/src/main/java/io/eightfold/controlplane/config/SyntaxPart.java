// SPDX-License-Identifier: Apache-2.0
// The parts a configuration line is declared from: keywords, arguments, optional and repeated tails.
package io.eightfold.controlplane.config;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** One part of the declared shape of a configuration line. */
sealed interface SyntaxPart {
    /** A fixed word. */
    record Keyword(String word) implements SyntaxPart {
        @Override
        public String toString() {
            return word;
        }
    }

    /** A typed value; instances are compared by identity of their declaration in {@link Arguments}. */
    record Argument<T>(String name, ValueKind<T> kind) implements SyntaxPart {
        @Override
        public String toString() {
            return name;
        }

        /** What a message says was expected. */
        String expected() {
            return name + ", " + kind.description();
        }
    }

    /**
     * Parts that may be left out together, towards the end of a line.
     *
     * @param isFirstWord tells a word that can only be meant for these parts, so that others before them know they were left out
     */
    record Optionally(List<SyntaxPart> parts, Predicate<String> isFirstWord) implements SyntaxPart {
        @Override
        public String toString() {
            return parts.stream().map(SyntaxPart::toString).collect(Collectors.joining(" ", "[", "]"));
        }
    }

    /** An argument as often as there are words, at the end of a line. */
    record Repeated(Argument<?> argument, boolean atLeastOne) implements SyntaxPart {
        @Override
        public String toString() {
            return atLeastOne ? argument + "..." : "[" + argument + "...]";
        }
    }

    static Keyword keyword(String word) {
        return new Keyword(word);
    }

    static Optionally optionally(SyntaxPart... parts) {
        return new Optionally(List.of(parts), word -> parts[0] instanceof Keyword(String first) && first.equals(word));
    }

    /** A number that may be left out; nothing else on the line behind its place starts with a digit. */
    static Optionally optionalNumber(Argument<?> argument) {
        return new Optionally(List.of(argument), word -> !word.isEmpty() && Character.isDigit(word.charAt(0)));
    }

    /** A word that may be left out and is known by its start. */
    static Optionally optionalWord(String start, Argument<?> argument) {
        return new Optionally(List.of(argument), word -> word.startsWith(start));
    }

    static Repeated any(Argument<?> argument) {
        return new Repeated(argument, false);
    }

    static Repeated some(Argument<?> argument) {
        return new Repeated(argument, true);
    }
}
