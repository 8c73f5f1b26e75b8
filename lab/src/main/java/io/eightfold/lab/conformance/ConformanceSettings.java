// SPDX-License-Identifier: Apache-2.0
// Which cases, by which seed.
package io.eightfold.lab.conformance;

import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;

/**
 * Settings of the lab conformance.
 *
 * @param glob    cases, such as {@code icmp/*}; {@code *} is all
 * @param seed    of what cases leave to chance
 * @param command how the run was asked for, for the report
 */
public record ConformanceSettings(String glob, long seed, List<String> command) {
    /** Everything. */
    public static final ConformanceSettings ALL = new ConformanceSettings("*", 1, List.of());

    public ConformanceSettings {
        command = List.copyOf(command);
    }

    /** The seed of one case: the same whichever others run. */
    public long seed(String id) {
        CRC32 crc = new CRC32();
        crc.update(id.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return new Random(seed * 31 + crc.getValue()).nextInt() & 0xFFFF_FFFFL;
    }
}
