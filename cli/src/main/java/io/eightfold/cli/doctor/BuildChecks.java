// SPDX-License-Identifier: Apache-2.0
// Checks of what building and starting need: JDK, libdpdk, the native library.
package io.eightfold.cli.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What has to be there before a router can start at all. */
final class BuildChecks {
    private static final int MINIMUM_JDK = 25;
    /** Oldest DPDK the shim builds against: that of Debian 12. */
    private static final int MINIMUM_DPDK_YEAR = 22;
    private static final int MINIMUM_DPDK_MONTH = 11;
    private static final Pattern DPDK_VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,2}).*");

    private final Machine machine;
    private final Path nativeDirectory;

    BuildChecks(Machine machine, Path nativeDirectory) {
        this.machine = machine;
        this.nativeDirectory = nativeDirectory;
    }

    List<Check> run() {
        return List.of(jdk(Runtime.version().feature()), libdpdk(), nativeLibrary());
    }

    static Check jdk(int feature) {
        String found = "JDK " + feature + " (" + System.getProperty("java.home") + ")";
        return feature >= MINIMUM_JDK
            ? Check.ok("jdk", found)
            : Check.fail("jdk", found + "; " + MINIMUM_JDK + " or later is needed", "ci/install build");
    }

    Check libdpdk() {
        String version = machine.output("pkg-config", "--modversion", "libdpdk").orElse("");
        Matcher parts = DPDK_VERSION.matcher(version);
        if (!parts.matches()) {
            return Check.fail("libdpdk", "not found by pkg-config", "apt-get install -y pkgconf libdpdk-dev");
        }
        int year = Integer.parseInt(parts.group(1));
        int month = Integer.parseInt(parts.group(2));
        boolean isRecent = year > MINIMUM_DPDK_YEAR || year == MINIMUM_DPDK_YEAR && month >= MINIMUM_DPDK_MONTH;
        return isRecent
            ? Check.ok("libdpdk", version)
            : Check.fail("libdpdk", version + "; " + MINIMUM_DPDK_YEAR + "." + MINIMUM_DPDK_MONTH + " or later is needed",
                "use Debian 12 or later, or build DPDK from source");
    }

    Check nativeLibrary() {
        Path library = nativeDirectory.resolve("libeightfold.so");
        return Files.isReadable(library)
            ? Check.ok("native-library", library.toString())
            : Check.fail("native-library", library + " is missing", "ci/build");
    }
}
