// SPDX-License-Identifier: Apache-2.0
// Finds the declaration that a line's leading words belong to, or says which words were expected.
package io.eightfold.controlplane.config;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Questions about which declarations the leading words of a line can belong to. Words of a block win over those of the top level. */
final class Vocabulary {
    /** The words of the block, then those of the top level. */
    private static final Map<Block, List<Statement>> REACHABLE = new EnumMap<>(Block.class);

    static {
        for (Block block : Block.values()) {
            REACHABLE.put(block, block == Block.TOP ? own(block) : Stream.concat(own(block).stream(), own(Block.TOP).stream()).toList());
        }
    }

    private Vocabulary() {
    }

    /** The declaration of the block, or else of the top level, whose keywords the line starts with; null when there is none. */
    static Statement find(Block block, SourceLine line) {
        for (Statement statement : REACHABLE.get(block)) {
            if (sharedWords(statement, line) == statement.leadingWords().size()) {
                return statement;
            }
        }
        return null;
    }

    /** The declarations that the line, which may stop among the keywords, starts like: {@code punt} starts two. */
    static List<Statement> startingLike(Block block, SourceLine line) {
        return reachable(block).filter(statement -> sharedWords(statement, line) == line.words().size()).toList();
    }

    /** Why no declaration fits, and the word at fault. */
    static StatementMatcher.Match.Refused refusal(Block block, SourceLine line) {
        int depth = reachable(block).mapToInt(statement -> sharedWords(statement, line)).max().orElse(0);
        Word word = line.word(depth);
        Statement elsewhere = Arrays.stream(Statement.values())
                .filter(statement -> sharedWords(statement, line) == statement.leadingWords().size())
                .findFirst().orElse(null);
        if (elsewhere != null) {
            return new StatementMatcher.Match.Refused(line.word(0), "this line belongs to the block '" + elsewhere.block().title()
                    + "'; put it there");
        }
        Statement ofBoth = ofBothFamilies(block, line);
        if (ofBoth != null) {
            return new StatementMatcher.Match.Refused(line.word(0), "expected ipv8, which is for both families here; the line reads: " + ofBoth.syntax());
        }
        String expected = "expected " + nextWords(block, line, depth);
        return new StatementMatcher.Match.Refused(word, depth == 0
                ? expected + (block == Block.TOP ? "" : ", or a word of the top level (this is block '" + block.title() + "')")
                : expected + " after '" + line.words().subList(0, depth).stream().map(Word::text).collect(Collectors.joining(" ")) + "'");
    }

    /** What an {@code ip} line of other routers is here, such as {@code ip prefix-list}; null when it is nothing. */
    private static Statement ofBothFamilies(Block block, SourceLine line) {
        if (!line.word(0).text().equals("ip") || line.words().size() < 2 || reachable(block).anyMatch(statement -> sharedWords(statement, line) > 1)) {
            return null;
        }
        return reachable(block).filter(statement -> statement.leadingWords().size() > 1 && statement.leadingWords().getFirst().equals("ipv8")
                && statement.leadingWords().get(1).equals(line.word(1).text())).findFirst().orElse(null);
    }

    /** The words possible at that depth; at the start of a line of a block, those of the block only. */
    private static String nextWords(Block block, SourceLine line, int depth) {
        List<String> words = reachable(block)
                .filter(statement -> depth > 0 || statement.block() == block)
                .filter(statement -> sharedWords(statement, line) == depth && statement.leadingWords().size() > depth)
                .map(statement -> statement.leadingWords().get(depth))
                .distinct().toList();
        return words.size() == 1 ? words.getFirst() : "one of " + String.join(", ", words);
    }

    private static Stream<Statement> reachable(Block block) {
        return REACHABLE.get(block).stream();
    }

    private static List<Statement> own(Block block) {
        return Arrays.stream(Statement.values()).filter(statement -> statement.block() == block).toList();
    }

    private static int sharedWords(Statement statement, SourceLine line) {
        List<String> leading = statement.leadingWords();
        int shared = 0;
        while (shared < leading.size() && shared < line.words().size() && isLike(leading.get(shared), line.word(shared).text())) {
            shared++;
        }
        return shared;
    }

    private static boolean isLike(String leading, String word) {
        return leading.equals(word) || leading == Statement.ANY_WORD;
    }
}
