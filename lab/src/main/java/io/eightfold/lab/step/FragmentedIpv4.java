// SPDX-License-Identifier: Apache-2.0
// IPv4 fragments, where the device passes them.
package io.eightfold.lab.step;

/** A ping longer than the MTU; skipped on a device whose driver changes fragments before the router sees them. */
record FragmentedIpv4(Ping4 ping) implements Check {

    @Override
    public Judgement run(Scene scene) {
        return scene.device().passesIpv4Fragments() ? ping.run(scene)
            : Judgement.skip(scene.device().driver() + " has the kernel put IPv4 fragments together and cuts off the result; use net_af_xdp");
    }
}
