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
    private final Path home;
    private final ConformanceSettings settings;
    private Tester tester;
    private ConformanceReport report;

    /** @param home folder of the launcher */
    Bench(Path home, ConformanceSettings settings) {
        this.home = home;
        this.settings = settings;
    }

    ConformanceSettings settings() {
        return settings;
    }

    /** Folder of the launcher. */
    Path home() {
        return home;
    }

    Tester tester(Scene scene) {
        if (tester == null) {
            tester = Tester.open(Optional.of(scene.namespace(Conformance.TESTER)), Conformance.INTERFACES);
        }
        return tester;
    }

    ConformanceReport report(Scene scene) {
        if (report == null) {
            Circumstances made = tested("Eightfold in the lab's namespaces, " + scene.device().driver()).put("product", product(home()))
                .put("dpdk", firstLine("pkg-config", "--modversion", "libdpdk")).putMachine("");
            report = new ConformanceReport(scene.output(), putRun(made, settings), standard(home()));
        }
        return report;
    }

    /** The report of a router that others made: this product is the tester, and our choices say nothing about it. */
    static ConformanceReport foreign(Path home, Path output, ConformanceSettings settings, String tested) {
        return new ConformanceReport(output, putRun(tested(tested).put("tester", product(home)).putMachine("tester's "), settings), "");
    }

    private static Circumstances tested(String what) {
        return new Circumstances().put("tested", what).put("target", "draft-thain-ipv8-02");
    }

    private static Circumstances putRun(Circumstances made, ConformanceSettings settings) {
        return made.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString()).put("seed", Long.toString(settings.seed())).put("command", String.join(" ", settings.command()));
    }

    private static String product(Path home) {
        return "Eightfold 0.1.0, commit " + firstLine("git", "-C", home.toString(), "describe", "--always", "--dirty", "--abbrev=12");
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
