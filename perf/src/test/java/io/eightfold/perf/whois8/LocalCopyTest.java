// SPDX-License-Identifier: Apache-2.0
// Tests of the copy that is measured, and of the check before each measurement.
package io.eightfold.perf.whois8;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.whois8.record.RecordStatus;
import io.eightfold.whois8.validation.VerdictReason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LocalCopyTest {
    private static final long NOW_S = LoadBenchmark.NOW_S;
    private static final int COUNT = 1 << 12;
    private GeneratedRegistry registry;
    private SignedRegistry signed;
    private byte[] snapshot;
    private LocalCopy copy;

    @BeforeEach
    void load() {
        registry = new GeneratedRegistry(5_000, 7, NOW_S);
        signed = new SignedRegistry(registry, NOW_S);
        snapshot = signed.snapshot();
        copy = LocalCopy.load(signed.anchor(), snapshot, NOW_S);
    }

    @Test
    void shouldAnswerAsComputedApartAndTakeNoMemory() {
        final SubjectVerdicts subject = new SubjectVerdicts(copy, Queries.of(registry, COUNT, 1));
        assertEquals(COUNT, subject.check());
        subject.checkAllocation();
    }

    @Test
    void shouldFindAWrongAnswer() {
        // What must be is computed from another registry than the one that was loaded.
        final GeneratedRegistry other = new GeneratedRegistry(5_000, 8, NOW_S);
        final SubjectVerdicts subject = new SubjectVerdicts(copy, Queries.of(other, COUNT, 1));
        assertTrue(assertThrows(IllegalStateException.class, subject::check).getMessage().endsWith("no rate is reported"));
        assertTrue(assertThrows(IllegalStateException.class, subject::checkAllocation).getMessage().contains("add up to"));
    }

    @Test
    void shouldTakeChangesIn() {
        final int route = 4;
        copy.apply(signed.change(new int[] {route}, RecordStatus.REVOKED));
        final int asn = registry.routeAsn(route);
        final long bits = (long) asn << Integer.SIZE | registry.host(route) & 0xFFFF_FFFFL;
        assertEquals(VerdictReason.ROUTE_REVOKED, copy.table().reason(bits, registry.length(route), asn, NOW_S));
        assertEquals(COUNT, new SubjectVerdicts(copy, Queries.of(registry, COUNT, 2)).check());
    }

    @Test
    void shouldRefuseAChangedSnapshotAndAnotherAnchor() {
        final byte[] changed = snapshot.clone();
        // The longest length of the last route, in front of the end mark.
        changed[changed.length - 5] ^= 1;
        final String message = assertThrows(IllegalStateException.class, () -> LocalCopy.load(signed.anchor(), changed, NOW_S)).getMessage();
        assertTrue(message.startsWith("the validator refuses the generated snapshot"), message);
        assertThrows(IllegalStateException.class, () -> LocalCopy.load(new SignedRegistry(registry, NOW_S).anchor(), snapshot, NOW_S));
    }
}
