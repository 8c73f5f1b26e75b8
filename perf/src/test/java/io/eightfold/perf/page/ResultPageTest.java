// SPDX-License-Identifier: Apache-2.0
// Tests of the plotted page: what is drawn, its form, and that it is always the same.
package io.eightfold.perf.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** {@code -Deightfold.golden.update=true} rewrites the expected files for review as a diff. */
final class ResultPageTest {
    private static final boolean IS_UPDATING = Boolean.getBoolean("eightfold.golden.update");
    private static final List<String> FILES = List.of("index.html", "latency.svg", "ratios.svg", "routes.svg");

    @TempDir
    private Path directory;

    @Test
    void shouldDrawAsExpected() throws IOException {
        SampleResults.copyTo(directory);
        assertEquals(FILES, ResultPage.write(directory));
        for (final String file : FILES) {
            final String drawn = Files.readString(directory.resolve(file));
            if (IS_UPDATING) {
                Files.createDirectories(SampleResults.EXPECTED);
                Files.writeString(SampleResults.EXPECTED.resolve(file), drawn);
            }
            assertEquals(Files.readString(SampleResults.EXPECTED.resolve(file)), drawn,
                () -> file + "; if this is meant, rewrite it with -Deightfold.golden.update=true and review the diff");
        }
    }

    @Test
    void shouldDrawTheSameWhateverTheLanguageAndHowOften() throws IOException {
        SampleResults.copyTo(directory);
        ResultPage.write(directory);
        final Locale before = Locale.getDefault();
        final List<String> first = contents();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            ResultPage.write(directory);
        } finally {
            Locale.setDefault(before);
        }
        assertEquals(first, contents());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldBeWellFormedWithAndWithoutResults(final boolean hasResults) throws Exception {
        if (hasResults) {
            SampleResults.copyTo(directory);
        }
        ResultPage.write(directory);
        for (final String file : FILES) {
            final Document document = parse(Files.readString(directory.resolve(file)));
            final NodeList drawings = document.getElementsByTagName("svg");
            assertEquals("index.html".equals(file) ? 3 : 1, drawings.getLength(), file);
            for (int i = 0; i < drawings.getLength(); i++) {
                checkDrawing(file, (Element) drawings.item(i));
            }
        }
    }

    @Test
    void shouldKeepIdsApartOnThePage() throws IOException {
        ResultPage.write(directory);
        final Matcher ids = Pattern.compile(" id=\"([^\"]+)\"").matcher(Files.readString(directory.resolve("index.html")));
        final Set<String> seen = new HashSet<>();
        while (ids.find()) {
            assertTrue(seen.add(ids.group(1)), ids.group(1) + " is there twice");
        }
        assertEquals(6, seen.size());
    }

    @Test
    void shouldPlotTheNewestAndListAll() throws IOException {
        SampleResults.copyTo(directory);
        ResultPage.write(directory);
        final String drawing = Files.readString(directory.resolve("ratios.svg"));
        assertTrue(drawing.contains(">0.972<"), "the newest ratio is not there");
        assertFalse(drawing.contains("0.880"), "an older ratio is drawn");
        final String page = Files.readString(directory.resolve("index.html"));
        assertTrue(page.contains("2026-01-31") && page.contains("0.880 (0.800 to 0.930)"), "an older ratio is not listed");
    }

    @Test
    void shouldFetchNothing() throws IOException {
        SampleResults.copyTo(directory);
        ResultPage.write(directory);
        for (final String content : contents()) {
            final String own = content.replace("http://www.w3.org/2000/svg", "");
            assertFalse(own.contains("http:") || own.contains("https:") || own.contains("<script") || own.contains("<link") || own.contains("url("), own);
        }
    }

    @Test
    void shouldWriteNothingWhenAFileIsBad() throws IOException {
        SampleResults.copyTo(directory);
        Files.writeString(directory.resolve("2026-02-04-odd.json"), "{}");
        final ResultFormatException refused = assertThrows(ResultFormatException.class, () -> ResultPage.write(directory));
        assertTrue(refused.getMessage().startsWith("2026-02-04-odd.json: key \"measurement\" is missing"), refused.getMessage());
        assertFalse(Files.exists(directory.resolve("index.html")));
    }

    @Test
    void shouldSayThatTheFolderIsMissing() {
        final Path missing = directory.resolve("none");
        final IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> ResultPage.write(missing));
        assertTrue(refused.getMessage().contains("none is no folder"), refused.getMessage());
    }

    /** Everything inside the frame, with words for those who do not see it. */
    private static void checkDrawing(final String file, final Element drawing) {
        final double width = Double.parseDouble(drawing.getAttribute("width"));
        final double height = Double.parseDouble(drawing.getAttribute("height"));
        for (final String id : drawing.getAttribute("aria-labelledby").split(" ")) {
            assertTrue(id.endsWith("-title") || id.endsWith("-desc"), id);
        }
        assertFalse(drawing.getElementsByTagName("title").item(0).getTextContent().isBlank(), file);
        assertFalse(drawing.getElementsByTagName("desc").item(0).getTextContent().isBlank(), file);
        final NodeList words = drawing.getElementsByTagName("text");
        for (int i = 0; i < words.getLength(); i++) {
            checkInside(file, (Element) words.item(i), width, height);
        }
    }

    private static void checkInside(final String file, final Element words, final double width, final double height) {
        if (words.hasAttribute("transform")) {
            return;
        }
        final double x = Double.parseDouble(words.getAttribute("x"));
        final double y = Double.parseDouble(words.getAttribute("y"));
        final String style = words.getAttribute("class");
        final double length = words.getTextContent().length() * (style.contains("small") ? 11 : style.contains("head") ? 15 : 13) * 0.62;
        final double left = switch (words.getAttribute("text-anchor")) {
            case "middle" -> x - length / 2;
            case "end" -> x - length;
            default -> x;
        };
        assertTrue(left >= 0 && left + length <= width && y <= height - 4, file + ": \"" + words.getTextContent() + "\" is cut off");
    }

    private static Document parse(final String text) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(text)));
    }

    private List<String> contents() throws IOException {
        return List.of(Files.readString(directory.resolve(FILES.get(0))), Files.readString(directory.resolve(FILES.get(1))),
            Files.readString(directory.resolve(FILES.get(2))), Files.readString(directory.resolve(FILES.get(3))));
    }
}
