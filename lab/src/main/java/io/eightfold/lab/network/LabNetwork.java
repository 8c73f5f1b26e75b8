// SPDX-License-Identifier: Apache-2.0
// A topology's namespaces, bridges and cables.
package io.eightfold.lab.network;

import io.eightfold.lab.process.LabException;
import io.eightfold.lab.process.Outcome;
import io.eightfold.lab.process.Shell;
import io.eightfold.lab.topology.Port;
import io.eightfold.lab.topology.Station;
import io.eightfold.lab.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Builds a topology and finds its parts. Thread: session. */
public final class LabNetwork {
    private static final int LIMIT_S = 20;
    private static final String BRIDGE = "br0";
    /** A kernel without IPv6 has no such files. Set before any interface exists: later ones take the default over. */
    private static final String NO_IPV6 =
        "for f in all default; do p=/proc/sys/net/ipv6/conf/$f/disable_ipv6; if [ -e $p ]; then echo 1 >$p; fi; done";
    /** Full checksums in every frame, and no frame longer than the MTU. Not every kernel can switch all but the first. */
    private static final String NO_OFFLOADS = "ethtool -K %1$s tx off >/dev/null && { "
        + "for f in rx tso gso gro; do ethtool -K %1$s $f off >/dev/null 2>&1; done; true; }";

    private final Topology topology;
    private final long labPid;

    public LabNetwork(Topology topology, long labPid) {
        this.topology = topology;
        this.labPid = labPid;
    }

    /** The namespace of a station or segment. */
    public String namespace(String name) {
        return NamespaceName.of(name, labPid);
    }

    /** A command as it runs in a namespace of the lab. */
    public List<String> in(String name, List<String> words) {
        List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", namespace(name)));
        all.addAll(words);
        return all;
    }

    /** The end of a station's cable in a segment's namespace: frames are captured there. */
    public static String bridgePort(Station station, Port port) {
        return station.ports().size() == 1 ? station.name() : station.name() + "-" + port.name();
    }

    /**
     * Makes everything.
     *
     * @throws LabException if the kernel or a tool refuses; what was made stays for {@link #remove}
     */
    public void create(Shell shell) {
        batch(shell, List.of(), topology.namespaces().stream().map(name -> "netns add " + namespace(name)).toList());
        requireAll(shell, topology.namespaces().stream().map(name -> in(name, List.of("sh", "-c", NO_IPV6))).toList());
        batch(shell, List.of(), cables());
        for (String segment : topology.segments()) {
            batch(shell, List.of("-n", namespace(segment)), bridge(segment));
        }
        for (Station station : topology.stations()) {
            batch(shell, List.of("-n", namespace(station.name())), addresses(station));
        }
        requireAll(shell, topology.stations().stream().map(station -> in(station.name(), List.of("sh", "-c", station.ports().stream()
            .map(port -> NO_OFFLOADS.formatted(port.name())).collect(Collectors.joining(" && "))))).toList());
    }

    /**
     * Removes everything that has this lab's name, whether {@link #create} came to its end or not.
     *
     * @return how many namespaces could not be removed
     */
    public int remove(Shell shell) {
        return NamespaceRemoval.remove(shell, NamespaceRemoval.list(shell).stream()
            .filter(name -> NamespaceName.labPid(name).orElseThrow() == labPid).toList());
    }

    private List<String> cables() {
        List<String> commands = new ArrayList<>();
        for (Station station : topology.stations()) {
            for (Port port : station.ports()) {
                // One queue: AF_XDP reads one, and frames of the others would be lost.
                String queues = "numrxqueues 1 numtxqueues 1";
                commands.add("link add name %s address %s netns %s %s type veth peer name %s netns %s %s".formatted(port.name(),
                    topology.mac(station, port), namespace(station.name()), queues, bridgePort(station, port), namespace(port.segment()), queues));
            }
        }
        return commands;
    }

    private List<String> bridge(String segment) {
        List<String> commands = new ArrayList<>();
        commands.add("link add " + BRIDGE + " type bridge mcast_snooping 0");
        for (Station station : topology.stations()) {
            for (Port port : station.ports()) {
                if (port.segment().equals(segment)) {
                    commands.add("link set " + bridgePort(station, port) + " master " + BRIDGE + " up");
                }
            }
        }
        commands.add("link set " + BRIDGE + " up");
        return commands;
    }

    private static List<String> addresses(Station station) {
        List<String> commands = new ArrayList<>(List.of("link set lo up"));
        for (Port port : station.ports()) {
            commands.add("link set " + port.name() + " up");
            if (station.kernelPorts().contains(port)) {
                port.addresses().forEach(own -> commands.add("addr add " + own + " dev " + port.name()));
            }
        }
        if (station instanceof Station.Ipv4Host host) {
            commands.add("route add default via " + host.gateway());
        }
        return commands;
    }

    private static void batch(Shell shell, List<String> options, List<String> commands) {
        List<String> words = new ArrayList<>(List.of("ip"));
        words.addAll(options);
        words.addAll(List.of("-batch", "-"));
        shell.require(LIMIT_S, words, String.join("\n", commands) + "\n");
    }

    private static void requireAll(Shell shell, List<List<String>> commands) {
        List<Outcome> outcomes = shell.runAll(LIMIT_S, commands);
        for (int i = 0; i < commands.size(); i++) {
            if (!outcomes.get(i).isOk()) {
                throw new LabException("`" + String.join(" ", commands.get(i)) + "` failed: " + outcomes.get(i).lastLine());
            }
        }
    }
}
