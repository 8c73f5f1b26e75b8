// SPDX-License-Identifier: Apache-2.0
// An authority that changes until it is killed.
package io.eightfold.whois8.registry;

import io.eightfold.whois8.index.RecordIndex;
import io.eightfold.whois8.record.AsnRecord;
import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.record.RecordStatus;
import io.eightfold.whois8.record.RouteRecord;
import io.eightfold.whois8.store.RegistryStore;
import io.eightfold.whois8.store.StoreConfig;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** A process of its own: prints each serial after it is published. */
final class ChangingAuthority {
    private static final int CHANGES = 1_000;
    private static final int ASNS = 50;
    private static final long EXPIRY_S = 2_000_000_000L;

    private ChangingAuthority() {
    }

    /** Arguments: directory, and URL, user and password of PostgreSQL or three empty ones, and the time. */
    public static void main(final String[] arguments) throws Exception {
        final StoreConfig config = new StoreConfig(Path.of(arguments[0]), arguments[1], arguments[2], arguments[3], StoreConfig.DEFAULT_DELTAS);
        final InstantSource clock = InstantSource.fixed(Instant.ofEpochSecond(Long.parseLong(arguments[4])));
        final RegistryStore store = RegistryStore.open(config, clock.instant().getEpochSecond());
        final Registry registry = Registry.open(store, new RecordIndex(), RegistryConfig.DEFAULT, clock);
        final AdminCaller caller = new AdminCaller("child", AdminRole.ADMIN, "-");
        final long start = registry.source("lab").orElseThrow().head().serial();
        for (int i = 0; i < CHANGES; i++) {
            final int asn = 1_000 + i % ASNS;
            final long changedS = start + i;
            final AsnRecord holder = new AsnRecord(asn, "ORG-EX1", "Change " + changedS, "DE", "lab", RecordStatus.ACTIVE, EXPIRY_S, 0, changedS);
            final RouteRecord route = new RouteRecord(asn, 10 << 24 | i / ASNS << 16, 16, 16, "lab", RecordStatus.ACTIVE, EXPIRY_S + changedS, changedS);
            final ChangeResult result = registry.change(new ChangeRequest(caller, "test", "lab", List.of(RecordChange.put(holder), RecordChange.put(route)), false));
            System.out.println("serial " + result.serial());
        }
        System.out.println("done");
    }
}
