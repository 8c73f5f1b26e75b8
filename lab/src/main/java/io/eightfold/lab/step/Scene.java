// SPDX-License-Identifier: Apache-2.0
// A running lab, as the steps see it.
package io.eightfold.lab.step;

import io.eightfold.lab.capture.Capture;
import io.eightfold.lab.network.LabNetwork;
import io.eightfold.lab.process.Daemon;
import io.eightfold.lab.process.LabException;
import io.eightfold.lab.process.Outcome;
import io.eightfold.lab.process.ProcessTable;
import io.eightfold.lab.process.Shell;
import io.eightfold.lab.report.Findings;
import io.eightfold.lab.report.Screen;
import io.eightfold.lab.topology.Port;
import io.eightfold.lab.topology.Station;
import io.eightfold.lab.topology.Topology;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Commands in namespaces, daemons by station, captures by name, and the place for findings. Thread: session. */
public final class Scene {
    private final Topology topology;
    private final LabNetwork network;
    private final ProcessTable processes;
    private final Places places;
    private final Screen screen;
    private final Findings findings = new Findings();
    private final Map<String, Daemon> daemons = new LinkedHashMap<>();
    private final Map<String, Capture> captures = new LinkedHashMap<>();
    private DeviceChoice device;
    private Shell shell;

    /**
     * Where things are.
     *
     * @param home   folder of the {@code ipv8} launcher
     * @param output captures, logs, configurations
     * @param run    sockets and counters of the routers
     */
    public record Places(Path home, Path output, Path run) { }

    public Scene(Topology topology, LabNetwork network, ProcessTable processes, Places places, DeviceChoice device, Screen screen) {
        this.topology = topology;
        this.network = network;
        this.processes = processes;
        this.places = places;
        this.device = device;
        this.screen = screen;
        this.shell = new Shell(processes, null);
    }

    public Topology topology() {
        return topology;
    }

    public Findings findings() {
        return findings;
    }

    public Path output() {
        return places.output();
    }

    public Path run() {
        return places.run();
    }

    public ProcessTable processes() {
        return processes;
    }

    public Screen screen() {
        return screen;
    }

    /** The DPDK driver of the routers' ports. */
    public DeviceChoice device() {
        return device;
    }

    public void device(DeviceChoice choice) {
        device = choice;
    }

    public boolean isEnding() {
        return processes.isClosed();
    }

    void logTo(Path log) {
        shell = new Shell(processes, log);
    }

    /** Runs commands into the current step's log. */
    public Shell shell() {
        return shell;
    }

    /** A command in a station's or segment's namespace. */
    public List<String> in(String name, String... words) {
        return network.in(name, List.of(words));
    }

    /** The {@code ipv8} command in a station's namespace, by the launcher that a person would use there. */
    public List<String> ipv8In(String name, String... words) {
        return network.in(name, ipv8(words));
    }

    /** The {@code ipv8} command. */
    public List<String> ipv8(String... words) {
        List<String> all = new ArrayList<>(List.of(places.home().resolve("ipv8").toString()));
        all.addAll(List.of(words));
        return all;
    }

    /** A script of the folder {@code ci}. */
    public List<String> script(String name, String... words) {
        List<String> all = new ArrayList<>(List.of(places.home().resolve("ci").resolve(name).toString()));
        all.addAll(List.of(words));
        return all;
    }

    /** Starts a long-running {@code ipv8} command in a station's namespace; its log is {@code STATION.log}. */
    public Daemon startDaemon(Station station, String... words) {
        return startDaemon(station.name(), ipv8In(station.name(), words));
    }

    /** Starts a long-running command under a name of its own; its log is {@code NAME.log}. */
    public Daemon startDaemon(String name, List<String> command) {
        Daemon daemon = Daemon.start(processes, name, command, output().resolve(name + ".log"));
        daemons.put(name, daemon);
        return daemon;
    }

    /** The file of a station's network namespace. */
    public Path namespace(String name) {
        return Path.of("/run/netns", network.namespace(name));
    }

    /** @throws LabException if the station's daemon was never started */
    public Daemon daemon(String station) {
        Daemon daemon = daemons.get(station);
        if (daemon == null) {
            throw new LabException("no daemon runs for " + station + "; a step before this one starts it");
        }
        return daemon;
    }

    /** Captures what passes between a station's port and its segment. */
    public Capture startCapture(String name, Station station, Port port, String filter) {
        Capture capture = Capture.start(processes, name, network.in(port.segment(), List.of()), LabNetwork.bridgePort(station, port), filter, output());
        captures.put(name, capture);
        return capture;
    }

    /** @throws LabException if no capture of this name was started */
    public Capture capture(String name) {
        Capture capture = captures.get(name);
        if (capture == null) {
            throw new LabException("no capture '" + name + "'; a step before this one starts it");
        }
        return capture;
    }

    /** All captures, in the order they were started. */
    public List<Capture> captures() {
        return List.copyOf(captures.values());
    }
}
