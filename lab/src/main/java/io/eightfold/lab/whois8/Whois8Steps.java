// SPDX-License-Identifier: Apache-2.0
// The steps of the topology whois8.
package io.eightfold.lab.whois8;

import io.eightfold.lab.step.Step;
import java.util.List;

/** What validation decides, then what happens when those who have the data die or lie. */
public final class Whois8Steps {
    private Whois8Steps() {
    }

    /** The list; its checks share servers, router and stream. */
    public static List<Step> steps() {
        Whois8Bench bench = new Whois8Bench();
        return List.of(
            new Step("registry-up", "a registry and its mirror answer stock clients", true, new RegistryUp(bench)),
            new Step("router-up", "the router has verified data", true, new RouterUp(bench)),
            new Step("valid-installed", "a registered route is used", true, new ValidInstalled(bench)),
            new Step("invalid-refused", "routes that contradict the registry", false, new Refused("invalid",
                List.of(new Refused.Case(Whois8Bench.TOO_LONG, "too-long"), new Refused.Case(Whois8Bench.SUSPENDED, "route-suspended")))),
            new Step("unregistered-refused", "a route nobody registered", false, new Refused("not-found",
                List.of(new Refused.Case(Whois8Bench.UNREGISTERED, "asn-not-registered")))),
            new Step("repaired", "it is registered, and used", false, new Repaired(bench)),
            new Step("rtr", "a stock router uses the registry as its RPKI cache", false, new RtrClient(bench)),
            new Step("revocation", "a revoked route is not used any more", false, new Revocation(bench)),
            new Step("registries-killed", "kill -9 of both servers and the control plane", false, new RegistriesKilled(bench)),
            new Step("rogues", "others answer at the registry's address", false, new Rogues(bench)),
            new Step("egress-check", "nothing leaves without a valid route", false, new EgressCheck(bench)),
            new Step("counters", "metrics tell what was done", false, new Counters(bench)),
            new Step("probes-end", "the stream ends whole", false, new ProbesEnd(bench)));
    }
}
