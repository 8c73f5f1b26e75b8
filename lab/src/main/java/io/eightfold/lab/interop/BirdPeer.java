// SPDX-License-Identifier: Apache-2.0
// BIRD.
package io.eightfold.lab.interop;

import io.eightfold.lab.process.LabException;
import io.eightfold.lab.step.Scene;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One process, asked by {@code birdc}, which prints text only. */
final class BirdPeer extends StockPeer {
    private static final Pattern ROUTE = Pattern.compile("^(?:(\\d+):65535 )?(\\d+\\.\\d+\\.\\d+\\.\\d+/\\d+) +\\S.*\\[eightfold ");
    private static final Pattern PATH = Pattern.compile("BGP\\.as_path: ([0-9 ]+)");
    private static final Pattern COMMUNITY = Pattern.compile("\\((\\d+), (\\d+), (\\d+)\\)");
    private boolean wasStarted;

    BirdPeer(Scene scene, Row row) {
        super(scene, row);
    }

    @Override
    String version() {
        return versionLine("BIRD", "bird", "--version").replace("version ", "");
    }

    /** It has no way from a VPN table into an IPv4 one. */
    @Override
    boolean fillsKernel() {
        return row.carrier() == PeerCarrier.IPV4;
    }

    @Override
    void start(Setup setup) {
        List<String> words = new ArrayList<>(List.of("bird", "-f", "-c", write("", BirdText.of(row, setup)).toString(), "-s", socket(),
            "-P", directory.resolve("pid").toString()));
        if (wasStarted) {
            // It went away without a word: neighbours keep its routes meanwhile.
            words.add("-R");
        }
        startProcess(scene.in(row.station(), words.toArray(String[]::new)));
        awaitUp(() -> Files.exists(directory.resolve("bird.ctl")) && run(birdc("show", "status")).isOk());
        wasStarted = true;
    }

    @Override
    void say(Setup setup) {
        write("", BirdText.of(row, setup));
        String answer = require(birdc("configure"));
        if (!answer.contains("econfigur") || answer.contains("error")) {
            throw new LabException("BIRD refuses its configuration: " + answer.strip());
        }
    }

    @Override
    Map<PeerRoute, List<Long>> heard() {
        String table = row.carrier() == PeerCarrier.VPNV4 ? "vpntab4" : "master4";
        return parse(require(birdc("-r", "show", "route", "all", "table", table, "protocol", "eightfold")));
    }

    /** A line begins a route, those below describe it. */
    static Map<PeerRoute, List<Long>> parse(String text) {
        Map<PeerRoute, List<Long>> heard = new LinkedHashMap<>();
        Matcher route = null;
        List<Long> path = List.of();
        List<String> communities = new ArrayList<>();
        for (String line : text.lines().toList()) {
            Matcher next = ROUTE.matcher(line);
            Matcher pathLine = PATH.matcher(line);
            if (next.find()) {
                put(heard, route, path, communities);
                route = next;
                path = List.of();
                communities.clear();
            } else if (pathLine.find()) {
                path = Communities.numbers(pathLine.group(1));
            } else if (line.contains("BGP.large_community:")) {
                COMMUNITY.matcher(line).results().forEach(found -> communities.add(found.group(1) + ":" + found.group(2) + ":" + found.group(3)));
            }
        }
        put(heard, route, path, communities);
        return heard;
    }

    private static void put(Map<PeerRoute, List<Long>> heard, Matcher route, List<Long> path, List<String> communities) {
        if (route != null) {
            long asn = route.group(1) == null ? Communities.asn(communities) : Long.parseLong(route.group(1));
            heard.put(new PeerRoute(asn, route.group(2)), path);
        }
    }

    @Override
    void askAgain() {
        require(birdc("reload", "in", "eightfold"));
    }

    private String socket() {
        return directory.resolve("bird.ctl").toString();
    }

    private List<String> birdc(String... words) {
        List<String> options = Stream.of(words).filter("-r"::equals).toList();
        return Stream.of(List.of("birdc", "-s", socket()), options, Stream.of(words).filter(word -> !options.contains(word)).toList()).flatMap(List::stream).toList();
    }
}
