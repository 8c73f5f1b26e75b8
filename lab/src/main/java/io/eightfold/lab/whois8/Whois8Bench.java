// SPDX-License-Identifier: Apache-2.0
// What the steps of the lab whois8 share.
package io.eightfold.lab.whois8;

import io.eightfold.host.probe.ProbeAccount;
import io.eightfold.lab.process.LabException;
import io.eightfold.lab.router.Prober;
import io.eightfold.lab.router.SplitRouter;
import io.eightfold.lab.step.Scene;
import io.eightfold.lab.topology.Whois8;
import io.eightfold.wire.address.Ipv8Address;
import java.util.List;

/** Servers, router, probes. Thread: session. */
final class Whois8Bench {
    /** A valid route that must never suffer. */
    static final String KEPT = "64497.10.2.0.0/16";
    /** Another one of the same ASN, by a record of its own. */
    static final String REVOKED = "64497.20.1.0.0/16";
    static final String REVOKED_RECORD = "64497.20.0.0.0/8";
    static final String TOO_LONG = "64498.12.1.0.0/16";
    static final String SUSPENDED = "64498.13.0.0.0/16";
    static final String UNREGISTERED = "64499.10.3.0.0/16";
    private static final Prober.Course COURSE = new Prober.Course(Whois8.SOURCE, Whois8.ROUTER, Whois8.SINK);
    private static final int RATE_PPS = 500;
    /** The router asks for its gateway before the lab answers for it, and asks again every second or two. */
    private static final long WARM_UP_MS = 400;
    private static final int WARM_UPS = 15;

    final RegistryServer authority = new RegistryServer("reg1", Whois8.REGISTRY, "192.0.2.11");
    final RegistryServer mirror = new RegistryServer("reg2", Whois8.MIRROR, "192.0.2.12");
    /** Other keys at the address of the authority. */
    final RegistryServer rogue = new RegistryServer("rogue", Whois8.REGISTRY, "192.0.2.11");
    /** The authority's own keys, and what it said some time ago. */
    final RegistryServer old = new RegistryServer("old", Whois8.REGISTRY, "192.0.2.11");
    private String anchor;
    private SplitRouter router;
    private Prober kept;

    void anchor(String line) {
        anchor = line;
    }

    /** The trust anchor line of the authority. */
    String anchor() {
        return required(anchor, "trust anchor");
    }

    void router(SplitRouter started) {
        router = started;
    }

    SplitRouter router() {
        return required(router, "router");
    }

    /** The stream into the route that must never suffer; it begins when it is first asked for, and comes back running. */
    Prober kept(Scene scene) {
        if (kept == null) {
            kept = stream(scene, KEPT);
        }
        return kept;
    }

    /** Ends the stream, if there is one. */
    void endProbes() {
        if (kept != null) {
            kept.close();
            kept = null;
        }
    }

    /**
     * A stream into a route, once all of it arrives.
     *
     * @throws LabException if that does not come about
     */
    static Prober stream(Scene scene, String prefix) {
        Prober prober = Prober.start(scene, COURSE, List.of(host(prefix)), RATE_PPS);
        for (int i = 0; i < WARM_UPS; i++) {
            Prober.Window window = prober.open();
            prober.pause(WARM_UP_MS);
            if (isClean(window.settle())) {
                return prober;
            }
        }
        prober.close();
        throw new LabException("probes to " + prefix + " still fail to arrive after " + WARM_UPS * WARM_UP_MS + " ms; look at: show route, show neighbors");
    }

    static boolean isClean(ProbeAccount account) {
        return account.isClean() && account.sent() > 0;
    }

    /** The first host of a prefix. */
    static Ipv8Address host(String prefix) {
        return Ipv8Address.ofBits(Ipv8Address.parse(prefix.substring(0, prefix.indexOf('/'))).bits() | 1);
    }

    private static <T> T required(T value, String what) {
        if (value == null) {
            throw new LabException("no " + what + "; a step before this one makes it");
        }
        return value;
    }
}
