// SPDX-License-Identifier: Apache-2.0
// Every event of the product has a name, and the manual lists the names.
package io.eightfold.controlplane.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MessageIdTest {
    /** Tests run in the folder of their room. */
    private static final Path HOME = Path.of("..");
    private static final Path MANUAL = HOME.resolve("docs").resolve("log-messages.md");
    private static final String BEGIN = "<!-- generated from io.eightfold.controlplane.log.MessageId: begin -->";
    private static final String END = "<!-- generated: end -->";
    /** A call without a marker whose pattern begins right there. */
    private static final Pattern CALL = Pattern.compile("\\bLOG\\.(?:info|warn|error)\\(\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

    @Test
    void shouldFollowFromSubjectAndWords() {
        assertEquals(MessageId.PORT_LINK, MessageId.of("port interface={} link={} was={}"));
        assertEquals(MessageId.PORT, MessageId.of("port name={}"));
        assertEquals(MessageId.JOURNAL_SUSPENDED, MessageId.of("journal directory={} suspended freeBytes={}"));
        assertEquals(MessageId.CONFIG_ROLLED_BACK, MessageId.of("config rolled back to={}"));
        assertEquals(MessageId.BORDER_TRAP, MessageId.of("border port={} fault=peer dropped reason={} packets={} event=E3-TRAP"));
        assertEquals(MessageId.BORDER_ALERT, MessageId.of("border port={} fault=peer dropped reason={} packets={} event=SEC-ALERT"));
        assertEquals(MessageId.OTHER, MessageId.of("ports name={}"));
        assertEquals(MessageId.OTHER, MessageId.of(""));
    }

    @Test
    void shouldNameEveryEventOfTheProduct() throws IOException {
        final List<String> unnamed = new ArrayList<>();
        int calls = 0;
        try (Stream<Path> files = Files.walk(HOME)) {
            for (final Path file : files.filter(f -> f.toString().matches(".*/src/main/java/.*\\.java")).toList()) {
                final Matcher call = CALL.matcher(Files.readString(file));
                while (call.find()) {
                    calls++;
                    if (MessageId.of(call.group(1)) == MessageId.OTHER) {
                        unnamed.add(file + ": " + call.group(1));
                    }
                }
            }
        }
        assertTrue(calls > 10, "the pattern finds the calls: " + calls);
        assertEquals(List.of(), unnamed, "events whose first word is no subject; begin them with one, or add a MessageId for theirs");
    }

    @Test
    void shouldFitTheStandardAndBeReachable() {
        for (final MessageId id : MessageId.values()) {
            // RFC 5424 §6: MSGID is 1*32 PRINTUSASCII.
            assertTrue(id.name().length() <= 32, id.name());
            assertTrue(id.meaning().endsWith(".") && id.action().endsWith("."), id.name());
        }
    }

    @Test
    void shouldStandInTheManual() throws IOException {
        String manual = Files.readString(MANUAL);
        if (Boolean.getBoolean("eightfold.rewriteManual")) {
            manual = manual.substring(0, manual.indexOf(BEGIN)) + BEGIN + "\n\n" + MessageId.manual() + "\n" + manual.substring(manual.indexOf(END));
            Files.writeString(MANUAL, manual);
        }
        final String carried = manual.substring(manual.indexOf(BEGIN) + BEGIN.length(), manual.indexOf(END));
        assertEquals(MessageId.manual().strip(), carried.strip(),
            "docs/log-messages.md is behind MessageId; rewrite it with -Deightfold.rewriteManual=true and review the difference");
    }
}
