// SPDX-License-Identifier: Apache-2.0
// A topology with what must hold in it.
package io.eightfold.lab;

import io.eightfold.lab.step.Step;
import io.eightfold.lab.step.TwoAsnsSteps;
import io.eightfold.lab.topology.Topology;
import io.eightfold.lab.topology.TwoAsns;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What {@code ipv8 lab NAME} runs.
 *
 * @param hints commands worth trying by hand; {@code NS(x)} stands for the namespace of station x
 */
record Scenario(Topology topology, List<Step> steps, List<String> hints) {
    private static final List<Scenario> ALL = List.of(
        new Scenario(TwoAsns.topology(), TwoAsnsSteps.steps(), List.of(
            "ip netns exec NS(h8a) ./ipv8 ping 64497.10.2.0.10",
            "ip netns exec NS(h8a) ./ipv8 traceroute 64497.10.2.0.10",
            "ip netns exec NS(h4a) ping 10.2.0.20",
            "ip netns exec NS(link) tcpdump -n -e -i ra-wan",
            "./ipv8 -i ra show counters",
            "./ipv8 -i rb show neighbors")));

    static Optional<Scenario> byName(String name) {
        return ALL.stream().filter(scenario -> scenario.topology().name().equals(name)).findFirst();
    }

    static List<String> names() {
        return ALL.stream().map(scenario -> scenario.topology().name()).toList();
    }

    /** The hints for one run. */
    List<String> hints(Function<String, String> namespace) {
        return hints.stream().map(hint -> java.util.regex.Pattern.compile("NS\\((\\w+)\\)").matcher(hint)
            .replaceAll(match -> namespace.apply(match.group(1)))).toList();
    }
}
