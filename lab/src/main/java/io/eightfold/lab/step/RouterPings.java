// SPDX-License-Identifier: Apache-2.0
// Echo to every address of every router.
package io.eightfold.lab.step;

import io.eightfold.lab.process.Outcome;
import io.eightfold.lab.report.Verdict;
import io.eightfold.lab.topology.Port;
import io.eightfold.wire.address.Ipv8Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * From one side, near and far ports, all at the same time.
 *
 * @param ipv8Host asks by IPv8
 * @param ipv4Host asks by IPv4
 */
record RouterPings(String ipv8Host, String ipv4Host) implements Check {

    @Override
    public Judgement run(Scene scene) {
        List<Ping8> pings8 = addresses(scene, Port::ipv8).map(to -> Ping8.answered(ipv8Host, to.toString(), 1)).toList();
        List<Ping4> pings4 = addresses(scene, Port::ipv4).map(to -> Ping4.answered(ipv4Host, to.toString(), 1)).toList();
        List<Outcome> outcomes = scene.shell().runAll(Ping8.LIMIT_S,
            Stream.concat(pings8.stream().map(ping -> ping.command(scene)), pings4.stream().map(ping -> ping.command(scene))).toList());
        List<Judgement> judgements = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            judgements.add(i < pings8.size() ? pings8.get(i).judge(outcomes.get(i)) : pings4.get(i - pings8.size()).judge(outcomes.get(i)));
        }
        List<String> problems = judgements.stream().filter(judgement -> judgement.verdict() == Verdict.FAIL).map(Judgement::detail).toList();
        return Judgement.of(problems, pings8.size() + " IPv8 and " + pings4.size() + " IPv4 addresses answer");
    }

    private static Stream<Ipv8Address> addresses(Scene scene, java.util.function.Function<Port, Optional<Ipv8Address>> family) {
        return scene.topology().routers().stream().flatMap(router -> router.ports().stream()).map(family).flatMap(Optional::stream);
    }
}
