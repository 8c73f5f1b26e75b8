// SPDX-License-Identifier: Apache-2.0
// Reads a configuration file: all problems at once, nothing changed by a bad file.
package io.eightfold.controlplane.config;

import io.eightfold.controlplane.config.StatementMatcher.Match;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a configuration file. Every line is matched against {@link Statement}, then the whole is checked for sense, and
 * only a file without any problem becomes a {@link RouterConfig}. No text makes the parser throw.
 * <p>Thread: any; each call stands alone.
 */
public final class ConfigParser {
    private final Findings findings;
    private final Section top = new Section(Block.TOP, null);
    private final List<Section> sections = new ArrayList<>(List.of(top));
    private Section current = top;

    private ConfigParser(String fileName) {
        findings = new Findings(fileName);
    }

    /**
     * Reads a configuration.
     *
     * @param fileName how messages call the file
     * @param text     the whole file
     */
    public static ConfigResult parse(String fileName, String text) {
        ConfigParser parser = new ConfigParser(fileName);
        SourceLine.of(text).forEach(parser::line);
        return parser.finish();
    }

    /**
     * Reads a configuration file.
     *
     * @throws IOException when the file cannot be read
     */
    public static ConfigResult parse(Path file) throws IOException {
        // Broken UTF-8 becomes replacement characters, which then are unknown words with a line and a column.
        return parse(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    }

    private void line(SourceLine line) {
        switch (line.word(0).text()) {
            case "no" -> negate(line, line.from(1));
            case "exit", "end" -> leave(line);
            default -> accept(line);
        }
    }

    private void leave(SourceLine line) {
        if (line.words().size() > 1) {
            refuse(line, new Match.Refused(line.word(1), "expected the end of the line; the line reads: " + line.word(0).text()));
        }
        current = top;
    }

    private void accept(SourceLine line) {
        Statement statement = Vocabulary.find(current.block(), line);
        if (statement == null) {
            refuse(line, Vocabulary.refusal(current.block(), line));
            return;
        }
        if (statement.block() == Block.TOP) {
            current = top;
        }
        switch (StatementMatcher.match(statement, line, false)) {
            case Match.Accepted accepted -> add(accepted.entry());
            case Match.Refused refused -> {
                refuse(line, refused);
                if (statement.opens() != null) {
                    // The lines below belong to this block; they are still worth checking.
                    open(statement.opens(), null);
                }
            }
        }
    }

    private void add(Entry entry) {
        Statement statement = entry.statement();
        if (statement.isOnce()) {
            current.first(statement).ifPresent(earlier -> findings.problem(entry, "already given on line "
                    + earlier.line().number() + "; keep one of the two"));
        }
        current.add(entry);
        if (statement.opens() != null) {
            open(statement.opens(), entry);
        }
    }

    private void open(Block block, Entry header) {
        current = new Section(block, header);
        sections.add(current);
    }

    private void negate(SourceLine line, SourceLine negated) {
        if (negated.words().isEmpty()) {
            refuse(line, new Match.Refused(line.end(), "expected the line to take back, such as: no shutdown"));
            return;
        }
        Statement statement = Vocabulary.find(current.block(), negated);
        if (statement != null) {
            if (statement.block() == Block.TOP) {
                current = top;
            }
            switch (StatementMatcher.match(statement, negated, true)) {
                case Match.Accepted accepted -> remove(line, accepted.entry());
                case Match.Refused refused -> refuse(line, refused);
            }
            return;
        }
        List<Statement> group = Vocabulary.startingLike(current.block(), negated);
        // 'no punt' takes back every punt line of the block; 'no ipv8' could mean lines of two levels, so it must say more.
        if (group.isEmpty() || group.stream().anyMatch(member -> member.block() == Block.TOP)) {
            refuse(line, Vocabulary.refusal(current.block(), negated));
            return;
        }
        boolean removed = current.removeAll(group, negated);
        warnIfAbsent(line, removed || group.stream().anyMatch(Statement::isOffByDefault));
    }

    private void remove(SourceLine line, Entry pattern) {
        boolean removed = current.remove(pattern);
        if (removed && pattern.statement().opens() != null) {
            sections.removeIf(section -> section.header() != null && section.header().startsLike(pattern));
        }
        warnIfAbsent(line, removed || pattern.statement().isOffByDefault());
    }

    private void warnIfAbsent(SourceLine line, boolean isFine) {
        if (!isFine) {
            findings.warning(line, "there is no earlier line that this takes back; remove it");
        }
    }

    private void refuse(SourceLine line, Match.Refused refused) {
        current.markDamaged();
        findings.problem(line, refused.word(), refused.message());
    }

    private ConfigResult finish() {
        new InterfaceChecks(sections, findings).run();
        new RouteChecks(sections, findings).run();
        new RouterChecks(sections, findings).run();
        new BorderChecks(sections, findings).run();
        new TunnelRouteChecks(sections, findings).run();
        new Whois8Checks(sections, findings).run();
        PolicyNames names = new PolicyNames(top, findings);
        new PolicyChecks(sections, findings, names).run();
        new Bgp8Checks(sections, findings, names).run();
        return findings.result(findings.hasProblems() ? null : new ConfigAssembler(sections).assemble());
    }
}
