// SPDX-License-Identifier: Apache-2.0
// Which DPDK driver the routers use on their Linux interfaces.
package io.eightfold.lab.step;

import io.eightfold.lab.process.LabException;

/**
 * A driver, and whether another may take its place.
 *
 * @param driver      {@code net_af_xdp} or {@code net_af_packet}
 * @param isAutomatic whether {@code net_af_packet} may replace it on a kernel without AF_XDP
 */
public record DeviceChoice(String driver, boolean isAutomatic) {
    public static final String AUTOMATIC = "auto";
    public static final String AF_XDP = "net_af_xdp";
    public static final String AF_PACKET = "net_af_packet";

    /** Reads {@code auto}, {@code net_af_xdp} or {@code net_af_packet}. */
    public static DeviceChoice parse(String text) {
        return switch (text) {
            case AUTOMATIC -> new DeviceChoice(AF_XDP, true);
            case AF_XDP, AF_PACKET -> new DeviceChoice(text, false);
            default -> throw new LabException("device '" + text + "' is not one the lab has; use " + AUTOMATIC + ", " + AF_XDP + " or " + AF_PACKET);
        };
    }

    /** The driver that every kernel has. */
    public DeviceChoice fallback() {
        return new DeviceChoice(AF_PACKET, false);
    }
}
