// SPDX-License-Identifier: Apache-2.0
// Bytes of a terminal as keys and sizes.
package io.eightfold.cli.top;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyDecoderTest {
    private final KeyDecoder decoder = new KeyDecoder();

    private List<Key> decode(final String text) {
        final byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return decoder.decode(bytes, bytes.length);
    }

    @Test
    void shouldKnowLettersAndSequences() {
        assertEquals(List.of(Key.QUIT, Key.DROPS, Key.ROUTES, Key.PAUSE, Key.OTHER), decode("qdr x"));
        assertEquals(List.of(Key.UP, Key.DOWN, Key.PAGE_UP, Key.PAGE_DOWN), decode("\u001b[A\u001b[B\u001b[5~\u001b[6~"));
        assertEquals(List.of(Key.HOME, Key.END, Key.HOME, Key.END, Key.UP), decode("\u001b[H\u001b[F\u001b[1~\u001b[4~\u001bOA"));
    }

    @Test
    void shouldReadTheSizeBetweenKeysAndOverReads() {
        assertEquals(List.of(Key.DROPS), decode("d\u001b[4"));
        assertNull(decoder.takeSize());
        assertEquals(List.of(Key.QUIT), decode("0;132Rq"));
        assertEquals(new KeyDecoder.Size(40, 132), decoder.takeSize());
        assertNull(decoder.takeSize());
    }

    @Test
    void shouldNotTakeWhatIsNoSizeForOne() {
        decode("\u001b[R\u001b[1R\u001b[a;bR\u001b[99999999999;1R");
        assertNull(decoder.takeSize());
    }

    @Test
    void shouldSurviveAnyBytes() {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        final byte[] bytes = new byte[64];
        for (int i = 0; i < 20_000; i++) {
            random.nextBytes(bytes);
            decoder.decode(bytes, bytes.length);
        }
        // Whatever came before, a letter after the end of a sequence is a key again.
        decode("\u001b[A");
        assertEquals(List.of(Key.QUIT), decode("q"), "seed " + seed);
    }
}
