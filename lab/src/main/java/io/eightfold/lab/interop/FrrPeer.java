// SPDX-License-Identifier: Apache-2.0
// FRR: bgpd with zebra.
package io.eightfold.lab.interop;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.eightfold.lab.process.LabException;
import io.eightfold.lab.process.Wait;
import io.eightfold.lab.step.Scene;
import io.eightfold.lab.topology.Interop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Both daemons give up root at once and insist on their own user, who cannot look into the lab's directories: the one they need is mounted over {@code /etc/frr}, in
 * a mount namespace that {@code ip netns exec} made for them.
 */
final class FrrPeer extends StockPeer {
    private static final String SEEN_AS = "/etc/frr";
    private static final int ZEBRA_LIMIT_MS = 10_000;
    private final String zebra;
    private List<PeerRoute> said = List.of();

    FrrPeer(Scene scene, Row row) {
        super(scene, row);
        zebra = row.name() + "-zebra";
    }

    @Override
    String version() {
        return versionLine("version", "/usr/lib/frr/bgpd", "--version").replaceFirst("^bgpd version (\\S+).*", "FRR $1");
    }

    @Override
    boolean fillsKernel() {
        return true;
    }

    /** Zebra stays when bgpd is started again, as it does under systemd, and keeps the kernel's routes. */
    @Override
    void start(Setup setup) {
        Path text = write("", FrrText.of(row, setup));
        require(List.of("cp", text.toString(), directory.resolve("bgpd.conf").toString()));
        write(directory.resolve("zebra.conf"), "ip forwarding\n");
        write(directory.resolve("vtysh.conf"), "");
        require(List.of("chown", "-R", "frr:frr", directory.toString()));
        if (!Files.exists(directory.resolve("zserv"))) {
            scene.startDaemon(zebra, daemon("zebra"));
            if (!Wait.until(ZEBRA_LIMIT_MS, () -> Files.exists(directory.resolve("zserv")))) {
                throw new LabException("zebra does not listen after " + ZEBRA_LIMIT_MS / 1000 + " s; see " + scene.daemon(zebra).log());
            }
        }
        startProcess(daemon("bgpd"));
        awaitUp(() -> run(vtysh("show bgp summary json")).isOk());
        said = setup.routes();
    }

    private List<String> daemon(String name) {
        return scene.in(row.station(), "sh", "-c", "mount --bind \"$1\" " + SEEN_AS + " && shift && exec \"$@\"", "sh", directory.toString(),
            "/usr/lib/frr/" + name, "-f", SEEN_AS + "/" + name + ".conf", "-i", SEEN_AS + "/" + name + ".pid", "-z", SEEN_AS + "/zserv",
            "--vty_socket", SEEN_AS, "-A", "127.0.0.1", "--log", "stdout");
    }

    private List<String> vtysh(String... commands) {
        List<String> words = new ArrayList<>(List.of("vtysh", "--vty_socket", directory.toString()));
        Stream.of(commands).forEach(command -> words.addAll(List.of("-c", command)));
        return words;
    }

    @Override
    void say(Setup setup) {
        List<String> commands = new ArrayList<>(List.of("configure terminal", "router bgp " + row.asn(), FrrText.family(row)));
        said.stream().filter(route -> !setup.routes().contains(route)).forEach(route -> commands.add(FrrText.noNetwork(row, route)));
        setup.routes().stream().filter(route -> !said.contains(route)).forEach(route -> commands.add(FrrText.network(row, route)));
        require(vtysh(commands.toArray(String[]::new)));
        said = setup.routes();
    }

    @Override
    Map<PeerRoute, List<Long>> heard() {
        Map<PeerRoute, List<Long>> heard = new LinkedHashMap<>();
        if (row.carrier() == PeerCarrier.VPNV4) {
            JsonObject tables = json(vtysh("show bgp ipv4 vpn json")).getAsJsonObject().getAsJsonObject("routes").getAsJsonObject("routeDistinguishers");
            tables.entrySet().forEach(table -> table.getValue().getAsJsonObject().entrySet().forEach(route -> {
                long asn = Long.parseLong(table.getKey().substring(0, table.getKey().indexOf(':')));
                route.getValue().getAsJsonArray().forEach(path -> putPath(heard, new PeerRoute(asn, route.getKey()), path.getAsJsonObject().get("path").getAsString()));
            }));
        } else {
            JsonObject routes = json(vtysh("show bgp ipv4 unicast json detail")).getAsJsonObject().getAsJsonObject("routes");
            routes.entrySet().forEach(route -> route.getValue().getAsJsonArray().forEach(path -> putUnicast(heard, route.getKey(), path.getAsJsonObject())));
        }
        return heard;
    }

    /** The first element of each list is about the prefix itself. */
    private static void putUnicast(Map<PeerRoute, List<Long>> heard, String prefix, JsonObject path) {
        if (path.has("aspath")) {
            List<String> communities = path.has("largeCommunity")
                ? path.getAsJsonObject("largeCommunity").getAsJsonArray("list").asList().stream().map(JsonElement::getAsString).toList() : List.of();
            putPath(heard, new PeerRoute(Communities.asn(communities), prefix), path.getAsJsonObject("aspath").get("string").getAsString());
        }
    }

    /** Its own routes have no path, or one called Local. */
    private static void putPath(Map<PeerRoute, List<Long>> heard, PeerRoute route, String path) {
        if (path.matches("[0-9 ]+")) {
            heard.put(route, Communities.numbers(path));
        }
    }

    @Override
    void askAgain() {
        require(vtysh("clear bgp ipv4 " + (row.carrier() == PeerCarrier.VPNV4 ? "vpn" : "unicast") + " " + Interop.ROUTER_ADDRESS + " soft in"));
    }

    @Override
    void stop() {
        super.stop();
        scene.daemon(zebra).stop();
    }
}
