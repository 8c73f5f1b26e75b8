// SPDX-License-Identifier: Apache-2.0
// GoBGP.
package io.eightfold.lab.interop;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.eightfold.lab.step.Scene;
import io.eightfold.lab.topology.Interop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A speaker without routes in its file: they are put in by command, before its neighbour is let in, so that its first messages have all of them. */
final class GobgpPeer extends StockPeer {
    /** Codes of path attributes in its JSON. Source: RFC 4271 §5, RFC 8092 §5. */
    private static final int AS_PATH = 2;
    private static final int LARGE_COMMUNITY = 32;
    private List<PeerRoute> said = List.of();

    GobgpPeer(Scene scene, Row row) {
        super(scene, row);
    }

    @Override
    String version() {
        return versionLine("version", "gobgpd", "--version").replaceFirst("^gobgpd version (\\S+).*", "GoBGP $1");
    }

    @Override
    boolean fillsKernel() {
        return false;
    }

    @Override
    void start(Setup setup) {
        // It leaves its socket behind and does not take one that is there.
        require(List.of("rm", "-f", directory.resolve("api.sock").toString()));
        startProcess(scene.in(row.station(), "gobgpd", "-f", write("", text(row, setup.password())).toString(), "-t", "toml", "--api-hosts", target()));
        awaitUp(() -> run(gobgp("neighbor")).isOk());
        said = List.of();
        say(setup);
        require(gobgp("neighbor", Interop.ROUTER_ADDRESS, "enable"));
    }

    static String text(Row row, String password) {
        return """
            # Written by `ipv8 lab`.
            [global.config]
              as = %d
              router-id = "%s"
            [[neighbors]]
              [neighbors.config]
                neighbor-address = "%s"
                peer-as = %d
                auth-password = "%s"
                admin-down = true
              [neighbors.timers.config]
                connect-retry = 10
                hold-time = %d
                keepalive-interval = %d
              [neighbors.graceful-restart.config]
                enabled = true
                restart-time = %d
              [[neighbors.afi-safis]]
                [neighbors.afi-safis.config]
                  afi-safi-name = "%s"
                [neighbors.afi-safis.mp-graceful-restart.config]
                  enabled = true
            """.formatted(row.asn(), row.address(), Interop.ROUTER_ADDRESS, Interop.ROUTER_ASN, password, HOLD_TIME_S, KEEPALIVE_S, RESTART_TIME_S,
            row.carrier() == PeerCarrier.VPNV4 ? "l3vpn-ipv4-unicast" : "ipv4-unicast");
    }

    @Override
    void say(Setup setup) {
        said.stream().filter(route -> !setup.routes().contains(route)).forEach(route -> require(rib("del", route)));
        setup.routes().stream().filter(route -> !said.contains(route)).forEach(route -> require(rib("add", route)));
        said = setup.routes();
    }

    /** It takes an ASN over 65535 in a route distinguisher only in two halves; the plain number it would cut off without a word. */
    private List<String> rib(String verb, PeerRoute route) {
        List<String> words = new ArrayList<>(List.of("global", "rib", verb));
        if (row.carrier() == PeerCarrier.VPNV4) {
            words.addAll(List.of("-a", "vpnv4", route.prefix(), "label", "3", "rd", route.dottedRd(), "rt", route.dottedRd()));
        } else {
            words.add(route.prefix());
            if (route.asn() != 0) {
                words.addAll(List.of("large-community", row.asn() + ":" + route.asn() + ":0"));
            }
        }
        return gobgp(words.toArray(String[]::new));
    }

    @Override
    Map<PeerRoute, List<Long>> heard() {
        List<String> words = new ArrayList<>(List.of("-j", "neighbor", Interop.ROUTER_ADDRESS, "adj-in"));
        if (row.carrier() == PeerCarrier.VPNV4) {
            words.addAll(List.of("-a", "vpnv4"));
        }
        JsonElement answer = json(gobgp(words.toArray(String[]::new)));
        return answer.isJsonObject() ? parse(answer.getAsJsonObject()) : Map.of();
    }

    static Map<PeerRoute, List<Long>> parse(JsonObject table) {
        Map<PeerRoute, List<Long>> heard = new LinkedHashMap<>();
        table.entrySet().forEach(entry -> entry.getValue().getAsJsonArray().forEach(path -> put(heard, path.getAsJsonObject())));
        return heard;
    }

    private static void put(Map<PeerRoute, List<Long>> heard, JsonObject path) {
        JsonObject nlri = path.getAsJsonObject("nlri");
        List<Long> asPath = List.of();
        List<String> communities = new ArrayList<>();
        for (JsonElement element : path.getAsJsonArray("attrs")) {
            JsonObject attribute = element.getAsJsonObject();
            int type = attribute.get("type").getAsInt();
            if (type == AS_PATH && attribute.has("as_paths")) {
                asPath = attribute.getAsJsonArray("as_paths").asList().stream().flatMap(segment -> segment.getAsJsonObject().getAsJsonArray("asns").asList().stream())
                    .map(JsonElement::getAsLong).toList();
            } else if (type == LARGE_COMMUNITY) {
                attribute.getAsJsonArray("value").forEach(each -> communities.add(community(each.getAsJsonObject())));
            }
        }
        long asn = nlri.has("rd") ? nlri.getAsJsonObject("rd").get("admin").getAsLong() : Communities.asn(communities);
        heard.put(new PeerRoute(asn, nlri.get("prefix").getAsString()), asPath);
    }

    private static String community(JsonObject value) {
        return value.get("ASN") + ":" + value.get("LocalData1") + ":" + value.get("LocalData2");
    }

    /** Its {@code softresetin} goes through what it has kept of the neighbour: it never sends the message. */
    @Override
    boolean isAsking() {
        return false;
    }

    @Override
    void askAgain() {
        require(gobgp("neighbor", Interop.ROUTER_ADDRESS, "softresetin"));
    }

    private String target() {
        return "unix://" + directory.resolve("api.sock");
    }

    private List<String> gobgp(String... words) {
        return Stream.concat(Stream.of("gobgp", "--target", target()), Stream.of(words)).toList();
    }
}
