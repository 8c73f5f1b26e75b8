// SPDX-License-Identifier: Apache-2.0
// Keeps the kernel's own stack quiet on a Linux interface that the router reads through a packet socket.
package io.eightfold.dataplane.port;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A packet socket gets copies: the kernel still sees every frame, and with the same addresses on a TAP it would answer each ping a second
 * time. Four settings of the interface stop it: no answers to ARP, no forwarding, no IPv6, and strict reverse path filtering, which drops
 * what comes in here because the kernel's way back is through the TAP. {@link #close} puts back what was there.
 * <p>Thread: startup.
 */
final class KernelSilence implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KernelSilence.class);
    private static final Path SYSCTL = Path.of("/proc/sys/net");
    private final Map<Path, String> before = new LinkedHashMap<>();

    private KernelSilence() {
    }

    /** Applies the settings; one that cannot be written is a warning, since the router itself works without. */
    static KernelSilence on(final String interfaceName) {
        final KernelSilence silence = new KernelSilence();
        silence.set(SYSCTL.resolve("ipv4/conf").resolve(interfaceName).resolve("arp_ignore"), "8");
        silence.set(SYSCTL.resolve("ipv4/conf").resolve(interfaceName).resolve("rp_filter"), "1");
        silence.set(SYSCTL.resolve("ipv4/conf").resolve(interfaceName).resolve("forwarding"), "0");
        silence.set(SYSCTL.resolve("ipv6/conf").resolve(interfaceName).resolve("disable_ipv6"), "1");
        return silence;
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
    }

    private void set(final Path setting, final String value) {
        if (!Files.exists(setting)) {
            return;
        }
        try {
            final String old = Files.readString(setting).strip();
            if (!old.equals(value)) {
                Files.writeString(setting, value);
                before.put(setting, old);
            }
        } catch (final IOException e) {
            LOG.warn("port fault=host cannot set {}={} ({}); the kernel may answer on this interface as well: run as root with /proc/sys writable",
                setting, value, e.getMessage());
        }
    }
}
