// SPDX-License-Identifier: Apache-2.0
// Reads and writes route tables as text.
package io.eightfold.perf.table;

import io.eightfold.wire.address.AddressParseException;
import io.eightfold.wire.address.Ipv8Prefix;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A line is {@code PREFIX INDEX}: a prefix in any form that {@code ipv8 addr parse} reads and the index of a next hop, as in
 * {@code 64496.10.1.0.0/16 7}. A comment begins with {@code #} or {@code !}; blank lines do not count. Of a prefix that is written twice the
 * last line counts. A million lines take about a second. Thread: any.
 */
public final class RouteFile {
    /** Highest next-hop index that the FIB takes. */
    public static final int MAX_NEXT_HOP = (1 << 25) - 1;
    private static final int MAX_PROBLEMS = 10;
    private static final String FORM = "a line is PREFIX INDEX, as in: 64496.10.1.0.0/16 7";

    private final Path file;
    private final List<String> problems = new ArrayList<>();
    private final RouteTable.Builder table;
    private int lineNumber;

    private RouteFile(final Path file) {
        this.file = file;
        final String name = file.getFileName().toString();
        table = new RouteTable.Builder(name, 1 << 16);
    }

    /**
     * Reads a file.
     * @throws IllegalArgumentException naming file, line, word and what was expected, for up to {@value #MAX_PROBLEMS} lines at once; or when the
     *     file cannot be read or holds no route.
     */
    public static RouteTable read(final Path file) {
        return new RouteFile(file).read();
    }

    /** Writes a file that {@link #read} reads back. */
    public static void write(final RouteTable routes, final Path file) throws IOException {
        try (BufferedWriter out = new BufferedWriter(new OutputStreamWriter(Files.newOutputStream(file), StandardCharsets.US_ASCII), 1 << 16)) {
            out.write("# " + routes.name() + ": PREFIX INDEX\n");
            for (int i = 0; i < routes.size(); i++) {
                out.write(routes.line(i));
                out.write('\n');
            }
        }
    }

    private RouteTable read() {
        // Latin-1 takes any byte: a byte that is no address is reported by line, not as a fault of the character set.
        try (BufferedReader in = new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.ISO_8859_1), 1 << 16)) {
            for (String line = in.readLine(); line != null && problems.size() < MAX_PROBLEMS; line = in.readLine()) {
                lineNumber++;
                parse(line);
            }
        } catch (final NoSuchFileException e) {
            throw new IllegalArgumentException(file + " does not exist; --routes wants a file where " + FORM);
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join(System.lineSeparator(), problems));
        }
        if (table.size() == 0) {
            throw new IllegalArgumentException(file + " holds no route; " + FORM);
        }
        return table.build();
    }

    private void parse(final String line) {
        final int end = endOfText(line);
        final int from = skipBlanks(line, 0, end);
        if (from == end) {
            return;
        }
        final int prefixEnd = skipWord(line, from, end);
        final int indexFrom = skipBlanks(line, prefixEnd, end);
        final int indexEnd = skipWord(line, indexFrom, end);
        final int rest = skipBlanks(line, indexEnd, end);
        final String prefixWord = line.substring(from, prefixEnd);
        if (indexFrom == end) {
            problem(prefixWord, "no next-hop index after it; " + FORM);
        } else if (rest < end) {
            problem(line.substring(rest, skipWord(line, rest, end)), "expected the end of the line; " + FORM);
        } else {
            add(prefixWord, line.substring(indexFrom, indexEnd));
        }
    }

    private void add(final String prefixWord, final String indexWord) {
        final Ipv8Prefix prefix;
        try {
            prefix = Ipv8Prefix.parse(prefixWord);
        } catch (final AddressParseException e) {
            problems.add(file + ":" + lineNumber + ": " + e.getMessage());
            return;
        }
        if (prefix.spansAsns()) {
            problem(prefixWord, "spans several ASNs; expected one ASN, or 0.0.0.0.0.0.0.0/0");
            return;
        }
        final int nextHop = index(indexWord);
        if (nextHop < 0) {
            problem(indexWord, "expected a next-hop index, 0 to " + MAX_NEXT_HOP);
            return;
        }
        table.add(prefix.address().bits(), prefix.lengthBits(), nextHop);
    }

    /** A plain decimal number, or -1. */
    private static int index(final String word) {
        long value = 0;
        for (int i = 0; i < word.length(); i++) {
            final char c = word.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = Math.min(value * 10 + (c - '0'), MAX_NEXT_HOP + 1L);
        }
        return value > MAX_NEXT_HOP ? -1 : (int) value;
    }

    private void problem(final String word, final String what) {
        final String shown = word.length() > 40 ? word.substring(0, 40) + "..." : word;
        problems.add(file + ":" + lineNumber + ": \"" + shown.replaceAll("[^ -~]", "?") + "\": " + what);
    }

    private static int endOfText(final String line) {
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == '#' || line.charAt(i) == '!') {
                return i;
            }
        }
        return line.length();
    }

    private static int skipBlanks(final String line, final int from, final int end) {
        int at = from;
        while (at < end && line.charAt(at) <= ' ') {
            at++;
        }
        return at;
    }

    private static int skipWord(final String line, final int from, final int end) {
        int at = from;
        while (at < end && line.charAt(at) > ' ') {
            at++;
        }
        return at;
    }
}
