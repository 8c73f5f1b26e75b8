// SPDX-License-Identifier: Apache-2.0
// ipv8 perf page.
package io.eightfold.cli.command.perf;

import io.eightfold.perf.page.ResultPage;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Plots the stored results. */
@Command(name = "page", description = "Make index.html and the SVG files from the stored results.")
final class PageCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;
    @Mixin
    private ResultsOption results;

    @Override
    public Integer call() {
        final Path directory = results.directory();
        for (final String file : ResultPage.write(directory)) {
            spec.commandLine().getOut().println(directory.resolve(file));
        }
        return 0;
    }
}
