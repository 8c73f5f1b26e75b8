// SPDX-License-Identifier: Apache-2.0
// tshark and the dissector read the capture of the link.
package io.eightfold.lab.step;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.eightfold.lab.capture.Capture;
import io.eightfold.lab.capture.Dissection;
import io.eightfold.lab.process.Outcome;
import io.eightfold.lab.process.Shell;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Not one malformed frame, wrong checksum or Lua error in everything that crossed the link between the routers. */
final class CaptureDecodes implements Check {
    private static final int LIMIT_S = 120;
    /** The random bytes of the transfer are no protocol, whatever a heuristic makes of them; and what TCP did with them is not asked here. */
    private static final List<String> PLAIN_TCP = List.of("-d", "tcp.port==" + Transfer.PORT + ",data", "-o", "tcp.desegment_tcp_streams:FALSE",
        "-o", "tcp.analyze_sequence_numbers:FALSE");
    private static final String NOT_IPV4 = "not ether proto 0x0800";

    @Override
    public Judgement run(Scene scene) {
        scene.captures().forEach(Capture::stop);
        Capture link = scene.capture(Captures.LINK);
        List<String> problems = new ArrayList<>();
        List<String> options = new ArrayList<>(PLAIN_TCP);
        options.addAll(List.of("-T", "fields", "-E", "separator=" + Dissection.SEPARATOR));
        Dissection.FIELDS.forEach(field -> options.addAll(List.of("-e", field)));
        Outcome fields = tshark(scene, link.file(), options, problems);
        Dissection all = Dissection.parse(fields.out());
        // Some fields are built only when the whole tree is asked for, which is slow; so that is done without the bulk of IPv4.
        Path small = scene.output().resolve("link-ipv8.pcap");
        scene.shell().require(LIMIT_S, List.of("tcpdump", "-n", "-Z", "root", "-r", link.file().toString(), "-w", small.toString(), NOT_IPV4), null);
        tshark(scene, small, List.of("-V"), problems);
        if (all.malformed() > 0 || all.badChecksums() > 0) {
            problems.add(all.malformed() + " malformed frames, " + all.badChecksums() + " with a wrong checksum");
        }
        if (all.ipv8() == 0 || all.icmpv8() == 0 || all.arp8() == 0 || all.ipv4() == 0) {
            problems.add("the capture is not what this lab should give: " + all);
        }
        JsonObject value = new Gson().toJsonTree(all).getAsJsonObject();
        value.addProperty("file", link.file().toString());
        value.addProperty("lostByCapture", link.lostFrames());
        scene.findings().value("capture", value);
        String lost = link.lostFrames() == 0 ? "" : "; tcpdump was too slow for " + link.lostFrames() + " more";
        return Judgement.of(problems, "%d frames: IPv8 %d, ICMPv8 %d, ARP8 %d, IPv4 %d, ARP %d; 0 malformed, 0 Lua errors%s".formatted(all.frames(),
            all.ipv8(), all.icmpv8(), all.arp8(), all.ipv4(), all.arp(), lost));
    }

    private static Outcome tshark(Scene scene, Path file, List<String> options, List<String> problems) {
        List<String> words = new ArrayList<>(scene.script("tshark", "-r", file.toString(), "-n"));
        words.addAll(options);
        // Without a log: a line for each of tens of thousands of frames helps nobody, and the command is easily given again.
        Outcome outcome = new Shell(scene.processes(), null).run(LIMIT_S, words);
        if (!outcome.isOk()) {
            problems.add("`" + String.join(" ", words) + "` ended with exit code " + outcome.exitCode() + ": " + outcome.lastLine());
        }
        long errors = luaErrors(outcome.out()) + luaErrors(outcome.err());
        if (errors > 0) {
            problems.add(errors + " Lua errors in " + file);
        }
        return outcome;
    }

    /** A failing dissector shows in the tree of the frame, one that does not load on standard error. */
    static long luaErrors(String text) {
        return text.lines().filter(line -> line.contains("Lua Error") || line.contains("_ws.lua.error") || line.contains("Dissector bug")
            || line.contains("lua:")).count();
    }
}
