// SPDX-License-Identifier: Apache-2.0
// A terminal in raw mode, given back as it was.
package io.eightfold.cli.top;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

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
    /** A terminal that has not answered in this time will not. */
    private static final long ANSWER_TIMEOUT_NS = 500_000_000;
    private static final int DEFAULT_ROWS = 24;
    private static final int DEFAULT_COLUMNS = 80;

    private final boolean isColored;
    private final String saved;
    private final FileOutputStream screen = new FileOutputStream(FileDescriptor.out);
    private final BlockingQueue<List<Key>> typed = new LinkedBlockingQueue<>();
    private final AtomicReference<KeyDecoder.Size> told = new AtomicReference<>();
    /** When the size was asked for and not told yet; 0 when nothing is owed. */
    private volatile long askedNs;
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
        write(frame.append(END_FRAME).toString());
        askSize();
    }

    /** Asks for the size, unless an answer is owed. */
    void askSize() throws IOException {
        if (!isAnswerOwed()) {
            askedNs = System.nanoTime();
            write(ASK_SIZE);
        }
    }

    private boolean isAnswerOwed() {
        return askedNs != 0 && System.nanoTime() - askedNs < ANSWER_TIMEOUT_NS;
    }

    /** Waits for keys: those typed, perhaps none. A terminal that is gone has typed {@link Key#QUIT}. */
    List<Key> keys(final long timeoutMs) throws InterruptedException {
        final List<Key> keys = typed.poll(timeoutMs, TimeUnit.MILLISECONDS);
        return keys == null ? List.of() : keys;
    }

    /** Whether the terminal has told another size than before. */
    boolean isResized() {
        final KeyDecoder.Size now = told.getAndSet(null);
        if (now == null || now.equals(size) || now.rows() < 1 || now.columns() < 1) {
            return false;
        }
        size = now;
        return true;
    }

    private void read() {
        final KeyDecoder decoder = new KeyDecoder();
        final byte[] buffer = new byte[256];
        try (FileInputStream keyboard = new FileInputStream(FileDescriptor.in)) {
            for (int length = keyboard.read(buffer); length > 0; length = keyboard.read(buffer)) {
                final List<Key> keys = decoder.decode(buffer, length);
                final KeyDecoder.Size answer = decoder.takeSize();
                if (answer != null) {
                    told.set(answer);
                    askedNs = 0;
                }
                if (!keys.isEmpty()) {
                    typed.add(keys);
                }
            }
        } catch (final IOException e) {
            // The terminal was closed; QUIT below says so.
        }
        typed.add(List.of(Key.QUIT));
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
        awaitAnswer();
        try {
            stty(saved);
        } catch (final IOException e) {
            // A terminal that is gone has no settings.
        }
    }

    /** An answer on its way would be typed into the shell. */
    private void awaitAnswer() {
        try {
            while (isAnswerOwed()) {
                Thread.sleep(5);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
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
            final KeyDecoder.Size known = new KeyDecoder.Size(Integer.parseInt(words[0]), Integer.parseInt(words[1]));
            return known.rows() > 0 && known.columns() > 0 ? known : new KeyDecoder.Size(DEFAULT_ROWS, DEFAULT_COLUMNS);
        } catch (final NumberFormatException | ArrayIndexOutOfBoundsException e) {
            // Some serial consoles do not know; the answer to ASK_SIZE corrects it.
            return new KeyDecoder.Size(DEFAULT_ROWS, DEFAULT_COLUMNS);
        }
    }

    private static String stty(final String... arguments) throws IOException {
        final List<String> command = new ArrayList<>(List.of("stty"));
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
