// SPDX-License-Identifier: Apache-2.0
// A WHOIS8 server of the lab.
package io.eightfold.lab.whois8;

import io.eightfold.lab.process.Daemon;
import io.eightfold.lab.process.LabException;
import io.eightfold.lab.process.Outcome;
import io.eightfold.lab.process.Wait;
import io.eightfold.lab.step.Scene;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory, a process, and the commands that a person would give. Keys and database are in the run directory and go with it. Thread: session.
 *
 * @param name    of the process, its log and its directory
 * @param station where it runs
 * @param address of the station
 */
public record RegistryServer(String name, String station, String address) {
    public static final String RIR = "lab";
    /** Of the documentation range, all that the lab's registry may speak of. */
    public static final String ASNS = "64496-64511";
    public static final int HTTP_PORT = 8343;
    public static final int TEXT_PORT = 4343;
    public static final int RTR_PORT = 8282;
    private static final int ADMIN_PORT = 8344;
    private static final int LIMIT_S = 20;
    private static final int START_LIMIT_MS = 30_000;
    /** In the log of a server that answers. */
    private static final String UP = "startedInMs=";

    public Path directory(Scene scene) {
        return scene.run().resolve(name);
    }

    public String url() {
        return "http://" + address + ":" + HTTP_PORT;
    }

    /** Makes keys and an empty data set; returns the trust anchor line. */
    public String init(Scene scene) {
        return require(scene, "init", RIR, "--asns", ASNS, "--dir", directory(scene).toString()).strip();
    }

    /** Takes the directory of another one, which must not run: keys, database and all. */
    void copy(Scene scene, RegistryServer other) {
        scene.shell().require(LIMIT_S, List.of("cp", "-a", other.directory(scene).toString(), directory(scene).toString()), null);
    }

    /** Starts a server of the own database. */
    public void serve(Scene scene) {
        start(scene, "--listen", address);
    }

    /** Starts a server that verifies and repeats what another one says. */
    void mirror(Scene scene, RegistryServer authority, String anchor) {
        start(scene, "--listen", address, "--mirror", authority.url(), "--trust-anchor", anchor);
    }

    private void start(Scene scene, String... options) {
        List<String> words = new ArrayList<>(List.of("whois8", "serve", "--dir", directory(scene).toString()));
        words.addAll(List.of(options));
        scene.startDaemon(name, scene.ipv8In(station, words.toArray(String[]::new)));
    }

    /** The same command again. */
    public void startAgain(Scene scene) {
        process(scene).startAgain();
    }

    public Daemon process(Scene scene) {
        return scene.daemon(name);
    }

    /**
     * Waits until the server answers.
     *
     * @param starts how often it was started in all
     * @throws LabException with its last words if it does not
     */
    public void awaitUp(Scene scene, int starts) {
        Wait.until(START_LIMIT_MS, () -> !process(scene).isAlive() || process(scene).output().split(UP, -1).length > starts);
        if (!process(scene).isAlive()) {
            throw new LabException(process(scene).epitaph());
        }
        if (process(scene).output().split(UP, -1).length <= starts) {
            throw new LabException(name + " does not serve after " + START_LIMIT_MS / 1000 + " s; see " + process(scene).log());
        }
    }

    /**
     * A command of administration, such as {@code set 64497 --status revoked}.
     *
     * @return what it printed
     * @throws LabException if it is refused
     */
    public String admin(Scene scene, String... words) {
        return require(scene, Stream.concat(Stream.of(words), Stream.of("--dir", directory(scene).toString())).toArray(String[]::new));
    }

    /**
     * A request of the administration's interface, as a program would send it.
     *
     * @return the answer, a JSON object
     */
    String request(Scene scene, String verb, String body) {
        String script = "curl -sS --fail-with-body --max-time 5 -H \"Authorization: Bearer $(cat " + directory(scene).resolve("admin.token") + ")\" -d '" + body
            + "' http://127.0.0.1:" + ADMIN_PORT + "/admin/v1/" + verb;
        return scene.shell().require(LIMIT_S, scene.in(station, "sh", "-c", script), null);
    }

    /** Takes records in, one JSON object a line. */
    public String importLines(Scene scene, String lines) {
        return scene.shell().require(LIMIT_S, scene.ipv8In(station, "whois8", "import", "-", "--dir", directory(scene).toString()), lines);
    }

    /** The stock client, asked from another station. */
    public Outcome whois(Scene scene, String from, String question) {
        return scene.shell().run(LIMIT_S, scene.in(from, "whois", "-h", address, "-p", Integer.toString(TEXT_PORT), question));
    }

    /** A path of the HTTP server, asked by curl from another station. */
    Outcome get(Scene scene, String from, String path) {
        return scene.shell().run(LIMIT_S, scene.in(from, "curl", "-sS", "--max-time", "5", url() + path));
    }

    private String require(Scene scene, String... words) {
        return scene.shell().require(LIMIT_S, scene.ipv8In(station, Stream.concat(Stream.of("whois8"), Stream.of(words)).toArray(String[]::new)), null);
    }
}
