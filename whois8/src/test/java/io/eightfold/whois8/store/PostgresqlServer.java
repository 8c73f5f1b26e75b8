// SPDX-License-Identifier: Apache-2.0
// Debian's PostgreSQL for the time of a test.
package io.eightfold.whois8.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A cluster of its own in a temporary directory, on a free port of the loopback address, gone when stopped. The server refuses to be root, so root runs it as {@code postgres}. */
public final class PostgresqlServer {
    public static final String USER = "authority";
    public static final String PASSWORD = "of-this-test-only";
    private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
    private static final long START_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(60);
    private final Path directory;
    private final int port;
    private final Process server;

    private PostgresqlServer(final Path directory, final int port, final Process server) {
        this.directory = directory;
        this.port = port;
        this.server = server;
    }

    /** Where the server's programs are; empty when it is not installed. */
    public static Optional<Path> programs() {
        try (Stream<Path> versions = Files.isDirectory(VERSIONS) ? Files.list(VERSIONS) : Stream.empty()) {
            return versions.map(version -> version.resolve("bin")).filter(bin -> Files.isExecutable(bin.resolve("initdb"))).max(Comparator.naturalOrder());
        } catch (final IOException e) {
            return Optional.empty();
        }
    }

    public static PostgresqlServer start() throws IOException, InterruptedException {
        final Path bin = programs().orElseThrow();
        final Path directory = Files.createTempDirectory("e8-pg");
        final Path passwords = Files.writeString(directory.resolve("password"), PASSWORD);
        giveAway(directory);
        final Path data = directory.resolve("data");
        run(List.of(bin.resolve("initdb").toString(), "-D", data.toString(), "-U", USER, "--auth=scram-sha-256", "--pwfile=" + passwords, "-E", "UTF8", "--no-locale", "--no-sync"), directory);
        final int port = freePort();
        final Process server = builder(List.of(bin.resolve("postgres").toString(), "-D", data.toString(), "-h", "127.0.0.1", "-p", String.valueOf(port), "-k", directory.toString(),
            "-c", "max_connections=40", "-c", "shared_buffers=32MB"), directory).start();
        final PostgresqlServer started = new PostgresqlServer(directory, port, server);
        started.awaitReady();
        return started;
    }

    private static void giveAway(final Path directory) throws IOException, InterruptedException {
        if (isRoot()) {
            final int status = new ProcessBuilder("chown", "-R", "postgres", directory.toString()).inheritIO().start().waitFor();
            if (status != 0) {
                throw new IOException("chown of " + directory + " to postgres gave " + status);
            }
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static ProcessBuilder builder(final List<String> command, final Path directory) {
        final List<String> all = new ArrayList<>();
        if (isRoot()) {
            all.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        all.addAll(command);
        return new ProcessBuilder(all).directory(directory.toFile()).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("log").toFile()));
    }

    private static void run(final List<String> command, final Path directory) throws IOException, InterruptedException {
        final Process process = builder(command, directory).start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(command.getFirst() + " failed: " + Files.readString(directory.resolve("log")));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady() throws IOException, InterruptedException {
        final long deadlineNs = System.nanoTime() + START_TIMEOUT_NS;
        while (true) {
            try {
                connect("postgres").close();
                return;
            } catch (final SQLException e) {
                if (!server.isAlive() || System.nanoTime() - deadlineNs >= 0) {
                    throw new IOException("PostgreSQL did not start: " + Files.readString(directory.resolve("log")), e);
                }
                Thread.sleep(50);
            }
        }
    }

    public Connection connect(final String database) throws SQLException {
        return DriverManager.getConnection(url(database), USER, PASSWORD);
    }

    public int port() {
        return port;
    }

    public String url(final String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** An empty database. */
    public void create(final String database) throws SQLException {
        execute("postgres", "CREATE DATABASE " + database);
    }

    public void execute(final String database, final String sql) throws SQLException {
        try (Connection connection = connect(database); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Ends all connections to a database, as a server does that is restarted. */
    public void disconnectAll(final String database) throws SQLException {
        execute("postgres", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + database + "'");
    }

    public void stop() throws IOException, InterruptedException {
        // SIGINT: a fast shutdown. The child of setpriv is the server itself.
        new ProcessBuilder("kill", "-INT", String.valueOf(server.pid())).start().waitFor();
        if (!server.waitFor(30, TimeUnit.SECONDS)) {
            server.destroyForcibly().waitFor();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
