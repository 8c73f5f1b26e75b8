// SPDX-License-Identifier: Apache-2.0
// Keeps the kernel's own stack quiet on Linux interfaces that the router reads through a packet socket.
package io.eightfold.dataplane.port;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A packet socket gets copies: the kernel still sees every frame, and with the same addresses on a TAP it would answer each ping a second
 * time. Settings of the interface stop it: no answers to ARP, no forwarding, no IPv6, and strict reverse path filtering, which drops
 * what comes in here because the kernel's way back is through the TAP.
 *
 * <p>What was set before is kept in a file as well, so that a router that was killed and started again still knows it;
 * {@link #close} puts it back and removes the file.
 * <p>Thread: startup.
 */
final class KernelSilence implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KernelSilence.class);
    private static final Path SYSCTL = Path.of("/proc/sys/net");
    private static final Path IPV6_ADDRESSES = Path.of("/proc/net/if_inet6");
    private static final String LOOSE = "2";
    private final Path store;
    private final Map<Path, String> before = new LinkedHashMap<>();

    /** @param store file for the settings as they were; its directory exists. */
    KernelSilence(final Path store) {
        this.store = store;
        try {
            if (Files.exists(store)) {
                for (final String line : Files.readAllLines(store)) {
                    final int equals = line.indexOf('=');
                    if (equals > 0 && Path.of(line.substring(0, equals)).startsWith(SYSCTL)) {
                        before.put(Path.of(line.substring(0, equals)), line.substring(equals + 1));
                    }
                }
            }
        } catch (final IOException e) {
            LOG.warn("port fault=host settings kept in {} cannot be read ({}); they will not be restored", store, e.getMessage());
        }
    }

    /** Applies the settings to an interface; one that cannot be written is a warning, since the router itself works without. */
    void quiet(final String interfaceName, final boolean hasTap) {
        final Path ipv4 = SYSCTL.resolve("ipv4/conf").resolve(interfaceName);
        set(ipv4.resolve("arp_ignore"), "8");
        set(ipv4.resolve("rp_filter"), "1");
        set(ipv4.resolve("forwarding"), "0");
        if (hasTap && LOOSE.equals(read(SYSCTL.resolve("ipv4/conf/all/rp_filter")))) {
            LOG.warn("port fault=host net.ipv4.conf.all.rp_filter=2 overrides {}: the kernel may answer a second time there; run: "
                + "sysctl -w net.ipv4.conf.all.rp_filter=1", interfaceName);
        }
        // Switching IPv6 off would delete addresses that somebody gave the interface.
        if (!hasIpv6Address(interfaceName)) {
            set(SYSCTL.resolve("ipv6/conf").resolve(interfaceName).resolve("disable_ipv6"), "1");
        }
    }

    @Override
    public void close() {
        before.forEach((setting, value) -> {
            try {
                Files.writeString(setting, value);
            } catch (final IOException e) {
                // The interface may be gone with its namespace.
                LOG.debug("not restored setting={} cause={}", setting, e.getMessage());
            }
        });
        try {
            Files.deleteIfExists(store);
        } catch (final IOException e) {
            LOG.warn("port fault=host cannot remove {}: {}", store, e.getMessage());
        }
    }

    private void set(final Path setting, final String value) {
        final String old = read(setting);
        if (old == null || old.equals(value)) {
            return;
        }
        before.putIfAbsent(setting, old);
        try {
            keep();
            Files.writeString(setting, value);
        } catch (final IOException e) {
            LOG.warn("port fault=host cannot set {}={} ({}); the kernel may answer on this interface as well: run as root with /proc/sys writable",
                setting, value, e.getMessage());
        }
    }

    private void keep() throws IOException {
        final List<String> lines = new ArrayList<>();
        before.forEach((setting, value) -> lines.add(setting + "=" + value));
        Files.write(store, lines);
    }

    /** Null where the kernel has no such setting. */
    private static String read(final Path setting) {
        try {
            return Files.exists(setting) ? Files.readString(setting).strip() : null;
        } catch (final IOException e) {
            return null;
        }
    }

    /** Whether the interface has an IPv6 address beyond the link-local one that the kernel makes by itself. */
    private static boolean hasIpv6Address(final String interfaceName) {
        try {
            for (final String line : Files.exists(IPV6_ADDRESSES) ? Files.readAllLines(IPV6_ADDRESSES) : List.<String>of()) {
                final String[] fields = line.trim().split("\\s+");
                if (fields.length == 6 && fields[5].equals(interfaceName) && !"20".equals(fields[3])) {
                    return true;
                }
            }
        } catch (final IOException e) {
            return true;
        }
        return false;
    }
}
