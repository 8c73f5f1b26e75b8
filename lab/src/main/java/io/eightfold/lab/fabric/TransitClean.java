// SPDX-License-Identifier: Apache-2.0
// The transit saw IPv4 only, and our dissector reads what was inside.
package io.eightfold.lab.fabric;

import com.google.gson.JsonObject;
import io.eightfold.lab.capture.Capture;
import io.eightfold.lab.process.Outcome;
import io.eightfold.lab.step.Check;
import io.eightfold.lab.step.Judgement;
import io.eightfold.lab.step.Scene;
import io.eightfold.wire.tunnel.Encapsulation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * On all links of the transit: no frame of version 8, no other encapsulation than the one chosen, no internal zone inside, and tshark finds version 8 in every tunnel packet, sound
 * to the last byte; within HTTPS it finds TLS. The offsets are those of a packet of IPv4 without options.
 */
record TransitClean(Encapsulation encapsulation) implements Check {
    private static final int LIMIT_S = 60;
    private static final String VERSION_8 = "ether proto 0x8080 or (arp and ether[16:2] = 0x8080)";
    private static final String INTERNAL_ZONE = "ip proto 253 and (ip[32] = 127 or ip[40] = 127) or udp port 8418 and (ip[40] = 127 or ip[48] = 127)";
    private static final Map<Encapsulation, Way> WAYS = Map.of(
        Encapsulation.PROTOCOL, new Way("IPv4 protocol 253", "ip proto 253", "ip.proto == 253 && !icmp", "IPv8 in IPv4", ":ipv8"),
        Encapsulation.UDP, new Way("UDP 8418", "udp port 8418", "udp.port == 8418 && !icmp", "IPv8 in IPv4", ":ipv8"),
        Encapsulation.HTTPS, new Way("TCP 8418", "tcp port 8418", "tcp.port == 8418 && tls.app_data", "TLS", ":tls"));
    /** Long enough for the files, short enough to read: every so many tunnel packets are dissected. */
    private static final int MAX_DISSECTED = 3_000;

    /**
     * How tunnel packets are recognised.
     *
     * @param filter   of tcpdump
     * @param display  filter of tshark
     * @param inner    what tshark finds in them
     * @param protocol that among a frame's protocols, as tshark writes it
     */
    private record Way(String name, String filter, String display, String inner, String protocol) {
    }

    @Override
    public Judgement run(Scene scene) {
        Way way = WAYS.get(encapsulation);
        List<String> problems = new ArrayList<>();
        long tunnel = 0;
        long dissected = 0;
        for (Capture capture : scene.captures()) {
            capture.stop();
            tunnel += capture.count(scene.shell(), way.filter());
            refuse(problems, capture.name() + ": frames of version 8", capture.count(scene.shell(), VERSION_8));
            refuse(problems, capture.name() + ": tunnel packets of another kind", capture.count(scene.shell(), others()));
            refuse(problems, capture.name() + ": packets of 127/8", capture.count(scene.shell(), INTERNAL_ZONE));
            dissected += dissect(scene, capture, way, problems);
        }
        if (tunnel == 0 || dissected == 0) {
            problems.add(tunnel + " tunnel packets, of which tshark reads " + dissected);
        }
        JsonObject value = new JsonObject();
        value.addProperty("tunnelPackets", tunnel);
        value.addProperty("dissected", dissected);
        scene.findings().value("transit", value);
        return Judgement.of(problems, tunnel + " packets of " + way.name() + " on 4 links; " + dissected + " dissected as " + way.inner() + "; 0 frames of version 8" + (encapsulation == Encapsulation.HTTPS ? "" : ", 0 of 127/8"));
    }

    private String others() {
        return WAYS.entrySet().stream().filter(other -> other.getKey() != encapsulation).map(other -> other.getValue().filter()).collect(Collectors.joining(" or "));
    }

    private static void refuse(List<String> problems, String what, long count) {
        if (count > 0) {
            problems.add(count + " " + what);
        }
    }

    /** How many of the first tunnel packets are IPv8 within IPv4 to tshark. */
    private static long dissect(Scene scene, Capture capture, Way way, List<String> problems) {
        List<String> words = new ArrayList<>(scene.script("tshark", "-r", capture.file().toString(), "-n", "-c", Integer.toString(MAX_DISSECTED), "-Y", way.display(),
            "-d", "tcp.port==8418,tls", "-T", "fields", "-E", "separator=;", "-e", "frame.protocols", "-e", "_ws.malformed", "-e", "ipv8.checksum.status"));
        Outcome outcome = scene.shell().run(LIMIT_S, words);
        List<String> lines = outcome.out().lines().filter(line -> line.startsWith("eth:")).toList();
        long good = lines.stream().filter(line -> line.contains(":ip:") && line.contains(way.protocol())).count();
        if (!outcome.isOk() || good != lines.size() || outcome.out().contains("Malformed") || (outcome.out() + outcome.err()).contains("lua:")) {
            problems.add(capture.name() + ": tshark reads " + way.inner() + " in " + good + " of " + lines.size() + " tunnel packets: " + outcome.lastLine());
        }
        return good;
    }
}
