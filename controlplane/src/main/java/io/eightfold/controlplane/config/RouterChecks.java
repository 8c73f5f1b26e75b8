// SPDX-License-Identifier: Apache-2.0
// Checks what concerns the router as a whole.
package io.eightfold.controlplane.config;

import java.util.List;
import java.util.Optional;

/** Checks what concerns the router as a whole: workers and cores, the routing switch, what a later release brings. */
final class RouterChecks {
    private final List<Section> sections;
    private final Findings findings;

    RouterChecks(List<Section> sections, Findings findings) {
        this.sections = sections;
        this.findings = findings;
    }

    void run() {
        sections.stream().filter(section -> section.block() == Block.DATAPLANE).forEach(this::cores);
        sections.stream().filter(section -> section.block() == Block.CONTROL_PLANE).forEach(section -> {
            fibChannel(section);
            metrics(section);
        });
        routingSwitch();
    }

    private void cores(Section dataplane) {
        Optional<Entry> line = dataplane.first(Statement.WORKER_CORES);
        int workers = dataplane.first(Statement.WORKERS).map(entry -> entry.value(Arguments.WORKERS))
                .orElse(DataplaneSettings.DEFAULT.workers());
        int cores = line.map(entry -> entry.value(Arguments.WORKER_CORES).cores().size()).orElse(workers);
        if (cores != workers && !dataplane.isDamaged()) {
            findings.problem(line.orElseThrow(), Arguments.WORKER_CORES, "names " + cores + " of the machine's cores for workers " + workers
                    + "; expected exactly one per worker, change one of the two lines");
        }
    }

    private void fibChannel(Section controlPlane) {
        controlPlane.first(Statement.FIB_CHANNEL).ifPresent(line -> {
            Optional<Endpoint> dataplane = line.optional(Arguments.FIB_DATAPLANE);
            boolean isUdp = line.value(Arguments.FIB_CHANNEL).equals(FibChannelConfig.UDP_WORD);
            if (isUdp && dataplane.isEmpty()) {
                findings.problem(line, Arguments.FIB_CHANNEL, "needs the address and port of each end; expected 'fib-channel udp DATAPLANE-IP:PORT CONTROL-IP:PORT'");
            } else if (!isUdp && dataplane.isPresent()) {
                findings.problem(line, Arguments.FIB_DATAPLANE, "shared memory has no addresses; expected the end of the line, or 'udp' in front");
            } else if (isUdp && dataplane.equals(line.optional(Arguments.FIB_CONTROL))) {
                findings.problem(line, Arguments.FIB_CONTROL, "is the dataplane's end too; give each end an address or a port of its own");
            }
        });
    }

    private void metrics(Section controlPlane) {
        if (controlPlane.isDamaged()) {
            return;
        }
        Optional<Endpoint> listen = controlPlane.first(Statement.METRICS_LISTEN).map(line -> line.value(Arguments.METRICS_LISTEN));
        Optional<Entry> token = controlPlane.first(Statement.METRICS_TOKEN);
        if (token.isPresent() && listen.isEmpty()) {
            findings.warning(token.get().line(), "has no effect without a listener; add 'metrics listen ADDRESS:PORT'");
        }
        if (token.isEmpty() && listen.isPresent() && !listen.get().isLoopback()) {
            findings.warning(controlPlane.first(Statement.METRICS_LISTEN).orElseThrow().line(), "everyone who reaches " + listen.get()
                    + " may read the metrics; add 'metrics token SECRET'");
        }
    }

    private void routingSwitch() {
        Section top = sections.getFirst();
        if (top.has(Statement.IPV8_ROUTING) || top.isDamaged()) {
            return;
        }
        ConnectedAddress.of(sections).stream().filter(address -> !address.value().address().isIpv4()).findFirst().ifPresent(address ->
                findings.warning(address.entry().line(), "there are IPv8 addresses, but IPv8 packets are not forwarded without the line"
                        + " 'ipv8 routing'; add it"));
    }
}
