// SPDX-License-Identifier: Apache-2.0
// The transit saw IPv4 only, and our dissector reads what was inside.
package io.eightfold.lab.fabric;

import com.google.gson.JsonObject;
import io.eightfold.lab.capture.Capture;
import io.eightfold.lab.process.Outcome;
import io.eightfold.lab.step.Check;
import io.eightfold.lab.step.Judgement;
import io.eightfold.lab.step.Scene;
import java.util.ArrayList;
import java.util.List;

/**
 * On all links of the transit: no frame of version 8, no internal zone inside a tunnel, and tshark finds version 8 in every tunnel packet, sound to the last byte. The
 * offsets are those of a packet of IPv4 without options.
 */
record TransitClean() implements Check {
    private static final int LIMIT_S = 60;
    private static final String TUNNEL = "ip proto 253";
    private static final String VERSION_8 = "ether proto 0x8080 or (arp and ether[16:2] = 0x8080)";
    private static final String INTERNAL_ZONE = "ip proto 253 and (ip[32] = 127 or ip[40] = 127)";
    /** Long enough for the files, short enough to read: every so many tunnel packets are dissected. */
    private static final int MAX_DISSECTED = 3_000;

    @Override
    public Judgement run(Scene scene) {
        List<String> problems = new ArrayList<>();
        long tunnel = 0;
        long dissected = 0;
        for (Capture capture : scene.captures()) {
            capture.stop();
            tunnel += capture.count(scene.shell(), TUNNEL);
            refuse(problems, capture.name() + ": frames of version 8", capture.count(scene.shell(), VERSION_8));
            refuse(problems, capture.name() + ": packets of 127/8", capture.count(scene.shell(), INTERNAL_ZONE));
            dissected += dissect(scene, capture, problems);
        }
        if (tunnel == 0 || dissected == 0) {
            problems.add(tunnel + " tunnel packets, of which tshark reads " + dissected);
        }
        JsonObject value = new JsonObject();
        value.addProperty("tunnelPackets", tunnel);
        value.addProperty("dissected", dissected);
        scene.findings().value("transit", value);
        return Judgement.of(problems, tunnel + " packets of IPv4 protocol 253 on 4 links; " + dissected + " dissected as IPv8 in IPv4; 0 frames of version 8, 0 of 127/8");
    }

    private static void refuse(List<String> problems, String what, long count) {
        if (count > 0) {
            problems.add(count + " " + what);
        }
    }

    /** How many of the first tunnel packets are IPv8 within IPv4 to tshark. */
    private static long dissect(Scene scene, Capture capture, List<String> problems) {
        List<String> words = new ArrayList<>(scene.script("tshark", "-r", capture.file().toString(), "-n", "-c", Integer.toString(MAX_DISSECTED), "-Y", "ip.proto == 253 && !icmp",
            "-T", "fields", "-E", "separator=;", "-e", "frame.protocols", "-e", "_ws.malformed", "-e", "ipv8.checksum.status"));
        Outcome outcome = scene.shell().run(LIMIT_S, words);
        List<String> lines = outcome.out().lines().filter(line -> line.startsWith("eth:")).toList();
        long good = lines.stream().filter(line -> line.contains(":ip:") && line.contains(":ipv8")).count();
        if (!outcome.isOk() || good != lines.size() || outcome.out().contains("Malformed") || (outcome.out() + outcome.err()).contains("lua:")) {
            problems.add(capture.name() + ": tshark reads IPv8 in " + good + " of " + lines.size() + " tunnel packets: " + outcome.lastLine());
        }
        return good;
    }
}
