// SPDX-License-Identifier: Apache-2.0
// Regular expressions over AS paths.
package io.eightfold.bgp8.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.bgp8.attribute.AsPath;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AsPathPatternTest {
    private static final AsPath SETS = new AsPath.Builder().segment(AsPath.CONFED_SEQUENCE, 65001, 65002).segment(AsPath.AS_SEQUENCE, 64496)
        .segment(AsPath.AS_SET, 64498, 64499).segment(AsPath.CONFED_SET, 65003, 65004).build();

    private static boolean matches(final String pattern, final AsPath path) {
        return AsPathPattern.of(pattern).matches(path);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "^65000_; 65000 1; true", "^65000_; 65000; true", "^65000_; 650001; false", "^65000_; 1 65000; false",
        "_65000_; 1 65000 2; true", "_65000_; 1 650002; false", "_65000$; 1 65000; true", "_65000$; 65000 1; false",
        "^[0-9]+$; 64496; true", "^[0-9]+$; 64496 1; false", ".*; 64496; true", "^1(_2)*_3$; 1 2 2 3; true", "^1(_2)*_3$; 1 2 4 3; false",
        "^(1|2)_(3|4)$; 2 3; true", "^(1|2)_(3|4)$; 3 2; false", "4294967295; 4294967295; true", "^1 2 3$; 1 2 3; true",
        "^64496( 64496){2}$; 64496 64496 64496; true", "^64496( 64496){3,}$; 64496 64496 64496; false", "^[^9]*$; 1 2 9; false", "^.?$; 7; true"})
    void shouldMatchLikeFrr(final String pattern, final String path, final boolean isMatch) {
        final int[] asns = Pattern.compile(" ").splitAsStream(path).mapToInt(Integer::parseUnsignedInt).toArray();
        assertEquals(isMatch, matches(pattern, AsPath.of(asns)));
    }

    @Test
    void shouldMatchTheEmptyPathWithCaretDollar() {
        assertTrue(matches("^$", AsPath.EMPTY));
        assertTrue(matches(".*", AsPath.EMPTY));
        assertTrue(matches("_", AsPath.EMPTY));
        assertFalse(matches("^$", AsPath.of(1)));
        assertFalse(matches(".", AsPath.EMPTY));
    }

    @Test
    void shouldSeeSetsAndConfederations() {
        assertTrue(matches("^\\(65001 65002\\) 64496 \\{64498,64499\\} \\[65003,65004]$", SETS));
        assertTrue(matches("_64499_", SETS));
        assertTrue(matches("_65001_65002_", SETS));
        assertFalse(matches("_6449_", SETS));
        assertTrue(matches("[{]64498[,]", SETS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", ")", "(1", "1)", "[1", "[", "*", "+1", "1{", "1{2", "1{3,2}", "1{256}", "{1}", "a", "^AS1$", "1-2", "[3-1]", "\\", "\\d", "[_]", ""})
    void shouldRefuseWhatIsNoPattern(final String pattern) {
        final String message = assertThrows(IllegalArgumentException.class, () -> AsPathPattern.of(pattern)).getMessage();
        assertTrue(message.startsWith("as-path pattern "), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(1|2).{40}3", "((((1{255}){255}){255}){255})", "(1*)*2(3*)*.{200}4"})
    void shouldRefuseWhatNeedsTooLargeATableSoon(final String pattern) {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            final String message = assertThrows(IllegalArgumentException.class, () -> AsPathPattern.of(pattern)).getMessage();
            assertTrue(message.contains("or split it into"), message);
        });
    }

    @Test
    void shouldRefuseDeepGroupsWithoutOverflow() {
        assertThrows(IllegalArgumentException.class, () -> AsPathPattern.of("(".repeat(1_900) + "1" + ")".repeat(1_900)));
    }

    @Test
    void shouldStayFastOnPatternsThatMakeBacktrackingExplode() {
        final AsPath path = AsPath.of(new Random(1).ints(5_000, 1, 10).map(_ -> 11_111).toArray());
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            assertFalse(matches("^(1*)*$", path));
            assertFalse(matches("^(([0-9]+)_?)*9$", path));
            assertFalse(matches("^(_?1|1_?)+2$", path));
        });
    }

    @Test
    void shouldTakeAThousandAlternatives() {
        final StringBuilder pattern = new StringBuilder("_(");
        for (int asn = 0; asn < 500; asn++) {
            pattern.append(asn == 0 ? "" : "|").append(64_496 + asn * 3);
        }
        final AsPathPattern many = AsPathPattern.of(pattern.append(")_").toString());
        assertTrue(many.matches(AsPath.of(1, 64_496 + 3 * 123, 2)));
        assertFalse(many.matches(AsPath.of(1, 64_497 + 3 * 123, 2)));
    }

    @Test
    void shouldAgreeWithJavaOnRandomPatternsAndPaths() {
        final long seed = Long.getLong("bgp8.seed", 20_261_125L);
        final Random random = new Random(seed);
        for (int i = 0; i < 4_000; i++) {
            final String pattern = randomPattern(random, 3);
            final Pattern java = Pattern.compile(pattern.replace("_", "(?:^|[,{}() \\[\\]]|$)"));
            final AsPathPattern ours = AsPathPattern.of(pattern);
            for (int k = 0; k < 10; k++) {
                final AsPath path = randomPath(random);
                final String text = path.toString();
                assertEquals(java.matcher(text).find(), ours.matches(path), () -> "-Dbgp8.seed=" + seed + " pattern '" + pattern + "' path '" + text + "'");
            }
        }
    }

    private static String randomPattern(final Random random, final int depth) {
        final StringBuilder pattern = new StringBuilder(random.nextInt(6) == 0 ? "^" : "");
        final int parts = 1 + random.nextInt(4);
        for (int i = 0; i < parts; i++) {
            final String part = switch (random.nextInt(depth > 0 ? 9 : 6)) {
                case 0 -> "_";
                case 1 -> ".";
                case 2 -> "[1-" + (1 + random.nextInt(3)) + "]";
                case 3 -> "[^ " + random.nextInt(3) + "]";
                case 4, 5 -> Integer.toString(random.nextInt(4));
                case 6 -> "(" + randomPattern(random, depth - 1) + "|" + randomPattern(random, depth - 1) + ")";
                case 7 -> "(" + randomPattern(random, depth - 1) + ")";
                default -> "\\{";
            };
            pattern.append(part);
            if (part.charAt(0) != '_') {
                pattern.append(new String[] {"", "", "", "*", "+", "?", "{1,2}"}[random.nextInt(7)]);
            }
        }
        return pattern.append(random.nextInt(6) == 0 ? "$" : "").toString();
    }

    private static AsPath randomPath(final Random random) {
        final AsPath.Builder builder = new AsPath.Builder();
        final int segments = random.nextInt(3);
        for (int i = 0; i < segments; i++) {
            builder.segment(random.nextInt(3) == 0 ? 1 + random.nextInt(4) : AsPath.AS_SEQUENCE, random.ints(1 + random.nextInt(3), 0, 33).toArray());
        }
        return builder.build();
    }

    @Test
    void shouldNotAllocateWhenMatching() {
        final AsPathPattern pattern = AsPathPattern.of("_(64496|64511)_[0-9]+$");
        final AsPath path = AsPath.of(1, 4_200_000, -1, 64_510, 64_511, 7);
        final com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        boolean isMatch = true;
        long before = 0;
        for (int i = 0; i < 30_000; i++) {
            if (i == 20_000) {
                before = threads.getCurrentThreadAllocatedBytes();
            }
            isMatch &= pattern.matches(path);
        }
        final long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(isMatch);
        assertTrue(allocated < 10_000, () -> allocated + " bytes for 10,000 answers");
    }
}
