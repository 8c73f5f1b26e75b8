// SPDX-License-Identifier: Apache-2.0
// A terminal in raw mode, given back as it was.
package io.eightfold.cli.top;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A terminal in raw mode on the alternate screen. It is given back as it was by {@link #close}, and by a shutdown hook when the process
 * ends in any other way but SIGKILL. Thread: its owner; {@link #close} any.
 */
public final class Terminal implements AutoCloseable {
    private static final File DEVICE = new File("/dev/tty");
    private static final String ENTER = "\u001b[?1049h\u001b[?25l\u001b[?7l\u001b[2J";
    private static final String LEAVE = "\u001b[?7h\u001b[?25h\u001b[?1049l";
    /** Terminals that know it show the frame at once (synchronized output); others ignore it. */
    private static final String BEGIN_FRAME = "\u001b[?2026h\u001b[H";
    private static final String END_FRAME = "\u001b[J\u001b[?2026l";
    /** Goes as far as the screen reaches, asks where that is, and returns. Answers also after a resize, without signals. */
    private static final String ASK_SIZE = "\u001b7\u001b[9999;9999H\u001b[6n\u001b8";
    private static final int DEFAULT_ROWS = 24;
    private static final int DEFAULT_COLUMNS = 80;

    private final boolean isColored;
    private final String saved;
    private final FileOutputStream screen = new FileOutputStream(FileDescriptor.out);
    private final BlockingQueue<byte[]> typed = new LinkedBlockingQueue<>();
    private final KeyDecoder decoder = new KeyDecoder();
    private final Thread hook = new Thread(this::restore, "e8-top-restore");
    private KeyDecoder.Size size;
    private boolean isOpen = true;

    /** @throws IOException when {@code stty} fails: the device is not a terminal after all. */
    Terminal(final boolean isColored) throws IOException {
        this.isColored = isColored;
        saved = stty("-g").strip();
        size = size(stty("size"));
        Runtime.getRuntime().addShutdownHook(hook);
        // isig stays: control-C is SIGINT, and the hook restores. Suspending would leave the shell a raw terminal.
        stty("-icanon", "-echo", "min", "1", "time", "0", "susp", "undef");
        write(ENTER);
        final Thread reader = new Thread(this::read, "e8-top-keys");
        reader.setDaemon(true);
        reader.start();
    }

    /** Whether standard input and output are a terminal that can be drawn on. */
    public static boolean isUsable() {
        return System.console() != null && System.console().isTerminal() && !"dumb".equals(System.getenv("TERM"));
    }

    int rows() {
        return size.rows();
    }

    int columns() {
        return size.columns();
    }

    /** Draws a frame over the last one. */
    void draw(final List<Line> lines) throws IOException {
        final StringBuilder frame = new StringBuilder(BEGIN_FRAME);
        for (int i = 0; i < Math.min(lines.size(), size.rows()); i++) {
            frame.append(i == 0 ? "" : "\r\n").append(lines.get(i).styled(size.columns(), isColored)).append("\u001b[K");
        }
        write(frame.append(END_FRAME).append(ASK_SIZE).toString());
    }

    /** Asks for the size without drawing. */
    void askSize() throws IOException {
        write(ASK_SIZE);
    }

    /**
     * Waits for keys.
     * @return those typed, perhaps none; null when the terminal is gone.
     */
    List<Key> keys(final long timeoutMs) throws InterruptedException {
        final byte[] bytes = typed.poll(timeoutMs, TimeUnit.MILLISECONDS);
        if (bytes == null) {
            return List.of();
        }
        return bytes.length == 0 ? null : decoder.decode(bytes, bytes.length);
    }

    /** Whether the terminal has told another size than before. */
    boolean isResized() {
        final KeyDecoder.Size told = decoder.takeSize();
        if (told == null || told.equals(size) || told.rows() < 1 || told.columns() < 1) {
            return false;
        }
        size = told;
        return true;
    }

    private void read() {
        final byte[] buffer = new byte[256];
        try (FileInputStream keyboard = new FileInputStream(FileDescriptor.in)) {
            for (int length = keyboard.read(buffer); length > 0; length = keyboard.read(buffer)) {
                typed.add(java.util.Arrays.copyOf(buffer, length));
            }
        } catch (final IOException e) {
            // The terminal was closed; the empty array below says so.
        }
        typed.add(new byte[0]);
    }

    private synchronized void write(final String text) throws IOException {
        if (isOpen) {
            screen.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private synchronized void restore() {
        if (!isOpen) {
            return;
        }
        try {
            write(LEAVE);
        } catch (final IOException e) {
            // The terminal is gone; the settings below are tried all the same.
        }
        isOpen = false;
        try {
            stty(saved);
        } catch (final IOException e) {
            // A terminal that is gone has no settings.
        }
    }

    @Override
    public void close() {
        restore();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (final IllegalStateException e) {
            // The process is ending already, and the hook has found nothing left to do.
        }
    }

    private static KeyDecoder.Size size(final String text) {
        final String[] words = text.strip().split(" ");
        try {
            final KeyDecoder.Size told = new KeyDecoder.Size(Integer.parseInt(words[0]), Integer.parseInt(words[1]));
            return told.rows() > 0 && told.columns() > 0 ? told : new KeyDecoder.Size(DEFAULT_ROWS, DEFAULT_COLUMNS);
        } catch (final NumberFormatException | ArrayIndexOutOfBoundsException e) {
            // Some serial consoles do not know; the answer to ASK_SIZE corrects it.
            return new KeyDecoder.Size(DEFAULT_ROWS, DEFAULT_COLUMNS);
        }
    }

    private static String stty(final String... arguments) throws IOException {
        final List<String> command = new java.util.ArrayList<>(List.of("stty"));
        command.addAll(List.of(arguments));
        final Process process = new ProcessBuilder(command).redirectInput(DEVICE).redirectErrorStream(true).start();
        final String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("stty " + String.join(" ", arguments) + " failed: " + output.strip());
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted in stty", e);
        }
        return output;
    }
}
