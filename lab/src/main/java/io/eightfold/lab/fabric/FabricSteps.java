// SPDX-License-Identifier: Apache-2.0
// The steps of the lab fabric.
package io.eightfold.lab.fabric;

import com.google.gson.JsonArray;
import io.eightfold.lab.report.Verdict;
import io.eightfold.lab.step.CounterIdentity;
import io.eightfold.lab.step.HostsUp;
import io.eightfold.lab.step.Judgement;
import io.eightfold.lab.step.Ping4;
import io.eightfold.lab.step.Ping8;
import io.eightfold.lab.step.Scene;
import io.eightfold.lab.step.Step;
import io.eightfold.lab.step.Trace;
import io.eightfold.lab.step.Transfer;
import io.eightfold.lab.topology.Fabric;
import java.util.ArrayList;
import java.util.List;

/** Up, reach, breaks, books, record. */
public final class FabricSteps {
    private static final String WEST8 = Fabric.WEST.host8();
    private static final String EAST8 = Fabric.EAST.host8();
    private static final String WEST4 = Fabric.WEST.hostIpv4();
    private static final String EAST4 = Fabric.EAST.hostIpv4();
    private static final String TO_EAST8 = Fabric.EAST.address8(Fabric.HOST8);
    private static final String TO_WEST8 = Fabric.WEST.address8(Fabric.HOST8);
    private static final String TO_EAST4 = Fabric.EAST.address4(Fabric.HOST4);
    private static final int LONG_PING_BYTES = 3000;
    private static final int UDP_MEBIBYTES = 1;
    private static final int TCP_MEBIBYTES = 8;

    private final FabricBench bench;
    private final FabricSettings settings;

    public FabricSteps(FabricSettings settings) {
        this.settings = settings;
        bench = new FabricBench(settings.encapsulation());
    }

    /** The page that is drawn until somebody ends it. */
    public void watch(Scene scene) {
        new LiveView(scene, bench, System.out).run();
    }

    /** The list; with breaks named only those, and what they need. */
    public List<Step> steps() {
        List<Step> steps = new ArrayList<>(up());
        if (settings.isWhole()) {
            steps.addAll(reach());
        }
        JsonArray results = new JsonArray();
        settings.what().forEach(what -> steps.add(Step.of("break-" + what.word(), what.title(), new BreakStep(bench, what, results))));
        if (settings.isWatched()) {
            return steps;
        }
        steps.add(Step.of("counters", "each received frame has one end", scene -> counters(scene, results)));
        if (settings.isWhole()) {
            steps.add(Step.of("transit-clean", "the transit saw IPv4 only", new TransitClean(settings.encapsulation())));
        }
        return steps;
    }

    private List<Step> up() {
        return List.of(
            Step.required("captures", "tcpdump on all links of the transit", new TransitCaptures()),
            Step.required("registry-up", "a WHOIS8 registry speaks for both ASNs", new RegistryUp(bench)),
            Step.required("routers-up", "four routers, a stock FRR, two IPv8 hosts", new RoutersUp(bench)),
            Step.required("hosts-up", "two IPv8 hosts with two gateways each", new HostsUp(List.of(WEST8, EAST8))),
            Step.required("sessions-up", "every BGP session", new SessionsUp(bench)),
            Step.required("routes-valid", "routes of the other AS: validated, installed", new RoutesValid(bench)));
    }

    private static List<Step> reach() {
        return List.of(
            Step.of("ping-ipv8", "IPv8 host across two ASes and an IPv4-only one", Ping8.answered(WEST8, TO_EAST8, 3)),
            Step.of("ping-ipv8-back", "the other way", Ping8.answered(EAST8, TO_WEST8, 3)),
            Step.of("fragments-ipv8", "longer than the tunnel", Ping8.answered(WEST8, TO_EAST8, 2).withSize(LONG_PING_BYTES)),
            Step.of("traceroute-ipv8", "the tunnel is one hop", FabricSteps::trace),
            Step.of("transfer-ipv8", "UDP, there and back", new UdpTransfer(UDP_MEBIBYTES)),
            Step.of("ping-ipv4", "plain IPv4 host across the transit", Ping4.answered(WEST4, TO_EAST4, 3)),
            Step.of("transfer-ipv4", "kernel TCP across the transit", new Transfer(WEST4, EAST4, TO_EAST4, TCP_MEBIBYTES)));
    }

    /** By the gateway of even destinations; which of the two the transit hands the tunnel to is its own affair. */
    private static Judgement trace(Scene scene) {
        Judgement even = trace(scene, Fabric.EAST.routers().getFirst());
        return even.verdict() == Verdict.PASS ? even : trace(scene, Fabric.EAST.routers().getLast());
    }

    private static Judgement trace(Scene scene, int far) {
        return Trace.path(WEST8, Fabric.WEST.address8(Fabric.lanHost(1)), Fabric.EAST.address8(Fabric.lanHost(far)), TO_EAST8).run(scene);
    }

    private Judgement counters(Scene scene, JsonArray results) {
        bench.endProbe();
        scene.findings().value("breaks", results);
        return new CounterIdentity().run(scene);
    }
}
