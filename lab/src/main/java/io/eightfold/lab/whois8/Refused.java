// SPDX-License-Identifier: Apache-2.0
// A route that does not validate is kept out, and everybody who asks is told why.
package io.eightfold.lab.whois8;

import com.google.gson.JsonObject;
import io.eightfold.lab.report.Verdict;
import io.eightfold.lab.step.Check;
import io.eightfold.lab.step.Judgement;
import io.eightfold.lab.step.Ping8;
import io.eightfold.lab.step.Scene;
import io.eightfold.lab.topology.Whois8;
import java.util.ArrayList;
import java.util.List;

/**
 * Passes when route, log and explanation have verdict and reason, the dataplane does not have the route, and a host is told so.
 *
 * @param verdict of all routes
 */
record Refused(String verdict, List<Case> cases) implements Check {
    private static final long LOG_LIMIT_MS = 3_000;

    /**
     * A route.
     *
     * @param prefix that is added
     * @param reason word of the explanation
     */
    record Case(String prefix, String reason) { }

    @Override
    public Judgement run(Scene scene) {
        List<String> problems = new ArrayList<>();
        for (Case each : cases) {
            check(scene, each, problems);
        }
        return Judgement.of(problems, cases.stream().map(each -> each.prefix() + " " + each.reason()).reduce((a, b) -> a + ", " + b).orElseThrow() + ": " + verdict
            + " in route, log and explanation, not in the FIB, no route for a host");
    }

    private void check(Scene scene, Case each, List<String> problems) {
        int mark = RouterView.logMark(scene);
        RouterView.addRoute(scene, each.prefix());
        RouterView.show(scene, RouterView.awaitLogLine(scene, mark, LOG_LIMIT_MS, "whois8 route=" + each.prefix() + " ", "verdict=" + verdict + " ", "reason=" + each.reason() + " ",
            "now=refused"));
        JsonObject route = RouterView.route(scene, each.prefix());
        if (!verdict.equals(route.get("verdict").getAsString()) || !route.get("refused").getAsBoolean() || route.get("installed").getAsBoolean()) {
            problems.add("show route " + each.prefix() + ": " + route);
        }
        JsonObject why = RouterView.explained(scene, each.prefix()).getAsJsonObject("records");
        if (!verdict.equals(why.get("verdict").getAsString()) || !each.reason().equals(why.get("reason").getAsString())) {
            problems.add("explain route " + each.prefix() + ": " + why);
        }
        if (RouterView.isInFib(scene, each.prefix())) {
            problems.add(each.prefix() + " is in the FIB");
        }
        Judgement ping = Ping8.refused(Whois8.HOST, Whois8Bench.host(each.prefix()).toString(), 1, "No route to the ASN").run(scene);
        if (ping.verdict() != Verdict.PASS) {
            problems.add(ping.detail());
        }
    }
}
