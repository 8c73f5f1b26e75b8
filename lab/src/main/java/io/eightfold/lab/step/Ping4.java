// SPDX-License-Identifier: Apache-2.0
// ICMP echo by the ordinary ping.
package io.eightfold.lab.step;

import io.eightfold.lab.process.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * iputils ping between Linux stacks; every request must be answered once.
 *
 * @param from Linux IPv4 host
 */
public record Ping4(String from, String to, int count, int sizeBytes) implements Check {
    private static final int LIMIT_S = 20;
    private static final int DEFAULT_SIZE_BYTES = 56;
    private static final Pattern COUNTS = Pattern.compile("(\\d+) packets transmitted, (\\d+) received(.*?)packet loss");
    private static final Pattern TIMES = Pattern.compile("= [0-9.]+/([0-9.]+)/");
    private static final Pattern TTL = Pattern.compile("ttl=(\\d+)");

    /** Replies are expected. */
    public static Ping4 answered(String from, String to, int count) {
        return new Ping4(from, to, count, DEFAULT_SIZE_BYTES);
    }

    Ping4 withSize(int bytes) {
        return new Ping4(from, to, count, bytes);
    }

    @Override
    public Judgement run(Scene scene) {
        return judge(scene.shell().run(LIMIT_S, command(scene)));
    }

    List<String> command(Scene scene) {
        return scene.in(from, "ping", "-n", "-c", Integer.toString(count), "-i", "0.1", "-W", "2", "-s", Integer.toString(sizeBytes), to);
    }

    Judgement judge(Outcome outcome) {
        Matcher counts = COUNTS.matcher(outcome.out());
        if (!counts.find()) {
            return Judgement.fail("ping ended with exit code " + outcome.exitCode() + ": " + outcome.lastLine());
        }
        Matcher times = TIMES.matcher(outcome.out());
        Matcher ttl = TTL.matcher(outcome.out());
        boolean isClean = Integer.parseInt(counts.group(2)) == count && !counts.group(3).contains("duplicates");
        if (!isClean || !times.find() || !ttl.find()) {
            return Judgement.fail(to + ": " + counts.group());
        }
        return Judgement.pass(String.format(Locale.ROOT, "%s: %d of %d, ttl %s, avg %.2f ms", to, count, count, ttl.group(1),
            Double.parseDouble(times.group(1))));
    }
}
