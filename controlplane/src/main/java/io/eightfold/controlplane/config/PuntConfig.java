// SPDX-License-Identifier: Apache-2.0
// What an interface hands to the kernel, and through which TAP.
package io.eightfold.controlplane.config;

/**
 * What an interface hands to the kernel, and through which TAP.
 * <p>Thread: any; immutable.
 *
 * @param tapName      name of the TAP that the kernel sees, or null when nothing is punted
 * @param puntUnknown  frames of unknown EtherType go to the TAP too
 */
public record PuntConfig(String tapName, boolean puntUnknown) {
    /** Nothing is punted. */
    public static final PuntConfig NONE = new PuntConfig(null, false);

    public PuntConfig {
        Limits.require(tapName == null || InterfaceConfig.isName(tapName),
                "tapName=" + tapName + " is not an interface name; " + InterfaceConfig.NAME_RULE);
    }

    /** The TAP's name when the file gives none: {@code tap-} and the interface's name, cut to what Linux allows. */
    public static String defaultTapName(String interfaceName) {
        String name = "tap-" + interfaceName;
        return name.substring(0, Math.min(name.length(), InterfaceConfig.MAX_NAME_LENGTH));
    }

    /** Whether the interface has a TAP at all. */
    public boolean hasTap() {
        return tapName != null;
    }
}
