// SPDX-License-Identifier: Apache-2.0
// The last good data through merges and breaks.
package io.eightfold.whois8.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.whois8.feed.DataSet;
import io.eightfold.whois8.feed.Delta;
import io.eightfold.whois8.feed.FeedException;
import io.eightfold.whois8.feed.FeedFault;
import io.eightfold.whois8.record.RecordChange;
import io.eightfold.whois8.record.RecordKey;
import io.eightfold.whois8.validation.Records;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastGoodTest {
    private static final long NOW_S = 1_800_000_000L;
    private final TestRegistry registry = new TestRegistry(NOW_S);

    @TempDir
    private Path directory;

    @BeforeEach
    void fill() {
        for (int asn = 1000; asn < 1100; asn++) {
            registry.put(Records.asn("lab", asn));
        }
    }

    private LastGood open(final long minMergeBytes) throws IOException {
        return new LastGood(directory, List.of(registry.anchor()), minMergeBytes);
    }

    private void snapshot(final LastGood to) throws IOException {
        try (OutputStream out = to.newSnapshot()) {
            out.write(registry.snapshotBytes());
        }
        to.commit();
    }

    private DataSet restored() throws IOException, FeedException {
        try (LastGood from = open(1 << 20)) {
            return restored(from, NOW_S);
        }
    }

    private DataSet restored(final LastGood from, final long nowS) throws IOException, FeedException {
        final DataSet dataSet = new DataSet(List.of(registry.anchor()));
        from.restore(new LastGood.Reader() {
            @Override
            public void snapshot(final InputStream stream) throws IOException, FeedException {
                dataSet.load(stream, value -> { }, DataSet.Age.ANY, nowS);
            }

            @Override
            public void delta(final Delta delta) throws FeedException {
                if (delta.head().serial() > dataSet.head().orElseThrow().serial()) {
                    dataSet.apply(delta, DataSet.Age.ANY, nowS);
                } else if (delta.head().serial() == dataSet.head().orElseThrow().serial()) {
                    dataSet.renew(delta.keys(), delta.head(), DataSet.Age.ANY, nowS);
                }
            }
        });
        return dataSet;
    }

    private void change(final Random random) {
        final List<RecordChange> changes = new ArrayList<>();
        for (final int asn : random.ints(10, 950, 1150).distinct().toArray()) {
            if (random.nextBoolean() || !registry.has(RecordKey.ofAsn(asn))) {
                changes.add(RecordChange.put(Records.asn("lab", asn)));
            } else {
                changes.add(RecordChange.remove(RecordKey.ofAsn(asn)));
            }
        }
        registry.change(changes);
    }

    @Test
    void shouldGiveTheSameStateThroughMerges() throws Exception {
        final Random random = new Random(5);
        int merges = 0;
        try (LastGood lastGood = open(4000)) {
            snapshot(lastGood);
            for (int i = 0; i < 120; i++) {
                change(random);
                lastGood.append(registry.lastDelta());
                if (i % 17 == 0) {
                    lastGood.awaitMerge();
                    merges += Files.exists(directory.resolve("lab.deltas.old")) ? 0 : 1;
                    assertEquals(registry.head(), restored().head().orElseThrow(), "after change " + i);
                }
            }
            lastGood.awaitMerge();
        }
        assertTrue(merges > 3);
        assertEquals(registry.head(), restored().head().orElseThrow());
        final Path deltas = directory.resolve("lab.deltas");
        assertTrue(!Files.exists(deltas) || Files.size(deltas) < 40_000, "deltas were not merged");
    }

    @Test
    void shouldPassOverDeltasThatTheSnapshotHasAlready() throws Exception {
        final Random random = new Random(6);
        try (LastGood lastGood = open(1 << 20)) {
            snapshot(lastGood);
            change(random);
            lastGood.append(registry.lastDelta());
            change(random);
            lastGood.append(registry.lastDelta());
            // As if it was killed after the snapshot was put in place, and before the deltas were removed.
            Files.write(directory.resolve("lab.snapshot"), registry.snapshotBytes());
            change(random);
            lastGood.append(registry.lastDelta());
        }
        assertEquals(registry.head(), restored().head().orElseThrow());
        try (LastGood lastGood = open(1)) {
            restored(lastGood, NOW_S);
            change(random);
            lastGood.append(registry.lastDelta());
            lastGood.awaitMerge();
        }
        assertFalse(Files.exists(directory.resolve("lab.deltas.old")));
        assertEquals(registry.head(), restored().head().orElseThrow());
    }

    @Test
    void shouldLoseOnlyTheEndWhenABitFlips() throws Exception {
        final Random random = new Random(7);
        try (LastGood lastGood = open(1 << 20)) {
            snapshot(lastGood);
            for (int i = 0; i < 5; i++) {
                change(random);
                lastGood.append(registry.lastDelta());
            }
        }
        final byte[] deltas = Files.readAllBytes(directory.resolve("lab.deltas"));
        for (int i = 0; i < 60; i++) {
            final byte[] spoilt = deltas.clone();
            spoilt[random.nextInt(spoilt.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(directory.resolve("lab.deltas"), spoilt);
            final long serial = restored().head().orElseThrow().serial();
            assertTrue(serial >= registry.serial() - 5 && serial < registry.serial(), "serial " + serial);
        }
    }

    @Test
    void shouldNameADiskThatTakesNothing() throws Exception {
        try (LastGood lastGood = open(1 << 20)) {
            snapshot(lastGood);
            Files.createDirectory(directory.resolve("lab.deltas"));
            change(new Random(8));
            assertThrows(IOException.class, () -> lastGood.append(registry.lastDelta()));
            Files.delete(directory.resolve("lab.deltas"));
            change(new Random(9));
            lastGood.append(registry.lastDelta());
            assertFalse(lastGood.isSnapshotOwed(), "both are there now");
        }
        assertEquals(registry.head(), restored().head().orElseThrow());
    }

    @Test
    void shouldOweASnapshotWhileThereIsNone() throws Exception {
        try (LastGood lastGood = open(1 << 20)) {
            restored(lastGood, NOW_S);
            assertTrue(lastGood.isSnapshotOwed());
            change(new Random(1));
            lastGood.append(registry.lastDelta());
            assertFalse(Files.exists(directory.resolve("lab.deltas")), "deltas without what they follow");
            snapshot(lastGood);
            assertFalse(lastGood.isSnapshotOwed());
        }
        assertEquals(registry.head(), restored().head().orElseThrow());
    }

    /** A snapshot was taken in whose copy failed: what follows it does not follow what is on disk. */
    @Test
    void shouldAppendNothingAcrossAGap() throws Exception {
        final Random random = new Random(10);
        final long serial;
        try (LastGood lastGood = open(1)) {
            snapshot(lastGood);
            serial = registry.serial();
            change(random);
            change(random);
            lastGood.append(registry.lastDelta());
            assertTrue(lastGood.isSnapshotOwed());
            change(random);
            lastGood.append(registry.lastDelta());
        }
        assertEquals(serial, restored().head().orElseThrow().serial());
        try (LastGood lastGood = open(1 << 20)) {
            restored(lastGood, NOW_S);
            assertFalse(lastGood.isSnapshotOwed(), "what is on disk is whole, though old");
            snapshot(lastGood);
            lastGood.owe();
            change(random);
            lastGood.append(registry.lastDelta());
            assertFalse(Files.exists(directory.resolve("lab.deltas")), "though the serial would follow");
            snapshot(lastGood);
            change(random);
            lastGood.append(registry.lastDelta());
        }
        assertEquals(registry.head(), restored().head().orElseThrow());
    }

    @Test
    void shouldOweASnapshotWhenMoreWaitsThanItHolds() throws Exception {
        try (LastGood lastGood = open(1 << 20)) {
            snapshot(lastGood);
            Files.createDirectory(directory.resolve("lab.deltas"));
            for (int i = 0; !lastGood.isSnapshotOwed(); i++) {
                registry.put(Records.asn("lab", 2000 + i % 10));
                assertTrue(i < 1100, "waits without a limit");
                try {
                    lastGood.append(registry.lastDelta());
                } catch (final IOException e) {
                    assertTrue(e.getMessage().contains("lab.deltas"), e.getMessage());
                }
            }
            Files.delete(directory.resolve("lab.deltas"));
            registry.put(Records.asn("lab", 3000));
            lastGood.append(registry.lastDelta());
            assertFalse(Files.exists(directory.resolve("lab.deltas")));
        }
    }

    /** A clock that is behind at boot, an anchor that is not configured for a while: what is on disk is good, and stays. */
    @Test
    void shouldSpoilNothingThatIsOnlyRefusedForNow() throws Exception {
        try (LastGood lastGood = open(1 << 20)) {
            snapshot(lastGood);
            change(new Random(11));
            lastGood.append(registry.lastDelta());
        }
        try (LastGood early = open(1 << 20)) {
            assertEquals(registry.head(), restored(early, NOW_S - 1_000_000).head().orElseThrow());
        }
        final DataSet others = new DataSet(List.of(new TestRegistry(NOW_S).anchor()));
        try (LastGood untrusted = open(1 << 20)) {
            assertThrows(FeedException.class, () -> untrusted.restore(new LastGood.Reader() {
                @Override
                public void snapshot(final InputStream stream) throws IOException, FeedException {
                    others.load(stream, value -> { }, DataSet.Age.ANY, NOW_S);
                }

                @Override
                public void delta(final Delta delta) {
                    throw new AssertionError("a delta to a snapshot that was refused");
                }
            }));
            assertTrue(untrusted.isSnapshotOwed());
        }
        try (LastGood lastGood = open(1 << 20)) {
            assertThrows(FeedException.class, () -> lastGood.restore(new LastGood.Reader() {
                @Override
                public void snapshot(final InputStream stream) {
                    // Not of interest here.
                }

                @Override
                public void delta(final Delta delta) throws FeedException {
                    throw new FeedException(FeedFault.UNKNOWN_ANCHOR, "not now");
                }
            }));
            assertTrue(lastGood.isSnapshotOwed(), "what is added now would come after what was not read");
        }
        assertEquals(registry.head(), restored().head().orElseThrow());
    }

    @Test
    void shouldSetASpoiltSnapshotAside() throws Exception {
        try (LastGood lastGood = open(1 << 20)) {
            snapshot(lastGood);
        }
        final byte[] bytes = Files.readAllBytes(directory.resolve("lab.snapshot"));
        bytes[bytes.length - 20] ^= 1;
        Files.write(directory.resolve("lab.snapshot"), bytes);
        assertThrows(FeedException.class, this::restored);
        assertTrue(Files.exists(directory.resolve("lab.snapshot.refused")));
        assertTrue(restored().head().isEmpty());
    }

    /** Only a list that revokes the key of the head at hand: it is known after a restart too. */
    @Test
    void shouldKeepARevocation() throws Exception {
        final Delta revocation;
        try (LastGood lastGood = open(1 << 20)) {
            snapshot(lastGood);
            change(new Random(12));
            lastGood.append(registry.lastDelta());
            registry.list(List.of(registry.listedKey(NOW_S - 1000, NOW_S + 100_000, true)));
            revocation = new Delta(registry.keys(), registry.head(), List.of());
            lastGood.append(revocation);
        }
        final DataSet restored = restored();
        assertEquals(revocation.keys(), restored.keys().orElseThrow());
        assertTrue(restored.isDisowned());
    }

    /** A reload opens the directory again at once. */
    @Test
    void shouldEndItsMergeBeforeItIsClosed() throws Exception {
        final Random random = new Random(13);
        try (LastGood lastGood = open(1)) {
            snapshot(lastGood);
            for (int i = 0; i < 3; i++) {
                change(random);
                lastGood.append(registry.lastDelta());
            }
        }
        assertTrue(Thread.getAllStackTraces().keySet().stream().noneMatch(thread -> "whois8-merge-lab".equals(thread.getName())));
        assertEquals(registry.head(), restored().head().orElseThrow());
    }
}
