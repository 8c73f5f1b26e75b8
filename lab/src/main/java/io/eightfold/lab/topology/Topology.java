// SPDX-License-Identifier: Apache-2.0
// The plan of a lab.
package io.eightfold.lab.topology;

import io.eightfold.wire.address.InterfaceAddress;
import io.eightfold.wire.address.Ipv8Address;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Segments and what is plugged into them.
 *
 * @param segments names of the Ethernets
 * @param drawing  the plan for people, in ASCII
 */
public record Topology(String name, List<String> segments, List<Station> stations, String drawing) {
    /** Short, so that the names of namespaces and of bridge ports (15 characters at most) have room. */
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]{0,7}");
    /** MACs are {@code 02:e8:00:00:station:port}, a byte each. */
    private static final int MAX_STATIONS = 255;

    /** @throws IllegalArgumentException with all problems of the plan */
    public Topology {
        segments = List.copyOf(segments);
        stations = List.copyOf(stations);
        List<String> problems = problems(segments, stations);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("topology " + name + ": " + String.join("; ", problems));
        }
    }

    public List<Station.Router> routers() {
        return stations.stream().filter(Station.Router.class::isInstance).map(Station.Router.class::cast).toList();
    }

    public List<Station.Ipv8Host> ipv8Hosts() {
        return stations.stream().filter(Station.Ipv8Host.class::isInstance).map(Station.Ipv8Host.class::cast).toList();
    }

    public List<Station.Ipv4Host> ipv4Hosts() {
        return stations.stream().filter(Station.Ipv4Host.class::isInstance).map(Station.Ipv4Host.class::cast).toList();
    }

    /** @throws IllegalArgumentException if there is none of this name */
    public Station station(String wanted) {
        return stations.stream().filter(station -> station.name().equals(wanted)).findFirst()
            .orElseThrow(() -> new IllegalArgumentException("topology " + name + " has no station '" + wanted + "'"));
    }

    /** Segments and stations: each is a namespace of its own. */
    public List<String> namespaces() {
        return Stream.concat(segments.stream(), stations.stream().map(Station::name)).toList();
    }

    /** The MAC of a station's port: the same in every run, so that captures compare. */
    public String mac(Station station, Port port) {
        return "02:e8:00:00:%02x:%02x".formatted(stations.indexOf(station) + 1, station.ports().indexOf(port) + 1);
    }

    private static List<String> problems(List<String> segments, List<Station> stations) {
        List<String> problems = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Stream.concat(segments.stream(), stations.stream().map(Station::name)).forEach(name -> {
            if (!NAME.matcher(name).matches()) {
                problems.add("'" + name + "' is no name; expected a lower-case letter and up to 7 letters or digits");
            }
            if (!names.add(name)) {
                problems.add("'" + name + "' is there twice");
            }
        });
        if (stations.size() > MAX_STATIONS) {
            problems.add(stations.size() + " stations > " + MAX_STATIONS);
        }
        Map<Ipv8Address, String> owners = new HashMap<>();
        for (Station station : stations) {
            checkPorts(segments, station, owners, problems);
            checkGateways(station, problems);
        }
        return problems;
    }

    private static void checkPorts(List<String> segments, Station station, Map<Ipv8Address, String> owners, List<String> problems) {
        for (Port port : station.ports()) {
            if (!segments.contains(port.segment())) {
                problems.add(station.name() + " " + port.name() + ": no segment '" + port.segment() + "'");
            }
            for (InterfaceAddress own : port.addresses()) {
                String other = owners.putIfAbsent(own.address(), station.name());
                if (other != null) {
                    problems.add(own.address() + " belongs to " + other + " and " + station.name());
                }
            }
        }
    }

    private static void checkGateways(Station station, List<String> problems) {
        List<Ipv8Address> gateways = switch (station) {
            case Station.Router router -> router.routes().stream().map(Station.Route::gateway).toList();
            case Station.Ipv8Host host -> host.gateways();
            case Station.Ipv4Host host -> List.of(host.gateway());
            case Station.Transit _ -> List.of();
        };
        for (Ipv8Address gateway : gateways) {
            if (station.ports().stream().noneMatch(port -> port.isOnLink(gateway))) {
                problems.add("gateway " + gateway + " of " + station.name() + " is on none of its prefixes");
            }
        }
    }
}
