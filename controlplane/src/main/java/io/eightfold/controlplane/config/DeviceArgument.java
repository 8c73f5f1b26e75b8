// SPDX-License-Identifier: Apache-2.0
// One key=value argument of a DPDK device.
package io.eightfold.controlplane.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One {@code key=value} argument of a DPDK device. */
record DeviceArgument(String key, String value) {
    static final ValueKind<DeviceArgument> KIND = new ValueKind<>(DeviceArgument.class,
            "a device argument without comma such as iface=eth1", DeviceArgument::parse);
    /** DPDK cuts device arguments at commas, so neither side may hold one. */
    private static final Pattern FORM = Pattern.compile("([A-Za-z][A-Za-z0-9_-]*)=([^,\\p{Cntrl}]+)");

    static DeviceArgument parse(String word) {
        Matcher matcher = FORM.matcher(word);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(word.indexOf(',') >= 0
                    ? "DPDK cuts arguments at commas; put a blank between arguments"
                    : "not of the form key=value");
        }
        return new DeviceArgument(matcher.group(1), matcher.group(2));
    }
}
