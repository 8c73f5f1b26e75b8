// SPDX-License-Identifier: Apache-2.0
// ExaBGP.
package io.eightfold.lab.interop;

import io.eightfold.lab.process.LabException;
import io.eightfold.lab.step.Scene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/** It has no RIB: it says what it is told to say, and writes down what it hears. */
final class ExabgpPeer extends StockPeer {
    /** In its log once it has taken its configuration. */
    private static final String LOADED = "loaded new configuration successfully";
    private int starts;
    private List<PeerRoute> said = List.of();

    ExabgpPeer(Scene scene, Row row) {
        super(scene, row);
    }

    @Override
    String version() {
        return versionLine("ExaBGP", "exabgp", "--version").replace(" : ", " ");
    }

    @Override
    boolean fillsKernel() {
        return false;
    }

    @Override
    void start(Setup setup) {
        starts++;
        write(commands(), "");
        write(heardFile(), "");
        Path text = write("", ExabgpText.of(row, setup, commands(), write(directory.resolve("recorder"), ExabgpText.recorder(heardFile()))));
        startProcess(scene.in(row.station(), "env", "exabgp.daemon.user=root", "exabgp.daemon.drop=false", "exabgp.tcp.bind=" + row.address(), "exabgp.tcp.port=179",
            "exabgp.api.ack=false", "exabgp.api.cli=false", "exabgp.log.destination=stdout", "exabgp", text.toString()));
        awaitUp(() -> process().output().split(LOADED, -1).length > starts);
        said = setup.routes();
    }

    @Override
    void say(Setup setup) {
        said.stream().filter(route -> !setup.routes().contains(route)).forEach(route -> command("withdraw " + ExabgpText.route(row, route)));
        setup.routes().stream().filter(route -> !said.contains(route)).forEach(route -> command("announce " + ExabgpText.route(row, route)));
        said = setup.routes();
    }

    @Override
    Map<PeerRoute, List<Long>> heard() {
        try {
            return ExabgpLog.routes(Files.readAllLines(heardFile()));
        } catch (IOException e) {
            throw new LabException("cannot read " + heardFile() + ": " + e.getMessage(), e);
        }
    }

    @Override
    void askAgain() {
        command("announce route-refresh " + ExabgpText.family(row));
    }

    private void command(String line) {
        try {
            Files.writeString(commands(), line + "\n", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new LabException("cannot write " + commands() + ": " + e.getMessage(), e);
        }
    }

    /** New ones for each start: the old ones are of a session that is gone. */
    private Path commands() {
        return directory.resolve("commands" + starts);
    }

    private Path heardFile() {
        return directory.resolve("heard" + starts);
    }
}
