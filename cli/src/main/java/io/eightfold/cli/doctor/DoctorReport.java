// SPDX-License-Identifier: Apache-2.0
// Prints the doctor's findings as a table for people and as JSON for programs.
package io.eightfold.cli.doctor;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;

/** The two forms of the report. */
public final class DoctorReport {
    private DoctorReport() {
    }

    /** A line a check, its remedy on a line of its own below it, and the counts at the end. */
    public static String text(List<Check> checks) {
        int width = checks.stream().mapToInt(check -> check.name().length()).max().orElse(0);
        StringBuilder out = new StringBuilder();
        for (Check check : checks) {
            out.append(String.format("%-4s  %-" + Math.max(1, width) + "s  %s%n", check.status(), check.name(), check.found()));
            if (!check.remedy().isEmpty()) {
                out.append(" ".repeat(8 + width)).append("-> ").append(check.remedy()).append(System.lineSeparator());
            }
        }
        return out.append(String.format("%d ok, %d warnings, %d failures%n",
            count(checks, Status.OK), count(checks, Status.WARN), count(checks, Status.FAIL))).toString();
    }

    /** {@code {"healthy": true, "checks": [{"name", "status", "found", "remedy"}]}}; healthy means that no check failed. */
    public static JsonObject json(List<Check> checks) {
        JsonArray array = new JsonArray();
        for (Check check : checks) {
            JsonObject object = new JsonObject();
            object.addProperty("name", check.name());
            object.addProperty("status", check.status().name());
            object.addProperty("found", check.found());
            object.addProperty("remedy", check.remedy());
            array.add(object);
        }
        JsonObject report = new JsonObject();
        report.addProperty("healthy", isHealthy(checks));
        report.add("checks", array);
        return report;
    }

    /** True when a router can start here: warnings are allowed, failures are not. */
    public static boolean isHealthy(List<Check> checks) {
        return count(checks, Status.FAIL) == 0;
    }

    private static long count(List<Check> checks, Status status) {
        return checks.stream().filter(check -> check.status() == status).count();
    }
}
