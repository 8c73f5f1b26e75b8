// SPDX-License-Identifier: Apache-2.0
// Gives the kernel the addresses and routes of the ports it sees as TAPs.
package io.eightfold.dataplane.slowpath;

import io.eightfold.dataplane.StaticRoute;
import io.eightfold.dataplane.port.RouterPort;
import io.eightfold.wire.address.InterfaceAddress;
import io.eightfold.wire.address.Ipv8Address;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs iproute2 once, at start. Everything it sets ends with the TAP. Thread: startup. */
public final class TapAddresses {
    private static final int TIMEOUT_S = 10;
    /** Behind every route the host has of its own: a router must not take over the default route that its operator came in by. */
    private static final int METRIC = 30_000;

    private TapAddresses() {
    }

    /**
     * IPv4 addresses of every port with a TAP, and the static IPv4 routes through gateways behind them, so that kernel sockets reach as
     * far as the router does.
     * @param end an address, IPv4, that kernel sockets need whatever ports have it: our end of tunnels through HTTPS; 0 for none.
     * @throws IllegalStateException when iproute2 is missing or refuses.
     */
    public static void apply(final List<RouterPort> ports, final List<StaticRoute> routes, final int end) {
        final List<String> commands = new ArrayList<>();
        for (final RouterPort port : ports) {
            if (port.hasTap()) {
                // The kernel must not chat IPv6 on a link where nobody asked for it.
                set("ipv6", port.tap().name(), "disable_ipv6", "1");
                // Its ARP requests name a sender of the link's own prefix (RFC 826 neighbours refuse others), whatever socket they serve.
                set("ipv4", port.tap().name(), "arp_announce", "2");
                for (final InterfaceAddress own : port.ipv4Addresses()) {
                    commands.add("addr add " + own.address().conventional() + "/" + own.prefix().hostLength() + " dev " + port.tap().name());
                }
            }
        }
        if (end != 0) {
            addEnd(ports, end, commands);
        }
        for (final StaticRoute route : routes) {
            if (route.prefix().hostLength() >= 0 && route.prefix().address().isIpv4()) {
                addRoute(ports, route, commands);
            }
        }
        if (!commands.isEmpty()) {
            run(commands);
        }
    }

    /** One TAP has it: the kernel answers to it by all of them. */
    private static void addEnd(final List<RouterPort> ports, final int end, final List<String> commands) {
        final boolean isOwn = ports.stream().filter(RouterPort::hasTap).anyMatch(p -> p.ipv4Addresses().stream().anyMatch(a -> a.address().host() == end));
        if (!isOwn) {
            ports.stream().filter(RouterPort::hasTap).findFirst()
                .ifPresent(p -> commands.add("addr add " + Ipv8Address.ofIpv4(end).conventional() + "/32 dev " + p.tap().name()));
        }
    }

    private static void addRoute(final List<RouterPort> ports, final StaticRoute route, final List<String> commands) {
        final StringBuilder hops = new StringBuilder();
        for (final StaticRoute.Hop hop : route.hops()) {
            if (hop instanceof StaticRoute.Gateway gateway) {
                for (final RouterPort port : ports) {
                    if (port.hasTap() && (gateway.port() == null ? port.isOnLink(gateway.address().bits()) : port.name().equals(gateway.port()))) {
                        hops.append(" nexthop via ").append(gateway.address().conventional()).append(" dev ").append(port.tap().name());
                        break;
                    }
                }
            }
        }
        if (!hops.isEmpty()) {
            commands.add("route replace " + route.prefix() + " proto static metric " + METRIC + hops);
        }
    }

    /** A setting of one interface; a kernel without the protocol has no such file and needs no setting. */
    private static void set(final String family, final String tap, final String name, final String value) {
        final Path setting = Path.of("/proc/sys/net", family, "conf", tap, name);
        try {
            if (Files.isWritable(setting)) {
                Files.writeString(setting, value);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot write " + setting + ": " + e.getMessage() + "; run as root", e);
        }
    }

    private static void run(final List<String> commands) {
        try {
            final ProcessBuilder builder = new ProcessBuilder("ip", "-batch", "-").redirectErrorStream(true);
            // What the launcher preloads is for this process.
            builder.environment().remove("LD_PRELOAD");
            final Process ip = builder.start();
            ip.getOutputStream().write(String.join("\n", commands).concat("\n").getBytes(StandardCharsets.UTF_8));
            ip.getOutputStream().close();
            // What `ip` has to say fits a pipe: it may be read when it has ended.
            if (!ip.waitFor(TIMEOUT_S, TimeUnit.SECONDS)) {
                ip.destroyForcibly();
                throw new IllegalStateException("`ip` did not set up the TAPs within " + TIMEOUT_S + " s; try `ip link show` by hand");
            }
            if (ip.exitValue() != 0) {
                final String output = new String(ip.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
                throw new IllegalStateException("`ip` refused to set up the TAPs: " + output.replace("\n", "; ") + "; the first command was: ip "
                    + commands.getFirst());
            }
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot run `ip` to give the TAPs their addresses: " + e.getMessage() + "; install iproute2", e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while `ip` set up the TAPs; start again", e);
        }
    }
}
