// SPDX-License-Identifier: Apache-2.0
// Fills in what the drivers for Linux interfaces need to know of queues and sizes.
package io.eightfold.dataplane.port;

import io.eightfold.dpdk.DeviceArguments;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** net_af_packet and net_af_xdp. What the operator wrote on the device line stays as it is. Thread: startup. */
final class LinuxDevice {
    private static final Logger LOG = LoggerFactory.getLogger(LinuxDevice.class);
    private static final Path INTERFACES = Path.of("/sys/class/net");
    /** Ring frame of a packet socket by default, and what its own header and the link-layer address take of it (TPACKET2_HDRLEN). */
    private static final int DEFAULT_FRAME_BYTES = 2048;
    private static final int FRAME_HEADER_BYTES = 128;
    private static final int PAGE_BYTES = 4096;

    private LinuxDevice() {
    }

    /** Size of a packet socket's ring frame for this MTU. The driver finds frames by their size alone, so one must fill its block: whole pages. */
    static int packetSocketFrameBytes(final int mtuBytes) {
        final int needed = mtuBytes + FRAME_HEADER_BYTES;
        return needed <= DEFAULT_FRAME_BYTES ? DEFAULT_FRAME_BYTES : needed + PAGE_BYTES - 1 & -PAGE_BYTES;
    }

    /** The device with so many queues (pairs), and frames that hold the MTU. */
    static DeviceArguments complete(final DeviceArguments device, final int queues, final int mtuBytes) {
        final Map<String, String> arguments = new LinkedHashMap<>(device.arguments());
        if ("net_af_packet".equals(device.driver())) {
            if (queues > 1) {
                arguments.putIfAbsent("qpairs", Integer.toString(queues));
            }
            final int frameBytes = packetSocketFrameBytes(mtuBytes);
            if (frameBytes > DEFAULT_FRAME_BYTES) {
                arguments.putIfAbsent("blocksz", Integer.toString(frameBytes));
                arguments.putIfAbsent("framesz", Integer.toString(frameBytes));
            }
        } else if ("net_af_xdp".equals(device.driver())) {
            if (queues > 1) {
                arguments.putIfAbsent("queue_count", Integer.toString(queues));
            }
            warnOfUnreadQueues(arguments.get("iface"), queues);
        }
        if (device.linuxInterface() != null) {
            warnOfVirtualLink(device.linuxInterface());
        }
        return new DeviceArguments(device.device(), device.driver(), arguments);
    }

    /** A virtual link computes no checksums: what the other end's kernel leaves to its hardware is never finished. */
    private static void warnOfVirtualLink(final String interfaceName) {
        final Path entry = INTERFACES.resolve(interfaceName);
        try {
            // Of the links without a device behind them, veth names no type of its own; iflink tells nothing across namespaces.
            if (!Files.exists(entry.resolve("device")) && !Files.exists(entry.resolve("tun_flags"))
                && !Files.readString(entry.resolve("uevent")).contains("DEVTYPE=")) {
                LOG.warn("port fault=config interface={} is one end of a virtual link: TCP and UDP of a Linux stack at the other end need finished "
                    + "checksums; run there: ethtool -K IF tx off", interfaceName);
            }
        } catch (final IOException e) {
            LOG.debug("port interface={} link unknown: {}", interfaceName, e.getMessage());
        }
    }

    /** Frames that the kernel puts into a queue nobody reads never reach the router. */
    private static void warnOfUnreadQueues(final String interfaceName, final int queues) {
        int existing = 0;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(INTERFACES.resolve(interfaceName).resolve("queues"), "rx-*")) {
            for (final Path _ : entries) {
                existing++;
            }
        } catch (final IOException e) {
            return;
        }
        if (existing > queues) {
            LOG.warn("port fault=config interface={} has {} receive queues and the router reads {}: frames of the others are lost; run: "
                + "ethtool -L {} combined {} (veth: create it with numrxqueues {})", interfaceName, existing, queues, interfaceName, queues, queues);
        }
    }
}
