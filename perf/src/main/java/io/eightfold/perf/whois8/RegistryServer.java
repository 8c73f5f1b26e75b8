// SPDX-License-Identifier: Apache-2.0
// The process of the server under load.
package io.eightfold.perf.whois8;

import com.google.gson.JsonObject;
import io.eightfold.whois8.registry.AdminCaller;
import io.eightfold.whois8.registry.AdminException;
import io.eightfold.whois8.registry.AdminRole;
import io.eightfold.whois8.registry.RegistryConfig;
import io.eightfold.whois8.registry.RegistryInit;
import io.eightfold.whois8.registry.Tokens;
import io.eightfold.whois8.server.Limits;
import io.eightfold.whois8.server.http.HttpLimits;
import io.eightfold.whois8.server.rtr.RtrServer;
import io.eightfold.whois8.server.rtr.RtrSettings;
import io.eightfold.whois8.server.text.TextServer;
import io.eightfold.whois8.service.Authority;
import io.eightfold.whois8.service.ServerSettings;
import io.eightfold.whois8.service.Servers;
import io.eightfold.whois8.signature.AsnRanges;
import io.eightfold.whois8.signature.TrustAnchor;
import io.eightfold.whois8.store.RegistryStore;
import io.eightfold.whois8.store.StoreConfig;
import io.eightfold.whois8.store.StoreException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What {@code ipv8 whois8 serve} runs, on free ports of the loopback address, with limits no measurement meets: those of a public server let an address ask some 20
 * times a second. The registry in its directory is new. It says where it listens in a line of JSON, and ends with its standard input. Thread: startup.
 */
public final class RegistryServer {
    private static final AdminCaller CALLER = new AdminCaller("perf", AdminRole.ADMIN, "local");
    private static final int MOST_PER_S = 1_000_000;
    private static final int CONNECTIONS = 1024;

    private RegistryServer() {
    }

    /** @param arguments the directory */
    public static void main(final String[] arguments) throws IOException, StoreException, AdminException {
        // Before anything else can print.
        final PrintStream out = System.out;
        System.setOut(System.err);
        final StoreConfig config = StoreConfig.embedded(Path.of(arguments[0]));
        final JsonObject told = init(config);
        final InstantSource clock = InstantSource.system();
        try (Authority authority = Authority.open(config, RegistryConfig.DEFAULT, clock); Servers servers = Servers.start(settings(), authority, clock)) {
            told.addProperty("text", servers.text().orElseThrow().listener().address().getPort());
            told.addProperty("http", servers.http().orElseThrow().port());
            told.addProperty("admin", servers.admin().orElseThrow().port());
            out.println(told);
            out.flush();
            while (System.in.read() >= 0) {
                // Nothing is said; the end counts.
            }
        }
    }

    private static JsonObject init(final StoreConfig config) throws StoreException, AdminException {
        final long nowS = System.currentTimeMillis() / 1000;
        final JsonObject told = new JsonObject();
        try (RegistryStore store = RegistryStore.open(config, nowS)) {
            final TrustAnchor anchor = RegistryInit.create(store, GeneratedRegistry.RIR, AsnRanges.ALL, RegistryConfig.DEFAULT, CALLER, nowS);
            told.addProperty("anchor", anchor.toString());
            told.addProperty("token", new Tokens(store).add("perf", AdminRole.ADMIN, CALLER, nowS));
        }
        return told;
    }

    private static ServerSettings settings() {
        final Optional<InetSocketAddress> anyPort = Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        final Limits text = TextServer.DEFAULT_LIMITS.withConnections(CONNECTIONS, CONNECTIONS).withRate(MOST_PER_S, MOST_PER_S);
        return new ServerSettings(anyPort, anyPort, Optional.empty(), anyPort, Optional.empty(), Optional.empty(), text, HttpLimits.DEFAULT.withRate(0, MOST_PER_S),
            RtrServer.DEFAULT_LIMITS, RtrSettings.DEFAULTS);
    }
}
