// SPDX-License-Identifier: Apache-2.0
// Reads regular expressions over AS paths.
package io.eightfold.bgp8.policy;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads regular expressions over AS paths: POSIX extended ones (IEEE 1003.1 section 9.4) with {@code _} for whatever stands before or after an ASN, as Cisco and FRR
 * have it. Letters that no path has are refused: such a pattern is a slip. Thread: any.
 */
final class PathExpressionParser {
    private static final int MAX_DEPTH = 100;
    private static final int MAX_REPEAT = 255;
    private static final PathExpression BORDER =
        new PathExpression.Either(List.of(new PathExpression.Begin(), new PathExpression.Letter(PathSymbol.BORDERS), new PathExpression.End()));

    private final String text;
    private int at;
    private int depth;

    private PathExpressionParser(final String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException when it is not one, naming the place */
    static PathExpression parse(final String text) {
        final PathExpressionParser parser = new PathExpressionParser(text);
        final PathExpression expression = parser.choices();
        if (parser.at < text.length()) {
            throw parser.fault("this ) closes nothing; write \\) for a parenthesis of the path");
        }
        return expression;
    }

    private PathExpression choices() {
        if (++depth > MAX_DEPTH) {
            throw fault("more than " + MAX_DEPTH + " groups in each other");
        }
        final List<PathExpression> choices = new ArrayList<>();
        choices.add(sequence());
        while (isNext('|')) {
            at++;
            choices.add(sequence());
        }
        depth--;
        return choices.size() == 1 ? choices.getFirst() : new PathExpression.Either(List.copyOf(choices));
    }

    private PathExpression sequence() {
        final List<PathExpression> parts = new ArrayList<>();
        while (at < text.length() && !isNext('|') && !isNext(')')) {
            PathExpression part = atom();
            while (at < text.length() && "*+?{".indexOf(text.charAt(at)) >= 0) {
                part = repeated(part);
            }
            parts.add(part);
        }
        return new PathExpression.Sequence(List.copyOf(parts));
    }

    private PathExpression atom() {
        final char letter = text.charAt(at++);
        return switch (letter) {
            case '^' -> new PathExpression.Begin();
            case '$' -> new PathExpression.End();
            case '_' -> BORDER;
            case '.' -> new PathExpression.Letter(PathSymbol.ALL);
            case '[' -> set();
            case '(' -> group();
            case '\\' -> escaped();
            case '*', '+', '?' -> throw back("nothing stands before it that could be repeated; did you mean ." + letter);
            case '{' -> throw back("write \\{ for the brace of a set of ASNs");
            default -> new PathExpression.Letter(1 << symbol(letter));
        };
    }

    private PathExpression group() {
        final PathExpression inner = choices();
        if (!isNext(')')) {
            throw fault("a ) is missing; write \\( for a parenthesis of the path");
        }
        at++;
        return inner;
    }

    private PathExpression escaped() {
        if (at == text.length()) {
            throw fault("nothing follows the \\");
        }
        return new PathExpression.Letter(1 << symbol(text.charAt(at++)));
    }

    private int symbol(final char letter) {
        final int symbol = PathSymbol.of(letter);
        if (symbol < 0) {
            throw back("no AS path has '" + letter + "': there are digits, blanks, and , { } ( ) [ ]");
        }
        return symbol;
    }

    private PathExpression set() {
        final boolean isInverted = isNext('^');
        at += isInverted ? 1 : 0;
        int symbols = 0;
        // A ] right at the beginning stands for itself.
        for (final int first = at; at == first || !isNext(']');) {
            if (at >= text.length()) {
                throw fault("a ] is missing; write \\[ for a bracket of the path");
            }
            symbols |= range();
        }
        at++;
        return new PathExpression.Letter(isInverted ? PathSymbol.ALL & ~symbols : symbols);
    }

    private int range() {
        final int from = symbol(text.charAt(at++));
        if (!isNext('-')) {
            return 1 << from;
        }
        at++;
        if (at >= text.length()) {
            throw fault("a ] is missing");
        }
        final int to = symbol(text.charAt(at++));
        if (from > to || to > 9) {
            throw back("a range goes from a lower digit to a higher one");
        }
        return (2 << to) - (1 << from);
    }

    private PathExpression repeated(final PathExpression part) {
        return switch (text.charAt(at++)) {
            case '*' -> new PathExpression.Repeat(part, 0, PathExpression.Repeat.NO_LIMIT);
            case '+' -> new PathExpression.Repeat(part, 1, PathExpression.Repeat.NO_LIMIT);
            case '?' -> new PathExpression.Repeat(part, 0, 1);
            default -> interval(part);
        };
    }

    private PathExpression interval(final PathExpression part) {
        final int least = count();
        int most = least;
        if (isNext(',')) {
            at++;
            most = isNext('}') ? PathExpression.Repeat.NO_LIMIT : count();
        }
        if (!isNext('}') || most != PathExpression.Repeat.NO_LIMIT && most < least) {
            throw fault("expected {N}, {N,} or {N,M} with N not above M; write \\{ for the brace of a set of ASNs");
        }
        at++;
        return new PathExpression.Repeat(part, least, most);
    }

    private int count() {
        final int first = at;
        int value = 0;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9' && value <= MAX_REPEAT) {
            value = value * 10 + text.charAt(at++) - '0';
        }
        if (at == first || value > MAX_REPEAT) {
            throw fault("expected a number of 0 to " + MAX_REPEAT + "; write \\{ for the brace of a set of ASNs");
        }
        return value;
    }

    private boolean isNext(final char letter) {
        return at < text.length() && text.charAt(at) == letter;
    }

    private IllegalArgumentException back(final String why) {
        at--;
        return fault(why);
    }

    private IllegalArgumentException fault(final String why) {
        return new IllegalArgumentException("as-path pattern '" + text + "', letter " + (at + 1) + ": " + why);
    }
}
