// SPDX-License-Identifier: Apache-2.0
// What a report was made with.
package io.eightfold.lab.conformance.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Names and values in the order they are shown. Thread: any.
 */
public final class Circumstances {
    private final Map<String, String> values = new LinkedHashMap<>();

    /** Adds a value; returns this. */
    public Circumstances put(String name, String value) {
        values.put(name, value);
        return this;
    }

    /**
     * What this machine is; returns this.
     *
     * @param whose goes before each name, such as {@code "tester's "}
     */
    public Circumstances putMachine(String whose) {
        return put(whose + "jdk", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"))
            .put(whose + "kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"))
            .put(whose + "cpu", Runtime.getRuntime().availableProcessors() + " x " + cpu());
    }

    private static String cpu() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream().filter(line -> line.startsWith("model name")).findFirst()
                .map(line -> line.substring(line.indexOf(':') + 1).strip()).orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }

    Map<String, String> values() {
        return values;
    }
}
