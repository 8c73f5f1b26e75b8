// SPDX-License-Identifier: Apache-2.0
// Routers of the distribution as RTR clients.
package io.eightfold.whois8.server.rtr;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.eightfold.whois8.server.StockProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** A daemon with a cache on loopback. It has no BGP peers and leaves the kernel's tables alone. */
final class StockRouter implements AutoCloseable {
    private final StockProgram daemon;
    private final Supplier<String> show;
    private final Pattern line;

    /** @param line finds prefix, length, longest length and ASN in groups of these names */
    private StockRouter(final StockProgram daemon, final Pattern line, final Supplier<String> show) {
        this.daemon = daemon;
        this.line = line;
        this.show = show;
    }

    static StockRouter frr(final Path directory, final int cachePort) throws IOException {
        final String bgpd = program("apt-get install frr frr-rpki-rtrlib", "/usr/lib/frr/bgpd");
        final String vtysh = program("apt-get install frr", "/usr/bin/vtysh");
        program("apt-get install frr-rpki-rtrlib", "/usr/lib/x86_64-linux-gnu/frr/modules/bgpd_rpki.so", "/usr/lib/aarch64-linux-gnu/frr/modules/bgpd_rpki.so",
            "/usr/lib/frr/modules/bgpd_rpki.so");
        final Path config = Files.writeString(directory.resolve("bgpd.conf"), """
            log stdout
            rpki
             rpki polling_period 3600
             rpki retry_interval 1
             rpki cache 127.0.0.1 %d preference 1
            exit
            """.formatted(cachePort));
        final StockProgram daemon = StockProgram.start(directory, bgpd, "-f", config.toString(), "-n", "-Z", "-S", "-M", "rpki", "-p", "0", "-P", "0",
            "--vty_socket", directory.toString(), "-i", directory.resolve("bgpd.pid").toString());
        return new StockRouter(daemon, Pattern.compile("(?<prefix>[0-9.]+)\\s+(?<length>\\d+) -\\s+(?<max>\\d+)\\s+(?<asn>\\d+)"),
            () -> StockProgram.run(directory, vtysh, "--vty_socket", directory.toString(), "-c", "show rpki prefix-table"));
    }

    static StockRouter bird(final Path directory, final int cachePort) throws IOException {
        final String bird = program("apt-get install bird2", "/usr/sbin/bird", "/usr/local/sbin/bird");
        final String birdc = program("apt-get install bird2", "/usr/sbin/birdc", "/usr/local/sbin/birdc");
        final Path config = Files.writeString(directory.resolve("bird.conf"), """
            log stderr all;
            router id 192.0.2.1;
            roa4 table r4;
            protocol rpki whois8 {
              roa4 { table r4; };
              remote 127.0.0.1 port %d;
              refresh keep 3600;
              retry keep 1;
              expire keep 7200;
            }
            """.formatted(cachePort));
        final String socket = directory.resolve("bird.ctl").toString();
        final StockProgram daemon = StockProgram.start(directory, bird, "-f", "-c", config.toString(), "-s", socket, "-P", directory.resolve("bird.pid").toString());
        return new StockRouter(daemon, Pattern.compile("(?<prefix>[0-9.]+)/(?<length>\\d+)-(?<max>\\d+) AS(?<asn>\\d+)"),
            () -> StockProgram.run(directory, birdc, "-s", socket, "show route table r4"));
    }

    static StockRouter gobgp(final Path directory, final int cachePort) throws IOException {
        final String gobgpd = program("apt-get install gobgpd", "/usr/bin/gobgpd", "/usr/local/bin/gobgpd");
        final String gobgp = program("apt-get install gobgpd", "/usr/bin/gobgp", "/usr/local/bin/gobgp");
        final Path config = Files.writeString(directory.resolve("gobgpd.toml"), """
            [global.config]
              as = 65000
              router-id = "192.0.2.1"
              port = -1
            [[rpki-servers]]
              [rpki-servers.config]
                address = "127.0.0.1"
                port = %d
            """.formatted(cachePort));
        final String apiPort = Integer.toString(freePort());
        final StockProgram daemon = StockProgram.start(directory, gobgpd, "-f", config.toString(), "--api-hosts", "127.0.0.1:" + apiPort);
        return new StockRouter(daemon, Pattern.compile("(?<prefix>[0-9.]+)/(?<length>\\d+)\\s+(?<max>\\d+)\\s+(?<asn>\\d+)"),
            () -> StockProgram.run(directory, gobgp, "-u", "127.0.0.1", "-p", apiPort, "rpki", "table"));
    }

    private static String program(final String remedy, final String... places) {
        final Optional<String> found = Arrays.stream(places).filter(place -> Files.exists(Path.of(place))).findFirst();
        assumeTrue(found.isPresent(), () -> "no " + places[0] + "; " + remedy);
        return found.orElseThrow();
    }

    /** Another program could take it in between; then the test fails with the daemon's words. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** What it has in its table, in the words of {@link Vrp#text}. */
    TreeSet<String> vrps() {
        final TreeSet<String> vrps = new TreeSet<>();
        line.matcher(show.get()).results().forEach(match -> vrps.add(match.group("prefix") + "/" + match.group("length") + "-" + match.group("max") + " AS" + match.group("asn")));
        return vrps;
    }

    boolean isRunning() {
        return daemon.isRunning();
    }

    /** For a test that failed. */
    String words() {
        return "shows " + show.get() + "\nprinted " + daemon.output();
    }

    @Override
    public void close() {
        daemon.close();
    }
}
