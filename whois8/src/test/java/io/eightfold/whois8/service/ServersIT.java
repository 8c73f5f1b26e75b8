// SPDX-License-Identifier: Apache-2.0
// All servers of an authority.
package io.eightfold.whois8.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.eightfold.whois8.registry.AdminCaller;
import io.eightfold.whois8.registry.AdminRole;
import io.eightfold.whois8.registry.RegistryConfig;
import io.eightfold.whois8.registry.RegistryInit;
import io.eightfold.whois8.server.http.HttpLimits;
import io.eightfold.whois8.server.rtr.RtrServer;
import io.eightfold.whois8.server.rtr.RtrSettings;
import io.eightfold.whois8.server.text.TextServer;
import io.eightfold.whois8.signature.AsnRanges;
import io.eightfold.whois8.store.RegistryStore;
import io.eightfold.whois8.store.StoreConfig;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServersIT {
    @TempDir
    private Path temp;

    @Test
    void shouldNameTheTextServerByAnAddressThatClientsCanUse() throws Exception {
        final StoreConfig config = StoreConfig.embedded(temp.resolve("registry"));
        final InstantSource clock = InstantSource.system();
        try (RegistryStore store = RegistryStore.open(config, clock.instant().getEpochSecond())) {
            RegistryInit.create(store, "lab", AsnRanges.ALL, RegistryConfig.DEFAULT, new AdminCaller("test", AdminRole.ADMIN, "-"), clock.instant().getEpochSecond());
        }
        try (Authority authority = Authority.open(config, RegistryConfig.DEFAULT, clock)) {
            assertEquals("127.0.0.1", help(authority, clock, "127.0.0.1").get("port43").getAsString());
            assertEquals(Optional.empty(), Optional.ofNullable(help(authority, clock, "0.0.0.0").get("port43")));
        }
    }

    private static JsonObject help(final Authority authority, final InstantSource clock, final String listen) throws Exception {
        final Optional<InetSocketAddress> free = Optional.of(new InetSocketAddress(listen, 0));
        final ServerSettings settings = new ServerSettings(free, free, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), TextServer.DEFAULT_LIMITS,
            HttpLimits.DEFAULT, RtrServer.DEFAULT_LIMITS, RtrSettings.DEFAULTS);
        try (Servers servers = Servers.start(settings, authority, clock);
             Reader answer = new InputStreamReader(URI.create("http://127.0.0.1:" + servers.http().orElseThrow().port() + "/rdap/help").toURL().openStream(), StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(answer).getAsJsonObject();
        }
    }
}
