// SPDX-License-Identifier: Apache-2.0
// A router that is killed while data comes in.
package io.eightfold.whois8.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.signature.SignedHead;
import io.eightfold.whois8.signature.TrustAnchor;
import io.eightfold.whois8.validation.Changed;
import io.eightfold.whois8.validation.DataSetState;
import io.eightfold.whois8.validation.Overrides;
import io.eightfold.whois8.validation.Records;
import io.eightfold.whois8.validation.ValidationTable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledClientIT {
    private static final long NOW_S = 1_800_000_000L;
    private static final int KILLS = 4;

    @TempDir
    private Path directory;

    /** The router: prints each serial that it has verdicts of. */
    public static final class Router implements FeedListener {
        private Router() {
        }

        /** @param args URL, trust anchor, directory */
        public static void main(final String[] args) throws Exception {
            final FeedSettings settings = FeedSettings.of(List.of(URI.create(args[0])), List.of(TrustAnchor.parse(args[1])), Path.of(args[2]))
                .with(Duration.ofMillis(20), Duration.ofSeconds(1));
            try (FeedClient client = new FeedClient(settings, false, Overrides.NONE, new Router(), () -> NOW_S, new Random(1))) {
                client.start();
                Thread.sleep(Duration.ofMinutes(1));
            }
        }

        private static void print(final long serial) {
            System.out.println("serial " + serial);
            System.out.flush();
        }

        @Override
        public void onLoaded(final ValidationTable table, final Changed changed) {
            print(table.dataSets().getFirst().serial());
        }

        @Override
        public void onData(final DataSetState state, final SignedHead head, final List<RecordChange> changes) {
            print(state.serial());
        }

        @Override
        public void onOverrides(final Overrides overrides) {
            throw new IllegalStateException("nobody gave any");
        }

        @Override
        public void onServer(final ServerState state) {
            System.out.println(state.word());
        }

        @Override
        public void onAlarm(final FeedAlarm alarm) {
            System.out.println("alarm " + alarm);
        }
    }

    @Test
    void shouldHaveGoodDataAfterEachKill() throws Exception {
        final FeedRegistry registry = new FeedRegistry(NOW_S);
        registry.put(Records.asn("lab", 64496));
        final Random random = new Random(11);
        long known = 0;
        try (TestFeedServer server = new TestFeedServer(registry)) {
            server.withoutEvents();
            for (int i = 0; i < KILLS; i++) {
                final long seen = runAndKill(server, registry, random, known);
                assertTrue(seen > known, "nothing came in before kill " + i);
                // The last one may have been told and not kept yet.
                known = seen - 1;
            }
        }
    }

    /** The last serial that the router had; at its start it must have what one before had kept. */
    private long runAndKill(final TestFeedServer server, final FeedRegistry registry, final Random random, final long atLeast) throws IOException, InterruptedException {
        final Process router = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-Xmx64m", "-cp",
            System.getProperty("java.class.path"), "--add-opens", "java.base/jdk.internal.misc=ALL-UNNAMED", Router.class.getName(), server.url().toString(),
            registry.anchor().toString(), directory.toString()).redirectErrorStream(true).start();
        long last = -1;
        try (BufferedReader output = new BufferedReader(new InputStreamReader(router.getInputStream(), StandardCharsets.UTF_8))) {
            final long wanted = registry.serial() + 20 + random.nextInt(30);
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                assertTrue(!line.startsWith("alarm"), line);
                if (line.startsWith("serial ")) {
                    final long serial = Long.parseLong(line.substring(7));
                    assertTrue(last >= 0 || serial >= atLeast, "began with serial " + serial + " though " + atLeast + " was kept");
                    last = serial;
                    registry.put(Records.asn("lab", 1000 + random.nextInt(500)));
                    if (serial >= wanted) {
                        // By its handle: Process.destroyForcibly closes the output that is still being read.
                        router.toHandle().destroyForcibly();
                    }
                }
            }
        } finally {
            router.destroyForcibly();
            assertTrue(router.waitFor(20, TimeUnit.SECONDS));
        }
        assertEquals(137, router.exitValue());
        return last;
    }
}
