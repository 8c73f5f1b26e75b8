// SPDX-License-Identifier: Apache-2.0
// Every rule for UPDATEs, byte by byte.
package io.eightfold.bgp8.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.bgp8.message.UpdateTranscript.Announcement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every rule for UPDATEs, byte by byte: each folder {@code src/test/cases/update-*} is a test of that name.
 * <pre>
 *   about.md       what it shows, and the rule
 *   in.hex         the message; comments after #
 *   session.txt    optional: words internal, two-octet, "carriers A B", "add-path A"; without it external, 4-octet ASNs, all carriers
 *   expected.txt   what is told, and the consequence
 *   out.hex        what we would tell on of what was announced, a message a line; not there when nothing is
 * </pre>
 * {@code -Dbgp8.cases.rewrite=true} writes expected.txt and out.hex anew, for review as a diff.
 */
final class UpdateCasesTest {
    private static final Path CASES = Path.of("src", "test", "cases");
    private static final boolean REWRITES = Boolean.getBoolean("bgp8.cases.rewrite");
    private static final int LOCAL = 64_500;
    private static final int PEER = 64_496;

    @TestFactory
    Stream<DynamicTest> shouldDoWhatTheRuleDemands() {
        return folders().stream().map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check(folder)));
    }

    @Test
    void shouldHaveCasesForEveryErrorOfUpdates() {
        final Set<String> said = folders().stream().flatMap(folder -> read(folder.resolve("expected.txt")).lines()).filter(line -> line.startsWith("error "))
            .map(line -> line.split(" ")[1]).collect(Collectors.toSet());
        final List<String> missing = Arrays.stream(ErrorKind.values()).filter(kind -> kind.code() == 3 && !said.contains(kind.label())).map(ErrorKind::label).toList();
        assertEquals(List.of(), missing, "rules without a case folder");
    }

    private static void check(final Path folder) {
        final byte[] message = bytes(read(folder.resolve("in.hex")));
        final SessionOptions options = options(folder.resolve("session.txt"));
        final UpdateTranscript told = new UpdateTranscript();
        final UpdateDecoder decoder = new UpdateDecoder(options, true);
        final Consequence consequence = decoder.decode(new UnsafeBuffer(message), 0, message.length, told);
        final String expected = String.join("\n", told.lines()) + (told.lines().isEmpty() ? "" : "\n") + "consequence " + word(consequence) + "\n";
        if (consequence == Consequence.SESSION_RESET) {
            assertTrue(told.lines().stream().allMatch(line -> line.startsWith("error ")), "nothing of a message that ends the session is acted on");
        }
        compare(folder.resolve("expected.txt"), expected);
        final String out = told.announcements().isEmpty() ? "" : toldOn(options, told.announcements());
        compare(folder.resolve("out.hex"), out);
        // The same bytes again, now from the cache, and as part of a larger buffer.
        final UnsafeBuffer larger = new UnsafeBuffer(new byte[message.length + 40]);
        larger.setMemory(0, larger.capacity(), (byte) 0xFF);
        larger.putBytes(20, message);
        final UpdateTranscript again = new UpdateTranscript();
        assertEquals(consequence, decoder.decode(larger, 20, message.length, again));
        assertEquals(told.lines(), again.lines());
    }

    private static String toldOn(final SessionOptions options, final List<Announcement> announcements) {
        final List<byte[]> messages = new ArrayList<>();
        for (final Announcement each : announcements) {
            final UpdateEncoder encoder = new UpdateEncoder(options, each.carrier());
            assertTrue(encoder.begin(each.attributes(), (int) (each.address() >>> 32), messages::add));
            encoder.announce(each.address(), each.lengthBits(), each.pathId());
            encoder.end();
        }
        return messages.stream().map(message -> HexFormat.of().formatHex(message) + "\n").collect(Collectors.joining());
    }

    private static void compare(final Path file, final String is) {
        if (REWRITES) {
            write(file, is);
        }
        assertFalse(is.isEmpty() && Files.exists(file), () -> file + " is there, and nothing is told on");
        if (!is.isEmpty()) {
            assertEquals(read(file), is, () -> file + "; when the new behaviour is right: -Dbgp8.cases.rewrite=true");
        }
    }

    private static String word(final Consequence consequence) {
        return consequence == null ? "none" : consequence.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static byte[] bytes(final String text) {
        return HexFormat.of().parseHex(text.lines().map(line -> line.replaceAll("#.*", "").replaceAll("\\s", "")).collect(Collectors.joining()));
    }

    private static SessionOptions options(final Path file) {
        Set<Carrier> carriers = EnumSet.allOf(Carrier.class);
        Set<Carrier> addPath = Set.of();
        boolean isInternal = false;
        boolean isFourOctet = true;
        for (final String line : Files.exists(file) ? read(file).lines().toList() : List.<String>of()) {
            final String[] words = line.split(" ");
            switch (words[0]) {
                case "internal" -> isInternal = true;
                case "two-octet" -> isFourOctet = false;
                case "carriers" -> carriers = carriers(words);
                case "add-path" -> addPath = carriers(words);
                default -> throw new AssertionError(file + ": no such word: " + line);
            }
        }
        return new SessionOptions(LOCAL, isInternal ? LOCAL : PEER, 1, 2, 90, carriers, addPath, addPath, isFourOctet, false, true, true, null, Map.of(), null, null);
    }

    private static Set<Carrier> carriers(final String... words) {
        return Arrays.stream(Carrier.values()).filter(each -> Arrays.asList(words).contains(each.word())).collect(Collectors.toSet());
    }

    private static List<Path> folders() {
        try (Stream<Path> all = Files.list(CASES)) {
            return all.filter(each -> each.getFileName().toString().startsWith("update-")).sorted().toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(final Path file) {
        try {
            return Files.readString(file);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(final Path file, final String text) {
        try {
            Files.deleteIfExists(file);
            if (!text.isEmpty()) {
                Files.writeString(file, text);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
