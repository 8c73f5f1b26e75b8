// SPDX-License-Identifier: Apache-2.0
// ipv8 doctor: what this machine lacks.
package io.eightfold.cli.command;

import io.eightfold.cli.doctor.Check;
import io.eightfold.cli.doctor.Doctor;
import io.eightfold.cli.doctor.DoctorReport;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Exit code 1 when something is missing without which nothing runs. */
@Command(name = "doctor", description = "What this machine lacks, and the command that mends it.")
public final class DoctorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;
    @Option(names = {"-j", "--json"}, description = "Print JSON.")
    private boolean isJson;

    @Override
    public Integer call() {
        final List<Check> checks = Doctor.local().run();
        spec.commandLine().getOut().println(isJson ? Ipv8Command.json(DoctorReport.json(checks)) : DoctorReport.text(checks).stripTrailing());
        return DoctorReport.isHealthy(checks) ? 0 : 1;
    }
}
