// SPDX-License-Identifier: Apache-2.0
// Checks of what the lab needs: network namespaces and network tools.
package io.eightfold.cli.doctor;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code ipv8 lab} needs on top of a router. */
final class LabChecks {
    private final Machine machine;

    LabChecks(Machine machine) {
        this.machine = machine;
    }

    List<Check> run() {
        return List.of(namespaces(), iproute2(), tshark(), tools());
    }

    /** Makes a namespace and lets it go with the process: the kernel's own answer, and nothing is left behind. */
    Check namespaces() {
        if (machine.output("unshare", "--net", "true").isPresent()) {
            return Check.ok("network-namespaces", "possible");
        }
        return machine.number("/proc/sys/user/max_net_namespaces").orElse(1L) == 0
            ? Check.warn("network-namespaces", "user.max_net_namespaces is 0; no lab", "sysctl -w user.max_net_namespaces=1024")
            : Check.warn("network-namespaces", "not permitted; no lab", "run as root; in a container, with CAP_SYS_ADMIN");
    }

    Check iproute2() {
        return machine.hasProgram("ip")
            ? Check.ok("iproute2", machine.output("ip", "-V").filter(text -> !text.isEmpty()).orElse("ip"))
            : Check.fail("iproute2", "no program ip", "apt-get install -y iproute2");
    }

    Check tshark() {
        return machine.hasProgram("tshark")
            ? Check.ok("tshark", machine.output("tshark", "--version").flatMap(text -> text.lines().findFirst()).orElse("tshark"))
            : Check.warn("tshark", "missing; captures cannot be decoded", "ci/install lab");
    }

    Check tools() {
        String missing = Stream.of("tcpdump", "ethtool", "ping", "traceroute", "socat")
            .filter(name -> !machine.hasProgram(name)).collect(Collectors.joining(", "));
        return missing.isEmpty()
            ? Check.ok("lab-tools", "tcpdump, ethtool, ping, traceroute, socat")
            : Check.warn("lab-tools", "missing: " + missing, "ci/install lab");
    }
}
