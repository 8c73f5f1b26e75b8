// SPDX-License-Identifier: Apache-2.0
// Matches the words of one line against one declaration.
package io.eightfold.controlplane.config;

import io.eightfold.controlplane.config.SyntaxPart.Argument;
import io.eightfold.controlplane.config.SyntaxPart.Keyword;
import io.eightfold.controlplane.config.SyntaxPart.Optionally;
import io.eightfold.controlplane.config.SyntaxPart.Repeated;
import java.util.ArrayList;
import java.util.List;

/** Matches the words of one line against one declaration, left to right. One instance matches one line. */
final class StatementMatcher {
    /** What a line came to: an entry, or the word at fault and what was expected there. */
    sealed interface Match {
        record Accepted(Entry entry) implements Match {
        }

        record Refused(Word word, String message) implements Match {
        }
    }

    private final Statement statement;
    private final SourceLine line;
    private final boolean mayEndEarly;
    private final List<Entry.Bound> bounds = new ArrayList<>();
    private int at;
    private Match.Refused refused;

    private StatementMatcher(Statement statement, SourceLine line, boolean mayEndEarly) {
        this.statement = statement;
        this.line = line;
        this.mayEndEarly = mayEndEarly;
    }

    /**
     * @param mayEndEarly the line may stop after any word, as the {@code no} form may: {@code no mtu}
     */
    static Match match(Statement statement, SourceLine line, boolean mayEndEarly) {
        return new StatementMatcher(statement, line, mayEndEarly).match();
    }

    private Match match() {
        all(statement.parts());
        if (refused == null && at < line.words().size()) {
            refuse("expected the end of the line");
        }
        return refused != null ? refused : new Match.Accepted(new Entry(statement, line, List.copyOf(bounds)));
    }

    private void all(List<SyntaxPart> parts) {
        for (int i = 0; i < parts.size(); i++) {
            if (refused != null || (mayEndEarly && isAtEnd())) {
                return;
            }
            SyntaxPart part = parts.get(i);
            if (isMeantFor(parts.subList(i + 1, parts.size()), part)) {
                continue;
            }
            switch (part) {
                case Keyword keyword -> keyword(keyword);
                case Argument<?> argument -> argument(argument);
                case Optionally tail -> {
                    if (!isAtEnd() && (tail.isFirstWord().test(line.word(at).text()) || isOptional(parts.subList(i + 1, parts.size())))) {
                        all(tail.parts());
                    }
                }
                case Repeated repeated -> repeated(repeated);
            }
        }
    }

    /** The word belongs to a tail behind this part, which was left out; the {@code no} form may leave any argument out for the sake of a keyword. */
    private boolean isMeantFor(List<SyntaxPart> later, SyntaxPart part) {
        boolean mayBeLeftOut = part instanceof Optionally || mayEndEarly && part instanceof Argument<?>;
        return mayBeLeftOut && !isAtEnd() && later.stream().anyMatch(candidate -> candidate instanceof Optionally tail
                && (part instanceof Optionally || tail.parts().getFirst() instanceof Keyword)
                && tail.isFirstWord().test(line.word(at).text()));
    }

    /** Whether the line may end before these parts; when it may not, a word that does not start an optional part in front of them is theirs. */
    private static boolean isOptional(List<SyntaxPart> parts) {
        return parts.stream().allMatch(Optionally.class::isInstance);
    }

    private void keyword(Keyword keyword) {
        if (line.word(at).text().equals(keyword.word()) && !isAtEnd()) {
            at++;
        } else {
            refuse("expected the word '" + keyword.word() + "'");
        }
    }

    private void repeated(Repeated repeated) {
        if (repeated.atLeastOne()) {
            argument(repeated.argument());
        }
        while (refused == null && !isAtEnd()) {
            argument(repeated.argument());
        }
    }

    private void argument(Argument<?> argument) {
        if (isAtEnd()) {
            refuse("expected " + argument.expected());
            return;
        }
        Word word = line.word(at);
        try {
            bounds.add(new Entry.Bound(argument, word, argument.kind().reader().read(word.text())));
            at++;
        } catch (IllegalArgumentException e) {
            refuse(detail(e, word) + "; expected " + argument.expected());
        }
    }

    /** The readers of addresses name the text in front of their message; the problem names the word already. */
    private static String detail(IllegalArgumentException e, Word word) {
        String message = e.getMessage();
        String prefix = word.text() + ": ";
        return message.startsWith(prefix) ? message.substring(prefix.length()) : message;
    }

    private boolean isAtEnd() {
        return at >= line.words().size();
    }

    private void refuse(String message) {
        Word word = line.word(at);
        boolean isShown = word == line.end() || !statement.hasSecret();
        refused = new Match.Refused(isShown ? word : new Word(Secret.HIDDEN, word.column()), message + "; the line reads: " + statement.syntax());
    }
}
