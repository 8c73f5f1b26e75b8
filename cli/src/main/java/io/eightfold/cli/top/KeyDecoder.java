// SPDX-License-Identifier: Apache-2.0
// Turns what a terminal sends into keys and sizes.
package io.eightfold.cli.top;

import java.util.ArrayList;
import java.util.List;

/**
 * Turns what a terminal sends into keys and sizes. A sequence may arrive in several reads. Thread: its owner.
 * <pre>
 *   ESC [ A   up        ESC [ 5 ~   page up      ESC [ H, ESC [ 1 ~   home     ESC O A   up, in application mode
 *   ESC [ B   down      ESC [ 6 ~   page down    ESC [ F, ESC [ 4 ~   end      ESC [ 24 ; 80 R   the cursor is in row 24, column 80
 * </pre>
 */
final class KeyDecoder {
    private static final int ESCAPE = 0x1B;
    private static final int CONTROL_C = 3;
    private static final int MAX_PARAMETER_LENGTH = 16;

    private enum State { GROUND, ESCAPED, CONTROL_SEQUENCE, SINGLE_SHIFT }

    /** Rows and columns of the screen, as the terminal answered. */
    record Size(int rows, int columns) {
    }

    private final StringBuilder parameters = new StringBuilder();
    private State state = State.GROUND;
    private Size size;

    /** Keys that are complete with these bytes. */
    List<Key> decode(final byte[] bytes, final int length) {
        final List<Key> keys = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            final Key key = next(bytes[i] & 0xFF);
            if (key != null) {
                keys.add(key);
            }
        }
        return keys;
    }

    /** The last answer about the size, once; else null. */
    Size takeSize() {
        final Size taken = size;
        size = null;
        return taken;
    }

    private Key next(final int c) {
        return switch (state) {
            case GROUND -> ground(c);
            case ESCAPED -> escaped(c);
            case SINGLE_SHIFT -> {
                state = State.GROUND;
                yield arrow(c);
            }
            case CONTROL_SEQUENCE -> controlSequence(c);
        };
    }

    private Key ground(final int c) {
        if (c == ESCAPE) {
            state = State.ESCAPED;
            return null;
        }
        return switch (c) {
            case 'q', 'Q', CONTROL_C -> Key.QUIT;
            case 'd', 'D' -> Key.DROPS;
            case 'r', 'R' -> Key.ROUTES;
            case ' ' -> Key.PAUSE;
            case 'k' -> Key.UP;
            case 'j' -> Key.DOWN;
            case 'g' -> Key.HOME;
            case 'G' -> Key.END;
            default -> Key.OTHER;
        };
    }

    private Key escaped(final int c) {
        state = c == '[' ? State.CONTROL_SEQUENCE : c == 'O' ? State.SINGLE_SHIFT : c == ESCAPE ? State.ESCAPED : State.GROUND;
        parameters.setLength(0);
        return null;
    }

    private Key controlSequence(final int c) {
        // ECMA-48 §5.4: parameter and intermediate bytes are 0x20 to 0x3F, the final byte is 0x40 to 0x7E.
        if (c < '@') {
            if (parameters.length() < MAX_PARAMETER_LENGTH) {
                parameters.append((char) c);
            }
            return null;
        }
        state = State.GROUND;
        if (c == 'R') {
            size = size(parameters.toString());
            return null;
        }
        return c == '~' ? editing(parameters.toString()) : arrow(c);
    }

    private static Key arrow(final int c) {
        return switch (c) {
            case 'A' -> Key.UP;
            case 'B' -> Key.DOWN;
            case 'H' -> Key.HOME;
            case 'F' -> Key.END;
            default -> Key.OTHER;
        };
    }

    private static Key editing(final String parameter) {
        return switch (parameter) {
            case "1", "7" -> Key.HOME;
            case "4", "8" -> Key.END;
            case "5" -> Key.PAGE_UP;
            case "6" -> Key.PAGE_DOWN;
            default -> Key.OTHER;
        };
    }

    private static Size size(final String text) {
        try {
            final int semicolon = text.indexOf(';');
            return semicolon < 0 ? null : new Size(Integer.parseInt(text.substring(0, semicolon)), Integer.parseInt(text.substring(semicolon + 1)));
        } catch (final NumberFormatException e) {
            // Not an answer to our question; the size stays as it was.
            return null;
        }
    }
}
