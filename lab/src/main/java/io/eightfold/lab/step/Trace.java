// SPDX-License-Identifier: Apache-2.0
// Traceroute, IPv8 or IPv4.
package io.eightfold.lab.step;

import com.google.gson.JsonArray;
import io.eightfold.lab.process.Outcome;
import io.eightfold.wire.address.Ipv8Address;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The path must be exactly the one expected.
 *
 * @param from station; by {@code ipv8 traceroute} to an address with an ASN, by traceroute(8) else
 * @param hops addresses in order, the destination last
 */
public record Trace(String from, List<Ipv8Address> hops) implements Check {
    private static final int LIMIT_S = 30;
    private static final Pattern HOP = Pattern.compile("^\\s*(\\d+)\\s+(\\S+)(.*)$");
    private static final Pattern TIME = Pattern.compile("[0-9.]+ ms");

    public static Trace path(String from, String... hops) {
        return new Trace(from, Stream.of(hops).map(Ipv8Address::parse).toList());
    }

    @Override
    public Judgement run(Scene scene) {
        String to = hops.getLast().toString();
        boolean isIpv4 = hops.getLast().isIpv4();
        Outcome outcome = scene.shell().run(LIMIT_S, isIpv4 ? scene.in(from, "traceroute", "-n", "-w", "2", "-m", "8", to)
            : scene.ipv8In(from, "traceroute", "-w", "2", "-m", "8", to));
        String heading = "Traceroute " + from + " -> " + to + (isIpv4 ? " (IPv4)" : " (IPv8)");
        scene.findings().text(heading, outcome.out());
        List<String> seen = hops(outcome.out());
        JsonArray path = new JsonArray();
        seen.forEach(path::add);
        scene.findings().value(isIpv4 ? "tracerouteIpv4" : "tracerouteIpv8", path);
        List<String> expected = hops.stream().map(Ipv8Address::toString).toList();
        return seen.equals(expected) ? Judgement.pass(String.join(" -> ", seen))
            : Judgement.fail("path " + String.join(" -> ", seen) + ", expected " + String.join(" -> ", expected));
    }

    /** Who answered at each hop; {@code *} for nobody, and an address with a mark when it answered with an error such as !H. */
    static List<String> hops(String text) {
        return text.lines().map(HOP::matcher).filter(Matcher::matches).map(hop -> hop.group(2)
            + (TIME.matcher(hop.group(3)).replaceAll("").contains("!") ? "!" : "")).toList();
    }
}
