// SPDX-License-Identifier: Apache-2.0
// What the steps of the lab conformance share.
package io.eightfold.lab.conformance;

import io.eightfold.lab.conformance.report.Circumstances;
import io.eightfold.lab.conformance.report.ConformanceReport;
import io.eightfold.lab.conformance.tester.Tester;
import io.eightfold.lab.process.LabException;
import io.eightfold.lab.step.Scene;
import io.eightfold.lab.topology.Conformance;
import io.eightfold.lab.whois8.RegistryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Registry, tester, report. Thread: session. */
final class Bench {
    final RegistryServer registry = new RegistryServer("reg", Conformance.TESTER, Conformance.REGISTRY_ADDRESS);
    private final ConformanceSettings settings;
    private Tester tester;
    private ConformanceReport report;

    Bench(ConformanceSettings settings) {
        this.settings = settings;
    }

    ConformanceSettings settings() {
        return settings;
    }

    /** Folder of the launcher. */
    Path home() {
        return Path.of(System.getProperty("eightfold.home", ".")).toAbsolutePath().normalize();
    }

    Tester tester(Scene scene) {
        if (tester == null) {
            tester = Tester.open(Optional.of(scene.namespace(Conformance.TESTER)), Conformance.INTERFACES);
        }
        return tester;
    }

    ConformanceReport report(Scene scene) {
        if (report == null) {
            report = report(home(), scene.output(), settings, "Eightfold in the lab's namespaces, " + scene.device().driver());
        }
        return report;
    }

    static ConformanceReport report(Path home, Path output, ConformanceSettings settings, String tested) {
        return new ConformanceReport(output, new Circumstances().put("tested", tested).put("target", "draft-thain-ipv8-02")
            .put("product", "Eightfold 0.1.0, commit " + commit(home)).put("dpdk", firstLine("pkg-config", "--modversion", "libdpdk")).putMachine().put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
            .put("seed", Long.toString(settings.seed())).put("command", String.join(" ", settings.command())), standard(home));
    }

    private static String commit(Path home) {
        return firstLine("git", "-C", home.toString(), "describe", "--always", "--dirty", "--abbrev=12");
    }

    /** What a command says in its first line. */
    private static String firstLine(String... command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String text = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? text : "unknown";
        } catch (IOException e) {
            return "unknown";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }

    private static String standard(Path home) {
        try {
            return Files.readString(home.resolve("docs/standard.md"));
        } catch (IOException e) {
            throw new LabException("docs/standard.md cannot be read (" + e.getMessage() + "); run in a folder of the repository", e);
        }
    }

    void close() {
        if (tester != null) {
            tester.close();
            tester = null;
        }
    }
}
