// SPDX-License-Identifier: Apache-2.0
// Device words of the command line.
package io.eightfold.perf.pktgen;

import io.eightfold.dpdk.DeviceArguments;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** A Linux interface, a PCI address, or a driver of DPDK's, each with {@code ,key=value} behind it if need be. Thread: any. */
final class Devices {
    private static final Pattern PCI = Pattern.compile("(?:[0-9a-f]{4}:)?[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]");
    private static final Pattern DIGITS = Pattern.compile("\\d*");
    private static final int SHORT_PCI = 7;

    private Devices() {
    }

    /**
     * Reads one.
     * @param option as in {@code --tx}, for the message.
     * @param name   makes a virtual device's name unique in the process.
     */
    static DeviceArguments parse(final String option, final String word, final String name) {
        final String[] parts = word.split(",");
        final Map<String, String> arguments = new LinkedHashMap<>();
        for (int i = 1; i < parts.length; i++) {
            final int equals = parts[i].indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(option + " " + word + ": '" + parts[i] + "' is not KEY=VALUE; write for example net_memif,role=client,socket=/run/m.sock");
            }
            arguments.put(parts[i].substring(0, equals), parts[i].substring(equals + 1));
        }
        final String head = parts[0];
        final String lower = head.toLowerCase(Locale.ROOT);
        if (head.isEmpty()) {
            throw new IllegalArgumentException(option + " is empty; name a Linux interface, a PCI address or a DPDK device such as net_memif,role=client");
        }
        if (PCI.matcher(lower).matches()) {
            return DeviceArguments.pci(lower.length() == SHORT_PCI ? "0000:" + lower : lower, arguments);
        }
        if (head.startsWith("net_")) {
            return DeviceArguments.virtual(driver(head), name, arguments);
        }
        arguments.putIfAbsent("iface", head);
        return DeviceArguments.virtual("net_af_packet", name, arguments);
    }

    /** DPDK's users number their devices: {@code net_memif0}. */
    private static String driver(final String head) {
        return DeviceArguments.DRIVERS.stream().filter(d -> head.startsWith(d) && DIGITS.matcher(head.substring(d.length())).matches())
            .findFirst().orElse(head);
    }
}
