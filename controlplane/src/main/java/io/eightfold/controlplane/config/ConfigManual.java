// SPDX-License-Identifier: Apache-2.0
// The reference table of the configuration language, generated from its declaration.
package io.eightfold.controlplane.config;

import io.eightfold.controlplane.config.SyntaxPart.Argument;
import io.eightfold.controlplane.config.SyntaxPart.Optionally;
import io.eightfold.controlplane.config.SyntaxPart.Repeated;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The reference tables of the configuration language in Markdown, generated from the declaration that the parser uses.
 * {@code docs/configuration.md} carries them between {@link #BEGIN} and {@link #END}; a test compares.
 * <p>Thread: any.
 */
public final class ConfigManual {
    /** The line in front of the generated part of the document. */
    public static final String BEGIN = "<!-- generated from the declaration in io.eightfold.controlplane.config.Statement: begin -->";
    /** The line behind the generated part of the document. */
    public static final String END = "<!-- generated: end -->";

    private ConfigManual() {
    }

    /** What {@link DiffLines} says of each changed line, in one paragraph. */
    private static final String EFFECTS = """
            Some lines wait for a restart of the dataplane when they change: all of the blocks `dpdk`, `dataplane` and `interface NAME` but `egress-check`, the blocks of interfaces
            themselves, `ipv8 routing`, `8to4 ...` and `ipv8 zone permit`. `fib-channel` waits for one of the control plane. All others take effect at once; some lines of `router bgp8`
            reset sessions for that. `ipv8 config reload` marks each changed line with what it needs, and `ipv8 config diff` lists what waits.

            """;

    /** What changes need, then one table per block; lines end with a newline. */
    public static String tables() {
        return EFFECTS + Arrays.stream(Block.values())
                .filter(block -> !statements(block).isEmpty())
                .map(ConfigManual::table)
                .collect(Collectors.joining("\n"));
    }

    private static List<Statement> statements(Block block) {
        return Arrays.stream(Statement.values()).filter(statement -> statement.block() == block).toList();
    }

    private static String table(Block block) {
        StringBuilder text = new StringBuilder();
        text.append(block == Block.TOP ? "### Top level" : "### Block `" + block.title() + "`").append("\n\n");
        text.append("| Line | Values | Default | Meaning |\n|---|---|---|---|\n");
        for (Statement statement : statements(block)) {
            text.append("| `").append(statement.syntax()).append("` | ")
                    .append(arguments(statement.parts()).map(argument -> argument.name() + ": " + argument.kind().description().replace("|", "\\|"))
                            .distinct().collect(Collectors.joining("<br>")))
                    .append(" | ").append(statement.defaultText())
                    .append(" | ").append(statement.help()).append(" |\n");
        }
        return text.toString();
    }

    private static Stream<Argument<?>> arguments(List<SyntaxPart> parts) {
        return parts.stream().flatMap(part -> switch (part) {
            case Argument<?> argument -> Stream.of(argument);
            case Optionally tail -> arguments(tail.parts());
            case Repeated repeated -> Stream.of(repeated.argument());
            case SyntaxPart.Keyword _ -> Stream.<Argument<?>>empty();
        });
    }
}
