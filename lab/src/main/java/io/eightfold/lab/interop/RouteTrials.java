// SPDX-License-Identifier: Apache-2.0
// The trials with routes.
package io.eightfold.lab.interop;

import com.google.gson.JsonObject;
import io.eightfold.lab.process.Wait;
import io.eightfold.lab.report.Verdict;
import io.eightfold.lab.router.Prober;
import io.eightfold.lab.step.Judgement;
import io.eightfold.lab.step.Ping4;
import io.eightfold.lab.topology.Interop;
import java.util.List;
import java.util.Optional;

/** Each in both directions, where the daemon can. Thread: session. */
final class RouteTrials {
    private static final long WINDOW_MS = 1_000;
    private static final int WARM_UPS = 10;
    private static final int PINGS = 3;
    /** A route that the router gets by command and tells its neighbours. */
    private static final PeerRoute ADDED = new PeerRoute(0, "10.1.9.0/24");
    private static final String GATEWAY = "10.1.0.20";
    private final Bench bench;
    private final Row row;

    RouteTrials(Bench bench) {
        this.bench = bench;
        this.row = bench.row();
    }

    /** Routes with the right ASN arrive on both sides, and the router uses them. */
    Cell announce() {
        bench.awaitRoutes();
        for (PeerRoute route : row.routes()) {
            JsonObject path = bench.view().path(route).orElseThrow();
            Bench.require(path.get("refused").isJsonNull() && path.get("best").getAsBoolean(), route.ipv8() + " is not used: " + path);
            Bench.require(row.carrier().word().equals(path.get("carrier").getAsString()), route.ipv8() + " came by " + path.get("carrier"));
        }
        return Cell.pass(row.routes().size() + " routes here, " + Row.routerRoutes().size() + " there");
    }

    /** An ASN over 65535 as the neighbour's, on the AS path, and as the route's own. */
    Cell fourByteAsn() {
        Optional<JsonObject> path = bench.view().path(row.own());
        Bench.require(path.isPresent(), "no route " + row.own().ipv8());
        String asPath = path.orElseThrow().getAsJsonObject("attributes").get("asPath").getAsString();
        Bench.require(asPath.equals(Long.toString(row.asn())), row.own().ipv8() + " has the AS path " + asPath + ", not " + row.asn());
        Bench.require(bench.view().detail().getAsJsonObject("session").getAsJsonObject("agreed").get("fourOctetAsn").getAsBoolean(), "not agreed on ASNs of four bytes");
        List<Long> heard = bench.peer().heard().get(Row.routerRoutes().getFirst());
        Bench.require(List.of(Interop.ROUTER_ASN).equals(heard), "the neighbor has the AS path " + heard);
        return Cell.pass(row.own().ipv8() + " by AS path " + asPath);
    }

    /** IPv8 to the neighbour by both routes with an ASN, and IPv4 to a host behind it and back. */
    Cell traffic() {
        Cell pass = Cell.pass(stream() + "; " + ping());
        return bench.peer().fillsKernel() ? pass : pass.withNote("the way back is a static route: " + reason());
    }

    private String reason() {
        return row.kind() == PeerKind.BIRD ? "BIRD 2.0 cannot take VPNv4 routes into the kernel" : row.kind().label() + " does not fill the kernel's table";
    }

    /** The router first has to find its new neighbour. */
    private String stream() {
        for (int i = 0; i < WARM_UPS; i++) {
            Prober.Window window = bench.probes().open();
            bench.probes().pause(WINDOW_MS / 2);
            if (window.settle().isClean()) {
                break;
            }
        }
        Prober.Window window = bench.probes().open();
        bench.probes().pause(WINDOW_MS);
        return Bench.requireClean(window).sent() + " IPv8 probes arrived";
    }

    private String ping() {
        Ping4 ping = Ping4.answered(Interop.HOST, row.ipv4().host().toString(), PINGS);
        // The first of all finds neighbours unresolved, and daemons that have not told the kernel yet.
        Wait.until(Bench.LIMIT_MS / 2, () -> ping.run(bench.scene()).verdict() == Verdict.PASS);
        Judgement judgement = ping.run(bench.scene());
        Bench.require(judgement.verdict() == Verdict.PASS, "IPv4 to the host behind the neighbor: " + judgement.detail());
        return judgement.detail();
    }

    /** One route of each side is taken back; the others stay. */
    Cell withdraw() {
        List<PeerRoute> rest = List.of(row.own(), row.ipv4());
        bench.peer().say(bench.setup(rest));
        bench.await("the end of " + row.foreign().ipv8(), () -> bench.view().path(row.foreign()).isEmpty());
        Bench.require(bench.view().has(rest), "other routes went with " + row.foreign().ipv8());
        bench.peer().say(bench.setup(row.routes()));
        bench.await(row.foreign().ipv8() + " again", () -> bench.view().has(row.routes()));
        BgpView.ask(bench.scene(), "route", "add", ADDED.prefix(), "via", GATEWAY);
        bench.await(ADDED.prefix() + " at the neighbor", () -> bench.peer().heard().containsKey(ADDED));
        BgpView.ask(bench.scene(), "route", "del", ADDED.prefix());
        bench.await("the end of " + ADDED.prefix() + " at the neighbor", () -> !bench.peer().heard().containsKey(ADDED));
        Bench.require(bench.peer().heard().keySet().containsAll(Row.routerRoutes()), "other routes went with " + ADDED.prefix());
        return Cell.pass(row.foreign().ipv8() + " taken back by the neighbor, " + ADDED.prefix() + " by the router");
    }

    /** Both sides ask for everything again, and get it. */
    Cell refresh() {
        if (bench.peer().isAsking()) {
            answer();
        }
        long answers = count("received", "updates");
        BgpView.ask(bench.scene(), "clear", "bgp", row.address(), "soft", "in");
        bench.await("the answer to the router's request", () -> count("received", "updates") > answers);
        Bench.require(bench.view().isEstablished() && bench.view().has(row.routes()), "routes or session are gone");
        Bench.require(bench.peer().heard().keySet().containsAll(Row.routerRoutes()), "routes of the neighbor are gone");
        return bench.peer().isAsking() ? Cell.pass("asked and answered both ways")
            : Cell.pass("asked and answered").withNote(row.kind().label() + " answers requests and sends none");
    }

    private void answer() {
        long asked = count("received", "refreshes");
        long told = count("sent", "updates");
        bench.peer().askAgain();
        bench.await("the neighbor's request", () -> count("received", "refreshes") > asked);
        bench.await("the answer to the neighbor's request", () -> count("sent", "updates") > told);
    }

    private long count(String direction, String kind) {
        return bench.view().detail().getAsJsonObject("messages").getAsJsonObject(direction).get(kind).getAsLong();
    }
}
