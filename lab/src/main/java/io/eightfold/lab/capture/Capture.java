// SPDX-License-Identifier: Apache-2.0
// One running or ended tcpdump.
package io.eightfold.lab.capture;

import io.eightfold.lab.process.Daemon;
import io.eightfold.lab.process.LabException;
import io.eightfold.lab.process.Outcome;
import io.eightfold.lab.process.ProcessTable;
import io.eightfold.lab.process.Shell;
import io.eightfold.lab.process.Wait;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whole frames in both directions of a bridge port, written as they come. Thread: session. */
public final class Capture {
    private static final int START_LIMIT_MS = 5_000;
    private static final int READ_LIMIT_S = 30;
    private static final Pattern LOST = Pattern.compile("(\\d+) packets? dropped by kernel");
    private final String name;
    private final Path file;
    private final Daemon tcpdump;

    private Capture(String name, Path file, Daemon tcpdump) {
        this.name = name;
        this.file = file;
        this.tcpdump = tcpdump;
    }

    /**
     * Starts a capture and returns once it captures.
     *
     * @param enter     words that lead into the namespace, such as {@code ip netns exec NS}
     * @param filter    what to capture; empty for everything
     * @param directory where {@code NAME.pcap} and {@code NAME.tcpdump.log} go
     */
    public static Capture start(ProcessTable processes, String name, List<String> enter, String interfaceName, String filter, Path directory) {
        Path file = directory.resolve(name + ".pcap");
        List<String> words = new ArrayList<>(enter);
        // -U: each frame is written to the file at once, for the steps that read it.
        words.addAll(List.of("tcpdump", "-n", "-Z", "root", "-U", "-s", "0", "-i", interfaceName, "-w", file.toString()));
        if (filter.isEmpty()) {
            // A transfer's worth of frames fits into the kernel's buffer, so that tcpdump may fall behind on a busy machine.
            words.addAll(List.of("-B", "98304"));
        } else {
            // Few frames: wake for each. By default the kernel hands them over by the block, up to a second late.
            words.addAll(List.of("--immediate-mode", filter));
        }
        Daemon tcpdump = Daemon.start(processes, "capture " + name, words, directory.resolve(name + ".tcpdump.log"));
        Wait.until(START_LIMIT_MS, () -> !tcpdump.isAlive() || tcpdump.output().contains("listening on"));
        if (!tcpdump.isAlive()) {
            throw new LabException(tcpdump.epitaph());
        }
        return new Capture(name, file, tcpdump);
    }

    public String name() {
        return name;
    }

    public Path file() {
        return file;
    }

    /** Number of captured frames that match. */
    public long count(Shell shell, String filter) {
        return times(shell, filter).size();
    }

    /** When the matching frames were captured, in microseconds since the epoch. */
    public List<Long> times(Shell shell, String filter) {
        Outcome outcome = shell.run(READ_LIMIT_S, List.of("tcpdump", "-n", "-tt", "-Z", "root", "-r", file.toString(), filter));
        // A file that is still being written may end in half a frame, which tcpdump reports after all whole ones.
        return outcome.out().lines().map(Capture::timeUs).filter(time -> time >= 0).toList();
    }

    /** Ends the capture; everything that came in is in the file then. */
    public void stop() {
        tcpdump.stop();
    }

    /** Frames the kernel could not keep for tcpdump, once stopped. */
    public long lostFrames() {
        Matcher matcher = LOST.matcher(tcpdump.output());
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }

    /** The time a line of {@code tcpdump -tt} begins with; -1 for a line that belongs to the one before. */
    static long timeUs(String line) {
        int point = line.indexOf('.');
        boolean isTimed = point > 0 && line.length() > point + 6 && line.substring(0, point).chars().allMatch(Character::isDigit);
        return isTimed ? Long.parseLong(line.substring(0, point)) * 1_000_000 + Long.parseLong(line.substring(point + 1, point + 7)) : -1;
    }
}
