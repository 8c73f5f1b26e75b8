// SPDX-License-Identifier: Apache-2.0
// A topology with what must hold in it.
package io.eightfold.lab;

import io.eightfold.lab.conformance.ConformanceSettings;
import io.eightfold.lab.conformance.ConformanceSteps;
import io.eightfold.lab.fabric.FabricSettings;
import io.eightfold.lab.fabric.FabricSteps;
import io.eightfold.lab.interop.InteropSettings;
import io.eightfold.lab.interop.InteropSteps;
import io.eightfold.lab.nonstop.NonStopSettings;
import io.eightfold.lab.nonstop.NonStopSteps;
import io.eightfold.lab.step.Scene;
import io.eightfold.lab.step.Step;
import io.eightfold.lab.step.TwoAsnsSteps;
import io.eightfold.lab.topology.Conformance;
import io.eightfold.lab.topology.Fabric;
import io.eightfold.lab.topology.Interop;
import io.eightfold.lab.topology.NonStop;
import io.eightfold.lab.topology.Topology;
import io.eightfold.lab.topology.TwoAsns;
import io.eightfold.lab.topology.Whois8;
import io.eightfold.lab.whois8.Whois8Steps;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What {@code ipv8 lab NAME} runs.
 *
 * @param programs that the steps need besides those that every lab does
 * @param page     what is shown while the lab stays up, in place of waiting for a key
 * @param hints    commands worth trying by hand; {@code NS(x)} stands for the namespace of station x
 */
record Scenario(Topology topology, List<Step> steps, List<String> programs, List<String> hints, Optional<Consumer<Scene>> page) {

    /** A lab that shows nothing of its own while it stays up. */
    private Scenario(Topology topology, List<Step> steps, List<String> programs, List<String> hints) {
        this(topology, steps, programs, hints, Optional.empty());
    }

    /** All there are. */
    private static List<Scenario> all(Settings settings) {
        return List.of(fabric(settings.fabric()), twoAsns(), nonStop(settings.nonStop()), whois8(), interop(settings.interop()));
    }

    private static Scenario fabric(FabricSettings settings) {
        FabricSteps steps = new FabricSteps(settings);
        return new Scenario(Fabric.topology(), steps.steps(), List.of("whois", "vtysh"), List.of(
            "ip netns exec NS(h8a) ./ipv8 ping 64497.10.2.0.10",
            "ip netns exec NS(h8a) ./ipv8 traceroute 64497.10.2.0.10",
            "ip netns exec NS(h4a) ping 10.2.0.20",
            "ip netns exec NS(t1) tcpdump -n -i frr-r1 ip proto 253",
            "./ipv8 -i r1 show bgp summary",
            "./ipv8 -i r1 show route 64497.10.2.0.0/16",
            "./ipv8 -i r1 show whois8"), Optional.of(steps::watch));
    }

    private static Scenario twoAsns() {
        return new Scenario(TwoAsns.topology(), TwoAsnsSteps.steps(), List.of(), List.of(
            "ip netns exec NS(h8a) ./ipv8 ping 64497.10.2.0.10",
            "ip netns exec NS(h8a) ./ipv8 traceroute 64497.10.2.0.10",
            "ip netns exec NS(h4a) ping 10.2.0.20",
            "ip netns exec NS(link) tcpdump -n -e -i ra-wan",
            "./ipv8 -i ra show counters",
            "./ipv8 -i rb show neighbors"));
    }

    private static Scenario nonStop(NonStopSettings settings) {
        return new Scenario(NonStop.topology(), NonStopSteps.steps(settings), List.of(), List.of(
            "./ipv8 -i r verify fib",
            "./ipv8 -i r show counters",
            "ip netns exec NS(swb) tcpdump -n -e -i r-wan"));
    }

    private static Scenario whois8() {
        return new Scenario(Whois8.topology(), Whois8Steps.steps(), List.of("whois", "curl"), List.of(
            "ip netns exec NS(bird) whois -h 192.0.2.11 -p 4343 64497",
            "ip netns exec NS(bird) curl -s http://192.0.2.12:8343/autnum/64497",
            "./ipv8 -i r show whois8",
            "./ipv8 -i r explain route 64498.12.1.0.0/16",
            "ip netns exec NS(reg1) ./ipv8 whois8 set 64497 --status suspended --dir $EIGHTFOLD_RUN_DIR/reg1"));
    }

    private static Scenario interop(InteropSettings settings) {
        return new Scenario(InteropSteps.topology(), InteropSteps.steps(settings), List.of(), List.of(
            "./ipv8 -i r show bgp summary",
            "./ipv8 -i r show bgp routes",
            "ip netns exec NS(ix) tcpdump -n -i r-ix tcp port 179"));
    }

    private static Scenario conformance(Path home, ConformanceSettings settings) {
        return new Scenario(Conformance.topology(), ConformanceSteps.steps(home, settings), List.of("whois"), List.of(
            "./ipv8 -i dut show counters",
            "./ipv8 -i dut show border",
            "ip netns exec NS(tester) tcpdump -n -e -i pc"));
    }

    /**
     * Settings of the labs that have some.
     */
    record Settings(FabricSettings fabric, NonStopSettings nonStop, InteropSettings interop, ConformanceSettings conformance) {
        static final Settings DEFAULT = new Settings(FabricSettings.ALL, NonStopSettings.defaults(), InteropSettings.ALL, ConformanceSettings.ALL);
    }

    /** @param home folder of the launcher */
    static Optional<Scenario> byName(String name, Path home, Settings settings) {
        // Not among the others: its steps are read from files.
        return name.equals(Conformance.NAME) ? Optional.of(conformance(home, settings.conformance()))
            : all(settings).stream().filter(scenario -> scenario.topology().name().equals(name)).findFirst();
    }

    static List<String> names() {
        return List.of(Fabric.NAME, TwoAsns.NAME, NonStop.NAME, Whois8.NAME, Interop.NAME, Conformance.NAME);
    }

    /** The hints for one run. */
    List<String> hints(Function<String, String> namespace) {
        return hints.stream().map(hint -> java.util.regex.Pattern.compile("NS\\((\\w+)\\)").matcher(hint)
            .replaceAll(match -> namespace.apply(match.group(1)))).toList();
    }
}
