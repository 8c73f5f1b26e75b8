// SPDX-License-Identifier: Apache-2.0
// TCP to a router's own address.
package io.eightfold.lab.step;

import io.eightfold.lab.process.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * A kernel socket in the router's namespace answers on a port that DPDK owns: SYN up through the TAP, the answer down through it.
 *
 * @param router  where the socket listens
 * @param address the router's own IPv4 address to connect to
 * @param clients Linux hosts that connect, one after the other
 */
record KernelSocket(String router, String address, List<String> clients) implements Check {
    private static final int LIMIT_S = 10;
    private static final int FIRST_PORT = 2000;

    @Override
    public Judgement run(Scene scene) {
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < clients.size(); i++) {
            int port = FIRST_PORT + i;
            String greeting = "greetings from " + router + " to " + clients.get(i);
            List<Outcome> outcomes = scene.shell().runAll(LIMIT_S, List.of(
                scene.in(router, "timeout", Integer.toString(LIMIT_S - 2), "socat", "-u", "SYSTEM:echo " + greeting, "TCP-LISTEN:" + port + ",reuseaddr"),
                scene.in(clients.get(i), "socat", "-u", "TCP:" + address + ":" + port + ",connect-timeout=4,retry=30,interval=0.05", "STDOUT")));
            String heard = outcomes.get(1).out().strip();
            if (!heard.equals(greeting)) {
                problems.add(clients.get(i) + " to " + address + ": " + (heard.isEmpty() ? outcomes.get(1).lastLine() : "heard \"" + heard + "\""));
            }
        }
        return Judgement.of(problems, address + " from " + String.join(" and ", clients));
    }
}
